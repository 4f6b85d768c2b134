//! How the guest's widget looks and speaks.

mod page;
mod skin_page;

pub(crate) use page::SkinsPage;
pub(crate) use skin_page::SkinPage;
