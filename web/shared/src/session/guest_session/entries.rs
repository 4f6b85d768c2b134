//! What the log's entries mean to the guest's end, and where epochs begin.

use hushdesk_protocol::earlier::Earlier;
use hushdesk_protocol::frames::{Body, Content, Entry, GuestChat, Party};
use hushdesk_protocol::ids::{Epoch, Lease, Number, Timestamp};
use hushdesk_protocol::text::{DisplayName, SealedText};
use otr_wasm::{Outcome, Tlv};

use super::sealed::Sealed;
use super::turn::Turn;
use super::view::{End, Trust};
use super::{GuestSession, Life, Parcel};
use crate::session::channel::fingerprint;
use crate::session::note::Note;
use crate::session::text::Text;

impl GuestSession {
    /// Takes an entry once, however often it comes.
    pub(super) fn entry(&mut self, entry: Entry, turn: &mut Turn<'_>) {
        if entry.seq <= self.seen {
            return;
        }
        self.seen = entry.seq;
        match entry.content {
            Content::Claimed { operator, lease } => self.claimed(operator, lease, turn),
            Content::Message {
                from: Party::Operator,
                body,
            } => self.message(body, entry.at, turn),
            Content::Closed { by } => self.over(End::By(by), turn),
            Content::Interrupted { operator } => self.interrupted(operator, turn),
            Content::Notice { text } => {
                let text = text.as_str().to_owned();
                self.log.note(Note::Service { text }, entry.at);
            }
            Content::Passing { .. }
            | Content::Kept { .. }
            | Content::KeyExchange { .. }
            | Content::Message {
                from: Party::Guest, ..
            } => {}
        }
    }

    /// Somebody holds the chat: a commit that somebody else has answered is of no use to them.
    fn claimed(&mut self, operator: DisplayName, lease: Lease, turn: &mut Turn<'_>) {
        self.typing = false;
        self.present = true;
        if lease > self.lease {
            self.lease = lease;
            let (by, after) = (operator.clone(), self.log.last_operator());
            self.log.note(Note::Answered { by, after }, turn.now);
            self.operator = Some(operator);
            self.asking.new_lease();
            if self.sealed.as_ref().is_some_and(Sealed::is_answered) {
                self.begin_key_exchange(turn);
            } else if self.sealed.as_ref().is_none_or(Sealed::reads) {
                self.newcomer_in_this_epoch();
            }
        }
    }

    /// The operator is gone for good; the chat waits for another.
    fn interrupted(&mut self, operator: DisplayName, turn: &Turn<'_>) {
        self.typing = false;
        self.present = false;
        self.operator = None;
        self.asking.withdraw();
        self.log.note(Note::Interrupted { of: operator }, turn.now);
    }

    fn message(&mut self, body: Body, at: Timestamp, turn: &mut Turn<'_>) {
        match (body, &self.sealed) {
            (Body::Open { text }, None) => self.read(text.as_str(), at),
            (Body::Sealed { epoch, text }, Some(_)) => self.open_sealed(epoch, &text, at, turn),
            (Body::Open { .. }, Some(_)) | (Body::Sealed { .. }, None) => {}
        }
    }

    fn read(&mut self, text: &str, at: Timestamp) {
        self.typing = false;
        if let Some(text) = Text::received(text) {
            self.log.read(text, at);
        }
    }

    fn open_sealed(&mut self, epoch: Epoch, line: &SealedText, at: Timestamp, turn: &mut Turn<'_>) {
        let Some(sealed) = &mut self.sealed else {
            return;
        };
        let was_encrypted = sealed.trust().is_some();
        let Some(opened) = sealed.receive(epoch, line, turn) else {
            return;
        };
        self.reply(opened.replies, turn);
        let is_news = self.last_read.is_news(opened.text_id);
        for outcome in opened.outcomes {
            if is_news || !matches!(outcome, Outcome::Text(_)) {
                self.outcome(outcome, at, turn);
            }
        }
        if opened.refused && was_encrypted {
            self.log.note(Note::Unreadable, turn.now);
        }
    }

    fn reply(&mut self, bodies: Vec<Body>, turn: &mut Turn<'_>) {
        for body in bodies {
            self.post(Parcel::Message(body), turn);
        }
    }

    fn outcome(&mut self, outcome: Outcome, at: Timestamp, turn: &mut Turn<'_>) {
        match outcome {
            Outcome::Text(text) if self.sealed.as_ref().is_some_and(|it| it.trust().is_some()) => {
                self.read(&text, at);
            }
            Outcome::Encrypted {
                fingerprint: key, ..
            } => self.encrypted(key, turn),
            Outcome::Finished => {
                if let Some(sealed) = &mut self.sealed {
                    sealed.finished();
                }
            }
            Outcome::Queried { .. } => {
                self.asking.newcomer();
                self.begin_key_exchange(turn);
            }
            Outcome::Tlv(tlv) => self.record(&tlv),
            Outcome::Text(_)
            | Outcome::Unencrypted { .. }
            | Outcome::Smp(_)
            | Outcome::ExtraKey { .. }
            | Outcome::PeerError(_)
            | Outcome::Resent(_) => {}
        }
    }

    /// A record that is not OTR's: the operator may ask for something. Nobody else is heard, and what is no
    /// request changes nothing.
    fn record(&mut self, tlv: &Tlv) {
        let talking = self.sealed.as_ref().is_some_and(|it| it.trust().is_some());
        let record = Earlier::from_record(tlv.kind(), tlv.value());
        if let (true, Ok(Earlier::Request { request })) = (talking, record) {
            self.asked(request);
        }
    }

    fn encrypted(&mut self, key: otr_wasm::Fingerprint, turn: &mut Turn<'_>) {
        let key = fingerprint(key);
        let Some(sealed) = &mut self.sealed else {
            return;
        };
        let (trust, replies) = sealed.encrypted(key.clone(), turn);
        self.reply(replies, turn);
        let note = match trust {
            Some(Trust::Verified) => Note::Verified,
            Some(Trust::Unverified { fingerprint }) => Note::Unverified { fingerprint },
            Some(Trust::Readable) | None => Note::WrongKey { fingerprint: key },
        };
        self.log.note(note, turn.now);
    }

    /// Begins a key exchange in a fresh conversation. From here on nothing of the old one is read, and
    /// nothing is acknowledged before the queue has dropped what belongs to it.
    pub(super) fn begin_key_exchange(&mut self, turn: &mut Turn<'_>) {
        let fresh = self.sealed.as_ref().and_then(|it| it.fresh(turn));
        if let Some((commit, conversation)) = fresh
            && matches!(self.life, Life::Running)
        {
            self.outbox.take_back();
            let number = self.post(Parcel::Commit(commit), turn);
            if let Some(sealed) = &mut self.sealed {
                sealed.requested(number, conversation);
            }
        }
    }

    /// The key exchange that began with this number has this epoch.
    pub(super) fn epoch(&mut self, number: Number, epoch: Epoch) {
        let settled = self
            .sealed
            .as_mut()
            .is_some_and(|it| it.settled(number, epoch));
        if settled {
            self.outbox.accepted(number);
            self.log.fall_back();
            self.answer_again();
        }
    }

    /// The same, told by the answer to `open` or `resume`: the word of the queue was lost.
    pub(super) fn take_up_epoch(&mut self, chat: &GuestChat) {
        self.epoch(chat.sent.accepted, chat.epoch);
    }
}
