//! What the log's entries mean to the guest's end, and where epochs begin.

use hushdesk_protocol::earlier::Earlier;
use hushdesk_protocol::frames::{Body, Content, Entry, FromGuest, Party};
use hushdesk_protocol::ids::{Epoch, Fingerprint, Lease, Number, Seq, Timestamp};
use hushdesk_protocol::rest::Sealing;
use hushdesk_protocol::text::DisplayName;

use super::key_exchange::{Judged, KeyExchange};
use super::life::{self, Life};
use super::{GuestSession, Numbered, Turn};
use crate::comparison::Comparing;
use crate::ends::{Compares, KeyExchange as _, Reads, Sends};
use crate::note::Note;
use crate::sealing::{GuestSealing, Outcome};
use crate::verdict::{Trust, Vouching};

impl<S: GuestSealing> GuestSession<S> {
    /// Takes an entry once, however often it comes.
    pub(super) fn entry(&mut self, entry: Entry, turn: &mut Turn<'_>) {
        if !self.delivery.takes(entry.seq) {
            return;
        }
        let at = turn.clock.here(entry.at);
        match entry.content {
            Content::Claimed { operator, lease } => self.claimed(operator, lease, turn),
            Content::Message {
                from: Party::Operator,
                body,
            } => self.message(body, at, turn),
            Content::Closed { by } => self.over(life::End::By(by), turn),
            Content::Passing { operator } => self.passing(operator, at),
            Content::Kept { operator } => self.stays(operator, at),
            Content::Interrupted { operator } => self.interrupted(operator, turn),
            Content::HolderRefused { operator } => self.holder_refused(operator, turn),
            Content::EarlierAsked { lease } => self.asked_in_words(lease),
            Content::Notice { text } => {
                let text = text.as_str().to_owned();
                self.delivery.log.note(Note::Service { text }, at);
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
        self.prospect = None;
        if lease > self.lease {
            self.holds_by(lease);
            let (by, after) = (operator.clone(), self.delivery.log.last_operator());
            self.delivery
                .log
                .note(Note::Answered { by, after }, turn.now);
            self.operator = Some(operator);
            self.consent.new_lease();
            self.comparing.forget();
            self.look_up(turn);
            if self.sealed.as_ref().is_some_and(KeyExchange::is_answered) {
                self.begin_key_exchange(turn);
            } else if self.sealed.as_ref().is_none_or(KeyExchange::reads) {
                self.newcomer_in_this_epoch();
            }
        }
    }

    /// Whoever holds the chat, or did last, does by this claim. If it is a new one nobody has refused them, and they have
    /// proven nothing: several may have the same key.
    pub(super) fn holds_by(&mut self, lease: Lease) {
        if lease > self.lease {
            self.refuses = false;
            if let Some(sealed) = &mut self.sealed {
                sealed.forget_proof();
            }
        }
        self.lease = self.lease.max(lease);
    }

    /// The operator is gone for good; the chat waits for another.
    fn interrupted(&mut self, operator: DisplayName, turn: &Turn<'_>) {
        self.is_present(false);
        self.passing = false;
        self.operator = None;
        self.consent.withdraw();
        self.delivery
            .log
            .note(Note::Interrupted { of: operator }, turn.now);
    }

    /// Whoever held the chat was refused, and it waits for somebody else.
    fn holder_refused(&mut self, refused: DisplayName, turn: &Turn<'_>) {
        self.is_present(false);
        self.passing = false;
        self.refuses = false;
        self.operator = None;
        self.consent.withdraw();
        let note = Note::LookingForAnother { refused };
        self.delivery.log.note(note, turn.now);
    }

    /// The operator hands the chat on. What is written now the queue keeps for whoever holds it next; in a sealed chat it
    /// is sealed again for them.
    fn passing(&mut self, operator: DisplayName, at: Timestamp) {
        self.typing = false;
        self.passing = true;
        self.delivery.log.note(Note::Passing { by: operator }, at);
    }

    /// The operator could not hand the chat on.
    fn stays(&mut self, operator: DisplayName, at: Timestamp) {
        self.typing = false;
        if std::mem::take(&mut self.passing) {
            self.delivery.log.note(Note::Stays { with: operator }, at);
        }
    }

    /// The operator's window is there, or it is not. Whoever comes or goes is not writing.
    pub(super) const fn is_present(&mut self, present: bool) {
        self.present = present;
        self.typing = false;
    }

    /// The operator may ask for something. Nobody else is heard, and what is no request changes nothing.
    fn record(&mut self, record: &Earlier) {
        let talking = self.sealed.as_ref().is_some_and(|it| it.trust().is_some());
        if let (true, Earlier::Request { request }) = (talking, record) {
            self.asked(*request);
        }
    }

    /// Whoever holds the chat by now is judged by what the library says today: since this page was opened it may have learned of a
    /// key, or have taken one back.
    pub(super) fn look_up(&mut self, turn: &mut Turn<'_>) {
        if let Some(sealed) = &mut self.sealed {
            sealed.wait_for_vouching();
            turn.also.look_up = Some(self.lease);
        }
    }

    /// Of whoever holds the chat by this claim the skin says this today; nothing, if that cannot be known. What was asked about
    /// an earlier holder says nothing of this one. A sealed chat stays sealed whatever the skin has become.
    pub(super) fn vouches(&mut self, of: Lease, today: Option<&Sealing>, turn: &mut Turn<'_>) {
        let Some(sealed) = self.sealed.as_mut().filter(|_| of == self.lease) else {
            return;
        };
        let vouching = today.and_then(Vouching::of);
        if let Some(vouching) = &vouching {
            self.start.sealing = vouching.sealing();
        }
        sealed.vouches(vouching);
        let (held, before) = (sealed.held(), sealed.trust().cloned());
        let Some(key) = sealed.key().cloned() else {
            return;
        };
        self.judge(key, before.as_ref(), turn);
        if self.sealed.as_ref().is_some_and(|it| it.is_encrypted()) {
            for (outcome, at) in held {
                self.outcome(outcome, at, turn);
            }
        }
    }

    fn encrypted(&mut self, key: Fingerprint, turn: &mut Turn<'_>) {
        self.judge(key, None, turn);
    }

    /// Judges the key that the two ends have exchanged. Where it was judged before, what is thought of it may be the same.
    fn judge(&mut self, key: Fingerprint, before: Option<&Trust>, turn: &mut Turn<'_>) {
        let sealed = self.sealed.as_mut();
        match sealed.map(|sealed| sealed.encrypted(key.clone(), turn)) {
            Some(Judged::Accepted(trust)) if before == Some(&trust) => {}
            Some(Judged::Accepted(trust)) => self.accepted(trust, turn),
            Some(Judged::Refused(farewell)) => {
                let note = Note::WrongKey { fingerprint: key };
                self.delivery.log.note_once(note, turn.now);
                self.refuse_holder(farewell, turn);
            }
            Some(Judged::Nothing) | None => {}
        }
    }

    /// The guest does not want to write to whoever has this key.
    pub(super) fn declines(&mut self, key: &Fingerprint, turn: &mut Turn<'_>) {
        let sealed = self.sealed.as_mut();
        let declined = sealed.map(|sealed| sealed.decline(key, turn));
        if let Some(Judged::Refused(farewell)) = declined {
            self.refuse_holder(farewell, turn);
        }
    }

    /// Takes leave of whoever holds the chat, and has the queue take it away from them.
    fn refuse_holder(&mut self, farewell: Vec<Body>, turn: &mut Turn<'_>) {
        self.reply(farewell, turn);
        self.refuses = true;
        self.say_who_is_refused(turn);
    }

    /// Says that the holder is refused, and again after a broken line, until the queue has somebody else hold the chat, or
    /// nobody.
    pub(super) fn say_who_is_refused(&self, turn: &mut Turn<'_>) {
        if self.refuses && turn.up && self.life == Life::Running {
            turn.send
                .push(FromGuest::RefuseHolder { lease: self.lease });
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
            Trust::Unverified { fingerprint } | Trust::Compared { fingerprint } => {
                Note::Unverified { fingerprint }
            }
            Trust::Readable => Note::Readable,
        };
        self.delivery.log.note_once(note, turn.now);
        if let (Some(sealed), true) = (&mut self.sealed, self.delivery.log.waiting().is_empty()) {
            let nod = sealed.nod(turn);
            self.reply(nod, turn);
        }
    }

    /// Begins a key exchange in a fresh conversation. From here on nothing of the old one is read, and
    /// nothing is acknowledged before the queue has dropped what belongs to it.
    pub(super) fn begin_key_exchange(&mut self, turn: &mut Turn<'_>) {
        let begun = self.sealed.as_ref().and_then(|it| it.begin(turn));
        if let Some((commit, channel)) = begun
            && matches!(self.life, Life::Running)
        {
            self.loses_comparison(turn.now);
            self.delivery.take_back();
            let number = self.post(Numbered::Commit(commit), turn);
            if let Some(sealed) = &mut self.sealed {
                sealed.requested(number, channel);
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
            self.delivery.accepted(number);
            self.delivery.fall_back();
            self.answer_again();
        }
        self.delivery.learn(epoch);
    }
}

impl<S: GuestSealing> Reads for GuestSession<S> {
    fn ack_frame(&self, received: Seq) -> FromGuest {
        FromGuest::Ack { received }
    }

    fn has_come(&mut self) {
        self.typing = false;
    }

    fn outcome(&mut self, outcome: Outcome, at: Timestamp, turn: &mut Turn<'_>) {
        let outcome = match &mut self.sealed {
            Some(sealed) => sealed.hold(outcome, at),
            None => Some(outcome),
        };
        let Some(outcome) = outcome else {
            return;
        };
        match outcome {
            Outcome::Encrypted { key } => self.encrypted(key, turn),
            Outcome::Text { text, id } => self.read_sealed((&text, id), at, turn),
            Outcome::Earlier(record) => self.record(&record),
            Outcome::Compared(compared) => self.was_compared(compared, at, turn),
            Outcome::Finished => {
                if let Some(sealed) = &mut self.sealed {
                    sealed.finished();
                }
                self.loses_comparison(at);
            }
            // Whoever is refused is not looked at again.
            Outcome::Queried if self.refuses => {}
            Outcome::Queried => {
                self.consent.newcomer();
                self.begin_key_exchange(turn);
            }
            // A guest's end has its own keys.
            Outcome::Passed(_) => {}
        }
    }
}

impl<S: GuestSealing> Compares for GuestSession<S> {
    fn comparing(&mut self) -> &mut Comparing {
        &mut self.comparing
    }

    /// What a pinned key is worth is not touched: the library vouches for it.
    fn has_proof(&mut self) {
        if let Some(sealed) = &mut self.sealed {
            sealed.prove();
        }
    }
}
