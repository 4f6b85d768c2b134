//! Name and password of whoever signs in. They are kept in memory until a code has been given beside them, if one is needed.

use std::fmt;

use hushdesk_protocol::ids::OperatorName;
use hushdesk_protocol::rest::{PasskeyAnswer, SignIn};
use zeroize::Zeroizing;

use super::trouble::Trouble;

/// What somebody signs in with.
#[derive(PartialEq)]
pub(crate) struct Credentials {
    name: OperatorName,
    password: Zeroizing<String>,
}

impl Credentials {
    /// What was typed, if it can be that. A name in capitals is meant in small letters.
    pub(super) fn typed(name: &str, password: &str) -> Result<Self, Trouble> {
        let name = name.trim().to_lowercase();
        if name.is_empty() {
            return Err(Trouble::NoName);
        }
        if password.is_empty() {
            return Err(Trouble::NoPassword);
        }
        // A name that cannot be anybody's matches no password.
        let name = name.parse().map_err(|_| Trouble::WrongCredentials)?;
        let password = password.to_owned().into();
        Ok(Self { name, password })
    }

    /// What the edge is asked with, and with this code beside it.
    pub(super) fn sign_in(&self, code: Option<String>) -> SignIn {
        SignIn {
            name: self.name.clone(),
            password: String::clone(&self.password),
            code,
            passkey: None,
        }
    }

    /// The same with what a passkey has signed.
    pub(super) fn sign_in_by(&self, passkey: PasskeyAnswer) -> SignIn {
        SignIn {
            passkey: Some(passkey),
            ..self.sign_in(None)
        }
    }
}

/// Without the password.
impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_no_name_is_not_sent() {
        let trouble = |name, password| Credentials::typed(name, password).unwrap_err();
        assert_eq!(trouble(" ", "x"), Trouble::NoName);
        assert_eq!(trouble("desk1", ""), Trouble::NoPassword);
        assert_eq!(trouble("a b", "x"), Trouble::WrongCredentials);
        let typed = Credentials::typed(" Desk1 ", "x").unwrap();
        assert_eq!(typed.sign_in(None).name.as_str(), "desk1");
    }

    #[test]
    fn no_password_is_shown_to_whoever_looks_for_faults() {
        let typed = Credentials::typed("desk1", "correct horse").unwrap();
        assert!(!format!("{typed:?}").contains("horse"));
    }
}
