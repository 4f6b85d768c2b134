//! Which queue this is and how it is set, as far as the Worker has said it.

use crate::effect::Effect;
use crate::stored::{Stored, StoredConfig};
use crate::to_archive::Retention;

/// The configuration, and whether it has changed since it was stored.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Config {
    known: StoredConfig,
    is_changed: bool,
    /// Whether what was said is kept for another time than before.
    is_retention_changed: bool,
}

impl Config {
    /// As it was stored.
    pub(crate) const fn restored(known: StoredConfig) -> Self {
        Self {
            known,
            is_changed: false,
            is_retention_changed: false,
        }
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
            self.is_retention_changed |= said.settings.retain != self.known.settings.retain;
            self.known = said;
            self.is_changed = true;
        }
        is_news
    }

    /// What has to be stored and told since the last call.
    pub(crate) fn take_changes(&mut self) -> impl Iterator<Item = Effect> {
        let is_changed = std::mem::take(&mut self.is_changed);
        let is_retention_changed = std::mem::take(&mut self.is_retention_changed);
        let known = &self.known;
        let stored = || Effect::Store(Stored::Config(Box::new(known.clone())));
        let queue = known.name.clone().filter(|_| is_retention_changed);
        let told = queue.map(|queue| {
            Effect::TellRetention(Retention {
                queue,
                days: known.settings.retain,
                version: known.version,
            })
        });
        is_changed.then(stored).into_iter().chain(told)
    }
}
