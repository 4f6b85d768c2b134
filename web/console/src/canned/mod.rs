//! Canned messages that several have: those of the organisation, and those of a queue. What is somebody's own is written at the
//! desk, and stays in their browser.

mod form;
mod page;

pub(crate) use page::CannedPage;
