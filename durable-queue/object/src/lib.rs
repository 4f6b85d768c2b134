//! The Durable Object around the chat queue: sockets, storage, alarms.
//!
//! It only carries. Each event goes to [`durable_queue::Queue::handle`]; what that says has to be stored is
//! written in the same stretch without an `await`, in one transaction; only then the frames go out, and the
//! output gate holds them back until the write is on disk. So a client never hears of what could still be lost.
//!
//! Sockets hibernate: an idle queue is not in memory. Who is behind a socket stands in its attachment, all the
//! rest in SQLite, and the next event brings both back. There is one alarm, armed for the earliest of what the
//! queue waits for.
//!
//! Not its business: what happens to a chat (the `durable-queue` crate), and who may open which socket (the
//! Worker, through which alone the object can be reached).

mod attachment;
mod intake;
pub mod kept_transcripts;
mod letters;
mod lines;
mod liveness;
pub mod object_name;
mod pace;
mod queue_object;
pub mod routes;
mod sockets;
mod storage;
mod tellings;
mod transcripts;

pub use queue_object::QueueObject;
