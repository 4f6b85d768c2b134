//! Where one can go. Each page that somebody may see is one line here; rail, menus and palette read it.

use hushdesk_protocol::rest::{Role, Session};
use hushdesk_texts::console as words;

use crate::components::Icon;
use crate::route::Route;

/// A page that one can go to.
#[derive(Clone)]
pub(crate) struct Place {
    /// Its address.
    pub(crate) route: Route,
    /// Its sign.
    pub(crate) icon: Icon,
    /// What it is called.
    pub(crate) name: fn() -> &'static str,
    /// Where the rail has it.
    pub(crate) shelf: Shelf,
    /// Who may see it.
    open_to: OpenTo,
}

/// Where the rail has a page.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Shelf {
    /// By itself.
    Rail,
    /// Under Manage, among these.
    Manage(Group),
    /// Nowhere: one comes to it through the account's menu.
    Account,
}

/// What pages under Manage have in common.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Group {
    /// Who is there.
    Organisation,
    /// How chats come, and how they look.
    Chat,
    /// Who can read what.
    Safety,
}

impl Group {
    /// All, in the order in which they are shown.
    pub(crate) const ALL: [Self; 3] = [Self::Organisation, Self::Chat, Self::Safety];

    /// What it is called.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Organisation => words::places::organisation(),
            Self::Chat => words::places::chat(),
            Self::Safety => words::places::safety(),
        }
    }
}

/// Who may see a page.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum OpenTo {
    Everybody,
    /// Administrators, and whoever manages a queue.
    Managers,
    Administrators,
}

impl Shelf {
    /// Whether it is under Manage.
    pub(crate) const fn is_managed(self) -> bool {
        matches!(self, Self::Manage(_))
    }
}

impl Place {
    const fn of_everybody(
        route: Route,
        icon: Icon,
        name: fn() -> &'static str,
        shelf: Shelf,
    ) -> Self {
        Self {
            route,
            icon,
            name,
            shelf,
            open_to: OpenTo::Everybody,
        }
    }

    const fn managed(route: Route, icon: Icon, name: fn() -> &'static str, group: Group) -> Self {
        Self {
            route,
            icon,
            name,
            shelf: Shelf::Manage(group),
            open_to: OpenTo::Administrators,
        }
    }

    const fn and_managers(mut self) -> Self {
        self.open_to = OpenTo::Managers;
        self
    }

    /// Whether whoever is signed in may see it.
    pub(crate) fn is_open_to(&self, session: &Session) -> bool {
        match self.open_to {
            OpenTo::Everybody => true,
            OpenTo::Managers => session.role == Role::Administrator || !session.manages.is_empty(),
            OpenTo::Administrators => session.role == Role::Administrator,
        }
    }
}

fn all() -> [Place; 18] {
    use Group::{Chat, Organisation, Safety};
    use Place as P;
    [
        P::of_everybody(Route::Desk, Icon::Chat, words::places::desk, Shelf::Rail),
        P::of_everybody(
            Route::History,
            Icon::History,
            words::places::history,
            Shelf::Rail,
        ),
        P::of_everybody(
            Route::Messages,
            Icon::Inbox,
            words::places::messages,
            Shelf::Rail,
        ),
        P::of_everybody(
            Route::Statistics,
            Icon::Chart,
            words::places::statistics,
            Shelf::Rail,
        ),
        P::managed(
            Route::People,
            Icon::People,
            words::places::people,
            Organisation,
        ),
        P::managed(
            Route::FirstSteps,
            Icon::Check,
            words::places::first_steps,
            Organisation,
        ),
        P::managed(
            Route::Organisation,
            Icon::Globe,
            words::places::general,
            Organisation,
        ),
        P::managed(
            Route::IdentityProvider,
            Icon::Shield,
            words::places::provider,
            Organisation,
        ),
        P::managed(Route::Audit, Icon::List, words::places::audit, Organisation),
        P::managed(
            Route::Webhooks,
            Icon::Link,
            words::places::webhooks,
            Organisation,
        ),
        P::managed(Route::Queues, Icon::Queue, words::places::queues, Chat).and_managers(),
        P::managed(Route::Canned, Icon::Chat, words::places::canned, Chat).and_managers(),
        P::managed(Route::Skins, Icon::Paint, words::places::skins, Chat),
        P::managed(Route::Snippets, Icon::Code, words::places::snippets, Chat),
        P::managed(
            Route::Encryption,
            Icon::Lock,
            words::places::encryption,
            Safety,
        ),
        P::of_everybody(
            Route::Preferences,
            Icon::Settings,
            words::places::preferences,
            Shelf::Account,
        ),
        P::of_everybody(
            Route::MyKeys,
            Icon::Key,
            words::places::my_keys,
            Shelf::Account,
        ),
        P::of_everybody(
            Route::SigningIn,
            Icon::Shield,
            words::places::signing_in,
            Shelf::Account,
        ),
    ]
}

/// All pages that whoever is signed in may see.
pub(crate) fn open_to(session: &Session) -> impl Iterator<Item = Place> {
    all().into_iter().filter(|place| place.is_open_to(session))
}

/// The first page under Manage that whoever is signed in may see.
pub(crate) fn managed(session: &Session) -> Option<Place> {
    open_to(session).find(|place| place.shelf.is_managed())
}

/// The place at an address, or the one under which the address is; none if it is none that one can go to.
pub(crate) fn at(route: &Route) -> Option<Place> {
    all()
        .into_iter()
        .find(|place| place.route == *route.listed())
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::ids::ChatId;
    use hushdesk_protocol::rest::{Factors, SecondFactor};

    use super::*;

    fn managed(role: Role, manages: &[&str]) -> Vec<Route> {
        let session = Session {
            name: "desk1".parse().unwrap(),
            display: "Mara".parse().unwrap(),
            role,
            queues: vec![],
            demonstration: false,
            organisation: "Northgate".to_owned(),
            manages: manages.iter().map(|it| it.parse().unwrap()).collect(),
            second_factor: SecondFactor::Off,
            factors: Factors::default(),
            provider: None,
            password: true,
        };
        let managed = open_to(&session).filter(|place| place.shelf.is_managed());
        managed.map(|place| place.route).collect()
    }

    #[test]
    fn whoever_manages_a_queue_sees_the_queues_and_administrators_see_everything() {
        assert_eq!(managed(Role::Operator, &[]), []);
        let managers = [Route::Queues, Route::Canned];
        assert_eq!(managed(Role::Operator, &["maps"]), managers);
        assert_eq!(managed(Role::Administrator, &[]).len(), 11);
    }

    #[test]
    fn a_page_about_one_thing_is_under_the_page_with_all_of_them() {
        let queue = "maps".parse().unwrap();
        assert!(at(&Route::Queue { queue }).is_some_and(|it| it.route == Route::Queues));
        let chat = ChatId::from_bytes([7; 16]);
        assert!(at(&Route::Chat { chat }).is_some_and(|it| it.route == Route::History));
        assert!(at(&Route::NotFound).is_none());
    }
}
