//! The guest's end of a chat: from the first text to the end, over reloads, cut sockets and changes of the
//! operator.
//!
//! A chat begins with [`GuestSession::open`] and is taken up again after a reload with
//! [`GuestSession::restore`] from what [`GuestEffect::Keep`] kept. In a sealed chat every text waits in the
//! log until the operator's key has been judged, and is sealed by the key exchange that stands then; what
//! a new key exchange finds undelivered it seals again. Showing, storing and the socket itself are not its
//! business.

mod arrival;
mod consent;
mod entries;
mod kept;
mod key_exchange;
mod life;
mod outgoing;
mod view;

use hushdesk_protocol::VERSION;
use hushdesk_protocol::frames::{Body, ChatKind, Closer, FromGuest, Opening, Prospect, ToGuest};
use hushdesk_protocol::ids::{
    ChatId, Epoch, Fingerprint, Lease, Number, QueueName, ResumeToken, SnippetName, Timestamp,
    Visit,
};
use hushdesk_protocol::rest::Sealing;
use hushdesk_protocol::text::{CommitText, DisplayName, PageAddress};
use rand_core::CryptoRng;

pub use consent::Permission;
pub use kept::{Kept, KeptError};
pub use life::End;
pub use view::{GuestStanding, GuestView};

pub use crate::verdict::Trust;

use crate::clock::EdgeClock;
use crate::comparison::{Compare, Comparing};
use crate::delivery::{Delivery, Undelivered};
use crate::ends::{Compares as _, Reads as _, Sends as _};
use crate::flow::Flow;
use crate::line::Line;
use crate::log::EntryId;
use crate::note::Note;
use crate::sealing::GuestSealing;
use crate::text::Text;
use crate::turn;
use crate::verdict::Vouching;
use consent::Consent;
use key_exchange::KeyExchange;
use life::Life;

/// What can happen at the guest's end.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum GuestEvent {
    /// The socket is open.
    Connected,
    /// The socket broke; it will be opened again.
    Disconnected,
    /// A frame came.
    Received(Box<ToGuest>),
    /// The socket was closed because a newer one speaks for the chat: another window has it.
    Replaced,
    /// The guest wrote.
    Wrote(Text),
    /// The guest writes a text otherwise that has not left this browser, or takes it back.
    Revised {
        /// Which.
        entry: EntryId,
        /// What it says from now on; nothing: it is taken back.
        text: Option<Text>,
    },
    /// The guest is writing, or stopped.
    Typing(bool),
    /// The guest lets the operator have earlier texts.
    Allowed {
        /// Which; none of them is a no.
        texts: Vec<EntryId>,
        /// The same in words, for an operator whose program reads ordinary texts only.
        words: Option<Text>,
    },
    /// The guest agrees to write to whoever has this key, although the library does not vouch for it.
    Trusts(Fingerprint),
    /// The guest does not want to write to whoever has this key: the chat goes to somebody else.
    Declines(Fingerprint),
    /// What the skin says of keys was looked up ([`GuestEffect::LookUp`]).
    Vouches {
        /// About whose claim.
        of: Lease,
        /// What it says; nothing, if that cannot be known now.
        today: Option<Sealing>,
    },
    /// The guest does something about comparing a secret.
    Compares(Compare),
    /// The guest ends the chat.
    Ended,
    /// The moment has come that was asked for.
    Woke,
}

/// What is to be done, each thing after the one before it is done.
#[derive(Clone, Debug)]
pub enum GuestEffect {
    /// Keep this in place of what was kept before, so that a reload goes on from here.
    Keep(Box<Kept>),
    /// Send this frame.
    Send(FromGuest),
    /// Say [`GuestEvent::Woke`] then, in place of any moment before.
    WakeAt(Timestamp),
    /// Look up what the skin says of operators' keys today, and say it ([`GuestEvent::Vouches`]), soon: before that the key
    /// of whoever has made this claim is not judged.
    LookUp(Lease),
    /// The chat has gone to this queue: drop the socket with all that was to be sent by it, and open one there.
    Follow(QueueName),
    /// Close the socket for good: the chat is over, or the queue does not want this client.
    HangUp,
}

/// Where a chat goes and how it is sealed.
#[derive(Clone, Debug)]
pub struct Start {
    /// The chat's id, random.
    pub chat: ChatId,
    /// The secret by which this browser comes back to it, random.
    pub token: ResumeToken,
    /// The snippet by which the guest came.
    pub snippet: SnippetName,
    /// Sealed or open, as the skin says.
    pub sealing: Sealing,
    /// The page the guest writes from.
    pub page: Option<PageAddress>,
}

/// Milliseconds that going to another queue may take before it is worth a word.
const MOVE_MILLIS: u64 = 5_000;

/// The guest's end of one chat.
#[derive(Debug)]
pub struct GuestSession<S: GuestSealing> {
    start: Start,
    sealed: Option<KeyExchange<S>>,
    delivery: Delivery<Numbered>,
    opened: bool,
    line: Line,
    clock: EdgeClock,
    life: Life,
    operator: Option<DisplayName>,
    /// The operator hands the chat on.
    passing: bool,
    lease: Lease,
    /// Whoever holds the chat by this lease is not to: the queue has yet to take it away from them.
    refuses: bool,
    present: bool,
    /// What the guest can expect while nobody holds the chat, as the queue has told.
    prospect: Option<Prospect>,
    typing: bool,
    typing_told: bool,
    /// The last visit to the chat that the queue has told of, to this page or to those it was made of.
    visit: Visit,
    /// Key exchanges begun before a reload whose epochs the queue has not told of.
    begun_before: u32,
    consent: Consent,
    comparing: Comparing,
    kept: Option<Box<Kept>>,
    /// When the session has asked to be woken.
    wake: Option<Timestamp>,
}

type Turn<'a> = turn::Turn<'a, FromGuest, Besides>;

/// What is to be done besides sending frames: to ask, and to give up the socket in the end.
#[derive(Debug, Default)]
pub(crate) struct Besides {
    /// The chat has gone there.
    follow: Option<QueueName>,
    /// What the skin says of keys is wanted.
    look_up: Option<Lease>,
    hang_up: bool,
}

/// What the guest sends under a number.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Numbered {
    /// The beginning of a chat or of a key exchange in it. (The first one travels with `open`.)
    Commit(CommitText),
    /// A message.
    Message(Body),
}

impl From<Body> for Numbered {
    fn from(body: Body) -> Self {
        Self::Message(body)
    }
}

impl<S: GuestSealing> GuestSession<S> {
    /// A new chat with its first text. The effects are the first to be carried out; then the socket may be
    /// opened.
    pub fn open(
        start: Start,
        first: Text,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> (Self, Vec<GuestEffect>) {
        let sealed = Vouching::of(&start.sealing)
            .map(|vouching| KeyExchange::new(S::generate(rng), vouching));
        let beginning = (Number(0), Epoch(0));
        let delivery = Delivery::begin(undelivered(sealed.as_ref()), beginning, rng);
        let mut session = Self::new(start, sealed, delivery);
        let mut turn = Turn::new((now, session.clock), rng, false);
        session.begin_key_exchange(&mut turn);
        session.delivery.log.write(first, now);
        let effects = session.finish(turn);
        (session, effects)
    }

    fn new(start: Start, sealed: Option<KeyExchange<S>>, delivery: Delivery<Numbered>) -> Self {
        Self {
            start,
            sealed,
            delivery,
            opened: false,
            line: Line::Connecting,
            clock: EdgeClock::default(),
            life: Life::Running,
            operator: None,
            passing: false,
            lease: Lease(0),
            refuses: false,
            present: false,
            prospect: None,
            typing: false,
            typing_told: false,
            visit: Visit(0),
            begun_before: 0,
            consent: Consent::default(),
            comparing: Comparing::default(),
            kept: None,
            wake: None,
        }
    }

    /// Takes an event; what is to be done comes back, in order.
    pub fn handle(
        &mut self,
        event: GuestEvent,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Vec<GuestEffect> {
        let mut turn = Turn::new((now, self.clock), rng, self.line == Line::Up);
        match event {
            GuestEvent::Connected => self.connected(&mut turn),
            GuestEvent::Disconnected => self.disconnected(&mut turn),
            GuestEvent::Received(frame) => self.received(*frame, &mut turn),
            GuestEvent::Replaced => self.replaced(&mut turn),
            GuestEvent::Wrote(text) => self.wrote(text, turn.now),
            GuestEvent::Revised { entry, text } => self.revised(entry, text),
            GuestEvent::Typing(typing) => self.tell_typing(typing, &mut turn),
            GuestEvent::Allowed { texts, words } => self.answered(&texts, words, &turn),
            GuestEvent::Trusts(key) => self.trusts(&key, &mut turn),
            GuestEvent::Declines(key) => self.declines(&key, &mut turn),
            GuestEvent::Vouches { of, today } => self.vouches(of, today.as_ref(), &mut turn),
            GuestEvent::Compares(step) => self.compare(&step, &mut turn),
            GuestEvent::Ended => self.end(&mut turn),
            GuestEvent::Woke => self.woke(&mut turn),
        }
        self.acknowledge(&mut turn);
        self.send_waiting(&mut turn);
        self.send_answer(&mut turn);
        self.finish(turn)
    }

    fn connected(&self, turn: &mut Turn<'_>) {
        let frame = if self.opened {
            Some(self.resume())
        } else {
            self.opening(turn).map(|opening| FromGuest::Open {
                version: VERSION,
                chat: self.start.chat.clone(),
                token: self.start.token.clone(),
                opening,
                page: self.start.page.clone(),
            })
        };
        turn.send.extend(frame);
    }

    fn resume(&self) -> FromGuest {
        FromGuest::Resume {
            version: VERSION,
            chat: self.start.chat.clone(),
            token: self.start.token.clone(),
            received: self.delivery.acknowledged(),
            visit: self.visit,
        }
    }

    /// After a reload the commit is a fresh one that will not be used: whether the queue has an earlier one
    /// cannot be told from its answer, so a key exchange of its own follows.
    fn opening(&self, turn: &mut Turn<'_>) -> Option<Opening> {
        let Some(sealed) = &self.sealed else {
            return Some(Opening::Open);
        };
        let pending = self.delivery.outbox().pending().next();
        let commit = match pending {
            Some((_, Numbered::Commit(commit))) => Some(commit.clone()),
            Some((_, Numbered::Message(_))) | None => sealed.spare_commit(turn),
        };
        commit.map(|commit| Opening::Sealed { commit })
    }

    fn set_line(&mut self, line: Line, turn: &mut Turn<'_>) {
        self.line = line;
        turn.up = line == Line::Up;
    }

    fn disconnected(&mut self, turn: &mut Turn<'_>) {
        if matches!(self.line, Line::Up | Line::Moving(_)) {
            self.set_line(Line::Down, turn);
        }
        self.typing = false;
        self.typing_told = false;
    }

    fn replaced(&mut self, turn: &mut Turn<'_>) {
        self.disconnected(turn);
        self.set_line(Line::Elsewhere, turn);
        self.delivery.replaced();
    }

    fn received(&mut self, frame: ToGuest, turn: &mut Turn<'_>) {
        match frame {
            ToGuest::Chat(chat) => self.welcomed(chat, turn),
            ToGuest::Entry(entry) => self.entry(entry, turn),
            ToGuest::Sent(sent) => self.sent(sent, turn),
            ToGuest::Epoch { number, epoch } => self.epoch(number, epoch),
            ToGuest::Typing(typing) => self.typing = typing,
            ToGuest::Presence { present } => self.is_present(present),
            ToGuest::Waiting(prospect) => self.prospect = Some(prospect),
            // How it looks is whoever shows it, and whether it is sealed no frame can say.
            ToGuest::Changed => {}
            ToGuest::Moved { queue } => {
                self.disconnected(turn);
                self.set_line(Line::Moving(turn.now.plus(MOVE_MILLIS)), turn);
                turn.also.follow = Some(queue);
            }
            ToGuest::Refused { about, refusal } => self.refused(&about, refusal, turn),
        }
    }

    fn wrote(&mut self, text: Text, now: Timestamp) {
        if self.life == Life::Running && self.delivery.flow() != Flow::Full {
            self.typing_told = false;
            self.delivery.log.write(text, now);
        }
    }

    /// Somebody may have read what has left.
    fn revised(&mut self, entry: EntryId, text: Option<Text>) {
        if self.life == Life::Running && self.line != Line::Elsewhere {
            self.delivery.revise(entry, text);
        }
    }

    fn tell_typing(&mut self, typing: bool, turn: &mut Turn<'_>) {
        let heard = turn.up && self.operator.is_some();
        if heard && self.life == Life::Running && typing != self.typing_told {
            self.typing_told = typing;
            turn.send.push(FromGuest::Typing(typing));
        }
    }

    fn end(&mut self, turn: &mut Turn<'_>) {
        if self.life == Life::Running && !self.opened {
            // Nobody has heard of the chat.
            self.over(End::By(Closer::Guest), turn);
        } else if self.life == Life::Running {
            self.life = Life::Ending;
            if turn.up {
                turn.send.push(FromGuest::End);
            }
        }
    }

    /// The chat is over: nothing is sent any more, and nothing will come.
    fn over(&mut self, end: End, turn: &mut Turn<'_>) {
        self.life = Life::Over(end);
        self.typing = false;
        self.passing = false;
        self.delivery.log.give_up();
        if let End::By(by) = end {
            self.delivery.log.note(Note::Closed { by }, turn.now);
        }
        turn.also.hang_up = true;
    }

    fn finish(&mut self, turn: Turn<'_>) -> Vec<GuestEffect> {
        let mut effects = Vec::new();
        let kept = Some(Box::new(self.to_keep()));
        if self.kept != kept {
            self.kept.clone_from(&kept);
            effects.extend(kept.map(GuestEffect::Keep));
        }
        effects.extend(turn.send.into_iter().map(GuestEffect::Send));
        let due = self.due();
        if std::mem::replace(&mut self.wake, due) != due {
            effects.extend(due.map(GuestEffect::WakeAt));
        }
        effects.extend(turn.also.look_up.map(GuestEffect::LookUp));
        effects.extend(turn.also.follow.map(GuestEffect::Follow));
        if turn.also.hang_up {
            effects.push(GuestEffect::HangUp);
        }
        effects
    }

    const fn kind(&self) -> ChatKind {
        match self.sealed {
            Some(_) => ChatKind::Sealed,
            None => ChatKind::Open,
        }
    }
}

/// What becomes of the guest's texts at a key exchange, if there are any.
fn undelivered<S: GuestSealing>(sealed: Option<&KeyExchange<S>>) -> Undelivered {
    match sealed {
        Some(_) => Undelivered::SealedAgain,
        None => Undelivered::AsItIs,
    }
}
