//! Runs loads one after the other at a server of its own, and prints what came of each as a line of JSON.
//!
//!   load OPERATORS SECONDS PAUSE_MILLIS GUESTS...
//!
//! `cargo xtask load` calls this and makes a table.

use std::time::Duration;

use anyhow::{Context, Result};
use hushdesk_tests::load::{Library, Load};

/// Twenty guests come in a second: all ends share one machine with the edge, and what a burst takes is theirs more than its.
const ARRIVAL: Duration = Duration::from_millis(50);

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let mut number = || {
        let text = arguments.next().context("an argument is missing")?;
        Ok::<u64, anyhow::Error>(text.parse()?)
    };
    let operators = usize::try_from(number()?)?;
    let time = Duration::from_secs(number()?);
    let pause = Duration::from_millis(number()?);
    let mut library = Library::with(operators)?;
    for guests in arguments {
        let outcome = library.run(Load {
            guests: guests.parse()?,
            operators,
            time,
            arrival: ARRIVAL,
            pause,
        })?;
        println!("{}", serde_json::to_string(&outcome)?);
    }
    Ok(())
}
