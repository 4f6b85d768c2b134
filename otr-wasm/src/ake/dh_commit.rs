//! D-H Commit message: the first, by which a side binds itself to a key it does not show yet.
//!
//! ```text
//! DATA  AES-128-CTR(r, 0, MPI g^x)
//! DATA  SHA-256(MPI g^x)
//! ```

use rand_core::CryptoRng;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::{
    crypto::{
        aes_ctr::AesKey,
        dh_group::{self, KeyPair, PublicKey},
    },
    error::Reason,
    secret::Secret,
    wire::{
        reader::{DecodeError, Reader},
        writer::Writer,
    },
};

/// The longest g^x: an MPI's length of 4 bytes, and 1536 bits.
const GX_MAX: usize = 4 + dh_group::BITS / 8;

/// Our commitment, with what opens it.
#[derive(Clone, Debug)]
pub(crate) struct OurCommit {
    pub(crate) dh: KeyPair,
    pub(crate) r: Secret<16>,
    pub(crate) message: DhCommit,
}

/// The message.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct DhCommit {
    pub(crate) encrypted_gx: Vec<u8>,
    pub(crate) hashed_gx: [u8; 32],
}

impl OurCommit {
    pub(crate) fn generate(rng: &mut dyn CryptoRng) -> Self {
        let dh = KeyPair::generate(rng);
        let r = random_r(rng);
        let mut writer = Writer::with_capacity(GX_MAX);
        writer.mpi(dh.public().digits());
        let hashed_gx = Sha256::digest(writer.as_bytes()).into();
        AesKey::new(r.as_bytes()).apply(0, writer.as_mut_bytes());
        Self {
            dh,
            r,
            message: DhCommit {
                encrypted_gx: writer.into_bytes(),
                hashed_gx,
            },
        }
    }
}

/// The key r: 16 random bytes, the first of them at least 0x10.
///
/// otr.js makes another key of an r whose first digit is 0 (docs/departures.md); this costs less than
/// a tenth of a bit.
fn random_r(rng: &mut dyn CryptoRng) -> Secret<16> {
    let mut r = [0; 16];
    while r.first().is_none_or(|first| *first < 0x10) {
        rng.fill_bytes(&mut r);
    }
    let secret = Secret::new(&r);
    zeroize::Zeroize::zeroize(&mut r);
    secret
}

impl DhCommit {
    pub(crate) fn read(body: &[u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(body);
        let encrypted_gx = reader.data("the encrypted g^x")?.to_vec();
        if encrypted_gx.len() > GX_MAX {
            return Err(DecodeError::WrongLength {
                reading: "the encrypted g^x",
                length: encrypted_gx.len(),
                expected: GX_MAX,
            });
        }
        let hashed_gx = *reader.data_of("the hash of g^x")?;
        reader.finish()?;
        Ok(Self {
            encrypted_gx,
            hashed_gx,
        })
    }

    pub(crate) fn write(&self) -> Vec<u8> {
        let mut writer = Writer::with_capacity(240);
        writer.data(&self.encrypted_gx);
        writer.data(&self.hashed_gx);
        writer.into_bytes()
    }

    /// g^x, decrypted with the key revealed; refused if it is not what the hash says.
    pub(crate) fn open(&self, r: &[u8; 16]) -> Result<PublicKey, Reason> {
        let mut gx = self.encrypted_gx.clone();
        AesKey::new(r).apply(0, &mut gx);
        let hash: [u8; 32] = Sha256::digest(&gx).into();
        if !bool::from(hash.ct_eq(&self.hashed_gx)) {
            return Err(Reason::DoesNotVerify("the commitment to g^x"));
        }
        let mut reader = Reader::new(&gx);
        let digits = reader.mpi("g^x")?;
        reader.finish()?;
        PublicKey::from_be_bytes(digits).ok_or(Reason::OutOfRange("g^x"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::rng;

    #[test]
    fn a_commitment_is_opened_by_its_r_and_by_no_other() {
        let ours = OurCommit::generate(&mut rng(1));
        let theirs = DhCommit::read(&ours.message.write()).unwrap();
        assert_eq!(theirs, ours.message);
        assert_eq!(theirs.open(ours.r.as_bytes()), Ok(ours.dh.public().clone()));
        assert_eq!(
            theirs.open(&[7; 16]),
            Err(Reason::DoesNotVerify("the commitment to g^x"))
        );
    }

    #[test]
    fn what_is_longer_than_any_g_x_is_refused_and_not_kept() {
        let mut message = OurCommit::generate(&mut rng(1)).message;
        assert!(DhCommit::read(&message.write()).is_ok());
        message.encrypted_gx.push(0);
        let refused = DhCommit::read(&message.write()).unwrap_err();
        assert!(matches!(
            refused,
            DecodeError::WrongLength { length: 197, .. }
        ));
    }

    #[test]
    fn a_hash_of_another_length_is_refused() {
        let mut body = OurCommit::generate(&mut rng(1)).message.write();
        body.push(0);
        assert_eq!(DhCommit::read(&body), Err(DecodeError::LeftOver(1)));
        let short = [b"\0\0\0\x01x".as_slice(), b"\0\0\0\x1f", &[0; 31]].concat();
        assert_eq!(
            DhCommit::read(&short),
            Err(DecodeError::WrongLength {
                reading: "the hash of g^x",
                length: 31,
                expected: 32
            })
        );
    }
}
