//! What the operator calls guests, in this window.

use std::collections::BTreeMap;

use hushdesk_protocol::frames::GuestLabel;
use hushdesk_protocol::ids::ChatId;
use hushdesk_protocol::text::DisplayName;

use super::queue_desk::QueueDesk;

/// The guests who have a name here. It stands in the place of the queue's label wherever that is read.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Nicknames {
    given: BTreeMap<ChatId, DisplayName>,
    /// What the queue calls these guests, as far as it has said so.
    labels: BTreeMap<ChatId, GuestLabel>,
}

impl Nicknames {
    /// Those that were given before a reload.
    pub(super) const fn restored(given: BTreeMap<ChatId, DisplayName>) -> Self {
        let labels = BTreeMap::new();
        Self { given, labels }
    }

    /// All that were given.
    pub(super) const fn given(&self) -> &BTreeMap<ChatId, DisplayName> {
        &self.given
    }

    /// What the queue calls a guest who is called otherwise here.
    pub(super) fn label(&self, chat: &ChatId) -> Option<&GuestLabel> {
        self.labels.get(chat)
    }

    /// The guests of a desk that the queue has just shown are called so.
    pub(super) fn put_into(&mut self, desk: &mut QueueDesk) {
        for (chat, guest) in guests(desk) {
            self.call(chat, guest);
        }
    }

    /// A guest is called so from now on, or as the queue calls them.
    pub(super) fn give(
        &mut self,
        chat: &ChatId,
        name: Option<DisplayName>,
        desks: &mut [QueueDesk],
    ) {
        let label = self.labels.remove(chat);
        match name {
            Some(name) => self.given.insert(chat.clone(), name),
            None => self.given.remove(chat),
        };
        let guests = desks.iter_mut().flat_map(guests);
        for (_, guest) in guests.filter(|(id, _)| *id == chat) {
            if let Some(label) = &label {
                *guest = label.clone();
            }
            self.call(chat, guest);
        }
    }

    /// A chat is put away.
    pub(super) fn forget(&mut self, chat: &ChatId) {
        self.given.remove(chat);
        self.labels.remove(chat);
    }

    fn call(&mut self, chat: &ChatId, guest: &mut GuestLabel) {
        if let Some(name) = self.given.get(chat) {
            let label = std::mem::replace(guest, GuestLabel(name.to_string()));
            self.labels.insert(chat.clone(), label);
        }
    }
}

/// Those of the chats that a desk has or is offered.
fn guests(desk: &mut QueueDesk) -> impl Iterator<Item = (&ChatId, &mut GuestLabel)> {
    let chats = desk.view.chats.iter_mut();
    let chats = chats.map(|chat| (&chat.chat, &mut chat.guest));
    let offers = desk.view.offers.iter_mut().map(|it| &mut it.offer);
    chats.chain(offers.map(|offer| (&offer.chat, &mut offer.guest)))
}
