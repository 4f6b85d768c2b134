//! The chat queue of a help desk as a pure state machine: events in, effects out.
//!
//! Guests open chats, operators claim them, both write, and the queue sees to it that each chat has one
//! holder and that each message arrives once, in order, whatever happens to sockets and servers in between.
//!
//! **Hand every event to [`Queue::handle`] with the present time, carry out the effects in their order, and
//! call it again no later than [`Queue::next_deadline`].** The effects begin with what is to be stored, so
//! that nothing is said before it is kept. What was stored gives the queue back with [`Queue::restore`]; the
//! sockets that outlived the pause are announced to it by [`Event::Woke`].
//!
//! A queue has parts - its chats, its operators, the chats that other queues offer to it, the addresses that are blocked, the
//! sockets, what windows have been told, the deadlines - and each changes by methods of its own that say what happens to it. What concerns several of them
//! stands in the folder of what goes on: `waiting` (offers, the claim), `holding` (writing, ending, windows), `passing`
//! (within the queue, between queues, by itself), `staffing` (seats, shifts). What the windows have to hear of an event it returns, as
//! `News`; what it says to those whom it concerns it gathers, in a `Turn`.
//!
//! There is no clock here, no randomness, no socket and no storage; and no cryptography but the hash by which a
//! guest's token is known again: what sealed chats carry is opaque. Who somebody is has been checked before an event
//! is made; [`reading`] makes events of frames.
//!
//! ```
//! use durable_queue::{Arrival, ConnectionId, Effect, Event, GuestOpened, Queue, Seat, TokenHash};
//! use hushdesk_protocol::frames::{Opening, ToOperator};
//! use hushdesk_protocol::ids::{ChatId, ResumeToken, SeatId, Timestamp};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let mut queue = Queue::default();
//! let desk = ConnectionId(1);
//! let seat = Seat { operator: "ann".parse()?, window: SeatId::from_bytes([7; 16]) };
//! let arrival = Arrival::of("Ann".parse()?);
//! queue.handle(Event::OperatorArrived { connection: desk, seat, arrival }, Timestamp(0));
//!
//! let opened = GuestOpened {
//!     chat: ChatId::from_bytes([1; 16]),
//!     token: TokenHash::of(&ResumeToken::from_bytes([9; 32])),
//!     opening: Opening::Open,
//!     skin: "blue".parse()?,
//!     page: None,
//!     address: None,
//!     rollover: vec![],
//!     random: 5,
//! };
//! let effects = queue.handle(Event::GuestOpened { connection: ConnectionId(2), opened, from: None }, Timestamp(10));
//!
//! let offered = effects.iter().any(|effect| matches!(
//!     effect,
//!     Effect::ToOperator { connection, frame: ToOperator::Offered(_) } if *connection == desk
//! ));
//! assert!(offered);
//! # Ok(())
//! # }
//! ```

mod address;
mod agenda;
mod blocks;
mod chat;
mod config;
mod deadlines;
mod due;
mod effect;
mod event;
pub mod from_directory;
mod guests;
mod holding;
pub mod limits;
mod news;
pub mod open_transcript;
mod passing;
mod per_end;
mod queue;
pub mod reading;
mod sockets;
mod staffing;
mod stops;
mod stored;
mod table;
mod telling;
pub mod to_archive;
mod token;
mod turn;
mod waiting;

pub use address::Address;
pub use effect::{Closing, Effect};
pub use event::{
    Arrival, ConnectionId, End, Event, GuestOpened, GuestSays, HolderSays, OperatorSays, Seat,
};
pub use open_transcript::{OpenTranscript, Retained};
pub use passing::letter::{Letter, Package, Says};
pub use queue::Queue;
pub use stored::{
    Hold, InboundClaim, Key, Kind, Read, Receivers, Rolling, Source, Stage, Stored, StoredBlock,
    StoredChat, StoredConfig, StoredEntry, StoredInbound, StoredOperator, Story, Tally, Transfer,
    Visits, Wait, Written,
};
pub use token::TokenHash;
