//! What writing one message costs the console's page, with a short log and with a long one, from
//! the key to the line that stands there, laid out. The longer one is to cost less than a frame of the screen.

use anyhow::Result;
use serde::Deserialize;

use super::table::{Goal, Row, Unit};
use super::{Runs, read};
use crate::workspace::Workspace;
use crate::{build, process, say, tools};

/// A frame of a screen that shows 60 a second, in milliseconds.
const FRAME_MILLIS: f64 = 16.7;

/// What the program prints for each length of the log.
#[derive(Deserialize)]
struct Line {
    lines: u32,
    median: f64,
}

/// Builds the site and lets a browser write: as often as it is started, for as many messages as the program says.
pub(super) fn measured(workspace: &Workspace, runs: u32) -> Result<Vec<Row>> {
    let chromium = tools::install_for_test(workspace)?;
    build::run(workspace)?;
    let mut measures = Runs::default();
    for round in 1..=runs {
        say::step(&format!("Round {round}"), Some("half a minute"));
        let mut node = workspace.command("node")?;
        node.arg("tests/browser/bench/long_log.mjs")
            .env("CHROMIUM", &chromium);
        for line in read(&process::output(&mut node)?) {
            let Line { lines, median } = line?;
            measures.add(lines, [median]);
        }
    }
    let rows = measures.0.into_iter().map(|(lines, times)| {
        let measure = format!("console, a message in a log of {lines} lines");
        Row::alone(measure, Unit::Millis, times, Goal::AtMost(FRAME_MILLIS))
    });
    Ok(rows.collect())
}
