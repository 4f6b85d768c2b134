//! Which conversations are shown: the open one, and one that is kept beside it. Each keeps its place.

use hushdesk_protocol::ids::ChatId;

/// The conversations that are shown.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct Shown {
    /// In their order: none, one or two.
    all: Vec<ChatId>,
    /// The one in which the operator is; it is one of them.
    open: Option<ChatId>,
    /// The one that stays when another is opened; it is one of them.
    kept: Option<ChatId>,
}

impl Shown {
    /// All of them.
    pub(super) fn all(&self) -> &[ChatId] {
        &self.all
    }

    /// The open one.
    pub(super) const fn open(&self) -> Option<&ChatId> {
        self.open.as_ref()
    }

    /// The one that is kept beside the next.
    pub(super) const fn kept(&self) -> Option<&ChatId> {
        self.kept.as_ref()
    }

    /// The operator is in this one now. One that was not shown takes the place of those that are not kept.
    pub(super) fn open_one(&mut self, chat: ChatId) {
        if !self.all.contains(&chat) {
            match self
                .all
                .iter()
                .position(|it| self.kept.as_ref() != Some(it))
            {
                Some(place) => self.replace(place, chat.clone()),
                None => self.all.push(chat.clone()),
            }
        }
        self.open = Some(chat);
    }

    fn replace(&mut self, place: usize, chat: ChatId) {
        if let Some(place) = self.all.get_mut(place) {
            *place = chat;
        }
    }

    /// The open one stays when another is opened; if it did, only it is shown.
    pub(super) fn keep_beside(&mut self) {
        let Some(open) = self.open.clone() else {
            return;
        };
        if self.kept.take_if(|kept| *kept == open).is_some() {
            self.all = vec![open];
        } else {
            self.kept = Some(open);
        }
    }

    /// None is open, and so none is shown.
    pub(super) fn leave(&mut self) {
        *self = Self::default();
    }

    /// This one is not shown any more.
    pub(super) fn forget(&mut self, chat: &ChatId) {
        self.retain(|it| it != chat);
    }

    /// Only these are shown. If the open one is not among them, the other is open.
    pub(super) fn retain(&mut self, stays: impl Fn(&ChatId) -> bool) {
        self.all.retain(|chat| stays(chat));
        self.kept.take_if(|chat| !stays(chat));
        if self.open.take_if(|chat| !stays(chat)).is_some() {
            self.open = self.all.first().cloned();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chat(digit: u8) -> ChatId {
        ChatId::from_bytes([digit; 16])
    }

    /// After these: opened, or for 0, kept beside.
    fn after(deeds: &[u8]) -> Shown {
        let mut shown = Shown::default();
        for &deed in deeds {
            match deed {
                0 => shown.keep_beside(),
                digit => shown.open_one(chat(digit)),
            }
        }
        shown
    }

    fn all(shown: &Shown) -> (Vec<ChatId>, Option<&ChatId>) {
        (shown.all().to_vec(), shown.open())
    }

    #[test]
    fn another_conversation_takes_the_place_of_the_open_one() {
        assert_eq!(all(&after(&[1, 2])), (vec![chat(2)], Some(&chat(2))));
    }

    #[test]
    fn one_that_is_kept_stays_where_it_is_and_the_next_come_beside_it() {
        assert_eq!(
            all(&after(&[1, 0, 2])),
            (vec![chat(1), chat(2)], Some(&chat(2)))
        );
        assert_eq!(
            all(&after(&[1, 0, 2, 3])),
            (vec![chat(1), chat(3)], Some(&chat(3)))
        );
        let back = after(&[1, 0, 2, 1]);
        assert_eq!(all(&back), (vec![chat(1), chat(2)], Some(&chat(1))));
    }

    #[test]
    fn keeping_the_other_one_keeps_the_order() {
        assert_eq!(
            all(&after(&[1, 0, 2, 0, 3])),
            (vec![chat(3), chat(2)], Some(&chat(3)))
        );
    }

    #[test]
    fn one_that_is_not_kept_any_more_stands_alone() {
        assert_eq!(
            all(&after(&[1, 0, 2, 1, 0])),
            (vec![chat(1)], Some(&chat(1)))
        );
        assert_eq!(after(&[0]), Shown::default());
    }

    #[test]
    fn when_the_open_one_goes_the_other_is_open() {
        let mut shown = after(&[1, 0, 2]);
        shown.forget(&chat(2));
        assert_eq!(all(&shown), (vec![chat(1)], Some(&chat(1))));
        shown.forget(&chat(1));
        assert_eq!(shown, Shown::default());
    }
}
