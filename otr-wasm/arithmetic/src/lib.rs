//! Powers in OTR's group of 1536 bits with exponents of 320 bits, in constant time, as a program that counts the
//! time calls them: each function takes so many powers of numbers that follow from each other, and gives a byte of the
//! last.

#[cfg(feature = "ours")]
#[allow(dead_code, reason = "the engine uses the rest")]
#[path = "../../src/crypto"]
mod crypto {
    pub(crate) mod dh_group;
    pub(crate) mod number;
}

/// Powers of a base that was not known before, as for each shared value, by our arithmetic.
#[cfg(feature = "ours")]
#[unsafe(no_mangle)]
pub extern "C" fn our_powers(times: u32) -> u32 {
    use crypto::dh_group::{KeyPair, PublicKey};
    let keys = KeyPair::generate(&mut numbers::Numbers(1));
    let mut power = keys.public().digits().to_vec();
    for _ in 0..times {
        let base = PublicKey::from_be_bytes(&power).unwrap_or_else(|| keys.public().clone());
        power = keys.shared_with(&base).secbytes()[4..].to_vec();
    }
    power.last().copied().unwrap_or_default().into()
}

/// Powers of the generator, as for each key pair, by our arithmetic: from tables.
#[cfg(feature = "ours")]
#[unsafe(no_mangle)]
pub extern "C" fn our_powers_of_the_generator(times: u32) -> u32 {
    let mut numbers = numbers::Numbers(1);
    let mut last = 0;
    for _ in 0..times {
        let keys = crypto::dh_group::KeyPair::generate(&mut numbers);
        last = keys.public().digits().last().copied().unwrap_or_default();
    }
    last.into()
}

/// Powers of any base, by `crypto-bigint`.
#[cfg(feature = "theirs")]
#[unsafe(no_mangle)]
pub extern "C" fn their_powers(times: u32) -> u32 {
    use crypto_bigint::{
        Odd, U1536,
        modular::{FixedMontyForm, FixedMontyParams},
    };
    let prime = Odd::<U1536>::from_be_hex(PRIME);
    let params = FixedMontyParams::new_vartime(prime);
    let exponent = U1536::from_u64(0x9e37_79b9_7f4a_7c15);
    let exponent = (0..4).fold(exponent, |all, _| all.shl_vartime(64).bitxor(&exponent));
    let mut power = U1536::from_u8(2);
    for _ in 0..times {
        let base = FixedMontyForm::new(&power, &params);
        power = base.pow_bounded_exp(&exponent, 320).retrieve();
    }
    u32::from(power.to_be_bytes()[191])
}

/// RFC 3526, section 2.
#[cfg(feature = "theirs")]
const PRIME: &str = "\
FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD\
EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED\
EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F\
83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA237327FFFFFFFFFFFFFFFF";

#[cfg(feature = "ours")]
mod numbers {
    use std::convert::Infallible;

    use rand_core::{TryCryptoRng, TryRng};

    /// Numbers that are anything but random.
    pub(crate) struct Numbers(pub(crate) u64);

    impl TryRng for Numbers {
        type Error = Infallible;

        fn try_next_u32(&mut self) -> Result<u32, Infallible> {
            self.try_next_u64().map(|number| (number >> 32) as u32)
        }

        fn try_next_u64(&mut self) -> Result<u64, Infallible> {
            self.0 = self
                .0
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            Ok(self.0)
        }

        fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
            for byte in bytes {
                *byte = (self.try_next_u64()? >> 56) as u8;
            }
            Ok(())
        }
    }

    impl TryCryptoRng for Numbers {}
}
