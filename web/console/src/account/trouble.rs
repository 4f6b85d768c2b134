//! What stands in the way of signing in.

use hushdesk_protocol::rest::ProblemCode;
use hushdesk_web::api;

/// What stands in the way.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Trouble {
    /// No user name was given, or nothing that could be one.
    NoName,
    /// No password was given.
    NoPassword,
    /// The two do not match.
    WrongCredentials,
    /// No code was given.
    NoCode,
    /// It is not the code of now, and none for recovery.
    WrongCode,
    /// Too many tries.
    TooMany,
    /// The edge cannot be reached.
    Unreachable,
    /// The edge fails.
    Failed,
}

/// What is typed to sign in.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Field {
    /// The user name.
    Name,
    /// The password.
    Password,
    /// The code of a second factor.
    Code,
}

impl Trouble {
    /// Where one goes on.
    pub(super) const fn field(self) -> Field {
        match self {
            Self::NoName => Field::Name,
            Self::NoCode | Self::WrongCode => Field::Code,
            Self::NoPassword
            | Self::WrongCredentials
            | Self::TooMany
            | Self::Unreachable
            | Self::Failed => Field::Password,
        }
    }

    /// Whether the password that was typed is of no use any more. Nobody sees what is wrong in it.
    pub(super) const fn spoils_password(self) -> bool {
        matches!(self, Self::WrongCredentials)
    }

    /// The same, where name and password were right and a code was given beside them.
    pub(super) fn of_code(trouble: &api::Trouble) -> Self {
        let of_password = Self::from(trouble);
        if of_password == Self::WrongCredentials {
            Self::WrongCode
        } else {
            of_password
        }
    }
}

impl From<&api::Trouble> for Trouble {
    fn from(trouble: &api::Trouble) -> Self {
        let code = match trouble {
            api::Trouble::Unreachable => return Self::Unreachable,
            api::Trouble::Unreadable { .. } => return Self::Failed,
            api::Trouble::Refused(problem) => problem.code,
        };
        match code {
            ProblemCode::WrongCredentials | ProblemCode::SignedOut => Self::WrongCredentials,
            ProblemCode::TooMany => Self::TooMany,
            ProblemCode::Malformed
            | ProblemCode::Forbidden
            | ProblemCode::NotFound
            | ProblemCode::MethodNotAllowed
            | ProblemCode::Conflict
            | ProblemCode::InUse
            | ProblemCode::Full
            | ProblemCode::LastAdministrator
            | ProblemCode::LinkOver
            | ProblemCode::Sealed
            | ProblemCode::NotRetained
            | ProblemCode::Expired
            | ProblemCode::Deleted
            | ProblemCode::SecondFactorNeeded
            | ProblemCode::SecondFactorMissing
            | ProblemCode::ProofNeeded
            | ProblemCode::ChangedMeanwhile
            | ProblemCode::NoSender
            | ProblemCode::NotMailed
            | ProblemCode::PasswordsOff
            | ProblemCode::ProviderRefused
            | ProblemCode::NotInvited
            | ProblemCode::ProviderUntried
            | ProblemCode::SignInOver
            | ProblemCode::ProviderFailed
            | ProblemCode::VersionMissing
            | ProblemCode::Failed => Self::Failed,
        }
    }
}
