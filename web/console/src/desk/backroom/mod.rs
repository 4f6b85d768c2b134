//! Operators among themselves: all at a queue, or one with another. What they say is relayed by the queue and kept by
//! nobody.

mod lines;
mod panel;
mod thread;

pub(crate) use panel::Backroom;
pub(crate) use thread::Thread;
