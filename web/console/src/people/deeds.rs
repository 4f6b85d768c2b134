//! What an administrator does with somebody, and what is said when it cannot be done.

use hushdesk_protocol::ids::OperatorName;
use hushdesk_protocol::rest::{
    DeletePerson, DeletePersonProvider, DeletePersonSecondFactor, DeletePersonSessions, Link,
    PostPersonDisabling, PostPersonEnabling, PostPersonLink, ProblemCode,
};
use hushdesk_texts::console as words;
use hushdesk_web::api::{self, Trouble};

/// Something that is done with somebody who is there.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Deed {
    /// A new link by which they choose a password.
    Link,
    /// Their sessions end.
    SignOut,
    /// Their second factor is taken away: they have lost it.
    ResetFactor,
    /// Which account of the identity provider is theirs is forgotten.
    Unlink,
    /// They may not sign in.
    Disable,
    /// They may again.
    Enable,
    /// They are removed.
    Remove,
}

impl Deed {
    /// What is asked before: a title, what follows, and what the button says. Nothing, if it is done at once.
    pub(super) fn question(self, name: &str) -> Option<(String, &'static str, &'static str)> {
        match self {
            Self::Disable => Some((
                words::staff::disable_title(&name),
                words::staff::disable_text(),
                words::staff::disable_now(),
            )),
            Self::Remove => Some((
                words::staff::remove_title(&name),
                words::staff::remove_text(),
                words::staff::remove_now(),
            )),
            Self::ResetFactor => Some((
                words::staff::reset_factor_title(&name),
                words::staff::reset_factor_text(),
                words::staff::reset_factor_now(),
            )),
            Self::Unlink => Some((
                words::staff::unlink_title(&name),
                words::staff::unlink_text(),
                words::staff::unlink_now(),
            )),
            Self::Link | Self::SignOut | Self::Enable => None,
        }
    }

    /// Does it. Gives the link, if it makes one.
    ///
    /// # Errors
    ///
    /// The edge was not reached, or says no.
    pub(super) async fn does(self, person: OperatorName) -> Result<Option<Link>, Trouble> {
        match self {
            Self::Link => api::ask(&PostPersonLink { person }, &()).await.map(Some),
            Self::SignOut => api::ask(&DeletePersonSessions { person }, &())
                .await
                .map(|()| None),
            Self::ResetFactor => api::ask(&DeletePersonSecondFactor { person }, &())
                .await
                .map(|()| None),
            Self::Unlink => api::ask(&DeletePersonProvider { person }, &())
                .await
                .map(|()| None),
            Self::Disable => api::ask(&PostPersonDisabling { person }, &())
                .await
                .map(|()| None),
            Self::Enable => api::ask(&PostPersonEnabling { person }, &())
                .await
                .map(|()| None),
            Self::Remove => api::ask(&DeletePerson { person }, &()).await.map(|()| None),
        }
    }

    /// What is said once it is done.
    pub(super) fn done(self, name: &str) -> String {
        match self {
            Self::Link => words::staff::done_link(&name),
            Self::SignOut => words::staff::done_sign_out(&name),
            Self::ResetFactor => words::staff::done_reset_factor(&name),
            Self::Unlink => words::staff::done_unlink(&name),
            Self::Disable => words::staff::done_disable(&name),
            Self::Enable => words::staff::done_enable(&name),
            Self::Remove => words::staff::done_remove(&name),
        }
    }
}

/// Why something was not done, and what to do about it.
pub(super) fn refusal(trouble: &Trouble) -> &'static str {
    let Trouble::Refused(problem) = trouble else {
        return words::staff::unreachable();
    };
    match problem.code {
        ProblemCode::Conflict => words::staff::name_taken(),
        ProblemCode::LastAdministrator => words::staff::last_administrator(),
        ProblemCode::ChangedMeanwhile | ProblemCode::NotFound => words::staff::changed_meanwhile(),
        ProblemCode::Full => words::staff::full(),
        ProblemCode::ProofNeeded => words::saving::proof_needed(),
        ProblemCode::NoSender => words::staff::no_sender(),
        ProblemCode::PasswordsOff => words::staff::passwords_off(),
        ProblemCode::Malformed
        | ProblemCode::WrongCredentials
        | ProblemCode::SecondFactorNeeded
        | ProblemCode::SecondFactorMissing
        | ProblemCode::SignedOut
        | ProblemCode::Forbidden
        | ProblemCode::MethodNotAllowed
        | ProblemCode::InUse
        | ProblemCode::LinkOver
        | ProblemCode::Sealed
        | ProblemCode::NotRetained
        | ProblemCode::Expired
        | ProblemCode::Deleted
        | ProblemCode::NotMailed
        | ProblemCode::ProviderRefused
        | ProblemCode::NotInvited
        | ProblemCode::ProviderUntried
        | ProblemCode::SignInOver
        | ProblemCode::ProviderFailed
        | ProblemCode::VersionMissing
        | ProblemCode::TooMany
        | ProblemCode::Failed => words::staff::refused(),
    }
}
