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
//! there is no text in a row. What a guest says of an open chat once that is over, since its queue has asked, is here
//! and nowhere else ([`Survey`]).

mod alerts;
mod answering;
mod archive;
mod bulk;
mod chosen;
mod filing;
mod filter;
mod follow_ups;
mod forgetting;
mod history;
mod mails;
mod messages;
mod question;
mod ranked;
mod reader;
mod refused;
mod retention;
mod rows;
mod schedule;
mod staffing;
mod statement;
mod statistics;
mod surveys;
mod tables;
mod taking;
#[cfg(test)]
mod testing;
mod texts;
mod webhooks;
mod words;

pub use alerts::mailing::{Alert, Trouble};
pub use answering::{Envelope, Failure, answer};
pub use archive::Archive;
pub use bulk::asking::{AskBulk, CallOffBulk, FindBulk, ListBulk};
pub use bulk::counting::CountHistory;
pub use bulk::working::BulkOver;
pub use filing::FileChat;
pub use filter::{Filter, Period};
pub use follow_ups::asking::AskFollowUp;
pub use follow_ups::doing::{DeleteFollowUp, DoFollowUp};
pub use follow_ups::listing::{ListChatFollowUps, ListFollowUps};
pub use history::{FindChat, ListChats};
pub use mails::asking::{AskMail, FindMailable, ListMails, Mailable, MailedBy};
pub use mails::delivery::Went;
pub use messages::leaving::Leave;
pub use messages::reading::{AnswerMessage, DeleteMessage, FindMessage, ListMessages, Queues};
pub use question::{Asked, Question};
pub use reader::Reader;
pub use refused::{ArchiveError, Refused};
pub use staffing::counting::CountStaffing;
pub use statistics::CountChats;
pub use statistics::zone::{OffsetChange, Zone};
pub use surveys::Survey;
pub use texts::{DeleteText, FindText, FoundText, TextState};
pub use webhooks::delivery::{Answered, Call};
pub use webhooks::listing::{ListDeliveries, ListWebhooks};
pub use webhooks::managing::{AddWebhook, DeleteWebhook, FindWebhook, PauseWebhook, TestWebhook};
pub use words::Words;
