//! The keys of the organisation: whose holders may answer sealed chats, and which skins are sealed.

mod change;
mod deeds;
mod fields;
mod generate;
mod given;
mod page;
mod proposals;
mod provide;
mod set;
mod skins;
mod standing;
mod timeline;

pub(crate) use page::EncryptionPage;
