//! Tells the windows of each other and of offers, and guests what they can expect: what has changed since they were told
//! last.

use std::collections::BTreeMap;

use hushdesk_protocol::frames::{Colleague, Offer, ToOperator, Waiting};
use hushdesk_protocol::ids::ChatId;

use crate::event::ConnectionId;
use crate::news::News;
use crate::queue::Queue;
use crate::staffing::staff::Staff;
use crate::stored::Stage;
use crate::turn::Turn;
use crate::waiting::shown::{OfferedChat, Shown, Standing};

impl Queue {
    /// Says to all windows what has changed for them.
    pub(crate) fn refresh(&mut self, news: News, turn: &mut Turn) {
        if !news.is_any() {
            return;
        }
        self.end_shifts(turn);
        let news = news.and(self.end_vain_transfers(turn));
        self.roll_vain_waits(turn);
        self.choose();
        let before = std::mem::take(&mut self.shown);
        self.shown = self.show();
        self.tell_colleagues(&before, &news, turn);
        self.tell_waiting(&before, &news, turn);
        self.tell_offers(&before, &news, turn);
        self.tell_guests(&before, turn);
    }

    /// Takes what is so for what has been told.
    pub(crate) fn take_as_shown(&mut self) {
        self.shown = self.show();
    }

    /// The sockets at which a chat is offered, put aside or not.
    pub(crate) fn offered(&self, id: &ChatId) -> impl Iterator<Item = ConnectionId> {
        let offered = self.shown.offers.get(id);
        offered
            .into_iter()
            .flat_map(|offered| offered.at.keys().copied())
    }

    /// What a window that has just come is to be shown: offers, the longest waiting first, and colleagues.
    pub(crate) fn view_of(&mut self, connection: ConnectionId) -> (Vec<Offer>, Vec<Colleague>) {
        self.choose();
        let shown = self.show();
        let offered = shown.offers.iter();
        let mut offers: Vec<Offer> = offered
            .filter_map(|(id, offered)| {
                let standing = offered.at.get(&connection)?;
                self.offer_at(id, offered, *standing)
            })
            .collect();
        offers.sort_by(|one, other| (one.since, &one.chat).cmp(&(other.since, &other.chat)));
        (offers, shown.colleagues.into_values().collect())
    }

    /// How many chats wait, whoever is asked, and since when.
    pub(crate) fn waiting(&self) -> Waiting {
        let offered = self.chats.offered();
        let since = offered.filter_map(|(_, chat)| match chat.stage() {
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

    fn show(&self) -> Shown {
        let staff = self.staff();
        let chats = self.chats.offered();
        let chats = chats.filter_map(|(id, chat)| {
            let (origin, since) = match chat.stage() {
                Stage::Waiting(wait) => (wait.origin.clone(), wait.since),
                Stage::Held(_) => {
                    let transfer = chat.transfer()?;
                    (transfer.origin.clone(), transfer.since)
                }
                Stage::Departed { .. } | Stage::Moved { .. } | Stage::Ended { .. } => return None,
            };
            Some((id, origin, since))
        });
        let inbound = self.inbound.all().iter();
        let inbound = inbound
            .filter(|(_, stored)| stored.claim.is_none())
            .map(|(id, stored)| (id, stored.offer.origin.clone(), stored.offer.since));
        let offers = chats.chain(inbound).map(|(id, origin, since)| {
            let at = self.standings(id, &staff);
            (id.clone(), OfferedChat { origin, since, at })
        });
        Shown {
            offers: offers.collect(),
            colleagues: self.colleagues(&staff),
            waiting: self.waiting(),
            guests: self.prospects(&staff),
        }
    }

    /// How the offer of a chat stands at the sockets of those who are asked.
    fn standings(&self, id: &ChatId, staff: &Staff) -> BTreeMap<ConnectionId, Standing> {
        let seats = self.sockets.seats().iter();
        let standings = seats.filter_map(|(seat, connection)| {
            let standing = self.standing(id, &seat.operator, staff)?;
            Some((*connection, standing))
        });
        standings.collect()
    }

    fn offer_at(&self, id: &ChatId, offered: &OfferedChat, standing: Standing) -> Option<Offer> {
        let offer = match self.inbound.get(id) {
            Some(inbound) => inbound.offer.clone(),
            None => {
                let chat = self.chats.get(id)?;
                chat.offer(id, offered.since, offered.origin.clone())
            }
        };
        let dismissed = standing == Standing::Aside;
        Some(Offer { dismissed, ..offer })
    }

    fn tell_colleagues(&self, before: &Shown, news: &News, turn: &mut Turn) {
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
            self.tell_windows(&frame, news, turn);
        }
    }

    fn tell_waiting(&self, before: &Shown, news: &News, turn: &mut Turn) {
        if before.waiting != self.shown.waiting {
            self.tell_windows(&ToOperator::Waiting(self.shown.waiting), news, turn);
        }
    }

    /// Says something to all windows but the one that has just been told all there is.
    fn tell_windows(&self, frame: &ToOperator, news: &News, turn: &mut Turn) {
        for connection in self.sockets.seats().values() {
            if !news.is_known_to(*connection) {
                turn.tell_operator(Some(*connection), frame.clone());
            }
        }
    }

    fn tell_offers(&self, before: &Shown, news: &News, turn: &mut Turn) {
        for (id, offered) in &before.offers {
            let now = self.shown.offers.get(id);
            for connection in offered.at.keys() {
                let is_still = now.is_some_and(|now| now.at.contains_key(connection));
                if !is_still {
                    self.tell_offer_ended(id, *connection, news, turn);
                }
            }
        }
        for (id, offered) in &self.shown.offers {
            let known = before.offers.get(id);
            for (connection, standing) in &offered.at {
                let told = known.and_then(|known| known.standing_at(*connection, offered));
                if told != Some(*standing) && !news.is_known_to(*connection) {
                    let offer = self.offer_at(id, offered, *standing);
                    offer
                        .map(ToOperator::Offered)
                        .into_iter()
                        .for_each(|frame| {
                            turn.tell_operator(Some(*connection), frame);
                        });
                }
            }
        }
    }

    fn tell_offer_ended(
        &self,
        id: &ChatId,
        connection: ConnectionId,
        news: &News,
        turn: &mut Turn,
    ) {
        if self.sockets.end(connection).is_some() && !news.is_winner(id, connection) {
            let (chat, end) = (id.clone(), news.end_of(id));
            turn.tell_operator(Some(connection), ToOperator::OfferEnded { chat, end });
        }
    }
}
