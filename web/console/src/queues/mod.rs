//! The queues, as those who set them up see them.

mod page;
mod queue_page;

pub(crate) use page::QueuesPage;
pub(crate) use queue_page::QueuePage;
