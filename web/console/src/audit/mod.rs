//! What was changed, by whom, when and from where.

mod page;

pub(crate) use page::AuditPage;
