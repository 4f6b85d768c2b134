//! What can go wrong: calls that make no sense now, and lines that were refused.

use crate::{version::Version, wire::reader::DecodeError};

/// A call that makes no sense in this state. The conversation is as it was.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Misuse {
    /// Only an encrypted conversation can do this.
    #[error("the conversation is not encrypted")]
    NotEncrypted,
    /// The other side ended the conversation: end it too, or begin again, before sending.
    #[error("the other side has ended the private conversation")]
    Finished,
    /// The policy allows no version of the protocol that can do this.
    #[error("the policy allows no version that can do this")]
    NoVersion,
    /// Version 2 has no extra key.
    #[error("version {0} of the protocol has no extra key")]
    NoExtraKey(Version),
    /// Nobody asked: there is no comparison of secrets to answer.
    #[error("the other side has not asked for a comparison of secrets")]
    NothingAsked,
    /// A comparison of secrets is under way: abort it before starting another.
    #[error("a comparison of secrets is under way")]
    SmpUnderWay,
    /// The text, question or context is longer than [`limits`](crate::limits) allow.
    #[error("{what} of {length} bytes; at most {limit} are possible")]
    TooLong {
        /// What is too long.
        what: &'static str,
        /// Its bytes.
        length: usize,
        /// As many are possible.
        limit: usize,
    },
    /// A text or question with a NUL, which would end it at the other side.
    #[error("a text cannot hold a NUL")]
    HoldsNul,
    /// A record of this type is the protocol's own.
    #[error("records of type {0} are the protocol's own")]
    ReservedTlv(u16),
    /// As many texts are waiting for the key exchange as may.
    #[error("{0} texts are waiting for the key exchange; no more may")]
    TooManyHeld(usize),
}

/// A line that was refused. **The conversation is exactly as it was before.**
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("{reason}")]
pub struct Rejected {
    /// Why.
    pub reason: Reason,
    /// A line to send to the other side about it, if the protocol wants one.
    pub reply: Option<String>,
}

/// Why a line was refused.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Reason {
    /// The line begins like one of OTR's but is none.
    #[error("not a line of the protocol")]
    NotOtr,
    /// The bytes are not a message.
    #[error(transparent)]
    Malformed(#[from] DecodeError),
    /// The line is longer than the limit.
    #[error("a line of {length} bytes; at most {limit} are taken")]
    TooLong {
        /// Its bytes.
        length: usize,
        /// As many are taken.
        limit: usize,
    },
    /// A message of a version the policy does not allow.
    #[error("version {0} is not allowed here")]
    Version(Version),
    /// A query for versions the policy does not allow.
    #[error("there is no version that both sides speak")]
    NoCommonVersion,
    /// The message is for another of our clients.
    #[error("the message is for another instance of ours")]
    NotForUs,
    /// The message is from another of their clients: it needs a conversation of its own.
    #[error("the message is from another instance of theirs, {0}")]
    OtherInstance(crate::InstanceTag),
    /// A message of the key exchange that nothing here waits for; it is ignored.
    #[error("nothing here waits for a {0}")]
    Unexpected(&'static str),
    /// A value is outside the range the protocol demands.
    #[error("{0} is outside its range")]
    OutOfRange(&'static str),
    /// A value does not prove what it should: forged, damaged, or made with another key.
    #[error("{0} does not verify")]
    DoesNotVerify(&'static str),
    /// A data message arrived outside a private conversation.
    #[error("a private message arrived outside a private conversation")]
    NotInPrivate,
    /// A data message was made with keys that are gone or not there yet. Of each side the newest key is known and
    /// the one before.
    #[error(
        "the message was made with our key {ours} and their key {theirs}; in use are {our_newest} and \
         {their_newest}, and the ones before"
    )]
    UnknownKeys {
        /// The number of our key, as the message names it.
        ours: u32,
        /// The number of our newest.
        our_newest: u32,
        /// The number of their key, as the message names it.
        theirs: u32,
        /// The number of their newest.
        their_newest: u32,
    },
    /// A data message that has been received already, or was overtaken.
    #[error(
        "the message has number {counter} of our key {ours} and their key {theirs}; number {last} has been received"
    )]
    Replayed {
        /// The number of our key.
        ours: u32,
        /// The number of their key.
        theirs: u32,
        /// The message's counter.
        counter: u64,
        /// The highest that has been received.
        last: u64,
    },
    /// The message is one of ours, sent back.
    #[error("the message is our own, sent back")]
    Reflected,
}
