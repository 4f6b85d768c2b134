//! Runs rounds of chaos one after the other, each by the next seed, and prints a line for each.
//! With the first that is not as it has to be it ends, and says why.
//!
//!   chaos SEED ROUNDS MINUTES
//!
//! `cargo xtask chaos` calls this.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use hushdesk_tests::chaos::{Chaos, Tally};

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let mut number = || {
        let text = arguments.next().context("an argument is missing")?;
        Ok::<u64, anyhow::Error>(text.parse()?)
    };
    let (seed, rounds, minutes) = (number()?, number()?, number()?);
    let until = Instant::now() + Duration::from_secs(60 * minutes);
    let mut chaos = Chaos::begin()?;
    let (mut whole, mut all) = (0, Tally::default());
    for seed in (seed..).take(usize::try_from(rounds)?) {
        if Instant::now() > until {
            break;
        }
        let tally = chaos
            .round(seed)
            .with_context(|| format!("broken in the round of seed {seed}"))?;
        println!("seed {seed}: whole. {tally}");
        whole += 1;
        all += tally;
    }
    println!("{whole} rounds, all whole. {all}");
    Ok(())
}
