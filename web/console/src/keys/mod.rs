//! The key by which guests' browsers recognise this window's operator.

mod page;
mod panel;
mod ring;

pub(crate) use page::MyKeysPage;
pub(crate) use panel::KeysPanel;
pub(crate) use ring::{KeyOrigin, OwnKey, find};
