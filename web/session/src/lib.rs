//! Both ends of a chat: what each knows of it, and what it does about it.
//!
//! Events come in (a frame was received, the socket opened or broke, somebody wrote), effects go out
//! (send this frame, keep this). **Hand over every event, carry out all effects in the order they come
//! in, wait for each to be done.** Nothing in here touches a browser, reads a clock or makes randomness.
//!
//! [`GuestSession`](guest_session::GuestSession) is the guest's end of the one chat it has,
//! [`OperatorSession`](operator_session::OperatorSession) an operator's end of one chat, and
//! [`Desk`](desk::Desk) all that an operator's window has at one queue: offers and held chats.
//!
//! What both ends do in the same way stands once (`ends`, `delivery`). How a chat is sealed is not their business: they
//! number, keep and acknowledge what somebody else seals ([`sealing`]). That nothing is sealed before somebody has looked
//! at the other end's key is ([`verdict`]).

pub mod clock;
pub mod comparison;
mod delivery;
pub mod desk;
mod ends;
mod epoch_keys;
pub mod flow;
pub mod guest_session;
pub mod line;
pub mod log;
pub mod note;
pub mod operator_session;
mod outbox;
pub mod sealing;
pub mod text;
pub mod text_id;
mod turn;
pub mod verdict;
