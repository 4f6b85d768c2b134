//! What a library does in its first hour: the steps from the set-up to a chat that guests read as verified, and how far it is.

mod page;
mod progress;

pub(crate) use page::FirstStepsPage;
