//! People as a table: taken in from a file, with a look beforehand at what each row would do.

use serde::{Deserialize, Serialize};

use crate::ids::{LinkToken, OperatorName, Timestamp};

/// Rows of one file, at most.
pub const IMPORT_ROWS_MAX: usize = 500;

/// Bytes of the JSON of a file: 500 rows of 400 bytes, escaped.
pub const IMPORT_BYTES_MAX: usize = 524_288;

/// A file of people ([`PostPeopleImport`](super::PostPeopleImport)): CSV (RFC 4180) with a head of `name`, and as one likes
/// `display`, `role` and `queues`.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PeopleFile {
    /// The text of the file.
    pub csv: String,
}

/// What a row does, or would do.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ImportedRow {
    /// Its line in the file; the head is line 1.
    pub line: u32,
    /// Of whom it is; nothing, if that cannot be read.
    pub name: Option<OperatorName>,
    /// What it does.
    pub effect: ImportEffect,
}

/// What becomes of somebody by a row.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ImportEffect {
    /// They are invited.
    Invited {
        /// The secret of their link, told once; nothing in a look beforehand.
        token: Option<LinkToken>,
        /// Until when it works.
        until: Timestamp,
    },
    /// They are there, and are changed.
    Changed,
    /// They are there, as the row says.
    Unchanged,
    /// The row cannot be taken: why. Then nothing of the file is.
    Refused {
        /// Which part of it, and what is wrong, for whoever reads the answer itself.
        why: String,
        /// The column, such as `role`; nothing, if it is the row.
        column: Option<String>,
    },
}
