//! What a chat was about, in the categories of its queue: chosen during a chat or at its end, kept by the organisation's archive.

mod chips;
mod outbox;
mod store;

use std::collections::BTreeSet;
use std::rc::Rc;

use hushdesk_protocol::text::Category;
use hushdesk_web::session::operator_session::Standing;

pub(super) use chips::CategoryChips;
pub(super) use store::{CategoriesProvider, use_categories};

/// What can be chosen for a chat, and what is.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Filing {
    /// What its queue has, in order.
    pub(crate) categories: Rc<Vec<Category>>,
    /// Whether something is to be chosen before the chat is put away.
    pub(crate) required: bool,
    /// What is chosen; nothing is known of it before the archive has said.
    pub(crate) chosen: Option<BTreeSet<Category>>,
}

impl Filing {
    /// Whether there is anything to choose.
    pub(crate) fn is_offered(&self) -> bool {
        !self.categories.is_empty()
    }

    /// Whether this one is chosen.
    fn has(&self, category: &Category) -> bool {
        self.chosen
            .as_ref()
            .is_some_and(|chosen| chosen.contains(category))
    }

    /// All that are shown: those of the queue, and what the chat has besides, from another queue or from before the list was
    /// changed.
    fn shown(&self) -> Vec<&Category> {
        let others = self.chosen.iter().flatten();
        let others = others.filter(|it| !self.categories.contains(it));
        self.categories.iter().chain(others).collect()
    }

    /// Whether a chat that stands so waits for a choice before it is put away. One that the operator did not have to its end
    /// is for others to file.
    pub(crate) fn is_missing(&self, standing: &Standing) -> bool {
        let is_theirs = matches!(standing, Standing::Closed { .. });
        let has_none = self.chosen.is_some() && !self.categories.iter().any(|it| self.has(it));
        self.required && self.is_offered() && has_none && is_theirs
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::frames::Closer;

    use super::*;

    fn filing(chosen: &[&str]) -> Filing {
        Filing {
            categories: Rc::new(vec!["Maps".parse().unwrap(), "Hours".parse().unwrap()]),
            required: true,
            chosen: Some(chosen.iter().map(|it| it.parse().unwrap()).collect()),
        }
    }

    #[test]
    fn only_a_chat_that_was_held_to_its_end_waits_for_a_choice() {
        let ended = Standing::Closed { by: Closer::Guest };
        assert!(filing(&[]).is_missing(&ended));
        assert!(!filing(&["Maps"]).is_missing(&ended));
        assert!(!filing(&[]).is_missing(&Standing::Open));
        assert!(!filing(&[]).is_missing(&Standing::Refused));
        let optional = Filing {
            required: false,
            ..filing(&[])
        };
        assert!(!optional.is_missing(&ended));
        assert!(filing(&["Of another queue"]).is_missing(&ended));
        let unknown = Filing {
            chosen: None,
            ..filing(&[])
        };
        assert!(!unknown.is_missing(&ended), "nobody is held up");
    }

    #[test]
    fn what_a_chat_has_from_another_queue_is_shown_and_can_be_taken_away() {
        let filing = filing(&["Loans", "Maps"]);
        let shown: Vec<&str> = filing.shown().into_iter().map(Category::as_str).collect();
        assert_eq!(shown, ["Maps", "Hours", "Loans"]);
    }
}
