//! The chats that other queues offer to this one, as they are stored here.

use std::collections::{BTreeMap, BTreeSet};

use hushdesk_protocol::ids::{ChatId, OperatorName, QueueName, Timestamp};

use crate::effect::Effect;
use crate::event::Seat;
use crate::limits::AGAIN_MILLIS;
use crate::passing::letter::{Letter, Says};
use crate::stored::{InboundClaim, Key, Stored, StoredInbound};
use crate::table::Table;

/// Chats that are elsewhere, and may come here.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct InboundChats(Table<ChatId, StoredInbound>);

impl InboundChats {
    /// One as it was stored.
    pub(crate) fn restore(&mut self, id: ChatId, stored: StoredInbound) {
        self.0.restore(id, stored);
    }

    /// All of them.
    pub(crate) const fn all(&self) -> &BTreeMap<ChatId, StoredInbound> {
        self.0.all()
    }

    /// One of them.
    pub(crate) fn get(&self, id: &ChatId) -> Option<&StoredInbound> {
        self.0.get(id)
    }

    /// Those that somebody here has claimed.
    pub(crate) fn claims(&self) -> impl Iterator<Item = &InboundClaim> {
        self.all().values().filter_map(|it| it.claim.as_ref())
    }

    /// Another queue offers one, or offers it anew.
    pub(crate) fn add(&mut self, id: ChatId, inbound: StoredInbound) {
        self.0.insert(id, inbound);
    }

    /// Somebody here claims one. The caller has seen that it is unclaimed.
    pub(crate) fn claim(&mut self, id: &ChatId, seat: &Seat, now: Timestamp) {
        if let Some(inbound) = self.0.edit(id) {
            inbound.claim = Some(InboundClaim {
                seat: seat.clone(),
                again_at: now,
            });
        }
    }

    /// The claim of one, to be posted now to the queue that has it; again after a while.
    pub(crate) fn letter_of_claim(
        &mut self,
        id: &ChatId,
        now: Timestamp,
    ) -> Option<(QueueName, Letter)> {
        let inbound = self.0.edit(id)?;
        let claim = inbound.claim.as_mut()?;
        claim.again_at = now.plus(AGAIN_MILLIS);
        let letter = Letter {
            chat: id.clone(),
            transfer: inbound.transfer,
            says: Says::Claim {
                by: claim.seat.operator.clone(),
            },
        };
        Some((inbound.from.clone(), letter))
    }

    /// An operator does not want it.
    pub(crate) fn dismiss(&mut self, id: &ChatId, operator: &OperatorName) {
        if let Some(inbound) = self.0.edit(id) {
            inbound.dismissed.insert(operator.clone());
        }
    }

    /// An operator takes the offer up again. Gives whether there is one.
    pub(crate) fn reconsider(&mut self, id: &ChatId, operator: &OperatorName) -> bool {
        let inbound = self.0.edit(id);
        inbound.is_some_and(|it| {
            it.dismissed.remove(operator);
            true
        })
    }

    /// Its guest is away since then, or there. Gives whether that is news.
    pub(crate) fn note_guest(&mut self, id: &ChatId, absent_since: Option<Timestamp>) -> bool {
        let known = self.get(id).map(|it| it.offer.absent_since);
        let is_news = known.is_some_and(|known| known != absent_since);
        if is_news && let Some(inbound) = self.0.edit(id) {
            inbound.offer.absent_since = absent_since;
        }
        is_news
    }

    /// It has come, or will not.
    pub(crate) fn remove(&mut self, id: &ChatId) -> Option<StoredInbound> {
        self.0.remove(id)
    }

    /// What has to be stored and deleted since the last call.
    pub(crate) fn take_changes(&mut self) -> impl Iterator<Item = Effect> {
        let changes = self.0.take_changes().into_iter();
        changes.map(|(id, inbound)| match inbound {
            Some(inbound) => Effect::Store(Stored::Inbound(id, Box::new(inbound))),
            None => Effect::Forget(Key::Inbound(id)),
        })
    }

    /// Those that may have changed since the last call.
    pub(crate) fn take_touched(&mut self) -> BTreeSet<ChatId> {
        self.0.take_touched()
    }

    /// As if all had changed.
    pub(crate) fn touch_all(&mut self) {
        self.0.touch_all();
    }
}
