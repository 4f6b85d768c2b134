//! What was signed by a passkey (section 7.2).

use hushdesk_protocol::rest::PasskeyAnswer;
use sha2::{Digest, Sha256};

use crate::authenticator_data::AuthenticatorData;
use crate::client_data::{Purpose, challenge_in};
use crate::encoded::decoded;
use crate::{PublicKey, Site, Untrue};

/// An answer that is of this site. Whose passkey has signed it, if any, is still to be seen.
#[derive(Debug, Eq, PartialEq)]
pub struct Answer {
    /// The challenge that was answered.
    pub challenge: Vec<u8>,
    /// By what the authenticator knows the passkey.
    pub id: Vec<u8>,
    /// By what it knows whose that is, if it says so.
    pub user: Option<Vec<u8>>,
    /// How often it has signed.
    pub counter: u32,
    message: Vec<u8>,
    signature: Vec<u8>,
}

impl Answer {
    /// Reads what a browser says.
    ///
    /// # Errors
    ///
    /// It is not true of an answer of this site.
    pub fn read(answer: &PasskeyAnswer, site: &Site) -> Result<Self, Untrue> {
        let client_data = decoded(&answer.client_data)?;
        let challenge = challenge_in(&client_data, Purpose::Get, site)?;
        let mut message = decoded(&answer.authenticator_data)?;
        let AuthenticatorData { counter, .. } = AuthenticatorData::read(&message, site)?;
        message.extend(Sha256::digest(&client_data));
        Ok(Self {
            challenge,
            id: decoded(&answer.id)?,
            user: answer.user.as_ref().map(decoded).transpose()?,
            counter,
            message,
            signature: decoded(&answer.signature)?,
        })
    }

    /// Whether the passkey of this key has signed it.
    pub fn is_signed_by(&self, key: &PublicKey) -> bool {
        key.has_signed(&self.message, &self.signature)
    }
}

/// Whether an authenticator that has signed as often as this goes on from there (section 6.1.1). One that does not may be a copy; one
/// that counts nothing always says 0.
pub const fn is_ahead(counter: u32, before: u32) -> bool {
    counter > before || (counter == 0 && before == 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Made;
    use crate::encoded::encoded;
    use crate::testing::{Authenticator, elsewhere, site};

    const CHALLENGE: [u8; 32] = [5; 32];

    fn key() -> PublicKey {
        let new = Authenticator::new(7).make(&CHALLENGE, &site(), "Laptop");
        Made::read(&new, &site()).unwrap().key
    }

    fn signed() -> PasskeyAnswer {
        Authenticator::new(7).sign(&CHALLENGE, &site())
    }

    #[test]
    fn an_answer_is_of_the_passkey_that_has_signed_it() {
        let answer = Answer::read(&signed(), &site()).unwrap();
        assert_eq!(
            (answer.challenge.as_slice(), answer.counter),
            (CHALLENGE.as_slice(), 1)
        );
        assert!(answer.is_signed_by(&key()));
        let other = Authenticator::new(8).sign(&CHALLENGE, &site());
        let other = Answer::read(&other, &site()).unwrap();
        assert!(!other.is_signed_by(&key()));
    }

    #[test]
    fn whatever_is_changed_of_an_answer_it_is_signed_no_more() {
        let other = Authenticator::new(7).sign(&[6; 32], &site());
        let later = {
            let mut authenticator = Authenticator::new(7);
            authenticator.counter = 40;
            authenticator.sign(&CHALLENGE, &site())
        };
        for changed in [
            PasskeyAnswer {
                client_data: other.client_data,
                ..signed()
            },
            PasskeyAnswer {
                authenticator_data: later.authenticator_data,
                ..signed()
            },
            PasskeyAnswer {
                signature: other.signature,
                ..signed()
            },
            PasskeyAnswer {
                signature: encoded(&[]),
                ..signed()
            },
        ] {
            let answer = Answer::read(&changed, &site()).unwrap();
            assert!(!answer.is_signed_by(&key()), "{changed:?}");
        }
    }

    #[test]
    fn an_answer_of_another_site_or_of_a_passkey_that_is_made_is_none() {
        let read = |answer: &PasskeyAnswer| Answer::read(answer, &site()).unwrap_err();
        let foreign = Authenticator::new(7).sign(&CHALLENGE, &elsewhere());
        assert_eq!(read(&foreign), Untrue::OtherOrigin);
        let of_other_host = PasskeyAnswer {
            authenticator_data: foreign.authenticator_data,
            ..signed()
        };
        assert_eq!(read(&of_other_host), Untrue::OtherSite);
        let made = Authenticator::new(7).make(&CHALLENGE, &site(), "Laptop");
        let making = PasskeyAnswer {
            client_data: made.client_data,
            ..signed()
        };
        assert_eq!(read(&making), Untrue::OtherPurpose);
    }

    #[test]
    fn a_counter_that_does_not_go_on_is_a_copys() {
        for (counter, before, expected) in [
            (0, 0, true),
            (1, 0, true),
            (8, 7, true),
            (7, 7, false),
            (6, 7, false),
            (0, 7, false),
        ] {
            assert_eq!(is_ahead(counter, before), expected, "{counter} {before}");
        }
    }
}
