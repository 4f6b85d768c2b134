//! What mails say until they have gone: a value of Workers KV each, which goes by itself after two days.
//!
//! It is put there whole, when it is asked for: what it says may be gone elsewhere before it could be handed over.

use hushdesk_protocol::ids::{MailId, OrganisationName};
use worker::{Env, Error, KvStore, Result};

use crate::mailer::Mail;

/// The name of the binding in `wrangler.toml`.
pub(crate) const BINDING: &str = "MAILS";

/// For how long one is kept that does not go: two days, where it is tried for hours.
const SECONDS: u64 = 2 * 24 * 60 * 60;

/// The mails of one organisation.
pub(crate) struct KeptMails {
    store: KvStore,
    organisation: OrganisationName,
}

impl KeptMails {
    /// Those of this organisation.
    pub(crate) fn of(env: &Env, organisation: OrganisationName) -> Result<Self> {
        let store = env.kv(BINDING)?;
        Ok(Self {
            store,
            organisation,
        })
    }

    /// Keeps one.
    pub(crate) async fn put(&self, id: &MailId, mail: &Mail) -> Result<()> {
        let put = self.store.put(&self.key(id), mail)?;
        Ok(put.expiration_ttl(SECONDS).execute().await?)
    }

    /// One, if it is there.
    pub(crate) async fn find(&self, id: &MailId) -> Result<Option<Mail>> {
        let text = self.store.get(&self.key(id)).text().await?;
        let read = text.map(|text| serde_json::from_str(&text)).transpose();
        // Without the error's own words: they could repeat what is in the text.
        read.map_err(|_| Error::RustError("a mail makes no sense".to_owned()))
    }

    /// Deletes one, if it is there.
    pub(crate) async fn delete(&self, id: &MailId) -> Result<()> {
        Ok(self.store.delete(&self.key(id)).await?)
    }

    fn key(&self, id: &MailId) -> String {
        format!("{}/{}", self.organisation, id.as_str())
    }
}
