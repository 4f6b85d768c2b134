//! What people wait for in Chromium, in sealed chats beside open ones: the guest from the press on the button in a library's
//! page to a field that one can write in, with an empty cache and with a full one; what is written, from the guest's Send to
//! the operator's log; its first words, from the operator's Claim to there. And what is loaded. The edge is the local one:
//! what a network adds is not in it.

use std::path::Path;

use anyhow::Result;
use serde::Deserialize;

use super::table::{Goal, Row, Unit};
use super::{Runs, read};
use crate::build::sizes::{LOADER_MAX, Sizes, WIDGET_MAX};
use crate::workspace::Workspace;
use crate::{build, process, say, tools};

/// How many times as long as an open chat a sealed one may take.
const SEALED_MAX: f64 = 1.5;

/// The programs that press.
const OPENING: &str = "tests/browser/bench/open_widget.mjs";
const CONVERSATION: &str = "tests/browser/bench/conversation.mjs";

/// What they measure, what that is called, and what a sealed chat may take beside an open one.
const BENCHES: [(&str, &str, Goal); 4] = [
    (
        "open, cold",
        "widget, from press to field, empty cache",
        Goal::None,
    ),
    (
        "open, warm",
        "widget, from press to field, full cache",
        Goal::None,
    ),
    (
        "send",
        "a text, from Send to the operator's log",
        Goal::TimesAsMuch(SEALED_MAX),
    ),
    (
        "claim",
        "the first text, from Claim to the operator's log",
        Goal::TimesAsMuch(SEALED_MAX),
    ),
];

/// What a program prints for each measure and kind of chat.
#[derive(Deserialize)]
struct Line {
    bench: String,
    kind: String,
    values: Vec<f64>,
}

/// Builds the site, and lets a browser press.
pub(super) fn measured(workspace: &Workspace, runs: u32) -> Result<Vec<Row>> {
    let chromium = tools::install_for_test(workspace)?;
    build::run(workspace)?;
    let mut measures = Runs::default();
    for (program, what) in [
        (OPENING, "Opening the widget again and again"),
        (CONVERSATION, "Talking in sealed chats and in open ones"),
    ] {
        say::step(what, Some("1 min"));
        for line in read(&printed(workspace, program, &chromium, runs)?) {
            let Line {
                bench,
                kind,
                values,
            } = line?;
            measures.add((bench, kind), values);
        }
    }
    let of = |bench: &str, kind: &str| measures.of(&(bench.to_owned(), kind.to_owned()));
    let waits = BENCHES.into_iter().map(|(bench, title, goal)| {
        let sealed = Row::alone(
            format!("sealed: {title}"),
            Unit::Millis,
            of(bench, "sealed"),
            goal,
        );
        sealed.beside("open chat", of(bench, "open"))
    });
    let mut rows: Vec<Row> = waits.collect();
    rows.extend(loaded(&Sizes::of(&workspace.built("site"))?)?);
    Ok(rows)
}

fn printed(workspace: &Workspace, program: &str, chromium: &Path, runs: u32) -> Result<String> {
    let mut node = workspace.command("node")?;
    node.arg(program)
        .env("CHROMIUM", chromium)
        .env("HUSHDESK_XTASK", std::env::current_exe()?)
        .env("RUNS", runs.to_string());
    process::output(&mut node)
}

/// What is loaded, compressed by either way.
fn loaded(sizes: &Sizes) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for (title, load, most) in [
        ("each page of the library", &sizes.loader, Some(LOADER_MAX)),
        ("an opened widget", &sizes.widget, Some(WIDGET_MAX)),
        ("the console, at the desk", &sizes.console, None),
    ] {
        let size = load.total();
        let most = most.map(u32::try_from).transpose()?;
        let goal = most.map_or(Goal::None, |most| Goal::AtMost(f64::from(most)));
        for (by, bytes, goal) in [
            ("gzip", size.gzip, goal),
            ("Brotli", size.brotli, Goal::None),
        ] {
            let bytes = f64::from(u32::try_from(bytes)?);
            let measure = format!("loaded with {title}, {by}");
            rows.push(Row::alone(measure, Unit::Bytes, [bytes], goal));
        }
    }
    Ok(rows)
}
