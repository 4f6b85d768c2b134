//! What administrators have done, for administrators to read.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::ids::{IdError, OperatorName, Timestamp};

/// Entries in one file, at most: the newest.
pub const AUDIT_CSV_ENTRIES_MAX: usize = 10_000;

/// Bytes of what was and is in one file, about: no entry is begun after so many.
pub const AUDIT_CSV_BYTES_MAX: usize = 16_000_000;

/// Something that was done ([`GetAudit`](super::GetAudit)).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AuditEntry {
    /// Its place among all, counted from 1.
    pub number: u64,
    /// When.
    pub at: Timestamp,
    /// By whom; nobody's name is known of whoever had the setup code.
    pub by: Option<OperatorName>,
    /// From where: an address, or the network of one.
    pub address: String,
    /// What, such as `change_person`.
    pub act: String,
    /// To what.
    pub subject: String,
    /// The JSON of how that was; none, if it was not there, or there is no more to say.
    pub before: Option<String>,
    /// The JSON of how it is; none, if it is gone, or there is no more to say.
    pub after: Option<String>,
}

/// A moment in an address: milliseconds since 1970-01-01 UTC.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Moment(String);

impl Moment {
    /// As it stands in an address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The moment.
    pub fn timestamp(&self) -> Timestamp {
        Timestamp(self.0.parse().unwrap_or_default())
    }
}

impl From<Timestamp> for Moment {
    fn from(moment: Timestamp) -> Self {
        Self(moment.0.to_string())
    }
}

impl TryFrom<String> for Moment {
    type Error = IdError;

    fn try_from(text: String) -> Result<Self, IdError> {
        // Whatever a number of a browser can be.
        let is_moment = text.parse::<u64>().is_ok_and(|millis| millis < 1 << 53);
        is_moment.then_some(Self(text)).ok_or(IdError::Moment)
    }
}

impl From<Moment> for String {
    fn from(moment: Moment) -> Self {
        moment.0
    }
}

/// What kind of act is looked for in the audit log, such as `change_person`.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ActName(String);

impl ActName {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for ActName {
    type Error = IdError;

    fn try_from(text: String) -> Result<Self, IdError> {
        let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte == b'_';
        let is_name = (1..=63).contains(&text.len()) && text.bytes().all(is_plain);
        is_name.then_some(Self(text)).ok_or(IdError::Name)
    }
}

impl From<ActName> for String {
    fn from(name: ActName) -> Self {
        name.0
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_stands_in_an_address_as_a_number() {
        let moment = Moment::from(Timestamp(1_800_000_000_000));
        assert_eq!(moment.as_str(), "1800000000000");
        assert_eq!(moment.timestamp(), Timestamp(1_800_000_000_000));
        for text in ["", "-1", "2026-11-29", "99999999999999999"] {
            assert_eq!(Moment::try_from(text.to_owned()), Err(IdError::Moment));
        }
    }
}
