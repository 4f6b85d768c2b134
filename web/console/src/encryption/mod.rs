//! The keys of the organisation: whose holders may answer sealed chats.

mod page;

pub(crate) use page::EncryptionPage;
