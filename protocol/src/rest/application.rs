//! Application passwords: by them programs other than browsers are let in.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::second_factor::PROOF_BYTES_MAX;
use crate::ids::{ApplicationId, Timestamp};
use crate::language::Language;
use crate::text::Title;

/// Bytes of a label in JSON's longest way, and of a proof.
pub const APPLICATION_BYTES_MAX: usize = PROOF_BYTES_MAX + 4_096;

/// Somebody wants another application password ([`PostApplication`](super::PostApplication)).
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewApplication {
    /// What it is called: the program, and where it runs.
    pub label: Title,
    /// In which language the contacts speak that the program shows, of those there are; English, if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// Their own password, once more; left out by who has none, and has shown who they are just now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password: Option<String>,
    /// What the app shows by now, or a code for recovery, if they have a second factor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// Without the password.
impl fmt::Debug for NewApplication {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewApplication")
            .field("label", &self.label)
            .finish_non_exhaustive()
    }
}

/// An application password. It is told once.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ApplicationPassword {
    /// By what it is taken back.
    pub id: ApplicationId,
    /// What the program is given.
    pub password: String,
}

/// Without the password.
impl fmt::Debug for ApplicationPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApplicationPassword")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// An application password that there is ([`GetApplications`](super::GetApplications)).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ApplicationListing {
    /// By what it is taken back.
    pub id: ApplicationId,
    /// What it is called.
    pub label: Title,
    /// When it was made.
    pub made: Timestamp,
    /// When a program last signed in with it.
    pub used: Option<Timestamp>,
}
