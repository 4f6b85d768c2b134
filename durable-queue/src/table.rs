//! Rows that are stored each under a key of its own, and which of them have to be stored after a call.

use std::collections::{BTreeMap, BTreeSet};

/// Rows by their keys. Whoever wants to change one says so, and the difference is what has to be stored.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Table<K, V> {
    rows: BTreeMap<K, V>,
    before: BTreeMap<K, Option<V>>,
    touched: BTreeSet<K>,
}

impl<K, V> Default for Table<K, V> {
    fn default() -> Self {
        Self {
            rows: BTreeMap::new(),
            before: BTreeMap::new(),
            touched: BTreeSet::new(),
        }
    }
}

impl<K: Clone + Ord, V: Clone + PartialEq> Table<K, V> {
    /// A row as it was stored.
    pub(crate) fn restore(&mut self, key: K, row: V) {
        self.rows.insert(key, row);
    }

    /// A row to look at.
    pub(crate) fn get(&self, key: &K) -> Option<&V> {
        self.rows.get(key)
    }

    /// All rows to look at.
    pub(crate) const fn all(&self) -> &BTreeMap<K, V> {
        &self.rows
    }

    /// A row to be changed.
    pub(crate) fn edit(&mut self, key: &K) -> Option<&mut V> {
        self.note(key);
        self.rows.get_mut(key)
    }

    /// A new row, or another in the place of one.
    pub(crate) fn insert(&mut self, key: K, row: V) {
        self.note(&key);
        self.rows.insert(key, row);
    }

    /// Deletes a row.
    pub(crate) fn remove(&mut self, key: &K) -> Option<V> {
        self.note(key);
        self.rows.remove(key)
    }

    /// The rows that have changed since the last call; without a row, those that are gone.
    pub(crate) fn take_changes(&mut self) -> Vec<(K, Option<V>)> {
        std::mem::take(&mut self.before)
            .into_iter()
            .map(|(key, before)| (before, self.rows.get(&key).cloned(), key))
            .filter(|(before, after, _)| before != after)
            .map(|(_, after, key)| (key, after))
            .collect()
    }

    /// The keys of rows that may have changed since [`take_changes`](Self::take_changes), with how each stood then.
    pub(crate) fn changing(&self) -> Vec<(K, Option<V>)> {
        let before = self.before.iter();
        before
            .map(|(key, row)| (key.clone(), row.clone()))
            .collect()
    }

    /// The rows that somebody wanted to change since the last call.
    pub(crate) fn take_touched(&mut self) -> BTreeSet<K> {
        std::mem::take(&mut self.touched)
    }

    /// As if somebody wanted to change all of them.
    pub(crate) fn look_at_all(&mut self) {
        let keys: Vec<K> = self.rows.keys().cloned().collect();
        for key in &keys {
            self.note(key);
        }
    }

    /// As if all had been changed.
    pub(crate) fn touch_all(&mut self) {
        self.touched.extend(self.rows.keys().cloned());
    }

    fn note(&mut self, key: &K) {
        self.touched.insert(key.clone());
        if !self.before.contains_key(key) {
            self.before.insert(key.clone(), self.rows.get(key).cloned());
        }
    }
}
