//! Signing in at the organisation's identity provider, as far as it is seen here: the button that leads there, and the page to which
//! people are led back.

mod again;
mod page;
mod way;

pub(super) use again::ProveAtProvider;
pub(crate) use page::ProviderPage;
pub(super) use way::{ProviderWay, use_ways};
