//! The organisation as a whole.

use serde::{Deserialize, Serialize};

use crate::email_address::EmailAddress;
use crate::text::Title;

/// Bytes of the JSON of an organisation.
pub const ORGANISATION_BYTES_MAX: usize = 4_096;

/// Days the audit log is kept, unless it is said otherwise.
pub const AUDIT_DAYS: u32 = 400;

/// Days the audit log is kept, at least.
pub const AUDIT_DAYS_MIN: u32 = 30;

/// Days the audit log is kept, at most: ten years.
pub const AUDIT_DAYS_MAX: u32 = 3_653;

/// How the organisation is set ([`PutOrganisation`](super::PutOrganisation)).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    /// What it is called.
    pub name: Title,
    /// Days the audit log is kept: 30 to 3,653.
    pub audit_days: u32,
    /// Whether everybody has to have a second factor.
    pub second_factor_required: bool,
    /// The address that mail comes from, of a domain from which the deployment may send; without one nothing is mailed.
    #[serde(default)]
    pub mails_from: Option<EmailAddress>,
}
