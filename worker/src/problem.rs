//! Everything that can go wrong with a request, and the one place where it becomes an answer.

use hushdesk_directory::{Checked, Refused, TooMany};
use hushdesk_edge::{CallError, NoRandomness};
use hushdesk_protocol::rest::{self, NoRoute, PROBLEM_TYPE, ProblemCode};
use worker::{Response, console_error};

use crate::security_headers;

/// Seconds after which somebody may ask for mails again who has asked for very many.
const MAILS_RETRY_SECONDS: u64 = 600;

/// Why a request has no other answer than a [`rest::Problem`].
#[derive(Debug)]
pub(crate) enum Problem {
    /// The body, or a part of the address, is not what the route takes: what is wrong with it.
    Malformed(String),
    /// Name and password do not match.
    WrongCredentials,
    /// Name and password match; a second factor is to be shown besides.
    SecondFactorNeeded,
    /// The organisation requires a second factor, and there is none.
    SecondFactorMissing,
    /// For this they show their password again.
    ProofNeeded,
    /// There is no sign-in, or it has ended.
    SignedOut,
    /// Not allowed: why.
    Forbidden(&'static str),
    /// Nothing there: what.
    NotFound(&'static str),
    /// Nothing is done at this address by this method, but by these.
    OtherMethod(String),
    /// It is there already: what.
    Conflict(&'static str),
    /// Something else needs what was to be removed: what.
    InUse(String),
    /// There are as many as there may be.
    Full,
    /// Nobody would be left who can administer the organisation.
    LastAdministrator,
    /// The link does not work any more.
    LinkOver,
    /// The chat is sealed.
    Sealed,
    /// What was said in the chat was not kept.
    NotRetained,
    /// What was said in the chat is kept no longer.
    Expired,
    /// What was said in the chat was deleted.
    Deleted,
    /// There is no password that could be held against anything.
    PasswordsOff,
    /// The identity provider does not say who it is: why.
    ProviderRefused(String),
    /// Nobody goes by what the identity provider says.
    NotInvited,
    /// Passwords are not switched off before the identity provider was tried.
    ProviderUntried,
    /// A sign-in at the identity provider does not count any more.
    SignInOver,
    /// The identity provider cannot be used: why.
    ProviderFailed(String),
    /// The organisation has no address to mail from.
    NoSender,
    /// A mail was not taken by whoever delivers it: why, as they say.
    NotMailed(String),
    /// Somebody has changed meanwhile what was to be changed.
    ChangedMeanwhile,
    /// It is not said which version is to be changed.
    VersionMissing,
    /// Too many tries.
    TooMany(TooMany),
    /// Our own failure: what was being done. It goes to the log and to nobody else, so it holds nothing of
    /// what the client sent.
    Failed(String),
}

impl Problem {
    /// A failure of ours while doing this.
    pub(crate) fn failed(doing: &str) -> Self {
        Self::Failed(doing.to_owned())
    }

    /// The answer the client gets.
    pub(crate) fn into_response(self) -> worker::Result<Response> {
        if let Self::Failed(doing) = &self {
            console_error!("failed: {doing}");
        }
        // Whoever administers the deployment mends it by this.
        if let Self::ProviderFailed(why) | Self::ProviderRefused(why) = &self {
            console_error!("identity provider: {why}");
        }
        let code = self.code();
        let problem = rest::Problem::new(code, self.detail());
        let response = Response::from_json(&problem)?.with_status(code.status());
        let headers = response.headers();
        security_headers::set(headers)?;
        headers.set("Content-Type", PROBLEM_TYPE)?;
        if let Self::TooMany(too_many) = &self {
            headers.set("Retry-After", &too_many.retry_after_seconds.to_string())?;
        }
        if let Self::OtherMethod(allowed) = &self {
            headers.set("Allow", allowed)?;
        }
        Ok(response)
    }

    const fn code(&self) -> ProblemCode {
        match self {
            Self::Malformed(_) => ProblemCode::Malformed,
            Self::WrongCredentials => ProblemCode::WrongCredentials,
            Self::SecondFactorNeeded => ProblemCode::SecondFactorNeeded,
            Self::SecondFactorMissing => ProblemCode::SecondFactorMissing,
            Self::ProofNeeded => ProblemCode::ProofNeeded,
            Self::SignedOut => ProblemCode::SignedOut,
            Self::Forbidden(_) => ProblemCode::Forbidden,
            Self::NotFound(_) => ProblemCode::NotFound,
            Self::OtherMethod(_) => ProblemCode::MethodNotAllowed,
            Self::Conflict(_) => ProblemCode::Conflict,
            Self::InUse(_) => ProblemCode::InUse,
            Self::Full => ProblemCode::Full,
            Self::LastAdministrator => ProblemCode::LastAdministrator,
            Self::LinkOver => ProblemCode::LinkOver,
            Self::Sealed => ProblemCode::Sealed,
            Self::NotRetained => ProblemCode::NotRetained,
            Self::Expired => ProblemCode::Expired,
            Self::Deleted => ProblemCode::Deleted,
            Self::PasswordsOff => ProblemCode::PasswordsOff,
            Self::ProviderRefused(_) => ProblemCode::ProviderRefused,
            Self::NotInvited => ProblemCode::NotInvited,
            Self::ProviderUntried => ProblemCode::ProviderUntried,
            Self::SignInOver => ProblemCode::SignInOver,
            Self::ProviderFailed(_) => ProblemCode::ProviderFailed,
            Self::NoSender => ProblemCode::NoSender,
            Self::NotMailed(_) => ProblemCode::NotMailed,
            Self::ChangedMeanwhile => ProblemCode::ChangedMeanwhile,
            Self::VersionMissing => ProblemCode::VersionMissing,
            Self::TooMany(_) => ProblemCode::TooMany,
            Self::Failed(_) => ProblemCode::Failed,
        }
    }

    /// What happened and what to do, in one sentence.
    pub(crate) fn detail(&self) -> String {
        match self {
            Self::Malformed(what) => format!("Mend the request: {what}."),
            Self::WrongCredentials => "Name and password do not match. Try again.".to_owned(),
            Self::SecondFactorNeeded => {
                "Say name and password again with the code of your app, or one for recovery.".to_owned()
            }
            Self::SecondFactorMissing => {
                "Your organisation requires a second factor. Set one up first.".to_owned()
            }
            Self::ProofNeeded => {
                "Show your password again first: at /session/proof.".to_owned()
            }
            Self::SignedOut => "You are signed out. Sign in first.".to_owned(),
            Self::Forbidden(why) => format!("Not allowed: {why}."),
            Self::NotFound(what) => format!("There is no such {what}."),
            Self::OtherMethod(allowed) => {
                format!("Nothing is done here by this method, but by {allowed}.")
            }
            Self::Conflict(what) => format!("There already: {what}."),
            Self::InUse(by) => format!("It is still needed: {by}."),
            Self::Full => "There is no room for more. Remove some first.".to_owned(),
            Self::LastAdministrator => {
                "Nobody would be left to administer the organisation. Make somebody else an administrator first, who has a password."
                    .to_owned()
            }
            Self::LinkOver => {
                "This link has been used or has run out. Ask for another one.".to_owned()
            }
            Self::Sealed => {
                "This chat is sealed: only its guest and the operator who answered can read it, and the service never could."
                    .to_owned()
            }
            Self::NotRetained => {
                "What was said in this chat was forgotten at its end: its queue did not keep it.".to_owned()
            }
            Self::Expired => {
                "What was said in this chat was kept for as long as its queue says, and is deleted now.".to_owned()
            }
            Self::Deleted => {
                "What was said in this chat has been deleted by an administrator.".to_owned()
            }
            Self::PasswordsOff => {
                "You sign in at your organisation's identity provider, and have no password here.".to_owned()
            }
            Self::ProviderRefused(why) => {
                format!("The identity provider does not let you in: {why}. Try again, or ask an administrator.")
            }
            Self::NotInvited => {
                "The identity provider knows you, but nobody here goes by what it says. Ask an administrator to invite you."
                    .to_owned()
            }
            Self::ProviderUntried => {
                "Sign in at the identity provider yourself, as it is set now, before passwords are switched off.".to_owned()
            }
            Self::SignInOver => {
                "This sign-in has been used, took too long, or was begun in another browser. Begin again.".to_owned()
            }
            Self::ProviderFailed(why) => {
                format!("The identity provider cannot be used: {why}. Try again later, or tell an administrator.")
            }
            Self::NoSender => {
                "The organisation has no address to mail from. An administrator sets one at /organisation.".to_owned()
            }
            Self::NotMailed(why) => format!("The mail was not taken by whoever delivers it: {why}"),
            Self::ChangedMeanwhile => {
                "Somebody has changed this meanwhile. Read it again, then change it.".to_owned()
            }
            Self::VersionMissing => {
                "Say in If-Match which version is to be changed: the ETag that you have read."
                    .to_owned()
            }
            Self::TooMany(too_many) => format!(
                "Too many tries. Wait {} seconds and try again.",
                too_many.retry_after_seconds
            ),
            Self::Failed(_) => {
                "The service failed, and not because of you. Try again later.".to_owned()
            }
        }
    }
}

/// The answer to whoever has passed; the others are told what is wrong.
pub(crate) fn passed<T>(checked: Checked<T>) -> Result<T, Problem> {
    match checked {
        Checked::Passed(answer) => Ok(answer),
        Checked::CodeNeeded => Err(Problem::SecondFactorNeeded),
        Checked::WrongCode => Err(Problem::WrongCredentials),
        Checked::TooMany(too_many) => Err(Problem::TooMany(too_many)),
    }
}

impl From<NoRoute> for Problem {
    fn from(no_route: NoRoute) -> Self {
        match no_route {
            NoRoute::NoAddress => Self::NotFound("address"),
            NoRoute::OtherMethod(allowed) => Self::OtherMethod(allowed),
            NoRoute::Malformed(what) => Self::Malformed(format!("in its address, {what}")),
        }
    }
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::NotFounded => Self::NotFound("organisation: nobody has set it up yet"),
            Refused::Founded => {
                Self::Conflict("this organisation has been set up: sign in instead")
            }
            Refused::NameTaken => Self::Conflict("something has this name"),
            Refused::NameUsed => Self::Conflict(
                "something that was removed had this name, and its history goes by it; choose another",
            ),
            Refused::Full => Self::Full,
            Refused::LastAdministrator => Self::LastAdministrator,
            Refused::LinkOver => Self::LinkOver,
            Refused::InUse(names) => Self::InUse(names.join(", ")),
            Refused::NoMessages => Self::Forbidden("no message can be left there"),
            Refused::NoGuestMails => Self::Forbidden("no chat is mailed to its guest there"),
            Refused::NoCanned => Self::NotFound("canned message"),
            Refused::NoSkin => Self::NotFound("skin"),
            Refused::NoPicture => Self::NotFound("picture"),
            Refused::NoKey => Self::NotFound("key"),
            Refused::NotOwnKey => Self::Conflict(
                "the organisation does not have this key pinned, or has it as somebody else's",
            ),
            Refused::NoPerson => Self::NotFound("person"),
            Refused::NoQueue => Self::NotFound("queue"),
            Refused::NoSnippet => Self::NotFound("snippet"),
            Refused::WrongCredentials => Self::WrongCredentials,
            Refused::SecondFactorMissing => Self::SecondFactorMissing,
            Refused::ProofNeeded => Self::ProofNeeded,
            Refused::NoPasskey => Self::NotFound("passkey of yours"),
            Refused::NoSecondFactor => Self::NotFound("second factor"),
            Refused::NoProvider => Self::NotFound("identity provider: none is set"),
            Refused::PasswordsOff => Self::PasswordsOff,
            Refused::NotInvited => Self::NotInvited,
            Refused::SomebodyElse => Self::ProviderRefused(
                "it says that you are somebody else than who is signed in".to_owned(),
            ),
            Refused::ProviderUntried => Self::ProviderUntried,
            Refused::SignInOver => Self::SignInOver,
            Refused::SignedOut => Self::SignedOut,
            Refused::Foreign => Self::Forbidden("the request comes from another site's page"),
            Refused::NotAssigned => Self::Forbidden("you are not assigned to this queue"),
            Refused::NotManager => {
                Self::Forbidden("only an administrator or a manager of the queue may")
            }
            Refused::NotAdministrator => Self::Forbidden("only an administrator may"),
            Refused::Oneself => Self::Forbidden(
                "nobody does this for themselves; use your own account, with your password",
            ),
            Refused::ChangedMeanwhile => Self::ChangedMeanwhile,
            Refused::TooMany(too_many) => Self::TooMany(too_many),
        }
    }
}

impl From<hushdesk_archive::Refused> for Problem {
    fn from(refused: hushdesk_archive::Refused) -> Self {
        match refused {
            hushdesk_archive::Refused::NoChat => Self::NotFound("chat"),
            hushdesk_archive::Refused::NotHolder => {
                Self::Forbidden("only whoever has held the chat, or an administrator, may")
            }
            hushdesk_archive::Refused::NotAlong => Self::Forbidden(
                "while a chat runs only whoever reads its queue's history reads along",
            ),
            hushdesk_archive::Refused::NoText => Self::Deleted,
            hushdesk_archive::Refused::MessagesFull => Self::TooMany(TooMany {
                retry_after_seconds: MAILS_RETRY_SECONDS,
            }),
            hushdesk_archive::Refused::NoMessage => Self::NotFound("message"),
            hushdesk_archive::Refused::MailsFull
            | hushdesk_archive::Refused::FollowUpsFull
            | hushdesk_archive::Refused::WebhooksFull => Self::Full,
            hushdesk_archive::Refused::Sealed => Self::Sealed,
            hushdesk_archive::Refused::NoFollowUp => Self::NotFound("follow-up"),
            hushdesk_archive::Refused::NotAsker => {
                Self::Forbidden("only whoever has asked for it, or an administrator, may")
            }
            hushdesk_archive::Refused::NoWebhook => Self::NotFound("webhook"),
            hushdesk_archive::Refused::TooManyMails => Self::TooMany(TooMany {
                retry_after_seconds: MAILS_RETRY_SECONDS,
            }),
            hushdesk_archive::Refused::ChatRuns => {
                Self::InUse("one of these chats runs".to_owned())
            }
            hushdesk_archive::Refused::BulkWorks => {
                Self::InUse("something else is being done with many chats".to_owned())
            }
            hushdesk_archive::Refused::NoBulk => Self::NotFound("bulk act"),
            hushdesk_archive::Refused::NoCursor => Self::Malformed(
                "in its address, its after: it is no `next` of this list".to_owned(),
            ),
        }
    }
}

impl From<CallError> for Problem {
    fn from(error: CallError) -> Self {
        Self::Failed(error.to_string())
    }
}

impl From<NoRandomness> for Problem {
    fn from(error: NoRandomness) -> Self {
        Self::Failed(error.to_string())
    }
}

/// The runtime's errors name bindings and addresses, not contents.
impl From<worker::Error> for Problem {
    fn from(error: worker::Error) -> Self {
        Self::Failed(error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_failure_is_told_without_its_reason() {
        let problem = Problem::failed("reading the directory's answer");
        assert_eq!(problem.code(), ProblemCode::Failed);
        assert!(!problem.detail().contains("directory"));
    }

    #[test]
    fn a_refusal_of_the_directory_becomes_what_a_client_understands() {
        let told = |refused| Problem::from(refused).code();
        let too_many = TooMany {
            retry_after_seconds: 3,
        };
        assert_eq!(told(Refused::NotFounded), ProblemCode::NotFound);
        assert_eq!(told(Refused::Founded), ProblemCode::Conflict);
        assert_eq!(told(Refused::NoQueue), ProblemCode::NotFound);
        assert_eq!(told(Refused::NoSnippet), ProblemCode::NotFound);
        assert_eq!(
            told(Refused::WrongCredentials),
            ProblemCode::WrongCredentials
        );
        assert_eq!(told(Refused::SignedOut), ProblemCode::SignedOut);
        assert_eq!(told(Refused::NotAssigned), ProblemCode::Forbidden);
        assert_eq!(told(Refused::TooMany(too_many)), ProblemCode::TooMany);
    }
}
