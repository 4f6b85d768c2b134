//! What either end writes: taken once and in order, within bounds, under the keys of whoever holds the chat.

use hushdesk_protocol::frames::{Body, Content, Outgoing, Party, Refusal, Sent};
use hushdesk_protocol::ids::{Number, Seq, Timestamp};
use hushdesk_protocol::text::CommitText;

use super::log::{body_bytes, carries_text};
use super::{Chat, TO_GUEST, TO_OPERATOR, pace};
use crate::limits::UNCLAIMED_BYTES_MAX;
use crate::stored::{Kind, Source, Stage, StoredChat, StoredEntry};

/// What became of a message.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Taken {
    /// It stands in the log.
    Stored(Seq),
    /// It had been taken before.
    Again,
    /// It was sealed in another epoch than the present one: its number is used up, its text is gone.
    TooLate,
}

/// Where a number stands against those taken before.
enum Place {
    Next,
    Known,
    Ahead { expected: Number },
}

impl Place {
    fn of(number: Number, sent: Sent) -> Self {
        let expected = sent.accepted.next();
        match number.cmp(&expected) {
            std::cmp::Ordering::Less => Self::Known,
            std::cmp::Ordering::Equal => Self::Next,
            std::cmp::Ordering::Greater => Self::Ahead { expected },
        }
    }
}

impl Chat {
    /// Takes a message of either end, once and in order. `room` says whether the queue keeps so many bytes more.
    ///
    /// # Errors
    ///
    /// The body is of the other kind, a number was left out, the chat has ended, or too much is undelivered.
    /// Nothing has changed then, and the number can be used again.
    pub(crate) fn take(
        &mut self,
        from: Party,
        Outgoing { number, body }: Outgoing,
        room: impl FnOnce(usize) -> bool,
        now: Timestamp,
    ) -> Result<Taken, Refusal> {
        let timely =
            self.is_of_now(&body)? && !(from == Party::Guest && self.is_answered_by_former());
        let sent = self.sent(from).ok_or(Refusal::LeaseLapsed)?;
        match Place::of(number, sent) {
            Place::Known => return Ok(Taken::Again),
            Place::Next | Place::Ahead { .. } if !self.is_running() => {
                return Err(Refusal::Closed);
            }
            Place::Ahead { expected } => return Err(Refusal::Gap { expected }),
            Place::Next => {}
        }
        if from == Party::Operator && self.is_handed_on() && carries_text(&body) {
            return Err(Refusal::Transferring);
        }
        let bytes = body_bytes(&body);
        let written = pace::count(self.head.written, from, bytes, now)?;
        if !timely {
            self.head.accept(from, number);
            self.head.written = written;
            return Ok(Taken::TooLate);
        }
        let fits = self.log.has_room(from, bytes) && self.has_room_unclaimed(bytes);
        if !fits || !room(bytes) {
            return Err(Refusal::TooMany);
        }
        self.head.accept(from, number);
        self.head.written = written;
        if from == Party::Operator {
            self.note_answer(&body);
        }
        let (origin, receivers) = match (from, self.hold()) {
            (Party::Operator, Some(hold)) => (
                Some(Source::Operator {
                    lease: hold.lease,
                    number,
                }),
                TO_GUEST,
            ),
            (Party::Operator, None) => (None, TO_GUEST),
            (Party::Guest, _) => (Some(Source::Guest { number }), TO_OPERATOR),
        };
        Ok(Taken::Stored(self.append(
            Content::Message { from, body },
            origin,
            receivers,
            now,
        )))
    }

    /// Begins a new epoch with the guest's D-H Commit; nothing of the former ones is kept.
    ///
    /// # Errors
    ///
    /// As those of [`Chat::take`].
    pub(crate) fn exchange_keys(
        &mut self,
        number: Number,
        commit: CommitText,
        room: impl FnOnce(usize) -> bool,
        now: Timestamp,
    ) -> Result<Taken, Refusal> {
        let Kind::Sealed { epoch, .. } = self.head.kind else {
            return Err(Refusal::WrongKind);
        };
        match Place::of(number, self.head.sent) {
            Place::Known => return Ok(Taken::Again),
            Place::Next | Place::Ahead { .. } if !self.is_running() => {
                return Err(Refusal::Closed);
            }
            Place::Ahead { expected } => return Err(Refusal::Gap { expected }),
            Place::Next => {}
        }
        let bytes = commit.as_str().len();
        let written = pace::count(self.head.written, Party::Guest, bytes, now)?;
        if !room(bytes) {
            return Err(Refusal::TooMany);
        }
        self.head.written = written;
        let epoch = epoch.next();
        self.head.accept(Party::Guest, number);
        self.head.kind = Kind::Sealed {
            epoch,
            exchange: number,
            answered: None,
        };
        self.log.drop_sealed();
        let content = Content::KeyExchange { epoch, commit };
        Ok(Taken::Stored(self.append(content, None, TO_OPERATOR, now)))
    }

    /// An end has all entries up to a place. Gives whether the other end's `delivered` has grown.
    pub(crate) fn acknowledge(&mut self, by: Party, received: Seq) -> bool {
        let keeps = self.is_running() && matches!(self.head.kind, Kind::Open);
        let withheld = self.withheld_after();
        let (delivered, said) = self.log.acknowledge(by, received, withheld, keeps);
        said.into_iter()
            .for_each(|entry| self.transcript.append(entry));
        self.head.read.extend(by, delivered.read);
        match by {
            Party::Operator => grow(&mut self.head.sent.delivered, delivered.guest),
            Party::Guest => self.hold_mut().is_some_and(|hold| {
                let ours = delivered.operator.filter(|(lease, _)| *lease == hold.lease);
                grow(&mut hold.sent.delivered, ours.map(|(_, number)| number))
            }),
        }
    }

    /// How far the queue has got with what an end sent; nothing if nobody holds the chat.
    pub(crate) fn sent(&self, from: Party) -> Option<Sent> {
        match from {
            Party::Guest => Some(self.head.sent),
            Party::Operator => self.hold().map(|hold| hold.sent),
        }
    }

    /// Whether somebody has answered the commit of the present epoch.
    pub(super) const fn is_answered(&self) -> bool {
        match self.head.kind {
            Kind::Sealed { answered, .. } => answered.is_some(),
            Kind::Open => false,
        }
    }

    /// Whether somebody holds the chat, and the keys of the present epoch are those of somebody before them: what the
    /// guest seals with them can be opened by nobody who gets it. The guest has been told of the claim by then.
    fn is_answered_by_former(&self) -> bool {
        match (self.head.kind, self.hold()) {
            (
                Kind::Sealed {
                    answered: Some(answered),
                    ..
                },
                Some(hold),
            ) => answered != hold.lease,
            (Kind::Sealed { .. } | Kind::Open, _) => false,
        }
    }

    /// The holder has sent something under the present epoch: unless it is a query, they answer the commit, or have.
    fn note_answer(&mut self, body: &Body) {
        let by = self.hold().map(|hold| hold.lease);
        if let (Kind::Sealed { answered, .. }, Body::Sealed { text, .. }) =
            (&mut self.head.kind, body)
            && !text.is_query()
        {
            *answered = by;
        }
    }

    /// Whether so many bytes more of the guest's fit, should nobody hold the chat.
    fn has_room_unclaimed(&self, bytes: usize) -> bool {
        let sum = self.log.bytes().guest.saturating_add(bytes);
        self.hold().is_some() || sum <= UNCLAIMED_BYTES_MAX
    }

    /// Whether a body belongs to the present epoch.
    fn is_of_now(&self, body: &Body) -> Result<bool, Refusal> {
        match (self.head.kind, body) {
            (Kind::Sealed { epoch, .. }, Body::Sealed { epoch: theirs, .. }) => {
                Ok(epoch == *theirs)
            }
            (Kind::Open, Body::Open { .. }) => Ok(true),
            (Kind::Sealed { .. }, Body::Open { .. }) | (Kind::Open, Body::Sealed { .. }) => {
                Err(Refusal::WrongKind)
            }
        }
    }
}

impl StoredChat {
    /// Learns of an entry what it is to know: its place, and whose message of which number it is. Messages change
    /// nothing else.
    pub(super) fn note(&mut self, StoredEntry { entry, origin, .. }: &StoredEntry) {
        self.last_seq = entry.seq;
        if let (Content::Message { from, body }, Some(source)) = (&entry.content, origin) {
            let written = pace::count(self.written, *from, body_bytes(body), entry.at);
            self.written = written.unwrap_or(self.written);
            self.accept(*from, source.number());
        }
    }

    /// Takes a number of an end.
    fn accept(&mut self, from: Party, number: Number) {
        match (from, &mut self.stage) {
            (Party::Guest, _) => self.sent.accepted = number,
            (Party::Operator, Stage::Held(hold)) => {
                hold.sent.accepted = number;
                hold.outcome = None;
            }
            (
                Party::Operator,
                Stage::Waiting(_)
                | Stage::Departed { .. }
                | Stage::Moved { .. }
                | Stage::Ended { .. },
            ) => {}
        }
    }
}

fn grow(delivered: &mut Number, to: Option<Number>) -> bool {
    match to {
        Some(number) if number > *delivered => {
            *delivered = number;
            true
        }
        Some(_) | None => false,
    }
}
