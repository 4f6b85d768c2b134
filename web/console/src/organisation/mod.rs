//! The organisation as a whole: what it is called, what it requires, and how long it remembers.

mod form;
mod page;

pub(crate) use page::OrganisationPage;
