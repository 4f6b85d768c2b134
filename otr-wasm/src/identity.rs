//! The long-term DSA key by which a side is known.

use std::{fmt, sync::Arc};

use rand_core::CryptoRng;
use zeroize::Zeroizing;

use crate::{
    crypto::{dsa::KeyPair, dsa_parameters::BUILT_IN},
    fingerprint::Fingerprint,
};

/// A long-term key pair.
pub struct Identity {
    keys: KeyPair,
    fingerprint: Fingerprint,
}

impl Identity {
    /// A new key with the built-in parameters: takes one power, some milliseconds at most.
    pub fn generate(rng: &mut dyn CryptoRng) -> Self {
        Self::new(KeyPair::generate(Arc::clone(&BUILT_IN), rng))
    }

    /// The private number, big-endian, of a key with the built-in parameters: all that has to be kept of one.
    /// None of a key with other parameters.
    pub fn built_in_secret(&self) -> Option<Zeroizing<[u8; 20]>> {
        let is_built_in = Arc::ptr_eq(self.keys.public().parameters(), &BUILT_IN);
        is_built_in.then(|| self.keys.private_bytes())
    }

    /// The key with the built-in parameters and this private number; none if there is no such key.
    pub fn from_built_in_secret(secret: &[u8; 20]) -> Option<Self> {
        KeyPair::from_private(Arc::clone(&BUILT_IN), secret).map(Self::new)
    }

    pub(crate) fn new(keys: KeyPair) -> Self {
        let fingerprint = Fingerprint::of(keys.public());
        Self { keys, fingerprint }
    }

    /// The fingerprint of the public key.
    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }

    pub(crate) fn keys(&self) -> &KeyPair {
        &self.keys
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Identity")
            .field("fingerprint", &self.fingerprint)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use getrandom::{SysRng, rand_core::UnwrapErr};

    use super::*;

    #[test]
    fn a_key_with_the_built_in_parameters_comes_back_from_its_private_number() {
        let identity = Identity::generate(&mut UnwrapErr(SysRng));
        let secret = identity.built_in_secret().unwrap();
        let back = Identity::from_built_in_secret(&secret).unwrap();
        assert_eq!(back.fingerprint(), identity.fingerprint());
    }

    #[test]
    fn numbers_outside_1_to_q_are_no_keys() {
        assert!(Identity::from_built_in_secret(&[0; 20]).is_none());
        assert!(Identity::from_built_in_secret(&[0xff; 20]).is_none());
    }
}
