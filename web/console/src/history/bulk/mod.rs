//! What is done with many chats at once: with those that are chosen by hand, or with all that are wanted.

mod deed;
mod dialog;
mod download;
mod progress;

pub(super) use dialog::BulkDialog;
pub(super) use progress::{BulkProgress, use_bulk_works};
