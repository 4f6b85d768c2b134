//! One program's session, whatever carries its stanzas: signed out, signed in, bound, at the desk.

use hushdesk_protocol::frames::{FromOperator, ToOperator};
use hushdesk_protocol::ids::{ChatId, OperatorName, QueueName, Timestamp};
use hushdesk_protocol::language::Language;
use hushdesk_protocol::rest::QueueTitle;
use minidom::Element;
use rand_core::CryptoRng;

use crate::jid::{self, Domain};
use crate::ns;
use crate::operator::Operator;
use crate::sasl::{Credentials, Exchange, Failure, Mechanism, Step};
use crate::stanza::iq::{self, Question};
use crate::xml::Tag;

/// Wrong passwords before the stream ends (RFC 6120, section 6.4.5 has "between 2 and 5").
const TRIES_MAX: u32 = 3;

/// For how long somebody may take until they are at the desk: a sign-in takes Pidgin ten seconds.
const UNBOUND_MILLIS: u64 = 60_000;

/// What can happen to a session.
#[derive(Debug)]
pub enum Event {
    /// The stream has begun, or begins anew.
    Opened,
    /// The program said this.
    Said(Element),
    /// It has all stanzas up to this number.
    Received(u64),
    /// What whoever signs in may sign in with; none if that is not to be known now.
    Credentials(Option<Credentials>),
    /// They are signed in, or were not let in.
    SignedIn(Option<Account>),
    /// Something about the line to a queue.
    Line(QueueName, Line),
    /// What came of filing a chat.
    Filed(ChatId, Filed),
    /// A second has passed.
    Tick,
}

/// Something about the line to a queue.
#[derive(Debug)]
pub enum Line {
    /// It is there.
    Up,
    /// The queue says something.
    Frame(Box<ToOperator>),
    /// It is gone, with this code; none if it never was there.
    Down(Option<u16>),
    /// It is not given: the organisation requires a second factor, and they have none.
    SecondFactorMissing,
}

/// What came of saying what a chat is about.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Filed {
    /// It is done.
    Done,
    /// The queue has these categories, and that is none of them.
    NoSuch(Vec<String>),
    /// It failed.
    Failed,
}

/// Who is signed in.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Account {
    /// By which name.
    pub name: OperatorName,
    /// The queues they may staff, in their order.
    pub queues: Vec<QueueTitle>,
    /// In which language their contacts speak; in English, if it is not said.
    pub language: Option<Language>,
}

/// What is to be done, each thing after the one before it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Effect {
    /// Say this to the program.
    Say(String),
    /// Find out what somebody may sign in with.
    FindCredentials(OperatorName),
    /// Somebody has shown that they have this password: let them in.
    SignIn(OperatorName, String),
    /// Open a line to this queue, as this seat.
    Dial(QueueName),
    /// Close it.
    HangUp(QueueName),
    /// Send this over it.
    Send(QueueName, FromOperator),
    /// Note what a chat is about.
    File(ChatId, String),
    /// The stream has this error, and is over.
    Fail(&'static str),
}

/// A session.
#[derive(Debug)]
pub struct Session {
    domain: Domain,
    stage: Stage,
    tries: u32,
    /// Stanzas that were said.
    said: u64,
    /// When anything happened first.
    since: Option<Timestamp>,
}

/// How far it is.
#[derive(Debug)]
enum Stage {
    SignedOut(Option<Exchange>),
    /// The password is right; what is to be said with the success.
    Proven(Option<String>),
    /// To be begun anew.
    SignedIn(Account),
    Bound(Box<Operator>),
    Over,
}

impl Session {
    /// One that begins, at a server that the program calls so.
    pub const fn new(domain: Domain) -> Self {
        Self {
            domain,
            stage: Stage::SignedOut(None),
            tries: 0,
            said: 0,
            since: None,
        }
    }

    /// Takes an event.
    pub fn handle(&mut self, event: Event, now: Timestamp, rng: &mut dyn CryptoRng) -> Vec<Effect> {
        let since = *self.since.get_or_insert(now);
        let is_overdue = now.since(since) >= UNBOUND_MILLIS;
        let effects = if matches!(event, Event::Tick) && is_overdue && self.is_on_its_way() {
            self.stage = Stage::Over;
            vec![Effect::Fail("connection-timeout")]
        } else {
            self.effects_of(event, now, rng)
        };
        let said = effects.iter().filter(|it| matches!(it, Effect::Say(_)));
        let said = u64::try_from(said.count()).unwrap_or(u64::MAX);
        self.said = self.said.saturating_add(said);
        effects
    }

    fn effects_of(&mut self, event: Event, now: Timestamp, rng: &mut dyn CryptoRng) -> Vec<Effect> {
        match event {
            Event::Opened => self.opened(),
            Event::Said(stanza) => self.said(&stanza, now, rng),
            Event::Credentials(credentials) => self.known(credentials, rng),
            Event::SignedIn(account) => self.signed_in(account),
            Event::Received(_) | Event::Line(..) | Event::Filed(..) | Event::Tick => {
                match &mut self.stage {
                    Stage::Bound(operator) => operator.handle(event, now, rng),
                    Stage::SignedOut(_) | Stage::Proven(_) | Stage::SignedIn(_) | Stage::Over => {
                        Vec::new()
                    }
                }
            }
        }
    }

    /// Whether anything has been said in it.
    pub const fn is_begun(&self) -> bool {
        self.said > 0
    }

    /// A question whether the program is there, of whoever is at the desk.
    pub fn ping(&self, id: &str) -> Option<String> {
        let Stage::Bound(operator) = &self.stage else {
            return None;
        };
        let (from, to) = (self.domain.as_str(), operator.jid());
        Some(iq::ping(from, to, id))
    }

    /// Whether somebody is at the desk.
    pub const fn is_bound(&self) -> bool {
        matches!(self.stage, Stage::Bound(_))
    }

    /// Whether somebody may still come to the desk.
    const fn is_on_its_way(&self) -> bool {
        match self.stage {
            Stage::SignedOut(_) | Stage::Proven(_) | Stage::SignedIn(_) => true,
            Stage::Bound(_) | Stage::Over => false,
        }
    }

    fn opened(&self) -> Vec<Effect> {
        let features = Tag::new("stream:features").with("xmlns:stream", ns::STREAM);
        let features = match &self.stage {
            Stage::SignedOut(_) => features.child(&mechanisms()),
            Stage::SignedIn(_) => features.children(&[
                Tag::of("bind", ns::BIND),
                Tag::of("session", ns::SESSION).child(&Tag::new("optional")),
            ]),
            Stage::Proven(_) | Stage::Bound(_) | Stage::Over => return self.broken(),
        };
        vec![Effect::Say(features.write())]
    }

    fn said(&mut self, stanza: &Element, now: Timestamp, rng: &mut dyn CryptoRng) -> Vec<Effect> {
        match &mut self.stage {
            Stage::SignedOut(_) => self.sasl(stanza),
            Stage::SignedIn(account) if stanza.is("iq", ns::CLIENT) => {
                let account = account.clone();
                self.bind(stanza, account)
            }
            Stage::Bound(operator) => operator.said(stanza, now, rng),
            Stage::Proven(_) | Stage::SignedIn(_) | Stage::Over => self.broken(),
        }
    }

    fn sasl(&mut self, stanza: &Element) -> Vec<Effect> {
        let Stage::SignedOut(exchange) = &mut self.stage else {
            return Vec::new();
        };
        let step = match (stanza.name(), exchange.take()) {
            _ if stanza.ns() != ns::SASL => return self.broken(),
            ("auth", None) => {
                let mechanism = stanza.attr("mechanism").and_then(Mechanism::named);
                let begun = mechanism
                    .ok_or(Failure::Mechanism)
                    .and_then(|mechanism| Exchange::begin(mechanism, &stanza.text()));
                return match begun {
                    Ok(begun) => {
                        let name = begun.asks_for().cloned();
                        *exchange = Some(begun);
                        name.map(Effect::FindCredentials).into_iter().collect()
                    }
                    Err(failure) => self.refused(failure),
                };
            }
            ("response", Some(challenged)) => challenged.answer(&stanza.text()),
            ("abort", _) => Err(Failure::Aborted),
            _ => Err(Failure::Malformed),
        };
        self.stepped(step)
    }

    fn known(&mut self, credentials: Option<Credentials>, rng: &mut dyn CryptoRng) -> Vec<Effect> {
        let Stage::SignedOut(exchange) = &mut self.stage else {
            return Vec::new();
        };
        let step = match (exchange.take(), credentials) {
            (Some(exchange), Some(credentials)) => exchange.known(credentials, rng),
            (Some(_), None) => Err(Failure::Temporary),
            (None, _) => return Vec::new(),
        };
        self.stepped(step)
    }

    fn stepped(&mut self, step: Result<Step, Failure>) -> Vec<Effect> {
        match step {
            Ok(Step::Challenge(next, challenge)) => {
                self.stage = Stage::SignedOut(Some(next));
                let challenge = Tag::of("challenge", ns::SASL).text(&challenge);
                vec![Effect::Say(challenge.write())]
            }
            Ok(Step::Done {
                name,
                password,
                data,
            }) => {
                self.stage = Stage::Proven(data);
                vec![Effect::SignIn(name, password)]
            }
            Err(failure) => self.refused(failure),
        }
    }

    fn refused(&mut self, failure: Failure) -> Vec<Effect> {
        self.stage = Stage::SignedOut(None);
        self.tries = self.tries.saturating_add(1);
        let failure = Tag::of("failure", ns::SASL).child(&Tag::new(failure.condition()));
        let mut effects = vec![Effect::Say(failure.write())];
        if self.tries >= TRIES_MAX {
            self.stage = Stage::Over;
            effects.push(Effect::Fail("policy-violation"));
        }
        effects
    }

    fn signed_in(&mut self, account: Option<Account>) -> Vec<Effect> {
        let Stage::Proven(data) = &mut self.stage else {
            return Vec::new();
        };
        let Some(account) = account else {
            return self.refused(Failure::NotAuthorized);
        };
        let mut success = Tag::of("success", ns::SASL);
        if let Some(data) = data.take() {
            success = success.text(&data);
        }
        self.stage = Stage::SignedIn(account);
        vec![Effect::Say(success.write())]
    }

    fn bind(&mut self, iq: &Element, account: Account) -> Vec<Effect> {
        if iq::question(iq, self.domain.as_str()) != Question::Bind {
            return vec![Effect::Say(iq::error(iq, "auth", "not-authorized"))];
        }
        let wanted = iq::wanted_resource(iq);
        let resource = wanted.as_deref().and_then(jid::resource);
        // What is said here is one more.
        let said = self.said.saturating_add(1);
        let resource = resource.unwrap_or("desk");
        let operator = Operator::new(self.domain.clone(), account, resource, said);
        let jid = Tag::new("jid").text(operator.jid());
        let bound = Tag::of("bind", ns::BIND).child(&jid);
        self.stage = Stage::Bound(Box::new(operator));
        vec![Effect::Say(iq::result(iq, Some(&bound)))]
    }

    /// What may not be said now.
    fn broken(&self) -> Vec<Effect> {
        match self.stage {
            Stage::Over => Vec::new(),
            Stage::SignedOut(_) | Stage::Proven(_) => vec![Effect::Fail("not-authorized")],
            Stage::SignedIn(_) | Stage::Bound(_) => vec![Effect::Fail("policy-violation")],
        }
    }
}

fn mechanisms() -> Tag {
    let all = Mechanism::ALL.map(|it| Tag::new("mechanism").text(it.name()));
    Tag::of("mechanisms", ns::SASL).children(&all)
}
