//! AES-128 in counter mode.
//!
//! RustCrypto's `aes`: the processor's instructions where there are any, else bit-sliced; both in
//! constant time. A block at a time: several at once are quicker, and as much code again.

use aes::{Aes128, cipher::KeyInit};
use ctr::{
    CtrCore,
    cipher::{InnerIvInit, StreamCipherCore},
    flavors::Ctr128BE,
};
use zeroize::Zeroizing;

/// A key, made ready for use: its round keys, which wipe themselves.
#[derive(Clone)]
pub(crate) struct AesKey(Aes128);

impl AesKey {
    pub(crate) fn new(key: &[u8; 16]) -> Self {
        Self(Aes128::new(key.into()))
    }

    /// Encrypts, or decrypts, `data` in place. The upper half of the counter block starts as `counter`,
    /// the lower as 0.
    pub(crate) fn apply(&self, counter: u64, data: &mut [u8]) {
        let block = u128::from(counter) << 64;
        let mut stream: CtrCore<_, Ctr128BE> =
            CtrCore::inner_iv_init(&self.0, &block.to_be_bytes().into());
        let mut key = Zeroizing::new([0; 16]);
        for block in data.chunks_mut(key.len()) {
            stream.write_keystream_block((&mut *key).into());
            let keyed = block.iter_mut().zip(&*key);
            keyed.for_each(|(byte, key)| *byte ^= key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_encrypted_and_decrypted() {
        let key = AesKey::new(&[7; 16]);
        let mut data = *b"attack at dawn, or a little later";
        key.apply(1, &mut data);
        assert_ne!(&data, b"attack at dawn, or a little later");
        key.apply(1, &mut data);
        assert_eq!(&data, b"attack at dawn, or a little later");
    }

    /// The zero block under the zero key (AESAVS, appendix B, first value).
    #[test]
    fn the_key_stream_begins_with_the_encrypted_counter_block() {
        let mut data = [0; 16];
        AesKey::new(&[0; 16]).apply(0, &mut data);
        assert_eq!(
            data,
            *b"\x66\xe9\x4b\xd4\xef\x8a\x2c\x3b\x88\x4c\xfa\x59\xca\x34\x2b\x2e"
        );
    }
}
