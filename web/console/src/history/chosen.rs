//! The chats that are chosen by hand, to do something with all of them.

use std::collections::BTreeSet;
use std::rc::Rc;

use hushdesk_protocol::ids::ChatId;
use yew::prelude::*;

/// Those that are.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct Chosen(BTreeSet<ChatId>);

/// What is done to them. It counts from what was pressed before, whether or not that has been drawn.
#[derive(Clone, Debug)]
pub(super) enum Choose {
    /// These, too, or these no longer.
    These(BTreeSet<ChatId>, bool),
    /// Nothing any more.
    Nothing,
}

impl Chosen {
    pub(super) const fn ids(&self) -> &BTreeSet<ChatId> {
        &self.0
    }
}

impl Reducible for Chosen {
    type Action = Choose;

    fn reduce(self: Rc<Self>, action: Choose) -> Rc<Self> {
        let mut chosen = Rc::unwrap_or_clone(self).0;
        match action {
            Choose::These(chats, true) => chosen.extend(chats),
            Choose::These(chats, false) => chosen.retain(|it| !chats.contains(it)),
            Choose::Nothing => chosen.clear(),
        }
        Rc::new(Self(chosen))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_press_counts_from_the_one_before() {
        let chats = |numbers: &[u8]| {
            numbers
                .iter()
                .map(|it| ChatId::from_bytes([*it; 16]))
                .collect()
        };
        let after = |presses: Vec<Choose>| {
            let chosen = Rc::new(Chosen::default());
            let chosen = presses.into_iter().fold(chosen, Reducible::reduce);
            Rc::unwrap_or_clone(chosen).0
        };
        let (one, all) = (
            Choose::These(chats(&[1]), true),
            Choose::These(chats(&[1, 2, 3]), true),
        );
        assert_eq!(
            after(vec![one.clone(), Choose::These(chats(&[2]), true)]),
            chats(&[1, 2])
        );
        assert_eq!(
            after(vec![one.clone(), Choose::These(chats(&[1]), false)]),
            chats(&[])
        );
        assert_eq!(
            after(vec![all.clone(), Choose::These(chats(&[2]), false)]),
            chats(&[1, 3])
        );
        assert_eq!(after(vec![all, Choose::Nothing, one]), chats(&[1]));
    }
}
