//! A passkey that was made (section 7.1).

use hushdesk_protocol::rest::NewPasskey;

use crate::authenticator_data::AuthenticatorData;
use crate::client_data::{Purpose, challenge_in};
use crate::encoded::decoded;
use crate::{PublicKey, Site, Untrue};

/// Bytes of an id (section 4: at most 1,023).
const ID_BYTES_MAX: usize = 1_023;

/// A passkey that was made for this site.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Made {
    /// The challenge that was answered by it.
    pub challenge: Vec<u8>,
    /// By what the authenticator knows it.
    pub id: Vec<u8>,
    /// Its key.
    pub key: PublicKey,
    /// How often the authenticator has signed.
    pub counter: u32,
}

impl Made {
    /// Reads what a browser says of it.
    ///
    /// # Errors
    ///
    /// It is not true of a passkey of this site.
    pub fn read(new: &NewPasskey, site: &Site) -> Result<Self, Untrue> {
        let challenge = challenge_in(&decoded(&new.client_data)?, Purpose::Create, site)?;
        let data = decoded(&new.authenticator_data)?;
        let data = AuthenticatorData::read(&data, site)?;
        let id = decoded(&new.id)?;
        if id.is_empty() || id.len() > ID_BYTES_MAX || data.made_id()? != id {
            return Err(Untrue::Unreadable);
        }
        let key = PublicKey::read(new.algorithm, decoded(&new.key)?);
        Ok(Self {
            challenge,
            id,
            key: key.map_err(|_| Untrue::Key)?,
            counter: data.counter,
        })
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::rest::{Encoded, PasskeyAlgorithm};

    use super::*;
    use crate::encoded::encoded;
    use crate::testing::{Authenticator, elsewhere, site};

    const CHALLENGE: [u8; 32] = [5; 32];

    fn new() -> NewPasskey {
        Authenticator::new(7).make(&CHALLENGE, &site(), "Laptop")
    }

    #[test]
    fn what_was_made_for_this_site_has_an_id_and_a_key() {
        let made = Made::read(&new(), &site()).unwrap();
        assert_eq!(made.challenge, CHALLENGE);
        assert_eq!(encoded(&made.id), new().id);
        let info = made.key.info().as_str().to_owned();
        let stored = PublicKey::stored(made.key.cose(), info);
        assert_eq!(stored, Ok(made.key));
    }

    #[test]
    fn what_was_made_elsewhere_or_by_nobody_is_refused() {
        let read = |new: NewPasskey| Made::read(&new, &site()).unwrap_err();
        let foreign = Authenticator::new(7).make(&CHALLENGE, &elsewhere(), "Laptop");
        assert_eq!(read(foreign.clone()), Untrue::OtherOrigin);
        let of_other_host = NewPasskey {
            authenticator_data: foreign.authenticator_data,
            ..new()
        };
        assert_eq!(read(of_other_host), Untrue::OtherSite);
        let mut unlocked_by_nobody = Authenticator::new(7);
        unlocked_by_nobody.flags = 0x01;
        let unverified = unlocked_by_nobody.make(&CHALLENGE, &site(), "Laptop");
        assert_eq!(read(unverified), Untrue::Unverified);
        let signed = Authenticator::new(7).sign(&CHALLENGE, &site());
        let client_data = signed.client_data;
        let not_made = NewPasskey {
            client_data,
            ..new()
        };
        assert_eq!(read(not_made), Untrue::OtherPurpose);
    }

    #[test]
    fn what_is_cut_or_of_another_kind_is_refused() {
        let read = |new: NewPasskey| Made::read(&new, &site()).unwrap_err();
        let other_id = NewPasskey {
            id: encoded(&[9; 16]),
            ..new()
        };
        assert_eq!(read(other_id), Untrue::Unreadable);
        for (key, algorithm) in [
            (encoded(&[]), PasskeyAlgorithm::Es256),
            (new().key, PasskeyAlgorithm::Rs256),
            (encoded(&[0x30, 0x00]), PasskeyAlgorithm::Es256),
        ] {
            let bad = NewPasskey {
                key,
                algorithm,
                ..new()
            };
            assert_eq!(read(bad), Untrue::Key, "{algorithm:?}");
        }
        for text in ["A", "AAAAA", "AB"] {
            let bad = NewPasskey {
                authenticator_data: Encoded::new(text.to_owned()),
                ..new()
            };
            assert_eq!(read(bad), Untrue::Unreadable, "{text}");
        }
    }
}
