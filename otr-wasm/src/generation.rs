//! Making a long-term key with parameters of its own, in steps: so that whoever waits for it can stay
//! alive, show how far it is, or give up.

use std::sync::Arc;

use rand_core::CryptoRng;

use crate::{
    crypto::{
        dsa::KeyPair,
        dsa_parameters::{CANDIDATES_EXPECTED, Parameters, Search},
    },
    identity::Identity,
};

/// A key in the making. Dropping it gives up.
///
/// ```
/// # use otr_wasm::{Generation, Progress};
/// # fn rest(_: f64) {}
/// # let mut rng = getrandom::rand_core::UnwrapErr(getrandom::SysRng);
/// let mut generation = Generation::default();
/// let identity = loop {
///     match generation.step(&mut rng) {
///         Progress::Done(identity) => break identity,
///         Progress::Searching(share) => rest(share),
///     }
/// };
/// ```
#[derive(Default)]
pub struct Generation {
    search: Option<Search>,
}

/// How far the making of a key is.
#[derive(Debug)]
pub enum Progress {
    /// The parameters are not found yet. The number grows from 0 towards 1, the slower the longer it
    /// takes: nobody can know.
    Searching(f64),
    /// The key.
    Done(Box<Identity>),
}

impl Generation {
    /// Tries one more number: a few milliseconds at most, but for the last step, which is as long as
    /// ten.
    pub fn step(&mut self, rng: &mut dyn CryptoRng) -> Progress {
        let Some(search) = self.search.as_mut().filter(|search| !search.is_over()) else {
            self.search = new_search(rng);
            return Progress::Searching(0.0);
        };
        match search.step(rng) {
            Some((parameters, _)) => Progress::Done(Box::new(identity(parameters, rng))),
            None => {
                let tried = f64::from(search.tried());
                Progress::Searching(tried / (tried + CANDIDATES_EXPECTED))
            }
        }
    }
}

impl std::fmt::Debug for Generation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Generation").finish_non_exhaustive()
    }
}

/// A search from a random seed; none if the seed leads to no prime q, as 54 of 55 do.
fn new_search(rng: &mut dyn CryptoRng) -> Option<Search> {
    let mut seed = [0; 32];
    rng.fill_bytes(&mut seed);
    Search::new(seed, rng)
}

fn identity(parameters: Parameters, rng: &mut dyn CryptoRng) -> Identity {
    Identity::new(KeyPair::generate(Arc::new(parameters), rng))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::rng;

    #[test]
    fn a_key_is_found_with_parameters_of_its_own_that_are_primes() {
        let rng = &mut rng(7);
        let mut generation = Generation::default();
        let found = std::iter::repeat_with(|| generation.step(rng))
            .find_map(|progress| match progress {
                Progress::Done(identity) => Some(identity),
                Progress::Searching(share) => {
                    assert!((0.0..1.0).contains(&share));
                    None
                }
            })
            .unwrap();
        let [p, q, g, y] = found.keys().public().numbers();
        let parameters = Parameters::new(&p, &q, &g).unwrap();
        assert!(parameters.are_primes(rng));
        assert!(
            parameters.has_order_q(
                &parameters
                    .p
                    .enter(&crate::crypto::dsa_parameters::PNumber::from_be_bytes(&y).unwrap())
            )
        );
    }
}
