//! What an endpoint answers when it does not do what it is asked to (RFC 9457).

use serde::{Deserialize, Serialize};

/// The media type of a [`Problem`].
pub const PROBLEM_TYPE: &str = "application/problem+json";

/// Every answer that is not a success: what happened and what to do. Programs go by `type`.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Problem {
    /// For programs.
    #[serde(rename = "type")]
    pub code: ProblemCode,
    /// What kind of problem it is, in a few words; the same for all of a type.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What happened here and what to do, in one sentence, for whoever reads the answer itself; front ends show a sentence
    /// of their own catalogue.
    pub detail: String,
}

impl Problem {
    /// This problem, told in this sentence.
    pub fn new(code: ProblemCode, detail: String) -> Self {
        Self {
            code,
            title: code.title().to_owned(),
            status: code.status(),
            detail,
        }
    }
}

/// What went wrong with a request.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ProblemCode {
    /// The body, or a part of the address, is not what the endpoint takes.
    #[serde(rename = "urn:hushdesk:problem:malformed")]
    Malformed,
    /// Name and password do not match.
    #[serde(rename = "urn:hushdesk:problem:wrong-credentials")]
    WrongCredentials,
    /// Name and password match, and a second factor is to be shown besides.
    #[serde(rename = "urn:hushdesk:problem:second-factor-needed")]
    SecondFactorNeeded,
    /// The endpoint needs a sign-in, and there is none or it has ended.
    #[serde(rename = "urn:hushdesk:problem:signed-out")]
    SignedOut,
    /// Signed in, but not allowed to; or from where nobody is.
    #[serde(rename = "urn:hushdesk:problem:forbidden")]
    Forbidden,
    /// Signed in, but without the second factor that the organisation requires: it has to be set up first.
    #[serde(rename = "urn:hushdesk:problem:second-factor-missing")]
    SecondFactorMissing,
    /// Signed in, but for this whoever asks shows again, with their password, that it is them (as RFC 9470 has it).
    #[serde(rename = "urn:hushdesk:problem:proof-needed")]
    ProofNeeded,
    /// Nothing has this address.
    #[serde(rename = "urn:hushdesk:problem:not-found")]
    NotFound,
    /// The address is there, and nothing is done there by this method.
    #[serde(rename = "urn:hushdesk:problem:method-not-allowed")]
    MethodNotAllowed,
    /// It is there already.
    #[serde(rename = "urn:hushdesk:problem:conflict")]
    Conflict,
    /// Something else needs what was to be removed.
    #[serde(rename = "urn:hushdesk:problem:in-use")]
    InUse,
    /// There are as many as there may be.
    #[serde(rename = "urn:hushdesk:problem:full")]
    Full,
    /// Nobody would be left who can administer the organisation.
    #[serde(rename = "urn:hushdesk:problem:last-administrator")]
    LastAdministrator,
    /// The link has been used, has run out, or never was one.
    #[serde(rename = "urn:hushdesk:problem:link-over")]
    LinkOver,
    /// The chat is sealed: nobody but its two ends can read it.
    #[serde(rename = "urn:hushdesk:problem:sealed")]
    Sealed,
    /// What was said in the chat was not kept.
    #[serde(rename = "urn:hushdesk:problem:not-retained")]
    NotRetained,
    /// What was said in the chat was kept for as long as its queue says, and is gone.
    #[serde(rename = "urn:hushdesk:problem:expired")]
    Expired,
    /// What was said in the chat was deleted.
    #[serde(rename = "urn:hushdesk:problem:deleted")]
    Deleted,
    /// Whoever asks has no password here, or passwords are switched off: one signs in at the identity provider.
    #[serde(rename = "urn:hushdesk:problem:passwords-off")]
    PasswordsOff,
    /// The identity provider does not say who somebody is, or what it says is not believed.
    #[serde(rename = "urn:hushdesk:problem:provider-refused")]
    ProviderRefused,
    /// The identity provider says who somebody is, and nobody here goes by that.
    #[serde(rename = "urn:hushdesk:problem:not-invited")]
    NotInvited,
    /// Passwords are not switched off before whoever does so has signed in at the identity provider.
    #[serde(rename = "urn:hushdesk:problem:provider-untried")]
    ProviderUntried,
    /// A sign-in at the identity provider was used, took too long, or was begun in another browser.
    #[serde(rename = "urn:hushdesk:problem:sign-in-over")]
    SignInOver,
    /// The identity provider cannot be reached, or is none that can be used.
    #[serde(rename = "urn:hushdesk:problem:provider-failed")]
    ProviderFailed,
    /// The organisation has no address to mail from.
    #[serde(rename = "urn:hushdesk:problem:no-sender")]
    NoSender,
    /// The mail was not taken by whoever delivers it.
    #[serde(rename = "urn:hushdesk:problem:not-mailed")]
    NotMailed,
    /// Somebody has changed what was to be changed since it was read.
    #[serde(rename = "urn:hushdesk:problem:changed-meanwhile")]
    ChangedMeanwhile,
    /// `If-Match` does not say which version is to be changed.
    #[serde(rename = "urn:hushdesk:problem:version-missing")]
    VersionMissing,
    /// Too many tries: wait as long as `Retry-After` says.
    #[serde(rename = "urn:hushdesk:problem:too-many")]
    TooMany,
    /// The edge failed; it is not the client's fault.
    #[serde(rename = "urn:hushdesk:problem:failed")]
    Failed,
}

impl ProblemCode {
    /// All of them, by their statuses.
    pub const ALL: [Self; 30] = [
        Self::Malformed,
        Self::WrongCredentials,
        Self::SignedOut,
        Self::SecondFactorNeeded,
        Self::ProofNeeded,
        Self::Forbidden,
        Self::SecondFactorMissing,
        Self::PasswordsOff,
        Self::ProviderRefused,
        Self::NotInvited,
        Self::NotFound,
        Self::NotRetained,
        Self::MethodNotAllowed,
        Self::Conflict,
        Self::InUse,
        Self::Full,
        Self::LastAdministrator,
        Self::Sealed,
        Self::NoSender,
        Self::ProviderUntried,
        Self::LinkOver,
        Self::SignInOver,
        Self::Expired,
        Self::Deleted,
        Self::ChangedMeanwhile,
        Self::VersionMissing,
        Self::TooMany,
        Self::Failed,
        Self::NotMailed,
        Self::ProviderFailed,
    ];

    /// The HTTP status (RFC 9110, section 15.5; RFC 6585).
    pub const fn status(self) -> u16 {
        match self {
            Self::Malformed => 400,
            Self::WrongCredentials
            | Self::SecondFactorNeeded
            | Self::SignedOut
            | Self::ProofNeeded => 401,
            Self::Forbidden
            | Self::SecondFactorMissing
            | Self::PasswordsOff
            | Self::ProviderRefused
            | Self::NotInvited => 403,
            Self::NotFound | Self::NotRetained => 404,
            Self::MethodNotAllowed => 405,
            Self::Conflict
            | Self::InUse
            | Self::Full
            | Self::LastAdministrator
            | Self::Sealed
            | Self::NoSender
            | Self::ProviderUntried => 409,
            Self::LinkOver | Self::SignInOver | Self::Expired | Self::Deleted => 410,
            Self::ChangedMeanwhile => 412,
            Self::VersionMissing => 428,
            Self::TooMany => 429,
            Self::Failed => 500,
            Self::NotMailed | Self::ProviderFailed => 502,
        }
    }

    /// What happened when it is answered, for the documents.
    pub const fn says(self) -> &'static str {
        match self {
            Self::Malformed => {
                "the body, or a part of the address, is not what it should be; `detail` says which"
            }
            Self::WrongCredentials => {
                "name and password, or the code, do not match; whether the name exists is not told"
            }
            Self::SecondFactorNeeded => {
                "name and password match; say them again with a `code`, of the app or for recovery"
            }
            Self::SecondFactorMissing => {
                "the organisation requires a second factor, and whoever asks has none: they set one up first"
            }
            Self::SignedOut => "there is no session, or it has ended",
            Self::ProofNeeded => {
                "for this whoever asks shows their password again first (`PUT /session/proof`); it then counts for ten minutes"
            }
            Self::Forbidden => {
                "plain HTTP, another site, another role, not assigned to the queue, a wrong setup code, or none in the \
                 deployment"
            }
            Self::NotFound => {
                "no such address, or nothing of this name, or an organisation that nobody has set up"
            }
            Self::MethodNotAllowed => "nothing is done there by this method; `Allow` says by which",
            Self::Conflict => "the organisation has been set up, or there is another of this name",
            Self::InUse => "something else needs what was to be removed; `detail` says what",
            Self::Full => "there are as many of these as there may be",
            Self::LastAdministrator => {
                "nobody would be left who can sign in and administer the organisation"
            }
            Self::LinkOver => "the link has been used, has run out, or never was one",
            Self::Sealed => "the chat is sealed: nobody but its two ends can read it",
            Self::NotRetained => "its queue did not keep what was said when the chat ended",
            Self::Expired => "it was kept for as long as its queue says, and is gone",
            Self::Deleted => "somebody who administers the organisation has deleted what was said",
            Self::PasswordsOff => {
                "passwords are switched off, or whoever asks has none: one signs in at the identity provider"
            }
            Self::ProviderRefused => {
                "the identity provider does not say who it is, or what it says is not believed; `detail` says why"
            }
            Self::NotInvited => {
                "nobody here goes by what the identity provider says, or more than one does; an administrator invites them"
            }
            Self::ProviderUntried => {
                "passwords are switched off by an administrator who has signed in at the identity provider as it is set"
            }
            Self::SignInOver => {
                "a sign-in at the identity provider counts once, in the browser that began it, for ten minutes"
            }
            Self::ProviderFailed => {
                "the identity provider cannot be reached, or used; `detail` says why"
            }
            Self::NoSender => {
                "the organisation has no address to mail from; an administrator sets one"
            }
            Self::NotMailed => "whoever delivers mail did not take it; `detail` says why",
            Self::ChangedMeanwhile => "it is not any more what `If-Match` says: read it again",
            Self::VersionMissing => "there is no `If-Match`, which says what is to be changed",
            Self::TooMany => "a limit; `Retry-After` says how many seconds to wait",
            Self::Failed => "the service failed",
        }
    }

    /// What kind of problem it is, in a few words.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Malformed => "The request cannot be read",
            Self::WrongCredentials => "Name and password do not match",
            Self::SecondFactorNeeded => "A second factor is needed",
            Self::SecondFactorMissing => "A second factor is missing",
            Self::SignedOut => "Nobody is signed in",
            Self::ProofNeeded => "The password is needed again",
            Self::Forbidden => "Not allowed",
            Self::NotFound => "Not there",
            Self::MethodNotAllowed => "Not done here",
            Self::Conflict => "There already",
            Self::InUse => "In use",
            Self::Full => "No room for more",
            Self::LastAdministrator => "The last administrator",
            Self::LinkOver => "The link is over",
            Self::Sealed => "The chat is sealed",
            Self::PasswordsOff => "No password here",
            Self::ProviderRefused => "Refused by the identity provider",
            Self::NotInvited => "Nobody here",
            Self::ProviderUntried => "Not tried yet",
            Self::SignInOver => "The sign-in is over",
            Self::ProviderFailed => "The identity provider failed",
            Self::NoSender => "No address to mail from",
            Self::NotMailed => "Not mailed",
            Self::NotRetained => "Not kept",
            Self::Expired => "Kept no longer",
            Self::Deleted => "Deleted",
            Self::ChangedMeanwhile => "Changed meanwhile",
            Self::VersionMissing => "The version is missing",
            Self::TooMany => "Too many tries",
            Self::Failed => "The service failed",
        }
    }
}
