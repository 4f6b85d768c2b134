//! The encrypted block by which each side proves its long-term key.
//!
//! ```text
//! M = HMAC-SHA-256(m1, MPI own g || MPI their g || PUBKEY || INT keyid)
//! X = PUBKEY || INT keyid || SIG(M)
//!
//! DATA  AES-128-CTR(c, 0, X)
//! MAC   HMAC-SHA-256-160(m2, the DATA with its length)
//! ```

use rand_core::CryptoRng;

use super::{keys::ProofKeys, public_key};
use crate::{
    crypto::{aes_ctr::AesKey, dh_group, mac},
    error::Reason,
    fingerprint::Fingerprint,
    identity::Identity,
    key_id::{KeyId, Theirs},
    wire::{reader::Reader, writer::Writer},
};

/// The block as it is sent.
#[derive(Clone, Debug)]
pub(crate) struct SignedIdentity {
    encrypted: Vec<u8>,
    mac: [u8; mac::MAC_BYTES],
}

/// Who the other side has proved to be, and the number it gave its key.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Proved {
    pub(crate) fingerprint: Fingerprint,
    /// At least 1.
    pub(crate) keyid: KeyId<Theirs>,
}

/// The two keys of an exchange, in the order in which the signer hashes them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Exchanged<'a> {
    pub(crate) signers: &'a dh_group::PublicKey,
    pub(crate) others: &'a dh_group::PublicKey,
}

impl SignedIdentity {
    /// Proves who we are.
    pub(crate) fn sign(
        identity: &Identity,
        keys: &ProofKeys,
        exchanged: Exchanged<'_>,
        rng: &mut dyn CryptoRng,
    ) -> Self {
        let mut x = Writer::with_capacity(600);
        public_key::write(identity.keys().public(), &mut x);
        x.int(KeyId::FIRST.number());
        Self::sign_this(x, identity, keys, exchanged, rng)
    }

    /// Signs what claims to be our key and its number, and seals it.
    pub(super) fn sign_this(
        mut x: Writer,
        identity: &Identity,
        keys: &ProofKeys,
        exchanged: Exchanged<'_>,
        rng: &mut dyn CryptoRng,
    ) -> Self {
        let m = signed_value(keys, exchanged, x.as_bytes());
        x.bytes(&identity.keys().sign(&m, rng));
        AesKey::new(keys.c.as_bytes()).apply(0, x.as_mut_bytes());
        let encrypted = x.into_bytes();
        let mac = mac_of(keys, &encrypted);
        Self { encrypted, mac }
    }

    /// Who proves to be the other side: the MAC first, then the signature.
    pub(crate) fn verify(
        &self,
        keys: &ProofKeys,
        exchanged: Exchanged<'_>,
    ) -> Result<Proved, Reason> {
        if !mac::same(&mac_of(keys, &self.encrypted), &self.mac) {
            return Err(Reason::DoesNotVerify("the MAC of the encrypted signature"));
        }
        let mut x = self.encrypted.clone();
        AesKey::new(keys.c.as_bytes()).apply(0, &mut x);
        let mut reader = Reader::new(&x);
        let key = public_key::read(&mut reader)?;
        let keyid = reader.int("the key id")?;
        let signature = reader.array("the signature")?;
        let signed_bytes = x.len() - signature.len() - reader.remaining();
        reader.finish()?;
        let (signed, _) = x.split_at_checked(signed_bytes).unwrap_or_default();
        if !key.verifies(&signed_value(keys, exchanged, signed), &signature) {
            return Err(Reason::DoesNotVerify("the signature"));
        }
        if keyid == 0 {
            return Err(Reason::OutOfRange("the key id"));
        }
        Ok(Proved {
            fingerprint: Fingerprint::of(&key),
            keyid: KeyId::new(keyid),
        })
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, Reason> {
        let encrypted = reader.data("the encrypted signature")?.to_vec();
        Ok(Self {
            encrypted,
            mac: reader.array("the MAC of the encrypted signature")?,
        })
    }

    pub(crate) fn write(&self, writer: &mut Writer) {
        writer.data(&self.encrypted);
        writer.bytes(&self.mac);
    }
}

/// M; `key_and_id` is `PUBKEY || INT keyid`.
fn signed_value(keys: &ProofKeys, exchanged: Exchanged<'_>, key_and_id: &[u8]) -> [u8; 32] {
    let mut writer = Writer::with_capacity(1024);
    writer.mpi(exchanged.signers.digits());
    writer.mpi(exchanged.others.digits());
    writer.bytes(key_and_id);
    mac::hmac_sha256(keys.m1.as_bytes(), writer.as_bytes())
}

fn mac_of(keys: &ProofKeys, encrypted: &[u8]) -> [u8; mac::MAC_BYTES] {
    let mut writer = Writer::with_capacity(encrypted.len() + 4);
    writer.data(encrypted);
    mac::hmac_sha256_160(keys.m2.as_bytes(), writer.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        ake::keys::AkeKeys,
        crypto::dh_group::KeyPair,
        testing::{SeededRng, rng},
        wire::reader::DecodeError,
    };

    /// What comes of a proof over this key and number.
    fn verified(key_and_id: impl FnOnce(&mut Writer, &Identity)) -> Result<Proved, Reason> {
        let rng: &mut SeededRng = &mut rng(1);
        let (ours, theirs) = (KeyPair::generate(rng), KeyPair::generate(rng));
        let keys = AkeKeys::derive(&ours.shared_with(theirs.public())).signature;
        let identity = Identity::generate(rng);
        let exchanged = Exchanged {
            signers: ours.public(),
            others: theirs.public(),
        };
        let mut x = Writer::default();
        key_and_id(&mut x, &identity);
        SignedIdentity::sign_this(x, &identity, &keys, exchanged, rng).verify(&keys, exchanged)
    }

    /// A PUBKEY with one of its numbers replaced, and the number 1.
    fn with_number(place: usize, digits: &[u8]) -> Result<Proved, Reason> {
        verified(|x, identity| {
            let mut numbers = identity.keys().public().numbers();
            numbers[place] = digits.to_vec();
            x.short(0);
            numbers.iter().for_each(|number| x.mpi(number));
            x.int(1);
        })
    }

    #[test]
    fn a_key_and_a_number_above_0_are_proved() {
        let proved = verified(|x, identity| {
            public_key::write(identity.keys().public(), x);
            x.int(7);
        });
        assert_eq!(proved.unwrap().keyid.number(), 7);
    }

    #[test]
    fn the_number_0_is_refused_although_it_is_signed() {
        let refused = verified(|x, identity| {
            public_key::write(identity.keys().public(), x);
            x.int(0);
        });
        assert_eq!(refused, Err(Reason::OutOfRange("the key id")));
    }

    #[test]
    fn a_key_that_is_none_is_refused_although_it_is_signed() {
        let refused = Err(Reason::DoesNotVerify("the long-term key"));
        let minus_1 = |number: &[u8]| {
            let mut less = number.to_vec();
            *less.last_mut().unwrap() -= 1;
            less
        };
        let numbers = Identity::generate(&mut rng(2)).keys().public().numbers();
        for (place, number) in numbers.iter().enumerate() {
            assert_eq!(with_number(place, &[]), refused);
            assert_eq!(with_number(place, &[1]), refused);
            assert_eq!(with_number(place, &minus_1(number)), refused);
        }
        let other_kind = verified(|x, _| {
            x.short(1);
            x.int(1);
        });
        let unknown = DecodeError::UnknownType {
            what: "a public key",
            number: 1,
        };
        assert_eq!(other_kind, Err(unknown.into()));
    }

    #[test]
    fn somebody_elses_key_is_refused() {
        let refused = verified(|x, _| {
            let other = Identity::generate(&mut rng(3));
            public_key::write(other.keys().public(), x);
            x.int(1);
        });
        assert_eq!(refused, Err(Reason::DoesNotVerify("the signature")));
    }
}
