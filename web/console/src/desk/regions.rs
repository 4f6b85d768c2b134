//! The desk's regions, and getting from one to the next by keyboard.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::document::{document, focused};

/// A region of the desk, by the id of its element.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Region {
    /// What waits for somebody.
    Waiting,
    /// The chats of this window.
    Mine,
    /// The open conversation.
    Conversation,
    /// What is known of it.
    Side,
}

/// Which way to go.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Direction {
    /// The region after this one.
    Onward,
    /// The region before.
    Back,
}

impl Region {
    const ALL: [Self; 4] = [Self::Waiting, Self::Mine, Self::Conversation, Self::Side];

    /// The id of its element.
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Mine => "mine",
            Self::Conversation => "conversation",
            Self::Side => "about",
        }
    }

    const fn beside(self, direction: Direction) -> Self {
        match (self, direction) {
            (Self::Waiting, Direction::Onward) | (Self::Conversation, Direction::Back) => {
                Self::Mine
            }
            (Self::Mine, Direction::Onward) | (Self::Side, Direction::Back) => Self::Conversation,
            (Self::Conversation, Direction::Onward) | (Self::Waiting, Direction::Back) => {
                Self::Side
            }
            (Self::Side, Direction::Onward) | (Self::Mine, Direction::Back) => Self::Waiting,
        }
    }

    /// Gives it the focus: what can be done there first, else the region itself.
    pub(crate) fn focus(self) {
        let Some(document) = document() else { return };
        let place = document
            .query_selector(&format!(
                "#{0} [data-first], #{0} [data-row][tabindex='0'], #{0} textarea:not([readonly])",
                self.id()
            ))
            .ok()
            .flatten();
        match place {
            Some(place) => give_focus(place),
            None => self.focus_whole(),
        }
    }

    /// Gives the focus to the region itself: what comes next is not chosen for anybody.
    pub(crate) fn focus_whole(self) {
        let place = document().and_then(|document| document.get_element_by_id(self.id()));
        if let Some(place) = place {
            give_focus(place);
        }
    }
}

/// What cannot take the focus leaves it where it is.
fn give_focus(place: Element) {
    if let Ok(place) = place.dyn_into::<HtmlElement>() {
        let _given = place.focus();
    }
}

/// Gives the focus to the next region that is shown.
pub(crate) fn go(direction: Direction) {
    let here = here().unwrap_or(match direction {
        Direction::Onward => Region::Conversation,
        Direction::Back => Region::Waiting,
    });
    let mut next = here.beside(direction);
    while !next.is_shown() && next != here {
        next = next.beside(direction);
    }
    next.focus();
}

/// Gives the focus to the list: to this window's chats, or where it has none to what waits.
pub(super) fn to_list() {
    let has_chats = document()
        .and_then(|document| document.query_selector("#mine [data-row]").ok().flatten())
        .is_some();
    if has_chats {
        Region::Mine.focus();
    } else {
        Region::Waiting.focus();
    }
}

/// The region in which the focus is.
pub(super) fn here() -> Option<Region> {
    let active = focused()?;
    Region::ALL.into_iter().find(|region| {
        active
            .closest(&format!("#{}", region.id()))
            .ok()
            .flatten()
            .is_some()
    })
}

impl Region {
    /// Nothing has the focus, or the region as a whole, for want of anything better.
    pub(crate) fn lacks_focus(self) -> bool {
        let active = document().and_then(|document| document.active_element());
        active.is_none_or(|active| active.tag_name() == "BODY" || active.id() == self.id())
    }

    /// Whether it is shown.
    pub(crate) fn is_shown(self) -> bool {
        document()
            .and_then(|document| document.get_element_by_id(self.id()))
            .is_some_and(|element| element.get_client_rects().length() > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_steps_onward_or_back_lead_to_where_one_was() {
        for direction in [Direction::Onward, Direction::Back] {
            for region in Region::ALL {
                let after = (0..4).fold(region, |here, _| here.beside(direction));
                assert_eq!(after, region);
            }
        }
    }
}
