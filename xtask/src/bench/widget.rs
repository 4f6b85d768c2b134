//! `cargo xtask bench widget`: what a guest waits for, from the press on the button in a library's page to a field that one
//! can write in, in Chromium, with an empty cache and with a full one. The edge is the local one: what a network adds, and
//! what it saves by sending less, is not in it. How many bytes are loaded is printed with the build.

use anyhow::{Context, Result};
use serde::Deserialize;

use super::{median, rounded};
use crate::workspace::Workspace;
use crate::{build, process, say, tools};

/// How often the widget is opened, with either cache.
const RUNS: u32 = 9;

/// What the program prints for each kind of chat and each cache.
#[derive(Deserialize)]
struct Line {
    kind: String,
    cache: String,
    /// Milliseconds.
    values: Vec<f64>,
}

/// Builds the site, lets a browser press and prints the medians.
pub(super) fn run(workspace: &Workspace, runs: Option<u32>) -> Result<()> {
    let chromium = tools::install_for_test(workspace)?;
    build::run(workspace)?;
    say::step("Opening the widget again and again", Some("1 min"));
    let mut node = workspace.command("node")?;
    node.arg("tests/browser/bench/open_widget.mjs")
        .env("CHROMIUM", &chromium)
        .env("HUSHDESK_XTASK", std::env::current_exe()?)
        .env("RUNS", runs.unwrap_or(RUNS).to_string());
    println!("| chat | cache | ms from press to field: median (least to most) |");
    println!("|---|---|---|");
    for printed in process::output(&mut node)?.lines() {
        let line: Line = serde_json::from_str(printed)
            .with_context(|| format!("the program printed no measure: {printed}"))?;
        let Line {
            kind,
            cache,
            values,
        } = line;
        let least = values.iter().copied().fold(f64::INFINITY, f64::min);
        let most = values.iter().copied().fold(0.0, f64::max);
        let median = median(values).context("the program measured nothing")?;
        let [median, least, most] = [median, least, most].map(rounded);
        println!("| {kind} | {cache} | {median} ({least} to {most}) |");
    }
    Ok(())
}
