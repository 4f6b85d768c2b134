//! `cargo xtask bench log`: what writing one message costs the console's page, with a short log and with a long one, from
//! the key to the line that stands there, laid out. The longer one is to cost less than a frame of the screen.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use serde::Deserialize;

use super::{median, rounded};
use crate::workspace::Workspace;
use crate::{build, process, say, tools};

/// How often a browser is started, each time for as many messages as the program says.
const RUNS: u32 = 3;

/// A frame of a screen that shows 60 a second, in milliseconds.
const FRAME_MILLIS: f64 = 16.7;

/// What the program prints for each length of the log.
#[derive(Deserialize)]
struct Line {
    lines: u32,
    median: f64,
}

/// Builds the site, lets a browser write and prints the medians.
pub(super) fn run(workspace: &Workspace, runs: Option<u32>) -> Result<()> {
    let chromium = tools::install_for_test(workspace)?;
    build::run(workspace)?;
    let mut measures: BTreeMap<u32, Vec<f64>> = BTreeMap::new();
    for round in 1..=runs.unwrap_or(RUNS) {
        say::step(&format!("Round {round}"), Some("half a minute"));
        let mut node = workspace.command("node")?;
        node.arg("tests/browser/bench/long_log.mjs")
            .env("CHROMIUM", &chromium);
        for printed in process::output(&mut node)?.lines() {
            let line: Line = serde_json::from_str(printed)
                .with_context(|| format!("the program printed no measure: {printed}"))?;
            measures.entry(line.lines).or_default().push(line.median);
        }
    }
    println!("| lines | ms for one message: median (frame {FRAME_MILLIS}) |");
    println!("|---|---|");
    for (lines, times) in measures {
        let Some(time) = median(times) else { continue };
        let verdict = if time < FRAME_MILLIS { "" } else { ", missed" };
        println!("| {lines} | {}{verdict} |", rounded(time));
    }
    Ok(())
}
