//! What every Durable Object of Hushdesk needs, and none of them does by itself: its database and the migrations of it, the
//! calls to other objects and an [`outbox`] for what they must hear, the text of a frame, its alarm, the clock and randomness;
//! [`metrics`] for whoever runs it, and what the log says of [`panics`].
//!
//! All that is decided from rows is written over [`Database`], a trait: tests run it natively on a database in memory, the
//! object on its own.
//!
//! Not its business: what stands in the tables, and what is said in a call.

mod alarm;
mod call;
mod clock;
mod database;
mod frame_text;
pub mod metrics;
mod migrations;
mod object_database;
pub mod outbox;
mod overwriting;
pub mod panics;
pub mod random;
#[cfg(feature = "testing")]
pub mod testing;

pub use alarm::Alarm;
pub use call::{CallError, ObjectClient};
pub use clock::now;
pub use database::{Database, DatabaseError, Row, Value};
pub use frame_text::{NoText, frame_text};
pub use migrations::migrate;
pub use object_database::ObjectDatabase;
pub use overwriting::overwritten;
pub use random::NoRandomness;
