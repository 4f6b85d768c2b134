//! Where transcripts of open chats are kept: a value of Workers KV for each chat, written once and never changed, which goes
//! by itself when its time is over.
//!
//! What is written is an [`OpenTranscript`](durable_queue::OpenTranscript), which no sealed chat yields.

use durable_queue::open_transcript::WrittenTranscript;
use hushdesk_protocol::ids::{ChatId, OrganisationName, QueueName, Timestamp};
use serde::Serialize;
use worker::{Env, Error, KvStore, Result};

/// The name of the binding in `wrangler.toml`.
pub const TRANSCRIPTS_BINDING: &str = "TRANSCRIPTS";

/// How much longer a value has to live for KV to take it: a minute.
const LIVES_MILLIS_MIN: u64 = 60_000;

/// The transcripts of one organisation.
pub struct KeptTranscripts {
    store: KvStore,
    organisation: OrganisationName,
}

/// What stands beside a value, for whoever runs the service.
#[derive(Serialize)]
struct Beside<'a> {
    queue: &'a QueueName,
    ended: Timestamp,
}

impl KeptTranscripts {
    /// Those of this organisation.
    ///
    /// # Errors
    ///
    /// There is no such binding.
    pub fn of(env: &Env, organisation: OrganisationName) -> Result<Self> {
        let store = env.kv(TRANSCRIPTS_BINDING)?;
        Ok(Self {
            store,
            organisation,
        })
    }

    /// The transcript of a chat, if it is there.
    ///
    /// # Errors
    ///
    /// It could not be read.
    pub async fn find(&self, chat: &ChatId) -> Result<Option<WrittenTranscript>> {
        let text = self.store.get(&self.key(chat)).text().await?;
        let read = text.map(|text| serde_json::from_str(&text)).transpose();
        // Without the error's own words: they could repeat what is in the text.
        read.map_err(|_| Error::RustError("a transcript makes no sense".to_owned()))
    }

    /// Deletes that of a chat, if there is one.
    ///
    /// # Errors
    ///
    /// It may still be there.
    pub async fn delete(&self, chat: &ChatId) -> Result<()> {
        Ok(self.store.delete(&self.key(chat)).await?)
    }

    /// Puts that of a chat, as it is written, where it is kept until then. Doing it again changes nothing. What would be
    /// gone within a minute is not put there.
    pub(crate) async fn put(
        &self,
        chat: &ChatId,
        written: &str,
        (queue, ended): (&QueueName, Timestamp),
        (until, now): (Timestamp, Timestamp),
    ) -> Result<()> {
        if until <= now.plus(LIVES_MILLIS_MIN) {
            return Ok(());
        }
        let put = self.store.put(&self.key(chat), written)?;
        let put = put.metadata(Beside { queue, ended })?;
        Ok(put.expiration(until.0 / 1_000).execute().await?)
    }

    fn key(&self, chat: &ChatId) -> String {
        format!("{}/{chat}", self.organisation)
    }
}
