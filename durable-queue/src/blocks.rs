//! From where no new chat comes for a day.

use std::collections::{BTreeMap, BTreeSet};

use hushdesk_protocol::ids::Timestamp;

use crate::address::Address;
use crate::effect::Effect;
use crate::limits::{BLOCK_MILLIS, BLOCKS_MAX};
use crate::stored::{Key, Stored, StoredBlock};
use crate::table::Table;

/// The addresses that are blocked.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Blocks(Table<Address, StoredBlock>);

impl Blocks {
    /// One as it was stored.
    pub(crate) fn restore(&mut self, address: Address, stored: StoredBlock) {
        self.0.restore(address, stored);
    }

    /// One of them.
    pub(crate) fn get(&self, address: &Address) -> Option<&StoredBlock> {
        self.0.get(address)
    }

    /// Whether chats from an address are not opened.
    pub(crate) fn includes(&self, address: Option<&Address>) -> bool {
        address.is_some_and(|address| self.get(address).is_some())
    }

    /// Blocks an address, from now on or anew. Gives until when. Of too many the one is let go that would be first.
    pub(crate) fn block(&mut self, address: Address, now: Timestamp) -> Timestamp {
        let until = now.plus(BLOCK_MILLIS);
        self.0.insert(address, StoredBlock { until });
        if self.all().len() > BLOCKS_MAX
            && let Some(first) = self.first()
        {
            self.lift(&first);
        }
        until
    }

    /// An address is free again.
    pub(crate) fn lift(&mut self, address: &Address) {
        self.0.remove(address);
    }

    /// What has to be stored and deleted since the last call.
    pub(crate) fn take_changes(&mut self) -> impl Iterator<Item = Effect> {
        let changes = self.0.take_changes().into_iter();
        changes.map(|(address, block)| match block {
            Some(block) => Effect::Store(Stored::Block(address, block)),
            None => Effect::Forget(Key::Block(address)),
        })
    }

    /// Those that may have changed since the last call.
    pub(crate) fn take_touched(&mut self) -> BTreeSet<Address> {
        self.0.take_touched()
    }

    /// As if all had changed.
    pub(crate) fn touch_all(&mut self) {
        self.0.touch_all();
    }

    const fn all(&self) -> &BTreeMap<Address, StoredBlock> {
        self.0.all()
    }

    fn first(&self) -> Option<Address> {
        let first = self.all().iter().min_by_key(|(_, block)| block.until);
        first.map(|(address, _)| address.clone())
    }
}
