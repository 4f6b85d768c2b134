//! The queues, as those who set them up see them.

mod form;
mod new;
mod page;
mod people;
mod profile;
mod queue_page;
mod settings;

pub(crate) use page::QueuesPage;
pub(crate) use queue_page::QueuePage;
