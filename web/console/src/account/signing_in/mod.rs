//! By what somebody signs in, and where they are signed in.

mod email;
mod page;
mod password;
mod sessions;

pub(crate) use page::SigningInPage;
