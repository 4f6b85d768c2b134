//! What the log's entries mean to the guest's end, and where epochs begin.

use hushdesk_protocol::earlier::Earlier;
use hushdesk_protocol::frames::{Body, Content, Entry, Party};
use hushdesk_protocol::ids::{Epoch, Fingerprint, Lease, Number, Timestamp};
use hushdesk_protocol::text::{DisplayName, SealedText};
use otr_wasm::{Outcome, Tlv};

use super::key_exchange::{Judged, Sealed};
use super::turn::Turn;
use super::view::{End, Trust};
use super::{GuestSession, Life, Parcel};
use crate::channel::fingerprint;
use crate::note::Note;
use crate::text::Text;

impl GuestSession {
    /// Takes an entry once, however often it comes.
    pub(super) fn entry(&mut self, entry: Entry, turn: &mut Turn<'_>) {
        if entry.seq <= self.seen {
            return;
        }
        self.seen = entry.seq;
        let at = self.clock.here(entry.at);
        match entry.content {
            Content::Claimed { operator, lease } => self.claimed(operator, lease, turn),
            Content::Message {
                from: Party::Operator,
                body,
            } => self.message(body, at, turn),
            Content::Closed { by } => self.over(End::By(by), turn),
            Content::Passing { operator } => self.passing(operator, at),
            Content::Kept { operator } => self.stays(operator, at),
            Content::Interrupted { operator } => self.interrupted(operator, turn),
            Content::Notice { text } => {
                let text = text.as_str().to_owned();
                self.log.note(Note::Service { text }, at);
            }
            Content::KeyExchange { .. }
            | Content::Message {
                from: Party::Guest, ..
            } => {}
        }
    }

    /// Somebody holds the chat: a commit that somebody else has answered is of no use to them.
    fn claimed(&mut self, operator: DisplayName, lease: Lease, turn: &mut Turn<'_>) {
        self.is_present(true);
        self.passing = false;
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
        self.is_present(false);
        self.passing = false;
        self.operator = None;
        self.asking.withdraw();
        self.log.note(Note::Interrupted { of: operator }, turn.now);
    }

    /// The operator hands the chat on. What is written now the queue keeps for whoever holds it next; in a sealed chat it
    /// is sealed again for them.
    fn passing(&mut self, operator: DisplayName, at: Timestamp) {
        self.typing = false;
        self.passing = true;
        self.log.note(Note::Passing { by: operator }, at);
    }

    /// The operator could not hand the chat on.
    fn stays(&mut self, operator: DisplayName, at: Timestamp) {
        self.typing = false;
        if std::mem::take(&mut self.passing) {
            self.log.note(Note::Stays { with: operator }, at);
        }
    }

    /// The operator's window is there, or it is not. Whoever comes or goes is not writing.
    pub(super) const fn is_present(&mut self, present: bool) {
        self.present = present;
        self.typing = false;
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
        let was_encrypted = sealed.is_encrypted();
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
            Outcome::Text(text) if self.sealed.as_ref().is_some_and(Sealed::is_encrypted) => {
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
        let sealed = self.sealed.as_mut();
        match sealed.map(|sealed| sealed.encrypted(key.clone(), turn)) {
            Some(Judged::Accepted(trust)) => self.accepted(trust, turn),
            Some(Judged::Refused(farewell)) => {
                self.reply(farewell, turn);
                let note = Note::WrongKey { fingerprint: key };
                self.log.note_once(note, turn.now);
            }
            Some(Judged::Nothing) | None => {}
        }
    }

    /// The guest agrees to write to whoever has this key.
    pub(super) fn trusts(&mut self, key: &Fingerprint, turn: &mut Turn<'_>) {
        let sealed = self.sealed.as_mut();
        if let Some(Judged::Accepted(trust)) = sealed.map(|sealed| sealed.accept(key)) {
            self.accepted(trust, turn);
        }
    }

    /// From here on texts are sealed. Where none waits, the operator's end is shown that its key is accepted.
    fn accepted(&mut self, trust: Trust, turn: &mut Turn<'_>) {
        let note = match trust {
            Trust::Verified { name } => Note::Verified { name },
            Trust::Unverified { fingerprint } => Note::Unverified { fingerprint },
            Trust::Readable => Note::Readable,
        };
        self.log.note_once(note, turn.now);
        if let (Some(sealed), true) = (&mut self.sealed, self.log.waiting().is_empty()) {
            let nod = sealed.nod(turn);
            self.reply(nod, turn);
        }
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
        self.known_epoch = self.known_epoch.max(epoch);
    }
}
