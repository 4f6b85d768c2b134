//! The guest's consent to what was said earlier being read: whoever is new to the chat asks, the guest decides, and this
//! end sends what was allowed, in parts, inside the session of now. For a program that reads no such parts the queue asks, and
//! what is allowed goes as an ordinary text.

use hushdesk_protocol::earlier::{Earlier as Record, EarlierText, REQUESTS_MAX, parts};
use hushdesk_protocol::frames::Party;
use hushdesk_protocol::ids::{Lease, Number};
use hushdesk_protocol::limits::{EARLIER_BYTES_MAX, EARLIER_TEXTS_MAX};
use hushdesk_protocol::text::DisplayName;
use serde::{Deserialize, Serialize};

use super::{GuestSession, Turn};
use crate::clock::EdgeClock;
use crate::ends::{KeyExchange as _, Sends};
use crate::log::{EntryId, Item, Log, LogEntry};
use crate::note::Note;
use crate::sealing::GuestSealing;
use crate::text::Text;
use crate::text_id::LogId;

/// Records of an answer that may be undelivered at a time: 8 parts of 32 KB stay well below what the queue keeps.
const UNDER_WAY_MAX: usize = 8;

/// How it goes with an operator's request for the earlier messages.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Permission {
    /// There is none that concerns the guest.
    None,
    /// The guest is asked for the texts of the log that are [`earlier`](crate::log::LogEntry::earlier).
    Asked,
    /// What the guest has allowed is being sent.
    Sending {
        /// Parts that have arrived.
        arrived: usize,
        /// All parts.
        of: usize,
    },
}

/// How it goes with the request of the operator who holds the chat.
#[derive(Clone, Debug, Default)]
pub(super) struct Consent {
    kept: KeptConsent,
    /// What answers the request; made when it can be sent.
    answer: Option<Answer>,
    /// What answers the queue's word, and the number under which it was sent. With the page it is gone, and the guest is asked
    /// again.
    words: Option<(Text, Option<Number>)>,
}

/// What is kept of it over a reload.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
pub(super) struct KeptConsent {
    stage: Stage,
    /// How often the guest has declined under this lease.
    declined: u32,
    /// The operator's window is a new one, and no key exchange with it has begun.
    newcomer: bool,
}

/// Where a request stands.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
enum Stage {
    /// There is none.
    #[default]
    Quiet,
    /// The guest has not decided.
    Open(u32),
    /// The guest has: these texts, in the log's order, or none at all. The answer is under way.
    Answering(u32, Option<Vec<EntryId>>),
    /// The answer has arrived.
    Answered(u32),
    /// The queue asks, for a program that reads no records, and no answer has arrived.
    OpenInWords,
}

/// An answer under way.
#[derive(Clone, Debug)]
struct Answer {
    records: Vec<Record>,
    /// How many of them have been sent.
    sent: usize,
    /// The numbers of those that are not known to be delivered.
    under_way: Vec<Number>,
}

impl Consent {
    pub(super) const fn restore(kept: KeptConsent) -> Self {
        Self {
            kept,
            answer: None,
            words: None,
        }
    }

    pub(super) const fn to_keep(&self) -> &KeptConsent {
        &self.kept
    }

    /// Another operator holds the chat: a request of the former one is void.
    pub(super) fn new_lease(&mut self) {
        *self = Self::default();
        self.newcomer();
    }

    /// Nobody holds the chat: whoever asked does not wait for an answer any more.
    pub(super) fn withdraw(&mut self) {
        self.kept.stage = Stage::Quiet;
        self.answer = None;
        self.words = None;
    }

    /// The operator's window has nothing any more.
    pub(super) const fn newcomer(&mut self) {
        self.kept.newcomer = true;
    }

    /// The queue has dropped what it had of former epochs: what was not delivered is sent again.
    fn restart(&mut self) {
        self.answer = None;
        if let Some((_, number)) = &mut self.words {
            *number = None;
        }
    }

    /// The queue has got this far with what was sent.
    pub(super) fn delivered(&mut self, upto: Number) {
        if matches!(self.words, Some((_, Some(number))) if number <= upto) {
            self.withdraw();
        }
        let Some(answer) = &mut self.answer else {
            return;
        };
        answer.under_way.retain(|number| *number > upto);
        if let (Stage::Answering(request, _), true) = (&self.kept.stage, answer.is_done()) {
            self.kept.stage = Stage::Answered(*request);
            self.answer = None;
        }
    }

    /// The next record that may be sent now.
    fn next(&mut self, log: &Log, clock: EdgeClock) -> Option<&Record> {
        let Stage::Answering(request, allowed) = &self.kept.stage else {
            return None;
        };
        let answer = self.answer.get_or_insert_with(|| Answer {
            records: records(*request, allowed.as_deref(), log, clock),
            sent: 0,
            under_way: Vec::new(),
        });
        let room = answer.under_way.len() < UNDER_WAY_MAX;
        answer.records.get(answer.sent).filter(|_| room)
    }

    fn posted(&mut self, number: Number) {
        if let Some(answer) = &mut self.answer {
            answer.sent = answer.sent.saturating_add(1);
            answer.under_way.push(number);
        }
    }

    pub(super) fn permission(&self) -> Permission {
        match (&self.kept.stage, &self.answer) {
            (Stage::Open(_), _) => Permission::Asked,
            // Before a new holder's first epoch it is not known what they do not have.
            (Stage::OpenInWords, _) if self.words.is_none() && !self.kept.newcomer => {
                Permission::Asked
            }
            (Stage::Answering(_, Some(_)), Some(answer)) => Permission::Sending {
                arrived: answer.sent.saturating_sub(answer.under_way.len()),
                of: answer.records.len(),
            },
            (Stage::Answering(_, Some(_)), None) => Permission::Sending { arrived: 0, of: 1 },
            (
                Stage::Quiet | Stage::Answered(_) | Stage::Answering(_, None) | Stage::OpenInWords,
                _,
            ) => Permission::None,
        }
    }

    /// Whether this request is a new one, and may be made.
    fn is_new(&self, request: u32) -> bool {
        match self.kept.stage {
            Stage::Quiet | Stage::OpenInWords => true,
            Stage::Open(last) | Stage::Answering(last, _) | Stage::Answered(last) => last < request,
        }
    }
}

impl Answer {
    const fn is_done(&self) -> bool {
        self.sent == self.records.len() && self.under_way.is_empty()
    }
}

impl<S: GuestSealing> GuestSession<S> {
    /// The operator asks for the earlier messages. A request that has come before changes nothing; where there
    /// is nothing to be asked for, or the guest has said no often enough, the guest is not troubled.
    pub(super) fn asked(&mut self, request: u32) {
        if !(1..=REQUESTS_MAX).contains(&request) || !self.consent.is_new(request) {
            return;
        }
        self.consent.answer = None;
        self.consent.words = None;
        self.consent.kept.stage = if !self
            .delivery
            .log
            .entries()
            .iter()
            .any(|entry| entry.earlier)
        {
            Stage::Answering(request, Some(Vec::new()))
        } else if self.consent.kept.declined < REQUESTS_MAX {
            Stage::Open(request)
        } else {
            Stage::Answering(request, None)
        };
    }

    /// The queue says that whoever holds the chat by this claim wants the earlier messages in an ordinary text. That is no word
    /// of theirs: it is void under another claim. A guest who has said no often enough is not troubled.
    pub(super) fn asked_in_words(&mut self, by: Lease) {
        let consent = &mut self.consent.kept;
        let is_quiet = matches!(consent.stage, Stage::Quiet | Stage::Answered(_));
        if is_quiet && by == self.lease && consent.declined < REQUESTS_MAX {
            consent.stage = Stage::OpenInWords;
        }
    }

    /// The guest lets the operator have these texts; none of them is a no. A program that reads no records gets the words.
    pub(super) fn answered(&mut self, allowed: &[EntryId], words: Option<Text>, turn: &Turn<'_>) {
        let stage = &self.consent.kept.stage;
        if !matches!(stage, Stage::Open(_) | Stage::OpenInWords) {
            return;
        }
        let entries = self.delivery.log.entries().iter();
        let mut is_any = false;
        let chosen: Vec<_> = entries
            .filter(|entry| entry.earlier)
            .inspect(|_| is_any = true)
            .filter(|entry| allowed.contains(&entry.id))
            .map(|entry| entry.id)
            .collect();
        let texts = chosen.len();
        if texts > 0 {
            self.delivery
                .log
                .note(Note::EarlierSent { texts }, turn.now);
        } else if is_any {
            self.consent.kept.declined = self.consent.kept.declined.saturating_add(1);
            self.delivery.log.note(Note::EarlierDeclined, turn.now);
        }
        if let Stage::Open(request) = self.consent.kept.stage {
            let chosen = Some(chosen).filter(|it| !it.is_empty());
            self.consent.kept.stage = Stage::Answering(request, chosen);
        } else {
            self.consent.words = words.map(|words| (words, None));
        }
    }

    /// A new epoch begins. A window that has taken the chat up since the last one began knows nothing of what
    /// was delivered before.
    pub(super) fn answer_again(&mut self) {
        self.consent.restart();
        if std::mem::take(&mut self.consent.kept.newcomer) {
            self.forget_request();
        }
    }

    /// The operator's window is a new one, and is in this epoch from its beginning.
    pub(super) fn newcomer_in_this_epoch(&mut self) {
        self.consent.kept.newcomer = false;
        self.forget_request();
    }

    /// What the queue has asked for is wanted by whoever has this window.
    fn forget_request(&mut self) {
        if !matches!(self.consent.kept.stage, Stage::OpenInWords) {
            self.consent.kept.stage = Stage::Quiet;
        }
        self.consent.answer = None;
        self.delivery.log.set_earlier();
    }

    /// Sends of an answer what may be sent now.
    pub(super) fn send_answer(&mut self, turn: &mut Turn<'_>) {
        while self.may_send(turn) {
            let (Some(sealed), Some(record)) = (
                &mut self.sealed,
                self.consent.next(&self.delivery.log, self.clock),
            ) else {
                return self.say_words(turn);
            };
            let bodies = sealed.seal_record(record, turn);
            if bodies.is_empty() {
                return;
            }
            for body in bodies {
                let number = self.post(body.into(), turn);
                self.consent.posted(number);
            }
        }
    }

    /// Sends an answer in words. It is of a log of its own, so that whoever knows ids shows it.
    fn say_words(&mut self, turn: &mut Turn<'_>) {
        if let (Some(sealed), Some((words, None))) = (&mut self.sealed, &self.consent.words) {
            let id = LogId::random(turn.rng).text(EntryId(1));
            let bodies = sealed.seal((words, id), turn.now, turn.rng);
            for body in bodies {
                let number = self.post(body.into(), turn);
                if let Some((_, sent)) = &mut self.consent.words {
                    *sent = Some(number);
                }
            }
        }
    }
}

/// What answers a request: the texts, of too many the newest; or a no.
fn records(request: u32, allowed: Option<&[EntryId]>, log: &Log, clock: EdgeClock) -> Vec<Record> {
    let Some(allowed) = allowed else {
        return vec![Record::Declined { request }];
    };
    let mut room = EARLIER_BYTES_MAX.saturating_sub(2);
    let mut newest: Vec<_> = texts(allowed, log, clock)
        .iter()
        .rev()
        .take(EARLIER_TEXTS_MAX)
        .map(|text| serde_json::to_string(text).unwrap_or_default())
        .map_while(|json| {
            room = room.checked_sub(json.len().saturating_add(1))?;
            Some(json)
        })
        .collect();
    newest.reverse();
    let count = u32::try_from(newest.len()).unwrap_or(u32::MAX);
    let json = if newest.is_empty() {
        String::new()
    } else {
        format!("[{}]", newest.join(","))
    };
    let mut records = parts(request, json.as_bytes()).unwrap_or_default();
    records.push(Record::End {
        request,
        texts: count,
    });
    records
}

/// These texts of the log, given in its order, with who wrote them, and when by the edge's clock.
pub(super) fn texts(allowed: &[EntryId], log: &Log, clock: EdgeClock) -> Vec<EarlierText> {
    let mut operator = None;
    let entries = log.entries().iter();
    entries
        .filter_map(|entry| {
            if let Item::Note(Note::Answered { by, .. }) = &entry.item {
                operator = Some(by.clone());
            }
            text(entry, operator.as_ref(), clock)
                .filter(|_| allowed.binary_search(&entry.id).is_ok())
        })
        .collect()
}

fn text(entry: &LogEntry, by: Option<&DisplayName>, clock: EdgeClock) -> Option<EarlierText> {
    let (from, operator, text) = match &entry.item {
        Item::Ours { text, .. } => (Party::Guest, None, text),
        Item::Theirs { text } => (Party::Operator, by.cloned(), text),
        Item::Colleagues { .. } | Item::Note(_) => return None,
    };
    Some(EarlierText {
        at: clock.edge(entry.at),
        from,
        operator,
        text: text.as_str().to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::ids::Timestamp;

    use super::*;
    use crate::text::Text;

    #[test]
    fn of_more_texts_than_an_operator_can_be_shown_the_newest_are_sent() {
        let mut log = Log::default();
        for text in 1..=EARLIER_TEXTS_MAX + 7 {
            log.read(Text::typed(&text.to_string()).unwrap(), Timestamp(0));
        }
        let all: Vec<_> = log.entries().iter().map(|entry| entry.id).collect();
        let records = records(1, Some(&all), &log, EdgeClock::default());
        let texts = u32::try_from(EARLIER_TEXTS_MAX).unwrap();
        assert_eq!(records.last(), Some(&Record::End { request: 1, texts }));
        let Some(Record::Part { bytes, .. }) = records.first() else {
            panic!("{records:?}");
        };
        let first = String::from_utf8_lossy(bytes);
        assert!(first.starts_with(r#"[{"at":0,"from":"operator","operator":null,"text":"8"}"#));
    }
}
