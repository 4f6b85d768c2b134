//! `cargo xtask load`: guests and operators in sealed chats over real sockets, each end with its own keys and sessions. It
//! fails if a text was lost, came twice or came out of turn.

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::workspace::Workspace;
use crate::{build, process, say};

/// Parts of the guests with which it is run one after the other, in quarters: where more is too much shows in the table.
const QUARTERS: [usize; 4] = [1, 2, 4, 8];

/// How much load there is.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Guests, each in a chat; a quarter, half and twice as many are tried too
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u64).range(4..=8_000))]
    guests: u64,
    /// Operators who share them
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=100))]
    operators: u64,
    /// Seconds for which each is measured
    #[arg(long, default_value_t = 30)]
    seconds: u64,
    /// Milliseconds between two texts of a guest, on an average; each is answered at once
    #[arg(long, default_value_t = 4_000, value_parser = clap::value_parser!(u64).range(10..))]
    pause: u64,
}

/// What is printed of a load.
#[derive(Deserialize)]
struct Outcome {
    guests: u64,
    operators: u64,
    seconds_until_all_talk: f64,
    millis_until_talk: Percentiles,
    offered: f64,
    delivered: f64,
    millis: Percentiles,
    texts: u64,
    lost: u64,
    doubled: u64,
    misordered: u64,
    megabytes: [u64; 2],
    processor_percent: f64,
}

#[derive(Deserialize)]
struct Percentiles {
    p50: f64,
    p95: f64,
    p99: f64,
    most: f64,
}

/// Builds, runs the loads and prints the table.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    build::worker(workspace)?;
    say::step("Loading a local edge", Some("4 min"));
    let mut cargo = workspace.cargo("run")?;
    cargo.args(["--quiet", "--profile", "tool", "-p", "hushdesk-tests"]);
    cargo.args(["--example", "load", "--"]);
    cargo.args([options.operators, options.seconds, options.pause].map(|it| it.to_string()));
    for quarters in QUARTERS {
        let quarters = u64::try_from(quarters)?;
        cargo.arg((options.guests * quarters / 4).to_string());
    }
    let printed = process::output(&mut cargo)?;
    let outcomes = printed.lines().map(|line| {
        serde_json::from_str(line)
            .with_context(|| format!("something else than a measure was printed: {line}"))
    });
    let outcomes: Vec<Outcome> = outcomes.collect::<Result<_>>()?;
    print_table(&outcomes);
    must_be_whole(&outcomes)
}

fn print_table(outcomes: &[Outcome]) {
    println!(
        "| guests, operators | all talk after | ms until a guest talks: median, 95 %, most | texts/s offered | read | \
         ms of a text: median, 95 %, 99 %, most | texts | lost, doubled, misordered | MB of workerd | its processor |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|");
    for it in outcomes {
        let [before, after] = it.megabytes;
        println!(
            "| {}, {} | {:.1} s | {:.0}, {:.0}, {:.0} | {:.0} | {:.0} | {:.0}, {:.0}, {:.0}, {:.0} | {} | {}, {}, {} | \
             {before} to {after} | {:.0} % |",
            it.guests,
            it.operators,
            it.seconds_until_all_talk,
            it.millis_until_talk.p50,
            it.millis_until_talk.p95,
            it.millis_until_talk.most,
            it.offered,
            it.delivered,
            it.millis.p50,
            it.millis.p95,
            it.millis.p99,
            it.millis.most,
            it.texts,
            it.lost,
            it.doubled,
            it.misordered,
            it.processor_percent,
        );
    }
}

fn must_be_whole(outcomes: &[Outcome]) -> Result<()> {
    let faults: u64 = outcomes
        .iter()
        .map(|it| it.lost + it.doubled + it.misordered)
        .sum();
    if faults > 0 {
        bail!("{faults} texts were lost, came twice or came out of turn");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_text_that_is_lost_doubled_or_misordered_is_too_many() {
        let outcome = |lost, doubled, misordered| {
            let percentiles = || Percentiles {
                p50: 1.0,
                p95: 1.0,
                p99: 1.0,
                most: 1.0,
            };
            Outcome {
                guests: 4,
                operators: 1,
                seconds_until_all_talk: 1.0,
                millis_until_talk: percentiles(),
                offered: 1.0,
                delivered: 1.0,
                millis: percentiles(),
                texts: 10,
                lost,
                doubled,
                misordered,
                megabytes: [1, 1],
                processor_percent: 1.0,
            }
        };
        assert!(must_be_whole(&[outcome(0, 0, 0)]).is_ok());
        for faulty in [outcome(1, 0, 0), outcome(0, 1, 0), outcome(0, 0, 1)] {
            assert!(must_be_whole(&[outcome(0, 0, 0), faulty]).is_err());
        }
    }
}
