//! One chat: waiting, held, ended; its log, and how far each end has got. It says nothing to anybody: what a
//! transition gives is for the queue to tell.

use hushdesk_protocol::frames::{
    Body, Closer, Content, Entry, GuestLabel, HeldChat, Offer, Opening, Origin, Outgoing, Party,
    Refusal, Sent,
};
use hushdesk_protocol::ids::{ChatId, Epoch, Number, OperatorName, Seq, Timestamp};
use hushdesk_protocol::text::{CommitText, DisplayName, NoticeText};

use crate::event::{GuestOpened, Seat};
use crate::limits::{OFFERED_BYTES_MAX, UNCLAIMED_BYTES_MAX};
use crate::log::{Acknowledged, Log, body_bytes, carries_text};
use crate::pace;
use crate::record::{
    ChatRecord, EntryRecord, Hold, Kind, Read, Receivers, Source, Stage, Wait, Written,
};

/// A chat: all of it is stored.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Chat {
    pub(crate) record: ChatRecord,
    pub(crate) log: Log,
    /// The last place in the log that the stored record knows of. What came later stands with its entries, and is read
    /// off them when the chat is restored: so a text writes one row.
    stored: Seq,
}

/// What of a chat has to be stored: its record, if it has changed otherwise than its entries tell, and the places of
/// its log that have changed.
pub(crate) type Changes = (Option<Box<ChatRecord>>, Vec<(Seq, Option<EntryRecord>)>);

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

/// How much of a chat its holder is shown.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Extent {
    /// To a window that has nothing of it.
    Whole,
    /// To one that goes on.
    Unread,
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

const TO_OPERATOR: Receivers = Receivers {
    guest: false,
    operator: true,
};
const TO_GUEST: Receivers = Receivers {
    guest: true,
    operator: false,
};
const TO_BOTH: Receivers = Receivers {
    guest: true,
    operator: true,
};

impl Chat {
    /// A new one, which waits. Of a sealed one the commit stands in the log, for whoever will claim.
    pub(crate) fn open(opened: GuestOpened, label: GuestLabel, wait: Wait, now: Timestamp) -> Self {
        let (kind, sent) = match &opened.opening {
            Opening::Sealed { .. } => (
                Kind::Sealed {
                    epoch: Epoch(1),
                    exchange: Number(1),
                    answered: None,
                },
                Sent {
                    accepted: Number(1),
                    delivered: Number(0),
                },
            ),
            Opening::Open => (Kind::Open, Sent::default()),
        };
        let record = ChatRecord {
            token: opened.token,
            kind,
            label,
            skin: opened.skin,
            page: opened.page,
            opened: now,
            stage: Stage::Waiting(wait),
            absent_since: None,
            sent,
            last_seq: Seq(0),
            read: Read::default(),
            last_lease: Default::default(),
            transfers: Number(0),
            written: Written::default(),
        };
        let mut chat = Self::restored(record);
        if let Opening::Sealed { commit } = opened.opening {
            chat.append(
                Content::KeyExchange {
                    epoch: Epoch(1),
                    commit,
                },
                None,
                TO_OPERATOR,
                now,
            );
        }
        chat
    }

    /// One as it was stored, without its log.
    pub(crate) fn restored(record: ChatRecord) -> Self {
        Self {
            stored: record.last_seq,
            record,
            log: Log::default(),
        }
    }

    /// Puts a stored entry into its log; the record learns what it did not know of when it was stored. In the order of
    /// their places.
    pub(crate) fn restore_entry(&mut self, mut entry: EntryRecord) {
        if entry.entry.seq > self.record.last_seq {
            self.record.note(&entry);
        }
        for end in [Party::Guest, Party::Operator] {
            if entry.entry.seq <= self.record.read.by(end) {
                entry.awaits.remove(end);
            }
        }
        self.log.restore(entry);
    }

    /// What has to be stored, if this was the record before: nothing, if the chat is new.
    pub(crate) fn take_changes(&mut self, before: Option<ChatRecord>) -> Changes {
        let mut told = before;
        let mut entries = Vec::new();
        for seq in self.log.take_changed() {
            let entry = self.log.record_at(seq);
            match (&entry, &mut told) {
                (Some(entry), Some(record)) if seq > record.last_seq => record.note(entry),
                (None, _) if seq > self.stored => told = None,
                (Some(_) | None, _) => {}
            }
            entries.push((seq, entry));
        }
        let is_told = told.as_ref() == Some(&self.record);
        if is_told {
            return (None, entries);
        }
        self.stored = self.record.last_seq;
        (Some(Box::new(self.record.clone())), entries)
    }

    /// Whether it goes on here: it has not ended, nor left for another queue.
    pub(crate) const fn is_running(&self) -> bool {
        match self.record.stage {
            Stage::Waiting(_) | Stage::Held(_) => true,
            Stage::Departed { .. } | Stage::Moved { .. } | Stage::Ended { .. } => false,
        }
    }

    /// Whether this operator holds it, or did at its end.
    pub(crate) fn is_with(&self, operator: &OperatorName) -> bool {
        self.hold()
            .is_some_and(|hold| hold.seat.operator == *operator)
    }

    /// Whether it waits or is handed on.
    pub(crate) const fn is_offered(&self) -> bool {
        match &self.record.stage {
            Stage::Waiting(_) => true,
            Stage::Held(hold) => hold.transfer.is_some(),
            Stage::Departed { .. } | Stage::Moved { .. } | Stage::Ended { .. } => false,
        }
    }

    /// Whether it is only remembered.
    pub(crate) const fn is_over(&self) -> bool {
        match self.record.stage {
            Stage::Ended { .. } | Stage::Moved { .. } => true,
            Stage::Waiting(_) | Stage::Held(_) | Stage::Departed { .. } => false,
        }
    }

    /// Whether anybody has tried to hand it on, so that another queue may know of it.
    pub(crate) fn has_been_handed_on(&self) -> bool {
        self.record.transfers > Number(0)
    }

    /// Whether it has left for another queue.
    pub(crate) const fn is_away(&self) -> bool {
        match self.record.stage {
            Stage::Departed { .. } | Stage::Moved { .. } => true,
            Stage::Waiting(_) | Stage::Held(_) | Stage::Ended { .. } => false,
        }
    }

    /// The claim under which it is, or at its end was, held.
    pub(crate) const fn hold(&self) -> Option<&Hold> {
        match &self.record.stage {
            Stage::Held(hold) => Some(hold),
            Stage::Ended { hold, .. } => hold.as_ref(),
            Stage::Waiting(_) | Stage::Departed { .. } | Stage::Moved { .. } => None,
        }
    }

    /// The same, to be changed.
    pub(crate) const fn hold_mut(&mut self) -> Option<&mut Hold> {
        match &mut self.record.stage {
            Stage::Held(hold) => Some(hold),
            Stage::Ended { hold, .. } => hold.as_mut(),
            Stage::Waiting(_) | Stage::Departed { .. } | Stage::Moved { .. } => None,
        }
    }

    /// Moves the claim to another window of its operator, which is connected.
    pub(crate) fn move_to(&mut self, seat: &Seat) {
        if let Some(hold) = self.hold_mut() {
            hold.seat = seat.clone();
            hold.absent_since = None;
        }
    }

    /// Since when whoever holds it, or held it at its end, has been missing from it.
    pub(crate) fn left_since(&self) -> Option<Timestamp> {
        match &self.record.stage {
            Stage::Held(hold) => hold.absent_since,
            Stage::Ended { at, .. } => Some(*at),
            Stage::Waiting(_) | Stage::Departed { .. } | Stage::Moved { .. } => None,
        }
    }

    /// Gives the chat to a seat under a new lease. The caller has seen that it may be claimed.
    pub(crate) fn claim(
        &mut self,
        seat: Seat,
        display: DisplayName,
        origin: Origin,
        now: Timestamp,
    ) -> Seq {
        if self.is_answered() {
            // Nobody but the former holder could open it. Its sender knows what was delivered, and seals the rest again.
            self.log.drop_sealed_by_guest();
        }
        let lease = self.record.last_lease.next();
        let operator = display.clone();
        self.record.last_lease = lease;
        self.record.stage = Stage::Held(Hold {
            seat,
            display,
            lease,
            sent: Sent::default(),
            origin,
            absent_since: None,
            transfer: None,
            outcome: None,
        });
        self.append(Content::Claimed { operator, lease }, None, TO_BOTH, now)
    }

    /// Offers the chat again, since its holder is gone. The caller has seen that it is held.
    pub(crate) fn interrupt(&mut self, of: DisplayName, wait: Wait, now: Timestamp) -> Seq {
        self.record.stage = Stage::Waiting(wait);
        self.append(Content::Interrupted { operator: of }, None, TO_GUEST, now)
    }

    /// Says to the guest that the holder hands the chat on. Gives the place of that: what the guest writes after it is
    /// withheld.
    pub(crate) fn pass(&mut self, by: DisplayName, now: Timestamp) -> Seq {
        self.append(Content::Passing { operator: by }, None, TO_GUEST, now)
    }

    /// Says to the guest that the holder keeps the chat after all.
    pub(crate) fn keep(&mut self, by: DisplayName, now: Timestamp) -> Seq {
        self.append(Content::Kept { operator: by }, None, TO_GUEST, now)
    }

    /// What was withheld while the chat was handed on goes to its holder now. Gives its places. In a sealed chat the
    /// lines of a key exchange may have passed meanwhile, and it comes after them.
    pub(crate) fn release(&mut self, after: Seq) -> Vec<Seq> {
        let withheld = self.log.written_after(after);
        match self.record.kind {
            Kind::Open => withheld,
            Kind::Sealed { .. } => withheld
                .into_iter()
                .filter_map(|place| self.move_to_end(place))
                .collect(),
        }
    }

    fn move_to_end(&mut self, place: Seq) -> Option<Seq> {
        let mut record = self.log.remove(place)?;
        let seq = self.next_place();
        record.entry.seq = seq;
        self.log.append(record);
        Some(seq)
    }

    fn next_place(&mut self) -> Seq {
        let seq = self.record.last_seq.next();
        self.record.last_seq = seq;
        seq
    }

    /// The place after which what the guest writes is withheld from the holder, who hands the chat on.
    pub(crate) fn withheld_after(&self) -> Option<Seq> {
        let transfer = self.hold()?.transfer.as_ref()?;
        Some(transfer.after)
    }

    /// Whether it is being handed on.
    pub(crate) fn is_handed_on(&self) -> bool {
        self.withheld_after().is_some()
    }

    /// Says something to the guest in the queue's name.
    pub(crate) fn notify(&mut self, text: NoticeText, now: Timestamp) -> Seq {
        self.append(Content::Notice { text }, None, TO_GUEST, now)
    }

    /// Ends the chat. The caller has seen that it runs.
    pub(crate) fn end(&mut self, by: Closer, now: Timestamp) -> Seq {
        let mut hold = self.hold().cloned();
        if let Some(hold) = &mut hold {
            hold.absent_since = None;
            hold.transfer = None;
        }
        let receivers = Receivers {
            guest: true,
            operator: hold.is_some(),
        };
        if hold.is_none() {
            // Nobody is left to read it.
            self.log.drop_texts(Party::Guest);
        }
        self.record.stage = Stage::Ended { at: now, by, hold };
        self.record.absent_since = None;
        self.log.drop_transcript();
        self.append(Content::Closed { by }, None, receivers, now)
    }

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
        let written = pace::count(self.record.written, from, bytes, now)?;
        if !timely {
            self.record.accept(from, number);
            self.record.written = written;
            return Ok(Taken::TooLate);
        }
        let fits = self.log.has_room(from, bytes) && self.has_room_unclaimed(bytes);
        if !fits || !room(bytes) {
            return Err(Refusal::TooMany);
        }
        self.record.accept(from, number);
        self.record.written = written;
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
        let Kind::Sealed { epoch, .. } = self.record.kind else {
            return Err(Refusal::WrongKind);
        };
        match Place::of(number, self.record.sent) {
            Place::Known => return Ok(Taken::Again),
            Place::Next | Place::Ahead { .. } if !self.is_running() => {
                return Err(Refusal::Closed);
            }
            Place::Ahead { expected } => return Err(Refusal::Gap { expected }),
            Place::Next => {}
        }
        let bytes = commit.as_str().len();
        let written = pace::count(self.record.written, Party::Guest, bytes, now)?;
        if !room(bytes) {
            return Err(Refusal::TooMany);
        }
        self.record.written = written;
        let epoch = epoch.next();
        self.record.accept(Party::Guest, number);
        self.record.kind = Kind::Sealed {
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
        let then = match self.record.kind {
            Kind::Open if self.is_running() => Acknowledged::Kept,
            Kind::Open | Kind::Sealed { .. } => Acknowledged::Deleted,
        };
        let withheld = self.withheld_after();
        let delivered = self.log.acknowledge(by, received, withheld, then);
        self.record.read.extend(by, delivered.read);
        match by {
            Party::Operator => grow(&mut self.record.sent.delivered, delivered.guest),
            Party::Guest => self.hold_mut().is_some_and(|hold| {
                let ours = delivered.operator.filter(|(lease, _)| *lease == hold.lease);
                grow(&mut hold.sent.delivered, ours.map(|(_, number)| number))
            }),
        }
    }

    /// How far the queue has got with what an end sent; nothing if nobody holds the chat.
    pub(crate) fn sent(&self, from: Party) -> Option<Sent> {
        match from {
            Party::Guest => Some(self.record.sent),
            Party::Operator => self.hold().map(|hold| hold.sent),
        }
    }

    /// As it is shown to those who may claim it.
    pub(crate) fn offer(&self, id: &ChatId, since: Timestamp, origin: Origin) -> Offer {
        let record = &self.record;
        Offer {
            chat: id.clone(),
            guest: record.label.clone(),
            kind: record.kind.kind(),
            skin: record.skin.clone(),
            since,
            page: record.page.clone(),
            origin,
            absent_since: record.absent_since,
            dismissed: false,
            entries: match record.kind {
                Kind::Sealed { .. } => Vec::new(),
                Kind::Open => self.log.excerpt(OFFERED_BYTES_MAX),
            },
        }
    }

    /// As it is shown to the seat that holds it: with all that has been said in an open chat, as far as it is kept, or
    /// only with what it has yet to acknowledge.
    pub(crate) fn held(&self, id: &ChatId, hold: &Hold, extent: Extent) -> HeldChat {
        let record = &self.record;
        let withheld = self.withheld_after();
        HeldChat {
            chat: id.clone(),
            lease: hold.lease,
            guest: record.label.clone(),
            kind: record.kind.kind(),
            epoch: record.kind.epoch(),
            skin: record.skin.clone(),
            since: record.opened,
            page: record.page.clone(),
            origin: hold.origin.clone(),
            handing: hold.transfer.as_ref().map(|it| it.handing.clone()),
            outcome: hold.outcome.clone(),
            absent_since: record.absent_since,
            sent: hold.sent,
            entries: match (record.kind, extent) {
                (Kind::Open, Extent::Whole) => self.log.whole(withheld),
                (Kind::Open | Kind::Sealed { .. }, _) => self.log.unread(Party::Operator, withheld),
            },
        }
    }

    /// The entry at a place, if it is still there.
    pub(crate) fn entry(&self, seq: Seq) -> Option<&Entry> {
        self.log.get(seq).map(|record| &record.entry)
    }

    /// Whether somebody has answered the commit of the present epoch.
    const fn is_answered(&self) -> bool {
        match self.record.kind {
            Kind::Sealed { answered, .. } => answered.is_some(),
            Kind::Open => false,
        }
    }

    /// Whether somebody holds the chat, and the keys of the present epoch are those of somebody before them: what the
    /// guest seals with them can be opened by nobody who gets it. The guest has been told of the claim by then.
    fn is_answered_by_former(&self) -> bool {
        match (self.record.kind, self.hold()) {
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
            (&mut self.record.kind, body)
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
        match (self.record.kind, body) {
            (Kind::Sealed { epoch, .. }, Body::Sealed { epoch: theirs, .. }) => {
                Ok(epoch == *theirs)
            }
            (Kind::Open, Body::Open { .. }) => Ok(true),
            (Kind::Sealed { .. }, Body::Open { .. }) | (Kind::Open, Body::Sealed { .. }) => {
                Err(Refusal::WrongKind)
            }
        }
    }

    fn append(
        &mut self,
        content: Content,
        origin: Option<Source>,
        awaits: Receivers,
        at: Timestamp,
    ) -> Seq {
        let seq = self.next_place();
        let entry = Entry { seq, at, content };
        self.log.append(EntryRecord {
            entry,
            origin,
            awaits,
        });
        seq
    }
}

impl ChatRecord {
    /// Learns of an entry what it is to know: its place, and whose message of which number it is. Messages change
    /// nothing else.
    fn note(&mut self, EntryRecord { entry, origin, .. }: &EntryRecord) {
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
