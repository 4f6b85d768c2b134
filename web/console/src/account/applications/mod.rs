//! Application passwords: by them programs of one's own, such as Pidgin, are let in.

mod given;
mod making;
mod section;

pub(super) use section::ApplicationsSection;
