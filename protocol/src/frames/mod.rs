//! What travels over the chat sockets: JSON, one frame a WebSocket message. A frame is an object with one key, its
//! name, and under it what the frame says; one that says nothing more is its name alone.
//!
//! A chat has one log. The queue numbers each entry ([`Seq`](crate::ids::Seq)), stores it before it sends
//! it, keeps it until its receivers have acknowledged it, and says it again after a reconnect from the
//! receiver's cursor. What a client sends it numbers itself ([`Number`](crate::ids::Number)), keeps until it
//! is delivered, and sends again after a reconnect; the queue takes each number once. Typing and presence
//! are of the moment: they are in no log.

mod chat;
mod desk;
mod guest;
mod operator;
mod refusal;

pub use chat::{Body, ChatKind, Closer, Content, Entry, Outgoing, Party, Sent};
pub use desk::{
    Audience, Availability, ChosenEnd, Colleague, Handing, Origin, Recipient, Status,
    TransferState, Until, Waiting,
};
pub use guest::{FromGuest, GuestChat, Opening, Place, Prospect, ToGuest};
pub use operator::{
    FromOperator, GuestLabel, HeldChat, HeldCursor, Lapsed, Offer, OfferEnd, ToOperator,
    Whereabouts,
};
pub use refusal::{About, Refusal};
