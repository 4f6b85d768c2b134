//! The built-in parameters, with which making a key takes one power.
//!
//! OTR's keys carry their parameters, so that sharing them costs nothing but the trust that nobody
//! chose them to his advantage. Nobody could: the seed is SHA-256 of the text
//! `otr-wasm DSA parameters, try N` with the first number N from 0 up for which the procedure of FIPS
//! 186-4 (A.1.1.2 and A.2.3, with SHA-256) finds primes. A test does it again.

use std::sync::{Arc, LazyLock};

use super::parameters::{PNumber, Parameters, QNumber};
use crate::crypto::number::{modulus::Modulus, strip_zeros};

/// Made when first used.
pub(crate) static BUILT_IN: LazyLock<Arc<Parameters>> = LazyLock::new(|| {
    let p = Modulus::known(PNumber::from_be_bytes(&P).unwrap_or(PNumber::ZERO));
    let q = Modulus::known(QNumber::from_be_bytes(&Q).unwrap_or(QNumber::ZERO));
    let g = p.enter(&PNumber::from_be_bytes(&G).unwrap_or(PNumber::ZERO));
    Arc::new(Parameters { p, q, g })
});

/// The built-in parameters if it is these, without checking them again; else as [`Parameters::new`].
pub(crate) fn known_or_new(p: &[u8], q: &[u8], g: &[u8]) -> Option<Arc<Parameters>> {
    let [p, q, g] = [p, q, g].map(strip_zeros);
    if p == P && q == Q && g == G {
        return Some(Arc::clone(&BUILT_IN));
    }
    Parameters::new(p, q, g).map(Arc::new)
}

/// The first number for which the procedure finds primes.
#[cfg(test)]
const TRY: u32 = 34;

/// How many values of p were tried before this one.
#[cfg(test)]
const COUNTER: u16 = 476;

const P: [u8; 128] = *b"\
\xe7\x4d\x01\x34\xc6\x68\xc1\xce\x7a\x2d\x9d\xd1\xa7\x0e\x30\x33\xeb\x4e\x00\x14\x42\x82\x3a\xa2\
\xf2\xe6\xe1\xdf\xe9\x3b\x63\xe3\x86\x3f\x1c\xcc\xc5\xa0\xeb\xeb\xce\xc2\xc4\xac\xb1\x72\xf1\x4d\
\xab\xe6\x3d\x68\x7b\x9c\x9f\xbc\x86\xf6\xc1\x5e\x65\xff\xdd\x1a\x71\x6a\xee\xb5\x4b\xe4\xf0\x7a\
\x96\xb7\x76\x2e\x92\xb6\x4f\x6c\xef\x14\xf8\x29\x02\x1a\x10\x0f\xa8\x2d\xd5\x86\x7b\x79\x26\x8d\
\xc1\xb1\x14\x4e\xe6\x0a\xd2\xcc\x4a\xe1\x4f\xbb\xa4\x63\xa9\x2a\xa0\xfb\x3a\xe0\x06\x04\x99\xa7\
\x1f\xbc\xfa\x6f\xd9\x3a\x26\x0f";

const Q: [u8; 20] = *b"\
\xc8\xba\x86\x31\x31\x19\xde\x11\x43\x4a\xd0\x99\x6b\xd2\xc1\x27\xd2\x09\xaa\xd9";

const G: [u8; 128] = *b"\
\x4e\x24\xa7\xbd\xdd\x91\x89\xbd\x9c\xc1\xdc\x7f\x8f\x36\x30\xb2\xd8\xdd\x4f\x34\x90\x3a\xc3\x8d\
\xa8\xd4\xc8\x68\xe8\x8b\xc1\xe2\x91\x25\xff\xba\x86\x15\x58\x52\x75\x1c\xd4\xb5\x05\xb8\x1f\x2b\
\xbb\x9e\x89\x6f\xb1\x4a\x53\x03\x13\xd4\xbe\x91\xcc\xc7\x7e\x0a\x0d\x7f\x54\xa1\xe3\x4b\x29\xa4\
\x37\x6e\x56\xe9\x1b\xcc\xbc\x7b\x5f\xd2\x3c\xa0\x29\xd2\x87\xc7\x4f\xac\x9b\xf7\x38\xf0\x9d\x99\
\x57\x29\xc6\xa2\xfc\x7e\x75\xc5\x6c\x27\x1f\xcd\xb6\x29\x2d\xe3\x23\x01\xd0\xe3\x42\xbc\x43\xd7\
\xee\xb0\xff\x50\x35\xdc\x4e\x7e";

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    use super::*;
    use crate::{
        crypto::dsa_parameters::{Origin, Search},
        testing::rng,
    };

    fn seed(number: u32) -> [u8; 32] {
        Sha256::digest(format!("otr-wasm DSA parameters, try {number}")).into()
    }

    #[test]
    fn the_seed_leads_to_these_parameters() {
        let rng = &mut rng(1);
        let mut search = Search::new(seed(TRY), rng).unwrap();
        let (found, origin) = std::iter::repeat_with(|| search.step(rng))
            .take(4096)
            .flatten()
            .next()
            .unwrap();

        assert_eq!(
            origin,
            Origin {
                seed: seed(TRY),
                counter: COUNTER
            }
        );
        assert_eq!(found.p.value().to_be_bytes(), P);
        assert_eq!(found.q.value().to_be_bytes(), Q);
        assert_eq!(found.p.leave(&found.g).to_be_bytes(), G);
        assert!(Parameters::new(&P, &Q, &G).is_some_and(|parameters| parameters.are_primes(rng)));
    }

    #[test]
    fn no_earlier_seed_leads_to_any() {
        let rng = &mut rng(2);
        assert!((0..TRY).all(|number| Search::new(seed(number), rng).is_none()));
    }
}
