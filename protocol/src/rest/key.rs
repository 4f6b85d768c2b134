//! The keys of an organisation: whose holders may answer sealed chats. Fingerprints only; a private key never leaves the
//! browser that has it.

use serde::{Deserialize, Serialize};

use crate::ids::{Fingerprint, OperatorName, Timestamp};
use crate::text::{DisplayName, NoteKey, Title};

/// Bytes of the JSON of a key.
pub const KEY_BYTES_MAX: usize = 4_096;

/// Keys of an organisation, those that were revoked or have expired among them.
pub const KEYS_MAX: u32 = 500;

/// Keys one person may have proposed at once.
pub const PROPOSED_KEYS_MAX: u32 = 5;

/// A key of the organisation ([`GetKeys`](super::GetKeys)).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Key {
    /// Its fingerprint.
    pub fingerprint: Fingerprint,
    /// What it is called.
    pub label: Title,
    /// Whose it is; nobody's alone, if it is shared.
    pub holder: Option<OperatorName>,
    /// Whose it is, as the library says: what guests read. An administrator has given it, its holder cannot change it.
    pub name: Option<DisplayName>,
    /// When it was added.
    pub added: Timestamp,
    /// From when on it does not count any more.
    pub expires: Option<Timestamp>,
    /// Whether it counts.
    pub state: KeyState,
}

/// Whether a key counts, as far as that is not a matter of time.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum KeyState {
    /// Its holder has made it and asks for it to be pinned.
    Proposed,
    /// It counts until it expires.
    Pinned,
    /// It does not count any more, in no skin.
    Revoked {
        /// Since when.
        at: Timestamp,
    },
}

/// A key that is to be pinned ([`PostKey`](super::PostKey)).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewKey {
    /// Its fingerprint.
    pub fingerprint: Fingerprint,
    /// How it is called, whose it is, and until when.
    pub settings: KeySettings,
}

/// What of a key can be changed ([`PutKey`](super::PutKey)).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct KeySettings {
    /// What it is called.
    pub label: Title,
    /// Whose it is; nobody's alone, if it is shared.
    #[serde(default)]
    pub holder: Option<OperatorName>,
    /// Whose it is, as the library says: what guests read.
    #[serde(default)]
    pub name: Option<DisplayName>,
    /// From when on it does not count any more.
    #[serde(default)]
    pub expires: Option<Timestamp>,
}

/// Whose a key is that was proposed, and until when it is pinned ([`PostKeyAcceptance`](super::PostKeyAcceptance)).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct KeyAcceptance {
    /// Whose it is, as the library says: what guests read.
    #[serde(default)]
    pub name: Option<DisplayName>,
    /// From when on it does not count any more.
    #[serde(default)]
    pub expires: Option<Timestamp>,
}

/// A key somebody has made for themselves ([`PostOwnKey`](super::PostOwnKey)).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ProposedKey {
    /// Its fingerprint.
    pub fingerprint: Fingerprint,
    /// What it is called.
    pub label: Title,
}

/// A key that notes can be sealed to, beside an OTR key ([`PutNoteKey`](super::PutNoteKey)): public, and signed by the OTR key.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PublishedNoteKey {
    /// The key.
    pub key: NoteKey,
}

/// Whether guests may leave sealed notes to somebody's key ([`GetNoteKey`](super::GetNoteKey)).
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum NoteKeyState {
    /// They cannot: the organisation does not have the key pinned, or as somebody else's.
    NotPinned,
    /// They could, if its holder let them.
    Unpublished,
    /// They may.
    Published,
}
