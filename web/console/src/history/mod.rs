//! The chats that there have been and those that run: a list by days, and each by itself.

mod bulk;
mod chat_page;
mod chosen;
mod filters;
mod known;
mod link;
mod page;
mod said;
mod table;
mod taking_over;
#[cfg(test)]
mod testing;
mod transcript;
mod transcript_acts;
mod wanted;

pub(crate) use chat_page::ChatPage;
pub(crate) use filters::{Filters, Narrows};
pub(crate) use known::{Known, use_known};
pub(crate) use link::ToChats;
pub(crate) use page::{HistoryPage, use_categories, use_wanted};
pub(crate) use wanted::Wanted;
