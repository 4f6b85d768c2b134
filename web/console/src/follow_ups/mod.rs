//! Follow-ups: what somebody is to do after an open chat, asked at the desk and at the chat's page, and listed until it is done.

mod card;
mod dialog;
mod of_chat;
mod own;

pub(crate) use dialog::FollowUpDialog;
pub(crate) use of_chat::ChatFollowUps;
pub(crate) use own::OwnFollowUps;
