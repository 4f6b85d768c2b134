//! What the desk page shows: what each queue's desk says, and where the operator is in it.
//!
//! The desks' machines live elsewhere; here arrive their views, and what the operator does that concerns
//! the screen alone. Out comes a value that the components draw.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::rc::Rc;

use hushdesk_protocol::frames::Availability;
use hushdesk_protocol::ids::{ChatId, QueueName};
use hushdesk_protocol::rest::QueueTitle;
use hushdesk_web::session::desk::{DeskView, Line, OfferStanding, OfferView};
use hushdesk_web::session::operator_session::ChatView;
use yew::Reducible;

use super::announcement::{Announcement, happenings};

/// What the desk page shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct DeskState {
    /// What the operator says of themselves, here or in another of their windows.
    availability: Availability,
    /// The desks, in the order of the queues; none before its machine has spoken.
    desks: Vec<QueueDesk>,
    /// The conversation that is open.
    open: Option<ChatId>,
    /// The one that was open before a reload, until its desk is there.
    resuming: Option<ChatId>,
    /// What came into conversations that were not being looked at.
    unread: BTreeMap<ChatId, usize>,
    /// What has been written and not sent.
    drafts: BTreeMap<ChatId, String>,
    /// The operator looks elsewhere: at another window, or another tab.
    away: bool,
    /// Another window has taken this one's seat.
    replaced: bool,
    /// The operator's shift at a queue has ended by itself.
    shift_over: bool,
    /// What was announced last.
    announcement: Announcement,
}

/// One queue's desk.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct QueueDesk {
    /// Which queue.
    pub(crate) queue: QueueTitle,
    /// Whether this window staffs it; if not, it is here for the chats that it still holds.
    pub(crate) staffed: bool,
    /// What its machine says.
    pub(crate) view: DeskView,
}

/// What changes the page.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Action {
    /// A desk looks like this now.
    Viewed(QueueDesk),
    /// The guest of a chat wrote.
    Wrote(ChatId),
    /// Another window has taken this one's seat.
    Replaced,
    /// The operator says this of themselves.
    Chose(Availability),
    /// The operator has left a queue.
    Left(QueueName),
    /// The operator's shift at a queue has ended by itself.
    ShiftOver,
    /// The operator opens a conversation.
    Open(ChatId),
    /// The operator goes back to the lists.
    Leave,
    /// The operator writes.
    Draft {
        /// In which chat.
        chat: ChatId,
        /// What, so far.
        draft: String,
    },
    /// The operator looks here, or elsewhere.
    Away(bool),
}

impl Reducible for DeskState {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut state = Rc::unwrap_or_clone(self);
        match action {
            Action::Viewed(desk) => state.viewed(desk),
            Action::Wrote(chat) => state.wrote(chat),
            Action::Replaced => state.replaced = true,
            Action::Chose(availability) => state.availability = availability,
            Action::Left(queue) => {
                state.desks.retain(|desk| desk.queue.name != queue);
                state.forget_gone();
            }
            Action::ShiftOver => state.shift_over = true,
            Action::Open(chat) => state.look_at(chat),
            Action::Leave => state.open = None,
            Action::Draft { chat, draft } if draft.is_empty() => {
                state.drafts.remove(&chat);
            }
            Action::Draft { chat, draft } => {
                state.drafts.insert(chat, draft);
            }
            Action::Away(away) => {
                state.away = away;
                state
                    .unread
                    .retain(|chat, _| away || Some(chat) != state.open.as_ref());
            }
        }
        state.into()
    }
}

impl DeskState {
    /// The page of a window whose operator says this of themselves, and in which this conversation was open before
    /// it was reloaded.
    pub(crate) fn resuming(availability: Availability, open: Option<ChatId>) -> Self {
        Self {
            availability,
            resuming: open,
            ..Self::default()
        }
    }

    /// The desks, in the order of the queues.
    pub(crate) fn desks(&self) -> &[QueueDesk] {
        &self.desks
    }

    /// What the operator says of themselves.
    pub(crate) const fn availability(&self) -> &Availability {
        &self.availability
    }

    /// All offers, the longest waiting first.
    pub(crate) fn offers(&self) -> Vec<(&QueueDesk, &OfferView)> {
        let mut offers: Vec<_> = self
            .desks
            .iter()
            .flat_map(|desk| desk.view.offers.iter().map(move |offer| (desk, offer)))
            .collect();
        offers.sort_by_key(|(_, offer)| offer.offer.since);
        offers
    }

    /// How many guests wait for somebody.
    pub(crate) fn waiting(&self) -> usize {
        let waits = |offer: &&OfferView| {
            matches!(
                offer.standing,
                OfferStanding::Waiting | OfferStanding::Claiming
            )
        };
        self.desks
            .iter()
            .map(|desk| desk.view.offers.iter().filter(waits).count())
            .sum()
    }

    /// All chats of this window. One that went away and came back by another queue is there once.
    pub(crate) fn chats(&self) -> impl Iterator<Item = (&QueueTitle, &ChatView)> {
        self.desks
            .iter()
            .flat_map(|desk| desk.view.chats.iter().map(|chat| (&desk.queue, chat)))
            .filter(|(_, chat)| !chat.standing.is_over() || !self.is_held(&chat.chat))
    }

    /// Whether a chat goes on in this window.
    fn is_held(&self, chat: &ChatId) -> bool {
        let mut chats = self.desks.iter().flat_map(|desk| &desk.view.chats);
        chats.any(|it| it.chat == *chat && !it.standing.is_over())
    }

    /// The conversation that is open.
    pub(crate) fn open(&self) -> Option<(&QueueTitle, &ChatView)> {
        let open = self.open.as_ref()?;
        self.chats().find(|(_, chat)| chat.chat == *open)
    }

    /// The chat before or after the open one; the first if none is open.
    pub(crate) fn beside(&self, side: Ordering) -> Option<ChatId> {
        let chats: Vec<_> = self.chats().map(|(_, chat)| &chat.chat).collect();
        let open = chats
            .iter()
            .position(|chat| Some(*chat) == self.open.as_ref());
        let beside = match (open, side) {
            (None, _) => 0,
            (Some(place), Ordering::Less) => place.checked_sub(1)?,
            (Some(place), Ordering::Equal) => place,
            (Some(place), Ordering::Greater) => place.checked_add(1)?,
        };
        chats.get(beside).copied().cloned()
    }

    /// How many messages of a chat have not been seen.
    pub(crate) fn unread(&self, chat: &ChatId) -> usize {
        self.unread.get(chat).copied().unwrap_or_default()
    }

    /// How many messages of all chats have not been seen.
    pub(crate) fn unread_of_all(&self) -> usize {
        self.unread.values().sum()
    }

    /// What has been written in a chat and not sent.
    pub(crate) fn draft(&self, chat: &ChatId) -> &str {
        self.drafts.get(chat).map_or("", String::as_str)
    }

    /// Whether another window has taken this one's seat: nothing more arrives here.
    pub(crate) const fn replaced(&self) -> bool {
        self.replaced
    }

    /// Whether the operator's shift has ended by itself, and not begun again.
    pub(crate) const fn shift_over(&self) -> bool {
        self.shift_over
    }

    /// Whether a queue can be told what the operator wants.
    pub(crate) fn is_up(&self, queue: &QueueName) -> bool {
        let desk = self.desks.iter().find(|desk| desk.queue.name == *queue);
        desk.is_some_and(QueueDesk::is_up)
    }

    /// Whether a queue cannot be heard.
    pub(crate) fn is_cut_off(&self) -> bool {
        self.desks
            .iter()
            .any(|desk| matches!(desk.view.line, Line::Connecting | Line::Down))
    }

    /// What was announced last.
    pub(crate) const fn announcement(&self) -> &Announcement {
        &self.announcement
    }

    fn viewed(&mut self, desk: QueueDesk) {
        if let Some(availability) = self.chosen_elsewhere(&desk) {
            self.availability = availability;
        }
        let known = self
            .desks
            .iter_mut()
            .find(|known| known.queue.name == desk.queue.name);
        let to_open = match known {
            Some(known) if known.view.line == Line::Connecting => {
                *known = desk;
                self.resumed()
            }
            Some(known) => {
                let before = std::mem::replace(known, desk);
                self.announcement.say(happenings(&before.view, known));
                won(&before.view, &known.view)
            }
            None => {
                self.shift_over = false;
                self.desks.push(desk);
                None
            }
        };
        self.forget_gone();
        if let Some(chat) = to_open {
            self.look_at(chat);
        }
    }

    /// What the operator has chosen in another window, as a queue that this one staffs tells it. What a queue that is
    /// being left says is no choice.
    fn chosen_elsewhere(&self, desk: &QueueDesk) -> Option<Availability> {
        let mut known = self.desks.iter();
        let known = known.find(|known| known.queue.name == desk.queue.name)?;
        let told = &desk.view.availability;
        let staffed = known.staffed && desk.staffed && desk.is_up();
        (staffed && known.view.availability != *told).then(|| told.clone())
    }

    /// The chat that was open before a reload, once it is there again.
    fn resumed(&mut self) -> Option<ChatId> {
        let there = self
            .chats()
            .any(|(_, chat)| Some(&chat.chat) == self.resuming.as_ref());
        self.resuming.take_if(|_| there)
    }

    fn wrote(&mut self, chat: ChatId) {
        if self.away || self.open.as_ref() != Some(&chat) {
            let unread = self.unread.entry(chat).or_default();
            *unread = unread.saturating_add(1);
        }
    }

    fn look_at(&mut self, chat: ChatId) {
        if !self.away {
            self.unread.remove(&chat);
        }
        self.open = Some(chat);
    }

    /// What belongs to chats that have been put away goes with them.
    fn forget_gone(&mut self) {
        let held: Vec<ChatId> = self.chats().map(|(_, chat)| chat.chat.clone()).collect();
        self.unread.retain(|chat, _| held.contains(chat));
        self.drafts.retain(|chat, _| held.contains(chat));
        self.open = self.open.take().filter(|chat| held.contains(chat));
    }
}

impl QueueDesk {
    /// Whether it can be told what the operator wants.
    pub(crate) fn is_up(&self) -> bool {
        self.view.line == Line::Up
    }
}

/// By what a chat is told from all others in a list: the same one may be there from two queues.
pub(crate) fn key(queue: &QueueTitle, chat: &ChatId) -> String {
    format!("{} {}", queue.name, chat.as_str())
}

/// The chat that this window wanted and now holds.
fn won(before: &DeskView, after: &DeskView) -> Option<ChatId> {
    let wanted = |chat: &ChatId| {
        before
            .offers
            .iter()
            .any(|offer| offer.offer.chat == *chat && offer.standing == OfferStanding::Claiming)
    };
    after
        .chats
        .iter()
        .map(|chat| &chat.chat)
        .find(|chat| wanted(chat))
        .cloned()
}

#[cfg(test)]
mod tests;
