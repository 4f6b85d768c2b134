//! Message authentication codes: HMAC with SHA-1 for data messages, with SHA-256 for the key exchange.
//!
//! Codes are compared by `subtle`, in constant time.

use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::Sha256;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// Bytes of a code on the wire, with either hash.
pub(crate) const MAC_BYTES: usize = 20;

/// HMAC-SHA256 in full.
pub(crate) fn hmac_sha256(key: &[u8; 32], data: &[u8]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new((&*block(key)).into());
    mac.update(data);
    mac.finalize().into_bytes().into()
}

/// HMAC-SHA256-160: the first 20 bytes.
pub(crate) fn hmac_sha256_160(key: &[u8; 32], data: &[u8]) -> [u8; MAC_BYTES] {
    let full = hmac_sha256(key, data);
    let mut mac = [0; MAC_BYTES];
    mac.iter_mut()
        .zip(full)
        .for_each(|(short, long)| *short = long);
    mac
}

/// A key for HMAC-SHA1, made ready for use.
#[derive(Clone)]
pub(crate) struct MacKey(Hmac<Sha1>);

impl MacKey {
    pub(crate) fn new(key: &[u8; MAC_BYTES]) -> Self {
        Self(Hmac::new((&*block(key)).into()))
    }

    /// The code of this data.
    pub(crate) fn mac(&self, data: &[u8]) -> [u8; MAC_BYTES] {
        let mut mac = self.0.clone();
        mac.update(data);
        mac.finalize().into_bytes().into()
    }
}

/// Whether two codes are the same.
pub(crate) fn same(ours: &[u8; MAC_BYTES], theirs: &[u8; MAC_BYTES]) -> bool {
    ours.ct_eq(theirs).into()
}

/// A key filled up with zeros to the hashes' block (RFC 2104, section 2).
fn block(key: &[u8]) -> Zeroizing<[u8; 64]> {
    let mut block = Zeroizing::new([0; 64]);
    block
        .iter_mut()
        .zip(key)
        .for_each(|(block, key)| *block = *key);
    block
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 2202 and RFC 4231, test case 1, whose keys are these 20 bytes.
    #[test]
    fn the_codes_are_those_of_the_standards() {
        let mut long = [0; 32];
        long[..20].fill(0x0b);
        let sha1 = MacKey::new(&[0x0b; 20]).mac(b"Hi There");
        assert_eq!(
            sha1,
            *b"\xb6\x17\x31\x86\x55\x05\x72\x64\xe2\x8b\xc0\xb6\xfb\x37\x8c\x8e\xf1\x46\xbe\x00"
        );
        let sha256 = hmac_sha256_160(&long, b"Hi There");
        assert_eq!(
            sha256,
            *b"\xb0\x34\x4c\x61\xd8\xdb\x38\x53\x5c\xa8\xaf\xce\xaf\x0b\xf1\x2b\x88\x1d\xc2\x00"
        );
    }
}
