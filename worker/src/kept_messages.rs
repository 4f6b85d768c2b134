//! What messages say that guests have left: a value of Workers KV each, beside the mails of them, which goes with the message or by
//! itself.

use hushdesk_protocol::ids::{MessageId, OrganisationName};
use hushdesk_protocol::rest::{MESSAGE_DAYS, MessageRow, MessageSaid, Writer};
use worker::{Env, KvStore, Result};

use crate::kept_mails::BINDING;

/// For how long one is kept.
const SECONDS: u64 = MESSAGE_DAYS * 24 * 60 * 60;

/// The messages of one organisation.
pub(crate) struct KeptMessages {
    store: KvStore,
    organisation: OrganisationName,
}

impl KeptMessages {
    /// Those of this organisation.
    pub(crate) fn of(env: &Env, organisation: OrganisationName) -> Result<Self> {
        let store = env.kv(BINDING)?;
        Ok(Self {
            store,
            organisation,
        })
    }

    /// Keeps one.
    pub(crate) async fn put(&self, id: &MessageId, said: &MessageSaid) -> Result<()> {
        let text = match said {
            MessageSaid::Open(text) => text.as_str(),
            MessageSaid::Sealed(note) => note.as_str(),
        };
        let put = self.store.put(&self.key(id), text)?;
        Ok(put.expiration_ttl(SECONDS).execute().await?)
    }

    /// One, if it is there.
    pub(crate) async fn find(&self, row: &MessageRow) -> Result<Option<MessageSaid>> {
        let text = self.store.get(&self.key(&row.id)).text().await?;
        Ok(text.and_then(|text| match row.writer {
            Writer::Open { .. } => text.parse().ok().map(MessageSaid::Open),
            Writer::Sealed => text.parse().ok().map(MessageSaid::Sealed),
        }))
    }

    /// Deletes one, if it is there.
    pub(crate) async fn delete(&self, id: &MessageId) -> Result<()> {
        Ok(self.store.delete(&self.key(id)).await?)
    }

    fn key(&self, id: &MessageId) -> String {
        format!("{}/message/{}", self.organisation, id.as_str())
    }
}
