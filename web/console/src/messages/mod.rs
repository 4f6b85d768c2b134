//! The messages that guests have left where nobody was there.

mod message;
mod note;
mod page;

pub(crate) use page::MessagesPage;
