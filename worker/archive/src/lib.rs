//! The archive of one organisation: a row for each chat, sealed or open, and what is counted of them.
//!
//! Queues tell it how their chats stand, each change once ([`Archive::take`]). It is asked by [`Question`]s, one type
//! each, through [`Archive::ask`], by a [`Reader`]: no statement reaches the rows without the condition that says which
//! of them this reader may see.
//!
//! All of it is plain logic over a [`Database`](hushdesk_edge::Database). Local time is an argument, too: a [`Zone`] says
//! how far its clocks are from UTC, and when that changes.
//!
//! Not its business: who somebody is (the directory knows, the Worker asks it), and anything that is said in a chat:
//! there is no text in a row.

mod answering;
mod archive;
mod chosen;
mod filing;
mod filter;
mod history;
mod question;
mod reader;
mod refused;
mod retention;
mod rows;
mod statement;
mod statistics;
mod tables;
mod taking;
#[cfg(test)]
mod testing;
mod texts;

pub use answering::{Envelope, Failure, answer};
pub use archive::Archive;
pub use filing::FileChat;
pub use filter::{Filter, Period};
pub use history::{FindChat, ListChats};
pub use question::{Asked, Question};
pub use reader::Reader;
pub use refused::{ArchiveError, Refused};
pub use statistics::CountChats;
pub use statistics::zone::{OffsetChange, Zone};
pub use texts::{DeleteText, FindText, FoundText, TextState};
