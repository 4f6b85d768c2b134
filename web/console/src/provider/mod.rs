//! How people sign in: with passwords, or at an identity provider.

mod form;
mod page;

pub(crate) use page::IdentityProviderPage;
