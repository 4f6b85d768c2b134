//! Polls that are held (XEP-0124, XEP-0206): a program asks, and is answered when there is something to say.
//!
//! A [`Request`] is read, a [`Bosh`] says in which order what is in them counts, holds the last one, and keeps answers until they
//! are known to have come. It is one of two ways by which stanzas come and go; what they say is the
//! [session](crate::Session)'s.
//!
//! Where it departs from the XEP for the sake of libpurple, which neither repeats a lost request nor comes back after
//! `terminate`, it says so beside.

mod answer;
mod request;

use std::collections::{BTreeMap, VecDeque};

use hushdesk_protocol::ids::Timestamp;
use minidom::Element;

pub use answer::{Ended, failed, lost, malformed, too_many};
pub use request::{BODY_BYTES_MAX, Kind, Program, Request, Rid};

/// How long a request is held, at most: what is between may give up on one that takes a minute.
const HOLD_MILLIS: u64 = 25_000;

/// How long a program may be silent when nothing is held. libpurple comes back within two seconds of an answer, so after ten it
/// is gone: it says nothing when it is killed.
const PURPLE_SILENCE_MILLIS: u64 = 15_000;

/// The same for others, whose timers may be slowed down in a page that nobody looks at.
const SILENCE_MILLIS: u64 = 60_000;

/// How long a request waits for the one before it, which may have been overtaken; then it is taken for lost. (The XEP would wait
/// for ever; libpurple never sends it again.)
const OVERTAKEN_MILLIS: u64 = 1_500;

/// How far a request may be ahead: two at once, and what was lost.
const AHEAD_MAX: u64 = 10;

/// Answers that are kept for those who ask again: as many as may be asked for at once, and one.
const ANSWERS_KEPT: usize = 3;

/// How many connections may wait for one answer: somebody whose line has broken asks again on another, and which of them is broken
/// does not show here, nor is what was sent first sure to come first.
const LINES_MAX: usize = 3;

/// Stanzas for one answer: with more than that it is answered at once, and the rest comes with the next.
const ANSWER_BYTES: usize = 200_000;

/// What comes of a request or of time.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// The program said this.
    Said(Element),
    /// It begins the stream anew.
    Restarted,
    /// It has all stanzas up to this number.
    Received(u64),
    /// It is gone, or said that it goes.
    Closed,
    /// This request is answered so.
    Answer(Ticket, String),
}

/// A request at its HTTP connection, which waits for an answer.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Ticket(pub u64);

/// The connections at which one request has come.
#[derive(Debug)]
struct Tickets(VecDeque<Ticket>);

impl Tickets {
    fn of(ticket: Ticket) -> Self {
        Self(VecDeque::from([ticket]))
    }

    /// One more. Gives the one that is too many.
    fn add(&mut self, ticket: Ticket) -> Option<Ticket> {
        self.0.push_back(ticket);
        if self.0.len() <= LINES_MAX {
            return None;
        }
        self.0.pop_front()
    }
}

/// What is held.
#[derive(Debug)]
struct Held {
    tickets: Tickets,
    rid: Rid,
    since: Timestamp,
}

/// What was answered.
#[derive(Debug)]
struct Answered {
    rid: Rid,
    /// The last stanza in it.
    stanza: u64,
    text: String,
}

/// A request that came before the one before it.
#[derive(Debug)]
struct Early {
    tickets: Tickets,
    request: Request,
    since: Timestamp,
}

/// One program's polls.
#[derive(Debug)]
pub struct Bosh {
    sid: String,
    program: Program,
    /// The last request that was taken.
    rid: Rid,
    early: BTreeMap<Rid, Early>,
    held: VecDeque<Held>,
    answered: VecDeque<Answered>,
    /// Stanzas that are to be said, and the number of the first.
    queue: VecDeque<String>,
    said: u64,
    greeting: Option<answer::Greeting>,
    /// Since when nothing is held.
    silent_since: Timestamp,
    ended: Option<Ended>,
}

impl Bosh {
    /// Polls under this id, begun by a request.
    pub fn begin(sid: String, first: &Request, now: Timestamp) -> Self {
        Self {
            greeting: Some(answer::Greeting::to(first, HOLD_MILLIS, SILENCE_MILLIS)),
            program: first.program,
            rid: first.rid.before(),
            sid,
            early: BTreeMap::new(),
            held: VecDeque::new(),
            answered: VecDeque::new(),
            queue: VecDeque::new(),
            said: 0,
            silent_since: now,
            ended: None,
        }
    }

    /// Takes a request.
    pub fn take(&mut self, ticket: Ticket, request: Request, now: Timestamp) -> Vec<Outcome> {
        if let Some(ended) = &self.ended {
            return vec![Outcome::Answer(ticket, ended.text(self.program))];
        }
        let rid = request.rid;
        if rid <= self.rid {
            return self.again(ticket, rid, now);
        }
        if rid.0 > self.rid.0.saturating_add(AHEAD_MAX) {
            return vec![Outcome::Answer(ticket, lost(self.program))];
        }
        if let Some(early) = self.early.get_mut(&rid) {
            let too_many = early.tickets.add(ticket);
            return self.dismiss(too_many);
        }
        let early = Early {
            tickets: Tickets::of(ticket),
            request,
            since: now,
        };
        self.early.insert(rid, early);
        self.take_next(now)
    }

    /// A stanza is to be said. Gives its number.
    pub fn say(&mut self, stanza: String) -> u64 {
        self.queue.push_back(stanza);
        self.said = self.said.saturating_add(1);
        self.said
    }

    /// All that is to be said has been handed over, or time has passed.
    pub fn settle(&mut self, now: Timestamp) -> Vec<Outcome> {
        let mut outcomes = self.take_next(now);
        while let Some(oldest) = self.held.front() {
            let is_late = now.since(oldest.since) >= HOLD_MILLIS;
            if self.queue.is_empty() && self.held.len() < 2 && !is_late {
                break;
            }
            outcomes.extend(self.answer(now));
        }
        outcomes
    }

    /// Whether the program has been silent for longer than it would be.
    pub fn is_silent(&self, now: Timestamp) -> bool {
        let max = match self.program {
            Program::Purple => PURPLE_SILENCE_MILLIS,
            Program::Other => SILENCE_MILLIS,
        };
        self.held.is_empty() && now.since(self.silent_since) >= max
    }

    /// It is over. What is held, and whatever comes, is told so.
    pub fn end(&mut self, ended: Ended, now: Timestamp) -> Vec<Outcome> {
        let mut outcomes = Vec::new();
        while !self.queue.is_empty() && !self.held.is_empty() {
            outcomes.extend(self.answer(now));
        }
        let text = ended.text(self.program);
        let early = std::mem::take(&mut self.early).into_values();
        let held = self.held.drain(..).map(|it| it.tickets);
        let waiting = held.chain(early.map(|it| it.tickets));
        let waiting = waiting.flat_map(|it| it.0);
        outcomes.extend(waiting.map(|ticket| Outcome::Answer(ticket, text.clone())));
        self.ended = Some(ended);
        outcomes
    }

    /// A request that has been taken already: its answer was lost, or whoever made it did not wait for it.
    fn again(&mut self, ticket: Ticket, rid: Rid, now: Timestamp) -> Vec<Outcome> {
        if let Some(answered) = self.answered.iter().find(|it| it.rid == rid) {
            return vec![Outcome::Answer(ticket, answered.text.clone())];
        }
        let Some(held) = self.held.iter_mut().find(|it| it.rid == rid) else {
            return vec![Outcome::Answer(ticket, lost(self.program))];
        };
        held.since = now;
        let too_many = held.tickets.add(ticket);
        self.dismiss(too_many)
    }

    /// A connection that is not waited at any more.
    fn dismiss(&mut self, ticket: Option<Ticket>) -> Vec<Outcome> {
        let dismissed = ticket.map(|ticket| Outcome::Answer(ticket, self.write(&[])));
        dismissed.into_iter().collect()
    }

    /// What has come in its order.
    fn take_next(&mut self, now: Timestamp) -> Vec<Outcome> {
        let mut outcomes = Vec::new();
        while let Some(first) = self.early.first_entry() {
            let is_next = *first.key() == self.rid.next();
            let is_overdue = now.since(first.get().since) >= OVERTAKEN_MILLIS;
            if !is_next && !is_overdue {
                break;
            }
            let early = first.remove();
            outcomes.extend(self.took(early, now));
        }
        outcomes
    }

    fn took(&mut self, early: Early, now: Timestamp) -> Vec<Outcome> {
        let Early {
            tickets, request, ..
        } = early;
        self.rid = request.rid;
        let received = self.answered.back().map(|it| it.stanza);
        let mut outcomes: Vec<_> = received.into_iter().map(Outcome::Received).collect();
        self.held.push_back(Held {
            tickets,
            rid: request.rid,
            since: now,
        });
        if request.kind == Kind::Restart {
            outcomes.push(Outcome::Restarted);
        }
        outcomes.extend(request.stanzas.into_iter().map(Outcome::Said));
        if request.kind == Kind::Terminate {
            outcomes.push(Outcome::Closed);
        }
        outcomes
    }

    /// Answers the oldest that is held, with as much as fits, wherever it has come.
    fn answer(&mut self, now: Timestamp) -> Vec<Outcome> {
        let Some(held) = self.held.pop_front() else {
            return Vec::new();
        };
        let mut bytes = 0_usize;
        let fits = |stanza: &&String| {
            let is_first = bytes == 0;
            bytes = bytes.saturating_add(stanza.len());
            is_first || bytes <= ANSWER_BYTES
        };
        let count = self.queue.iter().take_while(fits).count();
        let stanzas: Vec<String> = self.queue.drain(..count).collect();
        let text = self.write(&stanzas);
        let left = u64::try_from(self.queue.len()).unwrap_or(u64::MAX);
        self.answered.push_back(Answered {
            rid: held.rid,
            stanza: self.said.saturating_sub(left),
            text: text.clone(),
        });
        let forgotten = self.answered.len().saturating_sub(ANSWERS_KEPT);
        self.answered.drain(..forgotten);
        self.silent_since = now;
        let tickets = held.tickets.0.into_iter();
        tickets
            .map(|ticket| Outcome::Answer(ticket, text.clone()))
            .collect()
    }

    fn write(&mut self, stanzas: &[String]) -> String {
        let greeting = self.greeting.take_if(|_| !stanzas.is_empty());
        answer::body(greeting.as_ref().map(|it| (it, self.sid.as_str())), stanzas)
    }
}

#[cfg(test)]
mod tests;
