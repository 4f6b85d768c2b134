//! What an administrator does with keys and skins, and what is said when it cannot be done.

use hushdesk_protocol::ids::{Fingerprint, SkinName, Timestamp};
use hushdesk_protocol::rest::{
    DeleteKey, GetSkin, KeyAcceptance, PostKeyAcceptance, PostKeyRevocation, ProblemCode, PutSkin,
    SkinKeys, SkinSealing, SkinSettings, UnverifiedOperator,
};
use hushdesk_protocol::text::DisplayName;
use hushdesk_texts::console as words;
use hushdesk_web::api::{self, Trouble};

/// Something that is done with a key that is there.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Deed {
    /// It counts nowhere any more.
    Revoke(Fingerprint),
    /// It leaves the list.
    Remove(Fingerprint),
    /// It was proposed, and counts from now on: who guests are told has it, and until when.
    Accept(Fingerprint, Option<DisplayName>, Option<Timestamp>),
}

impl Deed {
    /// Does it.
    ///
    /// # Errors
    ///
    /// The edge was not reached, or says no.
    pub(super) async fn does(self) -> Result<(), Trouble> {
        match self {
            Self::Revoke(fingerprint) => api::ask(&PostKeyRevocation { fingerprint }, &()).await,
            Self::Remove(fingerprint) => api::ask(&DeleteKey { fingerprint }, &()).await,
            Self::Accept(fingerprint, name, expires) => {
                let acceptance = KeyAcceptance { name, expires };
                api::ask(&PostKeyAcceptance { fingerprint }, &acceptance).await
            }
        }
    }
}

/// Seals a skin with the organisation's keys, or opens it; all else of it stays. One that somebody has sealed or opened
/// meanwhile is left as they have it.
///
/// # Errors
///
/// The edge was not reached, or says no.
pub(super) async fn seal(skin: SkinName, sealed: bool) -> Result<(), Trouble> {
    let read = api::ask_over(&GetSkin { skin: skin.clone() }, &(), None).await?;
    if (read.answer.settings.sealing != SkinSealing::Open) == sealed {
        return Ok(());
    }
    let sealing = if sealed {
        SkinSealing::Sealed {
            keys: SkinKeys::Organisation,
            unverified: UnverifiedOperator::Refuse,
        }
    } else {
        SkinSealing::Open
    };
    let settings = SkinSettings {
        sealing,
        ..read.answer.settings
    };
    let written = api::ask_over(&PutSkin { skin }, &settings, read.version.as_ref()).await;
    written.map(drop)
}

/// Why something was not done, and what to do about it.
pub(super) fn refusal(trouble: &Trouble) -> &'static str {
    let Trouble::Refused(problem) = trouble else {
        return words::encryption::unreachable();
    };
    match problem.code {
        ProblemCode::Conflict => words::encryption::known_already(),
        ProblemCode::Full => words::encryption::full(),
        ProblemCode::ChangedMeanwhile | ProblemCode::NotFound => {
            words::encryption::changed_meanwhile()
        }
        ProblemCode::ProofNeeded => words::saving::proof_needed(),
        ProblemCode::Malformed
        | ProblemCode::WrongCredentials
        | ProblemCode::SecondFactorNeeded
        | ProblemCode::SecondFactorMissing
        | ProblemCode::SignedOut
        | ProblemCode::Forbidden
        | ProblemCode::MethodNotAllowed
        | ProblemCode::InUse
        | ProblemCode::LastAdministrator
        | ProblemCode::LinkOver
        | ProblemCode::Sealed
        | ProblemCode::NotRetained
        | ProblemCode::Expired
        | ProblemCode::Deleted
        | ProblemCode::PasswordsOff
        | ProblemCode::ProviderRefused
        | ProblemCode::NotInvited
        | ProblemCode::ProviderUntried
        | ProblemCode::SignInOver
        | ProblemCode::ProviderFailed
        | ProblemCode::VersionMissing
        | ProblemCode::TooMany
        | ProblemCode::NoSender
        | ProblemCode::NotMailed
        | ProblemCode::Failed => words::encryption::refused(),
    }
}
