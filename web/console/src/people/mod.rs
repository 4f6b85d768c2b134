//! The people of the organisation: who they are, what they may do, and inviting others.

mod deeds;
mod form;
mod link;
mod page;

pub(crate) use page::PeoplePage;
