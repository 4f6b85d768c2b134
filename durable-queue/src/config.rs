//! Which queue this is and how it is set, as far as the Worker has said it.

use crate::effect::Effect;
use crate::stored::{Stored, StoredConfig};

/// The configuration, and whether it has changed since it was stored.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Config {
    known: StoredConfig,
    is_changed: bool,
}

impl Config {
    /// As it was stored.
    pub(crate) const fn restored(known: StoredConfig) -> Self {
        let is_changed = false;
        Self { known, is_changed }
    }

    /// What is known.
    pub(crate) const fn known(&self) -> &StoredConfig {
        &self.known
    }

    /// Takes this for what is so, unless something newer is known: it may have been overtaken on its way. Gives whether
    /// that is news.
    pub(crate) fn learn(&mut self, said: StoredConfig) -> bool {
        let is_news = said.version >= self.known.version && said != self.known;
        if is_news {
            self.known = said;
            self.is_changed = true;
        }
        is_news
    }

    /// What has to be stored since the last call.
    pub(crate) fn take_change(&mut self) -> Option<Effect> {
        let is_changed = std::mem::take(&mut self.is_changed);
        is_changed.then(|| Effect::Store(Stored::Config(Box::new(self.known.clone()))))
    }
}
