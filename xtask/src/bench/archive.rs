//! `cargo xtask bench archive`: how long lists and statistics of an archive take, natively in SQLite, with 5,000 made-up
//! chats and with 500,000.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use serde::Deserialize;

use super::rounded;
use crate::workspace::Workspace;
use crate::{process, say};

/// How often each list is asked for: enough for a 99th percentile.
const RUNS: u32 = 101;

/// A line that the benchmark prints.
#[derive(Deserialize)]
struct Line {
    rows: u64,
    bench: String,
    /// Milliseconds.
    times: Vec<f64>,
}

/// Runs it and prints the table.
pub(super) fn run(workspace: &Workspace, runs: Option<u32>) -> Result<()> {
    say::step("Asking an archive of 500,000 chats", Some("some minutes"));
    let mut cargo = workspace.cargo("run")?;
    cargo.args(["--quiet", "--profile", "tool", "-p", "hushdesk-archive"]);
    cargo.args(["--example", "bench", "--"]);
    cargo.arg(runs.unwrap_or(RUNS).to_string());
    let printed = process::output(&mut cargo)?;
    let mut order = Vec::new();
    let mut times = BTreeMap::new();
    for line in printed.lines() {
        let line: Line = serde_json::from_str(line)
            .with_context(|| format!("something else than a measure was printed: {line}"))?;
        if !order.contains(&line.bench) {
            order.push(line.bench.clone());
        }
        times.insert((line.bench, line.rows), line.times);
    }
    println!("| milliseconds | 5,000: median | 99th | 500,000: median | 99th |");
    println!("|---|---|---|---|---|");
    for bench in order {
        let at = |rows, rank| {
            let times = times.get(&(bench.clone(), rows));
            let time = times.and_then(|times| percentile(times.clone(), rank));
            time.map_or_else(String::new, rounded)
        };
        println!(
            "| {bench} | {} | {} | {} | {} |",
            at(5_000, 50),
            at(5_000, 99),
            at(500_000, 50),
            at(500_000, 99)
        );
    }
    Ok(())
}

/// The value at this rank of a hundred ("nearest rank").
fn percentile(mut values: Vec<f64>, rank: usize) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let place = (values.len() * rank).div_ceil(100);
    values.get(place.checked_sub(1)?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_the_value_at_its_rank() {
        let values: Vec<f64> = (1..=101).rev().map(f64::from).collect();
        assert_eq!(percentile(values.clone(), 50), Some(51.0));
        assert_eq!(percentile(values, 99), Some(100.0));
        assert_eq!(percentile(vec![7.0], 99), Some(7.0));
        assert_eq!(percentile(vec![], 50), None);
    }
}
