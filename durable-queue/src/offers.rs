//! To whom each chat is offered. It follows from the state of chats and operators; what has changed since the last
//! event is told.

use std::collections::{BTreeMap, BTreeSet};

use hushdesk_protocol::frames::{
    Colleague, Offer, OfferEnd, Origin, Recipient, ToOperator, Waiting,
};
use hushdesk_protocol::ids::{ChatId, OperatorName, Timestamp};
use hushdesk_protocol::rest::OfferTo;

use crate::chat::Chat;
use crate::event::ConnectionId;
use crate::operators::Staff;
use crate::queue::Queue;
use crate::record::{Hold, Stage, Transfer, Wait};
use crate::turn::Turn;

/// What the windows have been told. Not stored: it follows from what is.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Shown {
    offers: BTreeMap<ChatId, Shop>,
    colleagues: BTreeMap<OperatorName, Colleague>,
    waiting: Waiting,
}

/// One offered chat: why it is offered, since when, and at which sockets.
#[derive(Clone, Debug, Eq, PartialEq)]
struct Shop {
    origin: Origin,
    since: Timestamp,
    at: BTreeSet<ConnectionId>,
}

impl Queue {
    /// Says to all windows what has changed for them.
    pub(crate) fn refresh(&mut self, turn: &mut Turn) {
        if !turn.desk_changed {
            return;
        }
        self.end_shifts(turn);
        self.end_vain_transfers(turn);
        self.choose();
        let before = std::mem::take(&mut self.shown);
        self.shown = self.show();
        self.tell_colleagues(&before, turn);
        self.tell_waiting(&before, turn);
        self.tell_offers(&before, turn);
    }

    /// Takes what is so for what has been told.
    pub(crate) fn take_as_shown(&mut self) {
        self.shown = self.show();
    }

    /// The sockets at which a chat is offered.
    pub(crate) fn offered(&self, id: &ChatId) -> impl Iterator<Item = ConnectionId> {
        let shop = self.shown.offers.get(id);
        shop.into_iter().flat_map(|shop| shop.at.iter().copied())
    }

    /// What a window that has just come is to be shown: offers, the longest waiting first, and colleagues.
    pub(crate) fn view_of(&mut self, connection: ConnectionId) -> (Vec<Offer>, Vec<Colleague>) {
        self.choose();
        let shown = self.show();
        let offered = shown.offers.iter();
        let mut offers: Vec<Offer> = offered
            .filter(|(_, shop)| shop.at.contains(&connection))
            .filter_map(|(id, shop)| self.offer_of(id, shop))
            .collect();
        offers.sort_by(|one, other| (one.since, &one.chat).cmp(&(other.since, &other.chat)));
        (offers, shown.colleagues.into_values().collect())
    }

    /// A fresh wait for somebody.
    pub(crate) fn new_wait(&self, origin: Origin, now: Timestamp) -> Wait {
        let chosen = match self.settings().offer {
            OfferTo::All => None,
            OfferTo::LeastBusy { .. } => Some(BTreeSet::new()),
        };
        Wait {
            dismissed: BTreeSet::new(),
            since: now,
            origin,
            chosen,
            consoled: false,
        }
    }

    fn show(&self) -> Shown {
        let staff = self.staff();
        let chats = self.chats.all().iter();
        let mut offers: BTreeMap<ChatId, Shop> = chats
            .filter_map(|(id, chat)| Some((id.clone(), self.shop(chat, &staff)?)))
            .collect();
        for (id, inbound) in self.inbound.all() {
            if inbound.claim.is_none() {
                let wants = |operator: &OperatorName| {
                    staff.takers.contains(operator) && inbound.suits(operator)
                };
                let shop = Shop {
                    origin: inbound.offer.origin.clone(),
                    since: inbound.offer.since,
                    at: self.sockets_of(wants),
                };
                offers.insert(id.clone(), shop);
            }
        }
        Shown {
            offers,
            colleagues: self.colleagues(&staff),
            waiting: self.waiting(),
        }
    }

    fn shop(&self, chat: &Chat, staff: &Staff) -> Option<Shop> {
        match &chat.record.stage {
            Stage::Waiting(wait) => {
                let wants = |operator: &OperatorName| {
                    staff.takers.contains(operator)
                        && !wait.dismissed.contains(operator)
                        && wait.chosen.as_ref().is_none_or(|it| it.contains(operator))
                };
                Some(Shop {
                    origin: wait.origin.clone(),
                    since: wait.since,
                    at: self.sockets_of(wants),
                })
            }
            Stage::Held(hold) => {
                let transfer = hold.transfer.as_ref()?;
                let wants =
                    |operator: &OperatorName| self.may_take(operator, hold, transfer, staff);
                Some(Shop {
                    origin: origin_of(hold, transfer),
                    since: transfer.since,
                    at: self.sockets_of(wants),
                })
            }
            Stage::Departed { .. } | Stage::Moved { .. } | Stage::Ended { .. } => None,
        }
    }

    fn may_take(
        &self,
        operator: &OperatorName,
        hold: &Hold,
        transfer: &Transfer,
        staff: &Staff,
    ) -> bool {
        !transfer.dismissed.contains(operator)
            && match &transfer.handing.recipient {
                Recipient::Operator(to) => operator == to,
                Recipient::Queue(queue) => {
                    self.is_this(queue)
                        && *operator != hold.seat.operator
                        && staff.takers.contains(operator)
                }
            }
    }

    fn sockets_of(&self, wants: impl Fn(&OperatorName) -> bool) -> BTreeSet<ConnectionId> {
        let seats = self.sockets.seats().iter();
        seats
            .filter(|(seat, _)| wants(&seat.operator))
            .map(|(_, connection)| *connection)
            .collect()
    }

    fn offer_of(&self, id: &ChatId, shop: &Shop) -> Option<Offer> {
        match self.chats.get(id).filter(|chat| chat.is_running()) {
            Some(chat) => Some(chat.offer(id, shop.since, shop.origin.clone())),
            None => self.inbound.get(id).map(|inbound| inbound.offer.clone()),
        }
    }

    /// Fills up the choice of those to whom a waiting chat is offered, where not all are.
    fn choose(&mut self) {
        let OfferTo::LeastBusy { count } = self.settings().offer else {
            return;
        };
        let staff = self.staff();
        let mut ranked: Vec<_> = staff
            .takers
            .iter()
            .map(|operator| {
                let record = self.operators.get(operator);
                let idle_since = record.map(|record| record.idle_since);
                (staff.load(operator), idle_since, operator)
            })
            .collect();
        ranked.sort();
        let count = usize::try_from(count).unwrap_or(usize::MAX).max(1);
        for (id, chosen) in self.choices(&ranked, count) {
            if let Some(chat) = self.chats.edit(&id)
                && let Stage::Waiting(wait) = &mut chat.record.stage
            {
                wait.chosen = Some(chosen);
            }
        }
    }

    /// The choices that are other than they are now.
    fn choices(
        &self,
        ranked: &[Ranked<'_>],
        count: usize,
    ) -> Vec<(ChatId, BTreeSet<OperatorName>)> {
        let mut choices = Vec::new();
        for (id, chat) in self.chats.all() {
            let Stage::Waiting(wait) = &chat.record.stage else {
                continue;
            };
            let Some(before) = &wait.chosen else { continue };
            let able = ranked.iter().map(|(_, _, operator)| *operator);
            let able = able.filter(|operator| !wait.dismissed.contains(*operator));
            let (kept, new): (Vec<_>, Vec<_>) = able.partition(|it| before.contains(*it));
            let chosen = kept.into_iter().chain(new).take(count.max(1));
            let chosen: BTreeSet<OperatorName> = chosen.cloned().collect();
            if chosen != *before {
                choices.push((id.clone(), chosen));
            }
        }
        choices
    }

    fn tell_colleagues(&self, before: &Shown, turn: &mut Turn) {
        let now = &self.shown.colleagues;
        let changed = now
            .iter()
            .filter(|(name, it)| before.colleagues.get(*name) != Some(*it))
            .map(|(_, it)| ToOperator::Colleague(it.clone()));
        let left = before
            .colleagues
            .keys()
            .filter(|name| !now.contains_key(*name))
            .map(|name| ToOperator::ColleagueLeft {
                operator: name.clone(),
            });
        for frame in changed.chain(left) {
            for connection in self.sockets.seats().values() {
                if turn.welcomed != Some(*connection) {
                    turn.tell_operator(Some(*connection), frame.clone());
                }
            }
        }
    }

    /// How many chats wait, whoever is asked, and since when.
    pub(crate) fn waiting(&self) -> Waiting {
        let stages = self.chats.all().values().map(|chat| &chat.record.stage);
        let since = stages.filter_map(|stage| match stage {
            Stage::Waiting(wait) => Some(wait.since),
            Stage::Held(_) | Stage::Departed { .. } | Stage::Moved { .. } | Stage::Ended { .. } => {
                None
            }
        });
        since.fold(Waiting::default(), |waiting, since| Waiting {
            chats: waiting.chats.saturating_add(1),
            since: Some(waiting.since.map_or(since, |first| first.min(since))),
        })
    }

    fn tell_waiting(&self, before: &Shown, turn: &mut Turn) {
        if before.waiting != self.shown.waiting {
            for connection in self.sockets.seats().values() {
                if turn.welcomed != Some(*connection) {
                    let frame = ToOperator::Waiting(self.shown.waiting);
                    turn.tell_operator(Some(*connection), frame);
                }
            }
        }
    }

    fn tell_offers(&self, before: &Shown, turn: &mut Turn) {
        for (id, shop) in &before.offers {
            let now = self.shown.offers.get(id);
            for connection in &shop.at {
                let is_still = now.is_some_and(|now| now.at.contains(connection));
                if !is_still {
                    self.tell_offer_ended(id, *connection, turn);
                }
            }
        }
        for (id, shop) in &self.shown.offers {
            let known = before.offers.get(id);
            let known = known.filter(|it| (&it.origin, it.since) == (&shop.origin, shop.since));
            for connection in &shop.at {
                let is_known = known.is_some_and(|known| known.at.contains(connection));
                if !is_known && turn.welcomed != Some(*connection) {
                    let offer = self.offer_of(id, shop).map(ToOperator::Offered);
                    offer.into_iter().for_each(|frame| {
                        turn.tell_operator(Some(*connection), frame);
                    });
                }
            }
        }
    }

    fn tell_offer_ended(&self, id: &ChatId, connection: ConnectionId, turn: &mut Turn) {
        let is_winner = turn.winner.as_ref() == Some(&(id.clone(), connection));
        if self.sockets.end(connection).is_some() && !is_winner {
            let end = turn.offer_ends.get(id).cloned();
            let frame = ToOperator::OfferEnded {
                chat: id.clone(),
                end: end.unwrap_or(OfferEnd::Withdrawn),
            };
            turn.tell_operator(Some(connection), frame);
        }
    }
}

/// An operator by how much they have to do.
type Ranked<'a> = (u32, Option<Timestamp>, &'a OperatorName);

/// Why a chat that is handed on comes to whoever takes it.
pub(crate) fn origin_of(hold: &Hold, transfer: &Transfer) -> Origin {
    Origin::Transfer {
        by: hold.seat.operator.clone(),
        note: transfer.note.clone(),
    }
}
