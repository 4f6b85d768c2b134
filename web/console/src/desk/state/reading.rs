//! What is to be read off the state: by the components that draw it.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use hushdesk_protocol::frames::{Availability, GuestLabel, Waiting};
use hushdesk_protocol::ids::{ChatId, QueueName, SkinName, Timestamp};
use hushdesk_protocol::rest::QueueTitle;
use hushdesk_web::session::clock::EdgeClock;
use hushdesk_web::session::desk::{Line, OfferView, Takeover};
use hushdesk_web::session::operator_session::ChatView;

use super::queue_desk::QueueDesk;
use super::{DeskState, Question};
use crate::desk::announcement::Announcement;
use crate::desk::backroom::Thread;
use crate::desk::names::Names;

impl DeskState {
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
    pub(crate) fn is_held(&self, chat: &ChatId) -> bool {
        let mut chats = self.desks.iter().flat_map(|desk| &desk.view.chats);
        chats.any(|it| it.chat == *chat && !it.standing.is_over())
    }

    /// How it stands with a chat that this window wants to take over.
    pub(crate) fn takeover(&self, chat: &ChatId) -> Option<Takeover> {
        let mut desks = self.desks.iter();
        desks.find_map(|desk| desk.view.takeovers.get(chat).copied())
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

    /// The desk of a queue.
    pub(super) fn find(&self, queue: &QueueName) -> Option<&QueueDesk> {
        self.desks.iter().find(|desk| desk.queue.name == *queue)
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
    fn and(self, more: Waiting, clock: EdgeClock) -> Self {
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
