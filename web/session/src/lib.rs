//! The chat sessions of both ends: what a browser knows of its chats, and what it does about it.
//!
//! Events come in (a frame was received, the socket opened or broke, somebody wrote), effects go out
//! (send this frame, keep this). **Hand over every event, carry out all effects in the order they come
//! in, wait for each to be done.** Nothing in here touches a browser, reads a clock or makes randomness.
//!
//! [`GuestSession`](guest_session::GuestSession) is the guest's end of the one chat it has,
//! [`OperatorSession`](operator_session::OperatorSession) an operator's end of one chat, and
//! [`Desk`](desk::Desk) all that an operator's window has at one queue: offers and held chats.

mod channel;
pub mod clock;
pub mod desk;
pub mod flow;
pub mod guest_session;
mod kept_identity;
pub mod line;
pub mod log;
pub mod note;
pub mod operator_session;
mod outbox;
pub mod text;
mod text_id;
pub mod verdict;
