//! The organisation as a whole: what it is called, what it requires, and how long it remembers.

mod form;
mod page;
mod test_mail;

pub(crate) use page::OrganisationPage;
