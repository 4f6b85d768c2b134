//! Which queue this is and how it is set, as far as the Worker has said it.

use hushdesk_protocol::ids::Timestamp;
use hushdesk_protocol::rest::QueueSettings;

use crate::effect::Effect;
use crate::limits::DAY_MILLIS;
use crate::stored::{Stored, StoredConfig};
use crate::to_archive::{AlertRules, OfQueue, RetainedUntil, Retention};

/// For how long what is said is kept, by a rule of this version.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Keeping {
    days: u32,
    version: u64,
}

impl Keeping {
    /// Until when this keeps what was said in a chat that ends now.
    pub(crate) fn until(self, now: Timestamp) -> RetainedUntil {
        RetainedUntil {
            until: now.plus(u64::from(self.days).saturating_mul(DAY_MILLIS)),
            version: self.version,
        }
    }
}

/// For how many days what is kept.
const fn retention(settings: &QueueSettings) -> [Option<u32>; 3] {
    [settings.retain, settings.anonymise, settings.delete]
}

/// The configuration, and whether it has changed since it was stored.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Config {
    known: StoredConfig,
    is_changed: bool,
    /// Whether chats, or what was said in them, are kept for another time than before.
    is_retention_changed: bool,
    /// Whether it is told at other times that people are needed.
    are_alerts_changed: bool,
}

impl Config {
    /// As it was stored.
    pub(crate) const fn restored(known: StoredConfig) -> Self {
        Self {
            known,
            is_changed: false,
            is_retention_changed: false,
            are_alerts_changed: false,
        }
    }

    /// What is known.
    pub(crate) const fn known(&self) -> &StoredConfig {
        &self.known
    }

    /// For how long what is said is kept, if it is.
    pub(crate) fn keeping(&self) -> Option<Keeping> {
        let version = self.known.version;
        let days = self.known.settings.retain;
        days.map(|days| Keeping { days, version })
    }

    /// Takes this for what is so, unless something newer is known: it may have been overtaken on its way. Gives whether
    /// that is news.
    pub(crate) fn learn(&mut self, said: StoredConfig) -> bool {
        let is_news = said.version >= self.known.version && said != self.known;
        if is_news {
            self.is_retention_changed |=
                retention(&said.settings) != retention(&self.known.settings);
            self.are_alerts_changed |= said.settings.alerts != self.known.settings.alerts
                // It may be open at other times from now on.
                || (said.settings.alerts.unstaffed_seconds.is_some()
                    && said.version != self.known.version);
            self.known = said;
            self.is_changed = true;
        }
        is_news
    }

    /// What has to be stored and told since the last call.
    pub(crate) fn take_changes(&mut self) -> impl Iterator<Item = Effect> {
        let is_changed = std::mem::take(&mut self.is_changed);
        let is_retention_changed = std::mem::take(&mut self.is_retention_changed);
        let are_alerts_changed = std::mem::take(&mut self.are_alerts_changed);
        let StoredConfig {
            name,
            settings,
            version,
            ..
        } = &self.known;
        let stored = || Effect::Store(Stored::Config(Box::new(self.known.clone())));
        let retention = |queue| Retention {
            queue,
            days: settings.retain,
            anonymise: settings.anonymise,
            delete: settings.delete,
            version: *version,
        };
        let rules = |queue| AlertRules {
            queue,
            alerts: settings.alerts.clone(),
            version: *version,
        };
        let retention = name.clone().filter(|_| is_retention_changed).map(retention);
        let rules = name.clone().filter(|_| are_alerts_changed).map(rules);
        let told = retention.map(OfQueue::Retention).into_iter();
        let told = told.chain(rules.map(OfQueue::Alerts));
        let stored = is_changed.then(stored).into_iter();
        stored.chain(told.map(Effect::TellOfQueue))
    }
}
