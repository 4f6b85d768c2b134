//! The key by which guests' browsers recognise this window's operator: where it comes from, and the page on which an
//! operator looks after the keys in this browser.

mod accepting;
mod chest;
mod database;
mod kept_list;
mod key_file;
mod lock;
mod making;
mod notes;
mod opening;
mod page;
mod passphrase;
mod ring;
mod unlock;
mod unlock_dialog;
mod using;
mod workshop;

pub(crate) use chest::KeptKey;
pub(crate) use key_file::KeyFile;
pub(crate) use page::MyKeysPage;
pub(crate) use passphrase::made_up;
pub(crate) use ring::{Found, KeyOrigin, OwnKey, find};
pub(crate) use unlock::UnlockPage;
pub(crate) use workshop::{MadeKey, News, Outcome, Task, use_workshop, work};
