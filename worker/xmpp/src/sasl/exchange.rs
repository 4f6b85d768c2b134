//! One attempt to sign in, from `<auth/>` to the password that was meant.

use base64::prelude::{BASE64_STANDARD, Engine as _};
use hushdesk_protocol::ids::OperatorName;
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::Mechanism;
use super::keys::{Credentials, Hash, ROUNDS};
use super::messages::{ClientFinal, ClientFirst, decoded, encoded, plain};

/// Why somebody is not let in (RFC 6120, section 6.5).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Failure {
    /// The client gave up.
    Aborted,
    /// What should be base64 is not.
    Encoding,
    /// No such mechanism is offered.
    Mechanism,
    /// It is not what the mechanism says.
    Malformed,
    /// Wrong name or wrong password.
    NotAuthorized,
    /// Too many tries, or something failed here.
    Temporary,
}

impl Failure {
    /// The element that says so.
    pub(crate) const fn condition(self) -> &'static str {
        match self {
            Self::Aborted => "aborted",
            Self::Encoding => "incorrect-encoding",
            Self::Mechanism => "invalid-mechanism",
            Self::Malformed => "malformed-request",
            Self::NotAuthorized => "not-authorized",
            Self::Temporary => "temporary-auth-failure",
        }
    }
}

/// Where an attempt stands.
#[derive(Debug)]
pub(crate) enum Exchange {
    /// It is not known yet what the person may sign in with.
    Asking { name: OperatorName, claim: Claim },
    /// The challenge is out.
    Challenged {
        name: OperatorName,
        hash: Hash,
        credentials: Credentials,
        /// The nonce of both sides.
        nonce: String,
        /// The `gs2-header`, in base64.
        binding: String,
        /// `client-first-message-bare "," server-first-message`.
        said: String,
    },
}

/// What the client has said at first.
#[derive(Debug)]
pub(crate) enum Claim {
    /// The password.
    Password(Zeroizing<String>),
    /// Half a nonce.
    Scram {
        hash: Hash,
        header: String,
        bare: String,
        nonce: String,
    },
}

/// What follows.
#[derive(Debug)]
pub(crate) enum Step {
    /// This is to be said.
    Challenge(Exchange, String),
    /// It is them: with this password, and this is to be said with the success.
    Done {
        name: OperatorName,
        password: String,
        data: Option<String>,
    },
}

impl Exchange {
    /// The client begins.
    pub(crate) fn begin(mechanism: Mechanism, text: &str) -> Result<Self, Failure> {
        let text = Zeroizing::new(decoded(text)?);
        let hash = match mechanism {
            Mechanism::ScramSha256 => Hash::Sha256,
            Mechanism::ScramSha1 => Hash::Sha1,
            Mechanism::Plain => {
                let (name, password) = plain(&text)?;
                let claim = Claim::Password(Zeroizing::new(password.to_owned()));
                return Ok(Self::Asking {
                    name: operator(name)?,
                    claim,
                });
            }
        };
        let first = ClientFirst::read(&text)?;
        Ok(Self::Asking {
            name: operator(&first.name)?,
            claim: Claim::Scram {
                hash,
                header: first.header.to_owned(),
                bare: first.bare.to_owned(),
                nonce: first.nonce.to_owned(),
            },
        })
    }

    /// Of whom it has to be known what they may sign in with.
    pub(crate) const fn asks_for(&self) -> Option<&OperatorName> {
        match self {
            Self::Asking { name, .. } => Some(name),
            Self::Challenged { .. } => None,
        }
    }

    /// That is known now.
    pub(crate) fn known(
        self,
        credentials: Credentials,
        rng: &mut dyn CryptoRng,
    ) -> Result<Step, Failure> {
        let Self::Asking { name, claim } = self else {
            return Err(Failure::Malformed);
        };
        let (hash, header, bare, nonce) = match claim {
            Claim::Password(password) => {
                let found = credentials.plain(&password);
                let found = found.ok_or(Failure::NotAuthorized)?;
                return Ok(Step::Done {
                    name,
                    password: found.id.clone(),
                    data: None,
                });
            }
            Claim::Scram {
                hash,
                header,
                bare,
                nonce,
            } => (hash, header, bare, nonce),
        };
        let mut ours = [0; 18];
        rng.fill_bytes(&mut ours);
        let nonce = format!("{nonce}{}", BASE64_STANDARD.encode(ours));
        let salt = BASE64_STANDARD.encode(credentials.salt);
        let challenge = format!("r={nonce},s={salt},i={ROUNDS}");
        let next = Self::Challenged {
            name,
            hash,
            credentials,
            nonce,
            binding: encoded(&header),
            said: format!("{bare},{challenge}"),
        };
        Ok(Step::Challenge(next, encoded(&challenge)))
    }

    /// The client answers the challenge.
    pub(crate) fn answer(self, text: &str) -> Result<Step, Failure> {
        let Self::Challenged {
            name,
            hash,
            credentials,
            nonce,
            binding,
            said,
        } = self
        else {
            return Err(Failure::Malformed);
        };
        let text = decoded(text)?;
        let last = ClientFinal::read(&text)?;
        if last.nonce != nonce || last.binding != binding {
            return Err(Failure::NotAuthorized);
        }
        let said = format!("{said},{}", last.without_proof);
        let found = credentials.proven(hash, said.as_bytes(), &last.proof);
        let found = found.ok_or(Failure::NotAuthorized)?;
        let signature = hash.hmac(&found.keys.with(hash).server, said.as_bytes());
        let data = format!("v={}", BASE64_STANDARD.encode(signature));
        Ok(Step::Done {
            name,
            password: found.id.clone(),
            data: Some(encoded(&data)),
        })
    }
}

/// What is no name is nobody's.
fn operator(name: &str) -> Result<OperatorName, Failure> {
    name.to_lowercase()
        .parse()
        .map_err(|_| Failure::NotAuthorized)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sasl::{Credential, PasswordKeys, SALT_BYTES};
    use getrandom::SysRng;
    use rand_core::UnwrapErr;

    const SALT: [u8; SALT_BYTES] = [7; SALT_BYTES];

    fn credentials(passwords: &[&str]) -> Credentials {
        let passwords = passwords.iter().map(|it| Credential {
            id: format!("id of {it}"),
            keys: PasswordKeys::of(it, &SALT),
        });
        Credentials {
            salt: SALT,
            passwords: passwords.collect(),
        }
    }

    /// A client that knows this password.
    fn sign_in(mechanism: Mechanism, password: &str) -> Result<String, Failure> {
        let hash = match mechanism {
            Mechanism::ScramSha256 => Hash::Sha256,
            Mechanism::ScramSha1 | Mechanism::Plain => Hash::Sha1,
        };
        let first = "n,,n=desk1,r=abc";
        let begun = Exchange::begin(mechanism, &encoded(first))?;
        let rng = &mut UnwrapErr(SysRng);
        let known = credentials(&["pencil", "crayon"]);
        let Step::Challenge(next, challenge) = begun.known(known, rng)? else {
            panic!("no challenge");
        };
        let challenge = decoded(&challenge)?;
        let (nonce, _) = challenge
            .strip_prefix("r=")
            .unwrap()
            .split_once(',')
            .unwrap();
        let without = format!("c=biws,r={nonce}");
        let said = format!("n=desk1,r=abc,{challenge},{without}");
        let proof = hash.proof_of(password, &SALT, said.as_bytes());
        let last = format!("{without},p={}", BASE64_STANDARD.encode(proof));
        match next.answer(&encoded(&last))? {
            Step::Done { password, data, .. } => {
                assert!(decoded(&data.unwrap()).unwrap().starts_with("v="));
                Ok(password)
            }
            Step::Challenge(..) => panic!("another challenge"),
        }
    }

    #[test]
    fn whoever_has_one_of_the_passwords_is_let_in_by_it() {
        for mechanism in [Mechanism::ScramSha256, Mechanism::ScramSha1] {
            assert_eq!(sign_in(mechanism, "crayon"), Ok("id of crayon".to_owned()));
            assert_eq!(sign_in(mechanism, "pencil"), Ok("id of pencil".to_owned()));
            assert_eq!(sign_in(mechanism, "brush"), Err(Failure::NotAuthorized));
        }
    }

    #[test]
    fn a_plain_password_lets_in() {
        let plain = |password: &str| {
            let text = encoded(&format!("\0desk1\0{password}"));
            let begun = Exchange::begin(Mechanism::Plain, &text)?;
            assert_eq!(begun.asks_for().unwrap().as_str(), "desk1");
            begun.known(credentials(&["pencil"]), &mut UnwrapErr(SysRng))
        };
        assert!(matches!(plain("pencil"), Ok(Step::Done { .. })));
        assert_eq!(plain("").unwrap_err(), Failure::NotAuthorized);
    }

    #[test]
    fn what_is_no_message_of_the_mechanism_is_refused() {
        let begin = |mechanism, text: &str| Exchange::begin(mechanism, text).map(drop);
        assert_eq!(begin(Mechanism::Plain, "***"), Err(Failure::Encoding));
        for text in ["", "a", "\0a", "\0a\0b\0c"] {
            let refused = begin(Mechanism::Plain, &encoded(text));
            assert_eq!(refused, Err(Failure::Malformed), "{text:?}");
        }
        for text in [
            "n,,n=desk1",
            "p=tls-unique,,n=desk1,r=a",
            "n,,r=a,n=desk1",
            "n,,n=desk1,r=",
        ] {
            let refused = begin(Mechanism::ScramSha256, &encoded(text));
            assert_eq!(refused, Err(Failure::Malformed), "{text:?}");
        }
        let nobody = begin(Mechanism::ScramSha1, &encoded("n,,n=No Name,r=a"));
        assert_eq!(nobody, Err(Failure::NotAuthorized));
    }
}
