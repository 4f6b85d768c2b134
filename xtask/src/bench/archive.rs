//! How long lists and statistics of an archive take, natively in SQLite, with 5,000 made-up
//! chats and with 500,000.

use anyhow::Result;
use serde::Deserialize;

use super::table::{Goal, Row, Unit};
use super::{Runs, read};
use crate::workspace::Workspace;
use crate::{process, say};

/// How many chats there are, and how many in the one that it is held against.
const MANY: u64 = 500_000;
const FEW: u64 = 5_000;

/// A line that the benchmark prints.
#[derive(Deserialize)]
struct Line {
    rows: u64,
    bench: String,
    /// Milliseconds.
    times: Vec<f64>,
}

/// Runs it.
pub(super) fn measured(workspace: &Workspace, runs: u32) -> Result<Vec<Row>> {
    say::step("Asking an archive of 500,000 chats", Some("some minutes"));
    let mut cargo = workspace.cargo("run")?;
    cargo.args(["--quiet", "--profile", "tool", "-p", "hushdesk-archive"]);
    cargo.args(["--example", "bench", "--"]);
    let printed = process::output(cargo.arg(runs.to_string()))?;
    let mut order = Vec::new();
    let mut measures = Runs::default();
    for line in read(&printed) {
        let Line { rows, bench, times } = line?;
        if !order.contains(&bench) {
            order.push(bench.clone());
        }
        measures.add((bench, rows), times);
    }
    let rows = order.into_iter().map(|bench| {
        let of = |chats| measures.of(&(bench.clone(), chats));
        let measure = format!("archive of 500,000 chats, {bench}");
        let many = Row::alone(measure, Unit::Millis, of(MANY), Goal::None);
        many.beside("the same with 5,000", of(FEW))
    });
    Ok(rows.collect())
}
