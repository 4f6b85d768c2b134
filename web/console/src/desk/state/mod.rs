//! What the desk page shows: what each queue's desk says, and where the operator is in it.
//!
//! The desks' machines live elsewhere; here arrive their views, and what the operator does that concerns
//! the screen alone. Out comes a value that the components draw.

mod backroom;
mod nicknames;
pub(crate) mod queue_desk;
mod shown;

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use hushdesk_protocol::frames::{Availability, GuestLabel, Waiting as FramesWaiting};
use hushdesk_protocol::ids::{ChatId, QueueName, SkinName, Timestamp};
use hushdesk_protocol::rest::QueueTitle;
use hushdesk_protocol::text::DisplayName;
use hushdesk_web::session::clock::EdgeClock;
use hushdesk_web::session::desk::{DeskView, Line, OfferStanding, OfferView};
use hushdesk_web::session::operator_session::ChatView;
use yew::Reducible;

use super::announcement::{Announcement, happenings};
use super::backroom::Thread;
use super::equipment::Place;
use super::names::Names;
use backroom::Backroom;
use nicknames::Nicknames;
use queue_desk::QueueDesk;
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

    /// The desks, in the order of the queues.
    pub(crate) fn desks(&self) -> &[QueueDesk] {
        &self.desks
    }

    /// What the operator says of themselves.
    pub(crate) const fn availability(&self) -> &Availability {
        &self.availability
    }

    /// The desks at which this window is.
    fn present(&self) -> impl Iterator<Item = &QueueDesk> {
        self.desks.iter().filter(|desk| desk.presence.is_some())
    }

    /// What colleagues are called, and this operator.
    pub(crate) const fn names(&self) -> &Names {
        &self.names
    }

    /// The skins of all chats that are offered or here.
    pub(crate) fn skins(&self) -> Vec<SkinName> {
        let offers = self.offers().into_iter().map(|(_, it)| &it.offer.skin);
        let chats = self.chats().map(|(_, chat)| &chat.skin);
        let skins: BTreeSet<_> = offers.chain(chats).cloned().collect();
        skins.into_iter().collect()
    }

    /// All offers: those whose guests are there before the others, the longest waiting first.
    pub(crate) fn offers(&self) -> Vec<(&QueueDesk, &OfferView)> {
        let mut offers: Vec<_> = self
            .present()
            .flat_map(|desk| desk.view.offers.iter().map(move |offer| (desk, offer)))
            .collect();
        offers.sort_by_key(|(_, it)| (it.offer.absent_since.is_some(), it.offer.since));
        offers
    }

    /// How many guests wait for somebody and are offered to this operator.
    pub(crate) fn waiting(&self) -> usize {
        let waits = |offer: &&OfferView| offer.is_open() && !offer.is_dismissed();
        self.present()
            .map(|desk| desk.view.offers.iter().filter(waits).count())
            .sum()
    }

    /// How many guests wait at the queues that this window staffs, whoever is asked to take them.
    pub(crate) fn waiting_for_anybody(&self) -> WaitingForAnybody {
        let staffed = self.desks.iter().filter(|desk| desk.is_staffed());
        staffed.fold(WaitingForAnybody::default(), |sum, desk| {
            sum.and(desk.view.waiting, desk.view.clock)
        })
    }

    /// How many chats go on in this window.
    pub(crate) fn running(&self) -> usize {
        let runs = |(_, chat): &(_, &ChatView)| !chat.standing.is_over();
        self.chats().filter(runs).count()
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
        self.chat(self.shown.open()?)
    }

    /// The conversations that are shown, in their order.
    pub(crate) fn shown(&self) -> Vec<(&QueueTitle, &ChatView)> {
        let shown = self.shown.all().iter();
        shown.filter_map(|chat| self.chat(chat)).collect()
    }

    /// Whether a conversation is shown.
    pub(crate) fn is_shown(&self, chat: &ChatId) -> bool {
        self.shown.all().contains(chat)
    }

    /// Whether a conversation is kept beside the next one.
    pub(crate) fn is_kept_beside(&self, chat: &ChatId) -> bool {
        self.shown.kept() == Some(chat)
    }

    /// What is asked about a chat that is here.
    pub(crate) fn question(&self) -> Option<(&QueueTitle, &ChatView, Question)> {
        let (chat, question) = self.question.as_ref()?;
        let (queue, chat) = self.chat(chat)?;
        Some((queue, chat, *question))
    }

    /// Whether what is known of the open conversation stands beside it; nothing, as long as the room decides.
    pub(crate) const fn about(&self) -> Option<bool> {
        self.about
    }

    fn chat(&self, chat: &ChatId) -> Option<(&QueueTitle, &ChatView)> {
        self.chats().find(|(_, it)| it.chat == *chat)
    }

    /// The chat before or after the open one; the first if none is open.
    pub(crate) fn beside(&self, side: Ordering) -> Option<ChatId> {
        let chats: Vec<_> = self.chats().map(|(_, chat)| &chat.chat).collect();
        let open = chats
            .iter()
            .position(|chat| Some(*chat) == self.shown.open());
        let beside = match (open, side) {
            (None, _) => 0,
            (Some(place), Ordering::Less) => place.checked_sub(1)?,
            (Some(place), Ordering::Equal) => place,
            (Some(place), Ordering::Greater) => place.checked_add(1)?,
        };
        chats.get(beside).copied().cloned()
    }

    /// What the queue calls the guest of a chat, whom the operator calls otherwise.
    pub(crate) fn label(&self, chat: &ChatId) -> Option<&GuestLabel> {
        self.nicknames.label(chat)
    }

    /// The talk among colleagues that is open.
    pub(crate) const fn thread(&self) -> Option<&Thread> {
        self.backroom.open()
    }

    /// How many texts of a talk among colleagues have not been seen.
    pub(crate) fn unread_among(&self, thread: &Thread) -> usize {
        self.backroom.unread(thread)
    }

    /// What has been written in such a talk and not sent.
    pub(crate) fn draft_among(&self, thread: &Thread) -> &str {
        self.backroom.draft(thread)
    }

    /// The talk that is opened when nobody says which: one with something new, or the first queue's.
    pub(crate) fn next_thread(&self) -> Option<Thread> {
        let unread = self.backroom.unread_threads().next().cloned();
        let room = || {
            let mut here = self.desks.iter().filter(|desk| desk.is_up());
            here.next()
                .map(|desk| Thread::Room(desk.queue.name.clone()))
        };
        unread.or_else(room)
    }

    /// What a queue is called.
    pub(crate) fn title(&self, queue: &QueueName) -> String {
        let known = self.find(queue);
        known.map_or_else(|| queue.to_string(), |desk| desk.queue.title.clone())
    }

    /// How many messages of a chat have not been seen.
    pub(crate) fn unread(&self, chat: &ChatId) -> usize {
        self.unread.get(chat).copied().unwrap_or_default()
    }

    /// How many messages of all chats have not been seen.
    pub(crate) fn unread_of_all(&self) -> usize {
        self.chats().map(|(_, chat)| self.unread(&chat.chat)).sum()
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
        self.find(queue).is_some_and(QueueDesk::is_up)
    }

    /// The time at a queue.
    pub(crate) fn clock(&self, queue: &QueueName) -> EdgeClock {
        self.find(queue)
            .map_or(EdgeClock::default(), |desk| desk.view.clock)
    }

    /// Whether a queue cannot be heard.
    pub(crate) fn is_cut_off(&self) -> bool {
        self.present()
            .any(|desk| matches!(desk.view.line, Line::Connecting | Line::Down))
    }

    /// Whether a queue that this window staffs hears of the operator at this moment.
    pub(crate) fn is_heard(&self) -> bool {
        let mut staffed = self.desks.iter().filter(|desk| desk.is_staffed());
        !self.replaced && staffed.any(QueueDesk::is_up)
    }

    /// What was announced last.
    pub(crate) const fn announcement(&self) -> &Announcement {
        &self.announcement
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

    fn find(&self, queue: &QueueName) -> Option<&QueueDesk> {
        self.desks.iter().find(|desk| desk.queue.name == *queue)
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

/// Those who wait at several queues together.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct WaitingForAnybody {
    /// How many.
    pub(crate) chats: usize,
    /// Since when the one that waits for longest does, and by which clock.
    pub(crate) longest: Option<(Timestamp, EdgeClock)>,
}

impl WaitingForAnybody {
    fn and(self, more: FramesWaiting, clock: EdgeClock) -> Self {
        let longer = more.since.map(|since| (since, clock));
        let longest = self.longest.into_iter().chain(longer);
        Self {
            chats: self
                .chats
                .saturating_add(usize::try_from(more.chats).unwrap_or(usize::MAX)),
            longest: longest.min_by_key(|(since, _)| *since),
        }
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
