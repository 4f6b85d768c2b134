//! AES-128 in counter mode.
//!
//! RustCrypto's `aes` and `ctr`: the processor's instructions where there are any, else bit-sliced; both in
//! constant time.

use aes::{Aes128, cipher::KeyInit};
use ctr::{
    CtrCore,
    cipher::{InnerIvInit, StreamCipherCore},
    flavors::Ctr128BE,
};

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
        let stream = CtrCore::inner_iv_init(&self.0, &block.to_be_bytes().into());
        apply(stream, data);
    }
}

/// As many blocks at once as the processor takes.
#[cfg(not(target_family = "wasm"))]
fn apply(stream: CtrCore<&Aes128, Ctr128BE>, data: &mut [u8]) {
    stream.apply_keystream_partial(data.into());
}

/// A block at a time: several are quicker in a browser too, and a kilobyte more that each guest loads.
#[cfg(target_family = "wasm")]
fn apply(mut stream: CtrCore<&Aes128, Ctr128BE>, data: &mut [u8]) {
    let mut key = zeroize::Zeroizing::new([0; 16]);
    for block in data.chunks_mut(key.len()) {
        stream.write_keystream_block((&mut *key).into());
        let keyed = block.iter_mut().zip(&*key);
        keyed.for_each(|(byte, key)| *byte ^= key);
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

    /// Under the zero key a text of zeros is the key stream: the encrypted counter blocks, in order.
    #[test]
    fn each_block_is_encrypted_with_the_next_counter() {
        let key = AesKey::new(&[0; 16]);
        let mut stream = [0; 16 * 20 + 5];
        key.apply(3, &mut stream);
        for (counter, found) in (3_u128 << 64..).zip(stream.chunks(16)) {
            let mut block = counter.to_be_bytes().into();
            aes::cipher::BlockCipherEncrypt::encrypt_block(&key.0, &mut block);
            assert_eq!(found, &block[..found.len()]);
        }
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
