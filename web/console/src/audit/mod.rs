//! What was changed, by whom, when and from where.

mod act;
mod difference;
mod filters;
mod page;
mod table;
mod wanted;
mod words;

pub(crate) use page::AuditPage;
