//! What the engine costs on this machine: two ends in one process on one thread, which hand each other
//! their lines.
//!
//! `cargo run --release -p otr-wasm --example bench [runs]` prints a JSON object for each measure with
//! every run's value, in the form of the other implementations' benchmarks in `tests/interop/bench`:
//! `cargo xtask bench otr` runs them side by side.

mod pair;

use std::time::{Duration, Instant};

use anyhow::Result;
use getrandom::{SysRng, rand_core::UnwrapErr};
use otr_wasm::{Generation, Identity, Progress, Version};
use pair::{Pair, Side};

/// Runs of each measure, unless told otherwise.
const RUNS: usize = 9;

/// Texts are of these lengths, in bytes.
const LENGTHS: [usize; 2] = [100, 4096];

fn main() -> Result<()> {
    let runs = std::env::args()
        .nth(1)
        .map_or(Ok(RUNS), |runs| runs.parse())?;
    identities(runs);
    for (version, name) in [(Version::V3, "ake_v3"), (Version::V2, "ake_v2")] {
        report(name, "ms", runs, || key_exchange(version))?;
    }
    let mut pair = Pair::encrypted(Version::V3)?;
    for length in LENGTHS {
        let text = "x".repeat(length);
        report(&format!("pingpong_{length}"), "msg/s", runs, || {
            pair.alternate(&text, 400)
        })?;
    }
    for length in LENGTHS {
        let (text, count) = ("x".repeat(length), if length < 1000 { 6000 } else { 2000 });
        report(&format!("oneway_{length}"), "msg/s", runs, || {
            pair.burst(&text, count)
        })?;
    }
    report("smp", "ms", runs, || timed(1, || pair.compare_secrets()))
}

/// An identity with the built-in parameters, and one with fresh ones, whose time is a matter of luck: so
/// that more of them are made.
fn identities(runs: usize) {
    let mut rng = UnwrapErr(SysRng);
    let fresh = (0..runs * 5).map(|_| {
        let start = Instant::now();
        let mut generation = Generation::default();
        while let Progress::Searching(_) = generation.step(&mut rng) {}
        milliseconds(start.elapsed())
    });
    print("keygen_dsa1024", "ms", &fresh.collect::<Vec<_>>());
    let built_in = (0..runs).map(|_| {
        let start = Instant::now();
        std::hint::black_box(Identity::generate(&mut rng));
        milliseconds(start.elapsed())
    });
    print("keygen_built_in", "ms", &built_in.collect::<Vec<_>>());
}

/// Ten key exchanges, from the query until both ends are encrypted: milliseconds of one.
fn key_exchange(version: Version) -> Result<f64> {
    let count = 10;
    let mut time = Duration::ZERO;
    for _ in 0..count {
        let mut pair = Pair::new(version);
        let start = Instant::now();
        pair.exchange_keys()?;
        time += start.elapsed();
    }
    Ok(milliseconds(time) / f64::from(count))
}

impl Pair {
    /// Texts in turn, so that keys change with each: texts in a second.
    fn alternate(&mut self, text: &str, count: u32) -> Result<f64> {
        let start = Instant::now();
        for turn in 0..count {
            self.send(
                if turn % 2 == 0 {
                    Side::Alice
                } else {
                    Side::Bob
                },
                text,
            )?;
        }
        Ok(f64::from(count) / start.elapsed().as_secs_f64())
    }

    /// Texts without an answer, so that keys stay: texts in a second.
    fn burst(&mut self, text: &str, count: u32) -> Result<f64> {
        let start = Instant::now();
        for _ in 0..count {
            self.send(Side::Alice, text)?;
        }
        Ok(f64::from(count) / start.elapsed().as_secs_f64())
    }
}

/// Milliseconds of one of so many calls.
fn timed(count: u32, mut call: impl FnMut() -> Result<()>) -> Result<f64> {
    let start = Instant::now();
    for _ in 0..count {
        call()?;
    }
    Ok(milliseconds(start.elapsed()) / f64::from(count))
}

/// Measures so many times, after one time to warm up, and prints.
fn report(
    name: &str,
    unit: &str,
    runs: usize,
    mut measure: impl FnMut() -> Result<f64>,
) -> Result<()> {
    measure()?;
    let values: Vec<f64> = (0..runs).map(|_| measure()).collect::<Result<_>>()?;
    print(name, unit, &values);
    Ok(())
}

fn print(name: &str, unit: &str, values: &[f64]) {
    let values: Vec<String> = values.iter().map(|value| format!("{value:.6}")).collect();
    let values = values.join(",");
    println!(r#"{{"impl":"native","bench":"{name}","unit":"{unit}","wall":[{values}]}}"#);
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
