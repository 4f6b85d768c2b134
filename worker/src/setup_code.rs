//! The secret of a deployment by which organisations are set up in it.

use hushdesk_directory::{Count, Counted};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::call::Call;
use crate::problem::Problem;
use crate::site::main_organisation;

/// The secret's name in the deployment.
const SECRET: &str = "SETUP_CODE";

/// Characters a setup code must have. It is typed or pasted once, so nobody needs a short one.
const SETUP_CODE_CHARS_MIN: usize = 16;

/// Refuses whoever does not say it in `Authorization: Bearer`. Each try is counted, for the deployment as a whole: whoever makes
/// up organisations tries no more often.
pub(crate) async fn check(call: &Call) -> Result<(), Problem> {
    let all = main_organisation().ok_or_else(|| Problem::failed("naming an organisation"))?;
    call.directory_of(&all)?
        .ask(&Count(Counted::Secret))
        .await?;
    let secret = call
        .env
        .secret(SECRET)
        .ok()
        .map(|secret| secret.to_string());
    let header = call.header("Authorization").unwrap_or_default();
    let given = header.strip_prefix("Bearer ").unwrap_or_default();
    match secret.filter(|secret| secret.chars().count() >= SETUP_CODE_CHARS_MIN) {
        None => Err(Problem::Forbidden(
            "the deployment has no SETUP_CODE of at least 16 characters",
        )),
        Some(secret) if is_same(&secret, given) => Ok(()),
        Some(_) => Err(Problem::Forbidden("the setup code is wrong")),
    }
}

/// Compares hashes in constant time, so that the time tells neither how much is right nor how long it is.
fn is_same(secret: &str, given: &str) -> bool {
    let hash = |text: &str| Sha256::digest(text.as_bytes());
    hash(secret).ct_eq(&hash(given)).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_setup_code_is_the_same_or_another() {
        assert!(is_same("0123456789abcdef", "0123456789abcdef"));
        assert!(!is_same("0123456789abcdef", "0123456789abcdeg"));
        assert!(!is_same("0123456789abcdef", ""));
    }
}
