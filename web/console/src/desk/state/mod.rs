//! What the desk page shows: what each queue's desk says, and where the operator is in it.
//!
//! The desks' machines live elsewhere; here arrive their views, and what the operator does that concerns
//! the screen alone. Out comes a value that the components draw.

mod backroom;
mod nicknames;
pub(crate) mod queue_desk;
mod reading;
mod shown;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use hushdesk_protocol::frames::Availability;
use hushdesk_protocol::ids::ChatId;
use hushdesk_protocol::rest::QueueTitle;
use hushdesk_protocol::text::DisplayName;
use hushdesk_web::session::desk::{DeskView, Line, OfferStanding};
use yew::Reducible;

use super::announcement::{Announcement, happenings};
use super::backroom::Thread;
use super::equipment::Place;
use super::names::Names;
use backroom::Backroom;
use nicknames::Nicknames;
use queue_desk::QueueDesk;
pub(crate) use reading::WaitingForAnybody;
use shown::Shown;

/// What the desk page shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct DeskState {
    /// What the operator says of themselves, here or in another of their windows.
    availability: Availability,
    /// The desks, in the order of the queues; none before its machine has spoken.
    desks: Vec<QueueDesk>,
    /// The conversations that are shown, and which of them is the open one.
    shown: Shown,
    /// What is asked about one of them.
    question: Option<(ChatId, Question)>,
    /// Whether what is known of the open one stands beside it; nothing, as long as the room decides.
    about: Option<bool>,
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
    /// What the operator calls guests.
    nicknames: Nicknames,
    /// Where the operator is among colleagues.
    backroom: Backroom,
    /// What colleagues are called.
    names: Names,
    /// What was announced last.
    announcement: Announcement,
}

/// What the operator is asked about a chat.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Question {
    /// To whom it is passed on.
    PassOn,
    /// What its guest is to be called here.
    Rename,
    /// Where what was said in it is mailed to.
    Mail,
    /// Who is to do what after it.
    FollowUp,
    /// Whether its guest is to be blocked.
    Block,
    /// Whether it is to end.
    End,
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
    /// The operator's shift at a queue has ended by itself.
    ShiftOver,
    /// The operator opens a conversation, or goes on in one that is shown.
    Open(ChatId),
    /// The open conversation is kept beside the next one, or not any more.
    KeepBeside,
    /// The operator is asked something about a chat.
    Ask(ChatId, Question),
    /// The answer has been given, or is not wanted any more.
    Asked,
    /// What is known of the open conversation stands beside it, or does not.
    About(bool),
    /// The operator goes back to the lists.
    Leave,
    /// The operator puts a chat away: what belongs to it goes too.
    PutAway(ChatId),
    /// The operator writes.
    Draft {
        /// In which chat.
        chat: ChatId,
        /// What, so far.
        draft: String,
    },
    /// The operator calls the guest of a chat so, or as the queue does.
    Rename(ChatId, Option<DisplayName>),
    /// The operator opens a talk among colleagues, or none.
    Talk(Option<Thread>),
    /// The operator writes there, so far this.
    TalkDraft(Thread, String),
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
            Action::ShiftOver => state.shift_over = true,
            Action::Open(chat) => state.look_at(chat),
            Action::KeepBeside => state.shown.keep_beside(),
            Action::Ask(chat, question) => state.question = Some((chat, question)),
            Action::Asked => state.question = None,
            Action::About(shown) => {
                state.about = Some(shown);
                state.backroom.show(None, state.away);
            }
            Action::Talk(thread) => state.backroom.show(thread, state.away),
            Action::TalkDraft(thread, draft) => state.backroom.write(thread, draft),
            Action::Leave => state.shown.leave(),
            Action::PutAway(chat) => {
                state.drafts.remove(&chat);
                state.unread.remove(&chat);
                state.shown.forget(&chat);
                state.nicknames.forget(&chat);
            }
            Action::Rename(chat, name) => state.nicknames.give(&chat, name, &mut state.desks),
            Action::Draft { chat, draft } if draft.is_empty() => {
                state.drafts.remove(&chat);
            }
            Action::Draft { chat, draft } => {
                state.drafts.insert(chat, draft);
            }
            Action::Away(away) => {
                state.away = away;
                state.backroom.look(away);
                state
                    .unread
                    .retain(|chat, _| away || Some(chat) != state.shown.open());
            }
        }
        state.into()
    }
}

impl DeskState {
    /// The page of a window whose operator says this of themselves, was there before it was reloaded, and had this
    /// conversation open.
    pub(crate) fn resuming(
        names: Names,
        availability: Availability,
        place: &Place,
        open: Option<ChatId>,
    ) -> Self {
        Self {
            names,
            availability,
            resuming: open,
            drafts: place.drafts.clone(),
            unread: place.unread.clone(),
            nicknames: Nicknames::restored(place.nicknames.clone()),
            ..Self::default()
        }
    }

    /// Where the operator is, to be kept.
    pub(crate) fn place(&self) -> Place {
        let with_chats = self.desks.iter().filter(|desk| !desk.view.chats.is_empty());
        Place {
            drafts: self.drafts.clone(),
            unread: self.unread.clone(),
            nicknames: self.nicknames.given().clone(),
            queues: with_chats.map(|desk| desk.queue.clone()).collect(),
        }
    }

    fn viewed(&mut self, mut desk: QueueDesk) {
        self.nicknames.put_into(&mut desk);
        self.names.hear(&desk.view.colleagues);
        if let Some(availability) = self.chosen_elsewhere(&desk) {
            self.availability = availability;
        }
        if desk.is_staffed()
            && self
                .find(&desk.queue.name)
                .is_none_or(|it| !it.is_staffed())
        {
            self.shift_over = false;
        }
        let to_open = self.replace(desk);
        self.desks
            .retain(|desk| desk.presence.is_some() || !desk.view.chats.is_empty());
        self.forget_gone();
        if let Some(chat) = to_open {
            self.look_at(chat);
        }
    }

    /// Takes a desk in the place of what is known of it. Gives the chat that is to be opened.
    fn replace(&mut self, desk: QueueDesk) -> Option<ChatId> {
        let mut known = self.desks.iter_mut();
        let Some(known) = known.find(|known| known.queue.name == desk.queue.name) else {
            self.desks.push(desk);
            return self.resumed();
        };
        let before = std::mem::replace(known, desk);
        let answers = before.view.line == Line::Connecting && known.view.line != Line::Connecting;
        if answers {
            // What was there before this window came is no news.
            return self.resumed();
        }
        let told = self.backroom.hear(&before.view, known, self.away);
        let happened = happenings(&before.view, known).into_iter();
        self.announcement.say(happened.chain(told).collect());
        won(&before.view, &known.view)
    }

    /// What the operator has chosen in another window, as a queue that this one staffs tells it. What a queue that is
    /// being left says is no choice.
    fn chosen_elsewhere(&self, desk: &QueueDesk) -> Option<Availability> {
        let known = self.find(&desk.queue.name)?;
        let told = &desk.view.availability;
        let staffed = known.is_staffed() && desk.is_staffed() && desk.is_up();
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
        if self.away || self.shown.open() != Some(&chat) {
            let unread = self.unread.entry(chat).or_default();
            *unread = unread.saturating_add(1);
        }
    }

    fn look_at(&mut self, chat: ChatId) {
        if !self.away {
            self.unread.remove(&chat);
        }
        self.shown.open_one(chat);
    }

    /// A conversation that is not there any more is not shown.
    fn forget_gone(&mut self) {
        let here: BTreeSet<_> = self.chats().map(|(_, chat)| chat.chat.clone()).collect();
        self.shown.retain(|chat| here.contains(chat));
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
