//! Which text says what stands in the way of signing in.

use hushdesk_texts::console as texts;

use super::state::Trouble;

/// What is wrong, and what to do about it.
pub(crate) fn trouble(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::NoName => texts::sign_in::no_name(),
        Trouble::NoPassword => texts::sign_in::no_password(),
        Trouble::WrongCredentials => texts::sign_in::wrong_credentials(),
        Trouble::TooMany => texts::sign_in::too_many_tries(),
        Trouble::Unreachable => texts::sign_in::unreachable(),
        Trouble::Failed => texts::sign_in::failed(),
    }
}
