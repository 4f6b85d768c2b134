//! `Smp`: where "is it really you?" stands, and which message leads where (Protocol v3, "Socialist
//! Millionaires' Protocol").
//!
//! Two people who share a secret find out whether they do, and nothing more; whoever sits between them
//! finds out nothing and cannot make them believe it. Our user starts or answers, records of types 2
//! to 7 arrive in authenticated messages; records to send and events to show come out. Whether the
//! conversation is encrypted, and what goes around a record, is not this module's business: when a
//! conversation ends, its `Smp` is dropped.
//!
//! ```text
//!     initiator, Alice                          responder, Bob
//!     start        1: g2a, g3a            ->    asks the user
//!     3: Pa, Qa, Ra     <-    2: g2b, g3b, Pb, Qb    answer
//!                                         ->    4: Rb, verdict
//!     verdict                             <-
//! ```

mod group;
mod initiator;
mod messages;
mod proofs;
mod responder;
mod secret;
#[cfg(test)]
mod tests;

use std::fmt;

use rand_core::CryptoRng;

use self::{
    initiator::{AwaitingMessage2, AwaitingMessage4},
    messages::Message,
    proofs::NotProven,
    responder::{Asked, AwaitingMessage3},
    secret::Secret,
};
use crate::{error::Misuse, limits::QUESTION_MAX, output::SmpEvent, wire::tlv::Tlv};

pub(crate) use self::{messages::is_smp, secret::Parties};

/// Our side of a comparison of secrets.
#[derive(Clone, Default)]
pub(crate) struct Smp {
    state: State,
}

/// What is expected next: `smpstate`.
#[derive(Clone, Default)]
enum State {
    /// Message 1, or our user's start (EXPECT1).
    #[default]
    Idle,
    /// Message 1 has come; our user's answer (EXPECT1 still).
    Asked(Box<Asked>),
    /// Message 2 (EXPECT2).
    AwaitingMessage2(Box<AwaitingMessage2>),
    /// Message 3 (EXPECT3).
    AwaitingMessage3(Box<AwaitingMessage3>),
    /// Message 4 (EXPECT4).
    AwaitingMessage4(Box<AwaitingMessage4>),
}

/// What a record leads to.
#[derive(Debug, Default, Eq, PartialEq)]
pub(crate) struct Step {
    /// A record to send.
    pub(crate) send: Option<Tlv>,
    /// Something to show.
    pub(crate) event: Option<SmpEvent>,
}

impl Smp {
    /// Starts a comparison, with a question to show to the other side or without.
    ///
    /// Refused if one is under way already, whoever started it and even if it waits for our user's answer; or if
    /// the question is too long or holds a NUL.
    pub(crate) fn start(
        &mut self,
        parties: &Parties,
        secret: &[u8],
        question: Option<&str>,
        rng: &mut dyn CryptoRng,
    ) -> Result<Tlv, Misuse> {
        if self.is_under_way() {
            return Err(Misuse::SmpUnderWay);
        }
        question.map_or(Ok(()), check_question)?;
        let secret = Secret::when_we_start(parties, secret);
        let (next, message) = AwaitingMessage2::start(secret, rng);
        self.state = State::AwaitingMessage2(Box::new(next));
        Ok(message.into_tlv(question))
    }

    /// Answers the comparison the other side asked for.
    pub(crate) fn answer(&mut self, secret: &[u8], rng: &mut dyn CryptoRng) -> Result<Tlv, Misuse> {
        let State::Asked(asked) = &self.state else {
            return Err(Misuse::NothingAsked);
        };
        let (next, message) = asked.answer(secret, rng);
        self.state = State::AwaitingMessage3(Box::new(next));
        Ok(message.into_tlv())
    }

    /// Gives up what is under way, or is not: the record that says so.
    pub(crate) fn abort(&mut self) -> Tlv {
        self.state = State::Idle;
        messages::abort()
    }

    /// Whether a comparison has been started and its verdict is not in.
    pub(crate) fn is_under_way(&self) -> bool {
        !matches!(self.state, State::Idle)
    }

    /// Takes a record of types 2 to 7. Whatever does not belong here ends what is under way and is
    /// answered with an abort, as the protocol wants it; records of other types lead to nothing.
    ///
    /// `parties` are those of this moment: the secret is bound to them when message 1 comes.
    pub(crate) fn receive(
        &mut self,
        record: &Tlv,
        parties: &Parties,
        rng: &mut dyn CryptoRng,
    ) -> Step {
        if !is_smp(record) {
            return Step::default();
        }
        let next = Message::read(record)
            .map_err(|_| NotProven)
            .and_then(|message| self.next(message, parties, rng));
        let (state, step) = next.unwrap_or_else(|NotProven| give_up(Some(SmpEvent::Cheated)));
        self.state = state;
        step
    }

    /// What comes after this message, if it proves what it should.
    fn next(
        &self,
        message: Message,
        parties: &Parties,
        rng: &mut dyn CryptoRng,
    ) -> Result<(State, Step), NotProven> {
        let unfinished = self.is_under_way().then_some(SmpEvent::Aborted);
        Ok(match (&self.state, message) {
            (State::Idle | State::Asked(_), Message::One { message, question }) => {
                let asked = Asked::receive(&message, parties)?;
                let event = Some(SmpEvent::Asked { question });
                (State::Asked(Box::new(asked)), Step { send: None, event })
            }
            (State::AwaitingMessage2(state), Message::Two(message)) => {
                let (next, reply) = state.receive(&message, rng)?;
                let send = Some(reply.into_tlv());
                (
                    State::AwaitingMessage4(Box::new(next)),
                    Step { send, event: None },
                )
            }
            (State::AwaitingMessage3(state), Message::Three(message)) => {
                let (reply, same) = state.receive(&message, rng)?;
                finish(Some(reply.into_tlv()), same)
            }
            (State::AwaitingMessage4(state), Message::Four(message)) => {
                finish(None, state.receive(&message)?)
            }
            (_, Message::Abort) => (
                State::Idle,
                Step {
                    send: None,
                    event: unfinished,
                },
            ),
            (
                State::Idle
                | State::Asked(_)
                | State::AwaitingMessage2(_)
                | State::AwaitingMessage3(_)
                | State::AwaitingMessage4(_),
                Message::One { .. } | Message::Two(_) | Message::Three(_) | Message::Four(_),
            ) => give_up(unfinished),
        })
    }
}

/// The verdict is in.
fn finish(send: Option<Tlv>, same: bool) -> (State, Step) {
    let verdict = if same {
        SmpEvent::Verified
    } else {
        SmpEvent::Failed
    };
    (
        State::Idle,
        Step {
            send,
            event: Some(verdict),
        },
    )
}

/// "Set smpstate to SMPSTATE_EXPECT1 and send a type 6 TLV (SMP abort)."
fn give_up(event: Option<SmpEvent>) -> (State, Step) {
    (
        State::Idle,
        Step {
            send: Some(messages::abort()),
            event,
        },
    )
}

impl fmt::Debug for Smp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = match self.state {
            State::Idle => "Idle",
            State::Asked(_) => "Asked",
            State::AwaitingMessage2(_) => "AwaitingMessage2",
            State::AwaitingMessage3(_) => "AwaitingMessage3",
            State::AwaitingMessage4(_) => "AwaitingMessage4",
        };
        f.debug_tuple("Smp").field(&state).finish()
    }
}

fn check_question(question: &str) -> Result<(), Misuse> {
    if question.contains('\0') {
        return Err(Misuse::HoldsNul);
    }
    if question.len() > QUESTION_MAX {
        let length = question.len();
        return Err(Misuse::TooLong {
            what: "a question",
            length,
            limit: QUESTION_MAX,
        });
    }
    Ok(())
}
