//! Operators' own programs, such as Pidgin: stanzas in, stanzas and desk events out.
//!
//! A [`Session`] signs somebody in, lets them bind, and from then on is an ordinary operator's window at each of their queues,
//! over the same machines that the console has: queues, guests and colleagues are contacts, an offer is a message of the queue's
//! contact, and what is written in a guest's window is what the guest reads. What is sealed passes as it is: the key is the
//! program's. Its stanzas come and go by polls ([`Bosh`](bosh::Bosh)) or by a socket ([`websocket`]).
//!
//! All of it is a machine: events go in with the time and a source of randomness, and what is to be done comes out. **Hand over
//! every event, carry out all effects in their order.**
//!
//! Not its business: HTTP, sockets, who may sign in, and anything of OTR but the outward form of its lines.

pub mod bosh;
mod commands;
pub mod jid;
mod ns;
mod operator;
pub mod pulse;
pub mod sasl;
mod session;
mod stanza;
pub mod websocket;
mod xml;

pub use minidom::Element;
pub use operator::seat_of;
pub use session::{Account, Effect, Event, Filed, Line, Session};
pub use xml::BadXml;
