//! AES-128 in counter mode (NIST SP 800-38A, 6.5).
//!
//! RustCrypto's `aes`: the processor's instructions where there are any, else bit-sliced; both in
//! constant time.

use aes::Aes128;
#[cfg(not(target_family = "wasm"))]
use aes::cipher::Array;
use aes::cipher::{BlockCipherEncrypt, KeyInit};
use zeroize::Zeroizing;

/// Blocks that are encrypted at once: as many as processors have in the works at a time. In WebAssembly one: several are
/// quicker there too, and as much code again that every guest loads.
const BLOCKS: usize = if cfg!(target_family = "wasm") { 1 } else { 8 };

const BLOCK_BYTES: usize = 16;

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
        let mut next = u128::from(counter) << 64;
        let mut stream = Zeroizing::new([[0; BLOCK_BYTES]; BLOCKS]);
        for data in data.chunks_mut(BLOCKS * BLOCK_BYTES) {
            for block in &mut *stream {
                *block = next.to_be_bytes();
                next = next.wrapping_add(1);
            }
            self.encrypt(&mut stream);
            let key = stream.as_flattened();
            data.iter_mut()
                .zip(key)
                .for_each(|(byte, key)| *byte ^= key);
        }
    }

    #[cfg(target_family = "wasm")]
    fn encrypt(&self, [block]: &mut [[u8; BLOCK_BYTES]; BLOCKS]) {
        self.0.encrypt_block(block.into());
    }

    #[cfg(not(target_family = "wasm"))]
    fn encrypt(&self, blocks: &mut [[u8; BLOCK_BYTES]; BLOCKS]) {
        self.0
            .encrypt_blocks(Array::cast_slice_from_core_mut(blocks));
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
            key.0.encrypt_block(&mut block);
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
