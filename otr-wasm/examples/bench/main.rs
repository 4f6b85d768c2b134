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
use pair::{Keys, Pair, Side};

/// Runs of each measure, unless told otherwise.
const RUNS: usize = 9;

/// Texts are of these lengths, in bytes.
const LENGTHS: [usize; 2] = [100, 4096];

fn main() -> Result<()> {
    let runs = std::env::args()
        .nth(1)
        .map_or(Ok(RUNS), |runs| runs.parse())?;
    identities(runs);
    for (version, keys, name) in [
        (Version::V3, Keys::BuiltIn, "ake_v3"),
        (Version::V2, Keys::BuiltIn, "ake_v2"),
        (Version::V3, Keys::Foreign, "ake_v3_foreign"),
    ] {
        report(name, "ms", runs, || key_exchange(version, keys))?;
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
    report("smp", "ms", runs, || pair.comparison())
}

/// An identity with the built-in parameters, and one with fresh ones, whose time is a matter of luck: so
/// that more of them are made.
fn identities(runs: usize) {
    let mut rng = UnwrapErr(SysRng);
    let fresh = (0..runs * 5).map(|_| {
        let start = Clocks::now();
        let mut generation = Generation::default();
        while let Progress::Searching(_) = generation.step(&mut rng) {}
        start.elapsed().map(milliseconds)
    });
    print("keygen_dsa1024", "ms", &fresh.collect::<Vec<_>>());
    let built_in = (0..runs).map(|_| {
        // Many of them, since the processor's clock goes by milliseconds.
        let count = 100;
        let start = Clocks::now();
        for _ in 0..count {
            std::hint::black_box(Identity::generate(&mut rng));
        }
        start
            .elapsed()
            .map(|time| milliseconds(time) / f64::from(count))
    });
    print("keygen_built_in", "ms", &built_in.collect::<Vec<_>>());
}

/// Ten key exchanges, from the query until both ends are encrypted: milliseconds of one.
fn key_exchange(version: Version, keys: Keys) -> Result<Times> {
    let count = 10;
    let mut pairs: Vec<_> = (0..count).map(|_| Pair::new(version, keys)).collect();
    let start = Clocks::now();
    for pair in &mut pairs {
        pair.exchange_keys()?;
    }
    Ok(start
        .elapsed()
        .map(|time| milliseconds(time) / f64::from(count)))
}

impl Pair {
    /// Texts in turn, so that keys change with each: texts in a second.
    fn alternate(&mut self, text: &str, count: u32) -> Result<Times> {
        let start = Clocks::now();
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
        Ok(start
            .elapsed()
            .map(|time| f64::from(count) / time.as_secs_f64()))
    }

    /// Texts without an answer, so that keys stay: texts in a second.
    fn burst(&mut self, text: &str, count: u32) -> Result<Times> {
        let start = Clocks::now();
        for _ in 0..count {
            self.send(Side::Alice, text)?;
        }
        Ok(start
            .elapsed()
            .map(|time| f64::from(count) / time.as_secs_f64()))
    }

    /// Milliseconds of one comparison of secrets.
    fn comparison(&mut self) -> Result<Times> {
        let start = Clocks::now();
        self.compare_secrets()?;
        Ok(start.elapsed().map(milliseconds))
    }
}

/// What one run took, by either clock.
struct Times<T = f64> {
    wall: T,
    cpu: T,
}

impl<T> Times<T> {
    fn map<U>(self, convert: impl Fn(T) -> U) -> Times<U> {
        Times {
            wall: convert(self.wall),
            cpu: convert(self.cpu),
        }
    }
}

/// The clock on the wall, and that of the processor.
struct Clocks {
    wall: Instant,
    cpu: Option<Duration>,
}

impl Clocks {
    fn now() -> Self {
        Self {
            cpu: processor_time(),
            wall: Instant::now(),
        }
    }

    fn elapsed(&self) -> Times<Duration> {
        let wall = self.wall.elapsed();
        let cpu = processor_time().zip(self.cpu);
        Times {
            wall,
            cpu: cpu.map_or(wall, |(now, then)| now.saturating_sub(then)),
        }
    }
}

/// What this thread has had of the processor; Linux tells it.
fn processor_time() -> Option<Duration> {
    let statistics = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds = statistics.split(' ').next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}

/// Measures so many times, after one time to warm up, and prints.
fn report(
    name: &str,
    unit: &str,
    runs: usize,
    mut measure: impl FnMut() -> Result<Times>,
) -> Result<()> {
    measure()?;
    let values: Vec<_> = (0..runs).map(|_| measure()).collect::<Result<_>>()?;
    print(name, unit, &values);
    Ok(())
}

fn print(name: &str, unit: &str, values: &[Times]) {
    let listed = |value: fn(&Times) -> f64| {
        let values: Vec<String> = values.iter().map(|v| format!("{:.6}", value(v))).collect();
        values.join(",")
    };
    let (wall, cpu) = (listed(|times| times.wall), listed(|times| times.cpu));
    println!(
        r#"{{"impl":"native","bench":"{name}","unit":"{unit}","wall":[{wall}],"cpu":[{cpu}]}}"#
    );
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
