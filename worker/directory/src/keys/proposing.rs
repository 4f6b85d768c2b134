//! Keys that people have made for themselves, and ask to have pinned.

use hushdesk_edge::Database;
use hushdesk_protocol::ids::Fingerprint;
use hushdesk_protocol::rest::{KeySettings, PROPOSED_KEYS_MAX};
use hushdesk_protocol::text::Title;
use serde::{Deserialize, Serialize};

use super::add;
use crate::audit::Act;
use crate::caller::SignedIn;
use crate::question::{Answered, Asked, Question};
use crate::refused::{DirectoryError, Refused};
use crate::tables;

/// Proposes a key of whoever asks.
#[derive(Serialize, Deserialize)]
pub struct ProposeKey {
    /// Which.
    pub fingerprint: Fingerprint,
    /// What it is called.
    pub label: Title,
}

impl Question for ProposeKey {
    const PATH: &'static str = "/propose-key";
    type By = SignedIn;
    type Answer = ();

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, SignedIn>,
    ) -> Result<Answered<()>, DirectoryError> {
        let (database, holder) = (asked.database, asked.by.operator());
        tables::must_count_less(
            database,
            "SELECT count(*) FROM keys WHERE holder = ? AND NOT pinned AND revoked IS NULL",
            vec![holder.as_str().into()],
            PROPOSED_KEYS_MAX,
        )?;
        must_be_unknown(database, &self.fingerprint)?;
        let settings = KeySettings {
            label: self.label,
            holder: Some(holder.clone()),
            name: None,
            expires: None,
        };
        add(database, &self.fingerprint, &settings, false, asked.now)?;
        let act = Act::made("propose_key", self.fingerprint.as_str(), &settings)?;
        Ok(Answered::done(act))
    }
}

/// Refuses a key that a skin vouches for by itself: whose it is an administrator has said, and to turn the proposal down must
/// change nothing there.
fn must_be_unknown(
    database: &impl Database,
    fingerprint: &Fingerprint,
) -> Result<(), DirectoryError> {
    let pins = database.query(
        "SELECT 1 FROM pinned_keys WHERE fingerprint = ?",
        vec![fingerprint.as_str().into()],
    )?;
    if pins.is_empty() {
        Ok(())
    } else {
        Err(Refused::NameTaken.into())
    }
}
