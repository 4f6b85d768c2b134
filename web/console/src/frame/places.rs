//! Where one can go. Each page that somebody may see is one line here; rail, menu and palette read it.

use hushdesk_protocol::rest::Role;
use hushdesk_texts::console as words;

use crate::components::Icon;
use crate::route::Route;

/// A page that one can go to.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    /// Its address.
    pub(crate) route: Route,
    /// Its sign.
    pub(crate) icon: Icon,
    /// What it is called.
    pub(crate) name: fn() -> &'static str,
    /// Where the rail has it.
    pub(crate) shelf: Shelf,
}

/// Where the rail has a page.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Shelf {
    /// By itself, for everybody.
    Rail,
    /// Under Manage, for administrators.
    Manage,
    /// Nowhere: one comes to it through the account's menu.
    Account,
}

impl Place {
    const fn new(route: Route, icon: Icon, name: fn() -> &'static str, shelf: Shelf) -> Self {
        Self {
            route,
            icon,
            name,
            shelf,
        }
    }

    const fn is_open_to(self, role: Role) -> bool {
        match (self.shelf, role) {
            (Shelf::Rail | Shelf::Account, _) | (Shelf::Manage, Role::Administrator) => true,
            (Shelf::Manage, Role::Operator) => false,
        }
    }
}

const ALL: [Place; 3] = [
    Place::new(Route::Desk, Icon::Chat, words::places::desk, Shelf::Rail),
    Place::new(
        Route::People,
        Icon::People,
        words::places::people,
        Shelf::Manage,
    ),
    Place::new(
        Route::Preferences,
        Icon::Settings,
        words::places::preferences,
        Shelf::Account,
    ),
];

/// All pages that somebody of this role may see.
pub(crate) fn open_to(role: Role) -> impl Iterator<Item = Place> {
    ALL.into_iter().filter(move |place| place.is_open_to(role))
}

/// The place at an address, if it is one that one can go to.
pub(crate) fn at(route: Route) -> Option<Place> {
    ALL.into_iter().find(|place| place.route == route)
}
