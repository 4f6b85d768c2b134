//! The queue: hands each event to whoever it belongs to, and gathers what is to be done.

use hushdesk_protocol::frames::{Party, ToGuest};
use hushdesk_protocol::ids::{ChatId, QueueName, SkinName, Timestamp};
use hushdesk_protocol::rest::QueueSettings;

use crate::agenda::Agenda;
use crate::blocks::Blocks;
use crate::chat::chats::Chats;
use crate::config::{Config, Keeping};
use crate::due::{Due, Waiter};
use crate::effect::{Closing, Effect};
use crate::event::{ConnectionId, End, Event};
use crate::guests::Comer;
use crate::limits::{CHATS_MAX, GUESTS_BYTES_MAX, KEPT_BYTES_MAX};
use crate::news::News;
use crate::open_transcript::OpenTranscript;
use crate::passing::inbound_chats::InboundChats;
use crate::sockets::Sockets;
use crate::staffing::operators::Operators;
use crate::stored::{Stage, Stored, StoredConfig};
use crate::token::TokenHash;
use crate::turn::Turn;
use crate::waiting::shown::Shown;

/// A queue with its chats and all who are connected to it.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Queue {
    pub(crate) chats: Chats,
    pub(crate) sockets: Sockets,
    pub(crate) operators: Operators,
    pub(crate) inbound: InboundChats,
    pub(crate) blocks: Blocks,
    pub(crate) shown: Shown,
    pub(crate) agenda: Agenda<Waiter, Due>,
    pub(crate) config: Config,
}

impl Queue {
    /// The queue as it was stored; the order is of no meaning. Entries of a chat that is not
    /// among them are left out. Nobody is connected until [`Event::Woke`] says so.
    pub fn restore(all: impl IntoIterator<Item = Stored>) -> Self {
        let mut queue = Self::default();
        let (mut chats, mut entries) = (Vec::new(), Vec::new());
        for one in all {
            match one {
                Stored::Chat(id, stored) => chats.push((id, *stored)),
                Stored::Entry(id, entry) => entries.push((id, entry)),
                Stored::Operator(name, stored) => queue.operators.restore(name, stored),
                Stored::Inbound(id, stored) => queue.inbound.restore(id, *stored),
                Stored::Block(address, stored) => queue.blocks.restore(address, stored),
                Stored::Config(stored) => queue.config = Config::restored(*stored),
            }
        }
        queue.chats = Chats::restored(chats, entries);
        queue.note_all_deadlines();
        queue
    }

    /// Takes note of something that happened at `now`, after everything that was due by then; but of who is
    /// connected before that, or those whom it concerns would not hear of it. Gives what is to be done, in order.
    pub fn handle(&mut self, event: Event, now: Timestamp) -> Vec<Effect> {
        let mut turn = Turn::new(now);
        let expired = if matches!(event, Event::Woke { .. }) {
            News::none()
        } else {
            self.expire(&mut turn)
        };
        let news = expired.and(self.dispatch(event, &mut turn));
        self.refresh(news, &mut turn);
        let shifts = self
            .operators
            .note_duties(self.config.known().name.as_ref(), now);
        self.note_deadlines();
        let queue = self.config.known().name.as_ref();
        let mut effects = self.chats.take_changes(queue);
        effects.extend(self.operators.take_changes());
        effects.extend(shifts.into_iter().map(Effect::TellOfQueue));
        effects.extend(self.inbound.take_changes());
        effects.extend(self.blocks.take_changes());
        effects.extend(self.config.take_changes());
        effects.extend(turn.into_effects());
        effects
    }

    /// Whether an operator takes chats.
    pub fn is_staffed(&self) -> bool {
        !self.staff().takers.is_empty()
    }

    /// Whether a chat runs or comes, so that it matters who is really there behind a socket.
    pub fn has_running_chats(&self) -> bool {
        self.chats.sums().running > 0 || !self.inbound.all().is_empty()
    }

    /// Whether an operator's window is connected.
    pub fn has_seats(&self) -> bool {
        !self.sockets.seats().is_empty()
    }

    /// Whether nobody answers at the other end of a socket: it is that of a guest whose chat waits, or of somebody who
    /// has yet to say who they are.
    pub fn is_unanswered(&self, connection: ConnectionId) -> bool {
        match self.sockets.end(connection) {
            Some(End::Guest { chat, .. }) => {
                let chat = self.chats.get(chat);
                chat.is_none_or(|chat| chat.hold().is_none())
            }
            Some(End::Seat(_)) => false,
            None => true,
        }
    }

    /// Since when the first of the chats that have left for another queue waits for that one to say that it has it. Walks
    /// through all chats.
    pub fn left_since(&self) -> Option<Timestamp> {
        let chats = self.chats.all().values();
        let left = chats.filter_map(|chat| match chat.stage() {
            Stage::Departed { since, .. } => Some(*since),
            Stage::Waiting(_) | Stage::Held(_) | Stage::Moved { .. } | Stage::Ended { .. } => None,
        });
        left.min()
    }

    /// Whether whoever knows the secret of a chat may say what the queue asks at the end: of one that was open and answered, is over, and of
    /// which it is kept what was said.
    pub fn may_survey(&self, chat: &ChatId, token: &TokenHash) -> bool {
        let is_asked = self.settings().is_surveyed();
        let chat = self.chats.get(chat).filter(|_| is_asked);
        chat.is_some_and(|chat| chat.head().token == *token && chat.is_kept_and_over())
    }

    /// Whether whoever knows the secret of a chat may have mailed what was said in it, if that is there: it was answered, and is here.
    pub fn may_mail(&self, chat: &ChatId, token: &TokenHash) -> bool {
        let is_allowed = self.settings().mailed;
        let chat = self.chats.get(chat).filter(|_| is_allowed);
        chat.is_some_and(|chat| chat.head().token == *token && chat.is_answered_here())
    }

    /// What has been said so far in an open chat that goes on here; nothing of a sealed one.
    pub fn transcript(&self, chat: &ChatId) -> Option<OpenTranscript> {
        self.chats.get(chat)?.open_transcript(chat)
    }

    /// Whether no more chats are taken. One that is claimed here and on its way counts already.
    pub(crate) fn is_full(&self) -> bool {
        let coming = self.inbound.claims().count();
        self.chats.sums().here + coming >= CHATS_MAX
    }

    /// Which queue this is and how it is set, as far as that has been said.
    pub const fn config(&self) -> &StoredConfig {
        self.config.known()
    }

    /// Which queue this is, if that has been said.
    pub(crate) const fn name(&self) -> Option<&QueueName> {
        self.config().name.as_ref()
    }

    /// How the queue is set.
    pub(crate) const fn settings(&self) -> &QueueSettings {
        &self.config().settings
    }

    /// For how long what is said in open chats is kept, if it is.
    pub(crate) fn keeping(&self) -> Option<Keeping> {
        self.config.keeping()
    }

    /// Whether this queue has that name.
    pub(crate) fn is_this(&self, queue: &QueueName) -> bool {
        self.name() == Some(queue)
    }

    fn dispatch(&mut self, event: Event, turn: &mut Turn) -> News {
        match event {
            Event::Woke { connections } => self.wake(connections, turn),
            Event::GuestOpened {
                connection,
                opened,
                from,
            } => self.guest_opened(Comer { connection, from }, opened, turn),
            Event::GuestResumed {
                connection,
                chat,
                token,
                received,
                visit,
                from,
            } => {
                let comer = Comer { connection, from };
                self.guest_resumed(comer, chat, &token, (received, visit), turn);
                News::none()
            }
            Event::GuestSaid { connection, says } => self.guest_said(connection, says, turn),
            Event::OperatorArrived {
                connection,
                seat,
                arrival,
            } => self.operator_arrived(connection, seat, &arrival, turn),
            Event::OperatorSaid { connection, says } => self.operator_said(connection, says, turn),
            Event::Disconnected { connection } => self.disconnected(connection, turn),
            Event::Rated {
                chat,
                token,
                rating,
            } => self.rated(&chat, &token, rating),
            Event::Configured(config) => self.configure(*config, turn.now),
            Event::Reskinned(skin) => self.tell_of_skin(&skin, turn),
            Event::Letter { from, letter } => self.letter_came(&from, *letter, turn),
            Event::Tick => News::none(),
        }
    }

    fn configure(&mut self, config: StoredConfig, now: Timestamp) -> News {
        if !self.config.learn(config) {
            return News::none();
        }
        let settings = &self.config.known().settings;
        self.operators.review_shifts(settings, now);
        self.operators.look_at_all();
        self.note_all_deadlines();
        News::some()
    }

    /// Has the guests look anew who came through this skin and are there.
    fn tell_of_skin(&self, skin: &SkinName, turn: &mut Turn) -> News {
        let wear_it = self.chats.all().iter();
        for (id, _) in wear_it.filter(|(_, chat)| chat.head().skin == *skin) {
            turn.tell_guest(self.sockets.guest(id), ToGuest::Changed);
        }
        News::none()
    }

    /// Puts the sockets that outlived a pause back to their ends. Guests whose socket did not are away from
    /// now on.
    fn wake(&mut self, connections: Vec<(ConnectionId, End)>, turn: &mut Turn) -> News {
        self.sockets = Sockets::default();
        for (connection, end) in connections {
            if let Some(replaced) = self.sockets.admit(connection, end) {
                turn.close(replaced, Closing::Replaced);
            }
        }
        self.take_as_shown();
        self.note_all_seats(turn);
        let ids: Vec<ChatId> = self.chats.all().keys().cloned().collect();
        for id in ids {
            if self.note_absence(&id, turn.now) {
                self.tell_guest_presence(&id, turn);
            }
        }
        News::some()
    }

    fn disconnected(&mut self, connection: ConnectionId, turn: &mut Turn) -> News {
        match self.sockets.remove(connection) {
            Some(End::Guest { chat, .. }) => {
                self.note_absence(&chat, turn.now);
                self.tell_guest_presence(&chat, turn);
                News::none()
            }
            Some(End::Seat(seat)) => {
                self.note_seat(&seat, turn.now);
                self.tell_operator_presence(&seat, turn);
                News::some()
            }
            None => News::none(),
        }
    }

    /// Keeps in mind since when a guest is away, if they are. Gives whether that is news.
    pub(crate) fn note_absence(&mut self, id: &ChatId, now: Timestamp) -> bool {
        let is_here = self.sockets.guest(id).is_some();
        let chat = self.chats.edit(id);
        chat.is_some_and(|chat| chat.note_guest(is_here, now))
    }

    /// How many bytes more of an end can be kept. Worked out before a chat is changed.
    pub(crate) fn free_bytes(&self, from: Party) -> usize {
        let kept = self.chats.sums().kept;
        let free = KEPT_BYTES_MAX.saturating_sub(kept.all());
        match from {
            Party::Guest => free.min(GUESTS_BYTES_MAX.saturating_sub(kept.guest)),
            Party::Operator => free,
        }
    }
}
