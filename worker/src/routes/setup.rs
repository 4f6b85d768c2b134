//! `/api/setup`: what an organisation begins with, once.

use hushdesk_edge::random;
use hushdesk_protocol::rest::{NewOperator, Setup};
use hushdesk_protocol::text::DisplayName;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use worker::Response;

use crate::call::Call;
use crate::password;
use crate::problem::Problem;
use hushdesk_directory::{Found, FoundingOperator, IsFounded, PLAN_BYTES_MAX, check_plan};

/// The secret's name in the deployment.
const SECRET: &str = "SETUP_TOKEN";

/// Characters a setup token must have. It is typed by nobody, so nobody needs a short one.
const SETUP_TOKEN_CHARS_MIN: usize = 16;

/// `POST`, with `Authorization: Bearer` and the setup token: sets the organisation up. Everything is checked
/// before anything is written, and whether it has been done before is asked before passwords are hashed.
pub(super) async fn set_up(call: &mut Call) -> Result<Response, Problem> {
    check_token(call)?;
    let setup: Setup = call.json(PLAN_BYTES_MAX).await?;
    check_plan(&setup).map_err(|error| Problem::Malformed(format!("in its body, {error}")))?;
    let directory = call.directory()?;
    if directory.ask(&IsFounded).await? {
        return Err(Problem::Conflict);
    }
    directory.ask(&hashed(setup)?).await?;
    Ok(Response::empty()?.with_status(201))
}

fn check_token(call: &Call) -> Result<(), Problem> {
    let secret = call
        .env
        .secret(SECRET)
        .ok()
        .map(|secret| secret.to_string());
    let header = call.header("Authorization").unwrap_or_default();
    let given = header.strip_prefix("Bearer ").unwrap_or_default();
    match secret.filter(|secret| secret.chars().count() >= SETUP_TOKEN_CHARS_MIN) {
        None => Err(Problem::Forbidden(
            "the deployment has no SETUP_TOKEN of at least 16 characters",
        )),
        Some(secret) if is_same(&secret, given) => Ok(()),
        Some(_) => Err(Problem::Forbidden("the setup token is another")),
    }
}

/// Compares hashes in constant time, so that the time tells neither how much is right nor how long it is.
fn is_same(secret: &str, given: &str) -> bool {
    let hash = |text: &str| Sha256::digest(text.as_bytes());
    hash(secret).ct_eq(&hash(given)).into()
}

/// The checked set-up, with hashes in the place of passwords.
fn hashed(setup: Setup) -> Result<Found, Problem> {
    let operators = setup.operators.into_iter().map(hashed_operator);
    Ok(Found {
        demonstration: setup.demonstration,
        operators: operators.collect::<Result<_, _>>()?,
        queues: setup.queues,
        skins: setup.skins,
        snippets: setup.snippets,
    })
}

fn hashed_operator(new: NewOperator) -> Result<FoundingOperator, Problem> {
    let hash = password::hash(&new.password, random::bytes()?)
        .map_err(|error| Problem::Failed(error.to_string()))?;
    Ok(FoundingOperator {
        display: new.display.unwrap_or_else(|| DisplayName::of(&new.name)),
        name: new.name,
        role: new.role,
        password: hash,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_setup_token_is_the_same_or_another() {
        assert!(is_same("0123456789abcdef", "0123456789abcdef"));
        assert!(!is_same("0123456789abcdef", "0123456789abcdeg"));
        assert!(!is_same("0123456789abcdef", ""));
    }
}
