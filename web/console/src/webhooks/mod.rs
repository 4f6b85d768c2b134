//! Webhooks: which other programs are told of chats, of what, and how that went.

mod form;
mod log;
mod page;
mod secret;
mod words;

pub(crate) use page::WebhooksPage;
