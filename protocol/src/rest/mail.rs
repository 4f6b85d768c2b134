//! Mail: of transcripts, and to people of the organisation.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::narrowing::ZoneName;
use crate::email_address::EmailAddress;
use crate::ids::{OperatorName, ResumeToken, Timestamp};
use crate::language::Language;

/// Bytes of what asks for a mail: an address, a language, some words.
pub const MAIL_BYTES_MAX: usize = 2_048;

/// Mails of one chat, at most: the guest's, a colleague's, and some that were mistyped.
pub const CHAT_MAILS_MAX: u32 = 10;

/// Those of them that its guest asks for, at most: one, and two that were mistyped.
pub const GUEST_MAILS_MAX: u32 = 3;

/// Minutes a link works that was mailed to somebody who has forgotten their password.
pub const FORGOTTEN_LINK_MINUTES: u32 = 30;

/// Minutes a code works that was mailed to an address to see whose it is.
pub const EMAIL_CODE_MINUTES: u32 = 30;

/// Digits of such a code.
pub const EMAIL_CODE_DIGITS: usize = 8;

/// Somewhere to mail something to.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MailTo {
    /// Where.
    pub to: EmailAddress,
    /// In which language its words are, of those there are; English, if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// In the local time of which zone it tells when something was; UTC, if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<ZoneName>,
}

/// What a guest asks for who wants to have mailed what was said ([`PostGuestMail`](super::PostGuestMail)).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct GuestMail {
    /// The secret the chat was opened with.
    pub token: ResumeToken,
    /// Where to.
    pub mail: MailTo,
}

/// A mail that was asked for ([`GetChatMails`](super::GetChatMails)).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChatMail {
    /// Where to; null if the guest asked for it, which nobody remembers where it went.
    pub to: Option<EmailAddress>,
    /// Who asked for it; null if the guest did.
    pub by: Option<OperatorName>,
    /// When.
    pub asked: Timestamp,
    /// What has become of it.
    pub state: MailState,
}

/// What has become of a mail.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MailState {
    /// It is on its way, or is tried again.
    Waiting,
    /// It was handed over to be delivered.
    Sent,
    /// It was not taken, and is not tried again.
    Failed,
    /// What was said in the chat was deleted before it went.
    Withdrawn,
}

/// Whoever has forgotten their password ([`PostForgottenPassword`](super::PostForgottenPassword)).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ForgottenPassword {
    /// Who they are.
    pub who: Forgetful,
    /// In which language the mail is, of those there are; English, if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
}

/// Who has forgotten.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Forgetful {
    /// Whoever signs in by this name.
    Name(OperatorName),
    /// All who have this address.
    Email(EmailAddress),
}

/// The code that was mailed to an address ([`PutOwnEmail`](super::PutOwnEmail)).
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EmailCode {
    /// Its digits; what stands between them does not count.
    pub code: String,
}

/// Without the code.
impl fmt::Debug for EmailCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EmailCode").finish_non_exhaustive()
    }
}

/// Where somebody can be reached ([`GetOwnEmail`](super::GetOwnEmail)).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OwnEmail {
    /// The address they have shown to be theirs, if they have.
    pub email: Option<EmailAddress>,
    /// The address whose code is waited for, if one is.
    pub pending: Option<EmailAddress>,
    /// Whether the organisation has an address to mail from.
    pub mails: bool,
}
