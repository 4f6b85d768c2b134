//! `cargo xtask chaos`: rounds in which whatever can go wrong does, as a seed decides, at a local edge. It prints a line for each
//! round, with its seed, and fails with the first that is not whole.

use anyhow::{Context, Result};

use crate::workspace::Workspace;
use crate::{build, process, say};

/// How much of it, and which.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// The seed of the first round; each later one has the next. Without it a new one is chosen
    #[arg(long)]
    seed: Option<u64>,
    /// Minutes after which no other round begins
    #[arg(long, default_value_t = 10)]
    minutes: u64,
    /// Rounds at most: 1 repeats one that was broken, by its seed
    #[arg(long, default_value_t = 1_000_000)]
    rounds: u64,
}

/// Builds the Worker and runs the rounds.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    build::worker(workspace)?;
    let seed = options.seed.map_or_else(new_seed, Ok)?;
    say::step("Rounds of chaos at a local edge", None);
    let mut cargo = workspace.cargo("run")?;
    cargo.args([
        "--quiet",
        "-p",
        "hushdesk-tests",
        "--example",
        "chaos",
        "--",
    ]);
    cargo.args([seed, options.rounds, options.minutes].map(|it| it.to_string()));
    process::run(&mut cargo).context("a round was not whole: `--rounds 1` with its seed repeats it")
}

/// One that can be typed.
fn new_seed() -> Result<u64> {
    let mut random = [0; 4];
    getrandom::fill(&mut random).context("this machine gives no random numbers")?;
    Ok(u64::from(u32::from_le_bytes(random)))
}
