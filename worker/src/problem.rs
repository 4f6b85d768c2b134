//! Everything that can go wrong with a request, and the one place where it becomes an answer.

use hushdesk_directory::{Refused, TooMany};
use hushdesk_edge::{CallError, NoRandomness};
use hushdesk_protocol::rest::{self, ProblemCode};
use worker::{Response, console_error};

use crate::security_headers;

/// Why a request has no other answer than a [`rest::Problem`].
#[derive(Debug)]
pub(crate) enum Problem {
    /// The body, or a part of the address, is not what the route takes: what is wrong with it.
    Malformed(String),
    /// Name and password do not match.
    WrongCredentials,
    /// There is no sign-in, or it has ended.
    SignedOut,
    /// Not allowed: why.
    Forbidden(&'static str),
    /// Nothing there: what.
    NotFound(&'static str),
    /// The organisation has been set up before.
    Conflict,
    /// Somebody has changed meanwhile what was to be changed.
    ChangedMeanwhile,
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
        let response = Response::from_json(&self.body())?.with_status(self.status());
        security_headers::set(response.headers())?;
        if let Self::TooMany(too_many) = &self {
            let seconds = too_many.retry_after_seconds.to_string();
            response.headers().set("Retry-After", &seconds)?;
        }
        Ok(response)
    }

    fn status(&self) -> u16 {
        match self {
            Self::Malformed(_) => 400,
            Self::WrongCredentials | Self::SignedOut => 401,
            Self::Forbidden(_) => 403,
            Self::NotFound(_) => 404,
            Self::Conflict | Self::ChangedMeanwhile => 409,
            Self::TooMany(_) => 429,
            Self::Failed(_) => 500,
        }
    }

    fn body(&self) -> rest::Problem {
        let (code, message) = match self {
            Self::Malformed(what) => (ProblemCode::Malformed, format!("Mend the request: {what}.")),
            Self::WrongCredentials => (
                ProblemCode::WrongCredentials,
                "Name and password do not match. Try again.".to_owned(),
            ),
            Self::SignedOut => (
                ProblemCode::SignedOut,
                "You are signed out. Sign in first.".to_owned(),
            ),
            Self::Forbidden(why) => (ProblemCode::Forbidden, format!("Not allowed: {why}.")),
            Self::NotFound(what) => (ProblemCode::NotFound, format!("There is no such {what}.")),
            Self::Conflict => (
                ProblemCode::Conflict,
                "This organisation has been set up already. Sign in instead.".to_owned(),
            ),
            Self::ChangedMeanwhile => (
                ProblemCode::Conflict,
                "Somebody has changed this meanwhile. Look at it again, then change it.".to_owned(),
            ),
            Self::TooMany(TooMany {
                retry_after_seconds,
            }) => (
                ProblemCode::TooMany,
                format!("Too many tries. Wait {retry_after_seconds} seconds and try again."),
            ),
            Self::Failed(_) => (
                ProblemCode::Failed,
                "The service failed, and not because of you. Try again later.".to_owned(),
            ),
        };
        rest::Problem { code, message }
    }
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::NotFounded => Self::NotFound("organisation: nobody has set it up yet"),
            Refused::Founded => Self::Conflict,
            Refused::NoQueue => Self::NotFound("queue"),
            Refused::NoSnippet => Self::NotFound("snippet"),
            Refused::WrongCredentials => Self::WrongCredentials,
            Refused::SignedOut => Self::SignedOut,
            Refused::Foreign => Self::Forbidden("the request comes from another site's page"),
            Refused::NotAssigned => Self::Forbidden("you are not assigned to this queue"),
            Refused::NotAdministrator => Self::Forbidden("only an administrator may"),
            Refused::ChangedMeanwhile => Self::ChangedMeanwhile,
            Refused::TooMany(too_many) => Self::TooMany(too_many),
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
        assert_eq!(problem.status(), 500);
        assert!(!problem.body().message.contains("directory"));
    }

    #[test]
    fn a_refusal_of_the_directory_becomes_what_a_client_understands() {
        let told = |refused| {
            let problem = Problem::from(refused);
            (problem.status(), problem.body().code)
        };
        let too_many = TooMany {
            retry_after_seconds: 3,
        };
        assert_eq!(told(Refused::NotFounded), (404, ProblemCode::NotFound));
        assert_eq!(told(Refused::Founded), (409, ProblemCode::Conflict));
        assert_eq!(told(Refused::NoQueue), (404, ProblemCode::NotFound));
        assert_eq!(told(Refused::NoSnippet), (404, ProblemCode::NotFound));
        assert_eq!(
            told(Refused::WrongCredentials),
            (401, ProblemCode::WrongCredentials)
        );
        assert_eq!(told(Refused::SignedOut), (401, ProblemCode::SignedOut));
        assert_eq!(told(Refused::NotAssigned), (403, ProblemCode::Forbidden));
        assert_eq!(
            told(Refused::TooMany(too_many)),
            (429, ProblemCode::TooMany)
        );
    }
}
