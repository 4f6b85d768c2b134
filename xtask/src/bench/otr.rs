//! Our OTR engine: natively beside libotr, as the npm package in Node beside otr.js. Each program prints a JSON object for
//! each measure, with every run's value.

use std::process::Command;

use anyhow::Result;
use serde::Deserialize;

use super::table::{Goal, Row, Unit};
use super::{Runs, read};
use crate::workspace::Workspace;
use crate::{npm, process, say, tools};

/// A line that a benchmark prints.
#[derive(Deserialize)]
struct Line {
    #[serde(rename = "impl")]
    program: String,
    bench: String,
    #[serde(default)]
    wall: Vec<f64>,
    #[serde(default)]
    cpu: Vec<f64>,
}

/// What is compared, and how much quicker than the other ours is to be: natively than libotr, in Node than
/// otr.js. Fresh parameters are compared with theirs, which are always fresh. Foreign keys have parameters that we
/// check in each key exchange; the others check none, so that theirs are the same as before.
const GOALS: [(&str, &str, Unit, f64, f64); 9] = [
    ("ake_v3", "key exchange, version 3", Unit::Millis, 3.0, 12.0),
    ("ake_v2", "key exchange, version 2", Unit::Millis, 3.0, 12.0),
    (
        "ake_v3_foreign",
        "key exchange, version 3, foreign keys",
        Unit::Millis,
        3.0,
        12.0,
    ),
    (
        "pingpong_100",
        "texts in alternation, 100 B",
        Unit::PerSecond,
        2.5,
        12.0,
    ),
    (
        "pingpong_4096",
        "texts in alternation, 4 KiB",
        Unit::PerSecond,
        2.5,
        12.0,
    ),
    (
        "oneway_100",
        "texts in a burst, 100 B",
        Unit::PerSecond,
        1.0,
        10.0,
    ),
    (
        "oneway_4096",
        "texts in a burst, 4 KiB",
        Unit::PerSecond,
        1.0,
        10.0,
    ),
    ("smp", "comparison of secrets", Unit::Millis, 2.0, 10.0),
    (
        "keygen_dsa1024",
        "identity, fresh parameters",
        Unit::Millis,
        0.5,
        3.0,
    ),
];

/// An identity with the built-in parameters, which the others do not have: milliseconds at most.
const BUILT_IN_GOAL: f64 = 5.0;

/// Ours beside whom it is held against, as the programs call themselves.
const PAIRS: [(&str, &str, &str); 2] = [
    ("natively", "native", "libotr"),
    ("in Node", "npm", "otr.js"),
];

/// How often a program measures in each of its turns.
const RUNS_IN_A_TURN: u32 = 3;

/// What it measures before that does not count: caches are cold, and engines compile.
const WARM_UPS: u32 = 1;

/// Builds the programs, and lets them take their turns: what else the machine does falls on all of them. Runs are
/// rounded up to whole turns.
pub(super) fn measured(workspace: &Workspace, runs: u32, by_cpu: bool) -> Result<Vec<Row>> {
    tools::install_for_interop(workspace)?;
    npm::run(workspace)?;
    let mut programs = [
        libotr(workspace)?,
        native(workspace)?,
        otrjs(workspace)?,
        package(workspace)?,
    ];
    for program in &mut programs {
        program.arg((WARM_UPS + RUNS_IN_A_TURN).to_string());
    }
    let mut measures = Runs::default();
    for round in 1..=runs.div_ceil(RUNS_IN_A_TURN) {
        say::step(&format!("Round {round}"), Some("2 min"));
        for program in &mut programs {
            let printed = process::output(program)?;
            for line in read(&printed) {
                let Line {
                    program,
                    bench,
                    wall,
                    cpu,
                } = line?;
                let values = if by_cpu { cpu } else { wall };
                let counted = values.into_iter().skip(usize::try_from(WARM_UPS)?);
                measures.add((program, bench), counted);
            }
        }
    }
    Ok(PAIRS
        .into_iter()
        .flat_map(|pair| rows(&measures, pair))
        .collect())
}

fn rows(
    measures: &Runs<(String, String)>,
    (place, ours, theirs): (&str, &str, &'static str),
) -> Vec<Row> {
    let of = |program: &str, bench: &str| measures.of(&(program.to_owned(), bench.to_owned()));
    let mut rows = Vec::new();
    for (bench, title, unit, native_goal, npm_goal) in GOALS {
        let goal = Goal::TimesAsGood(if ours == "native" {
            native_goal
        } else {
            npm_goal
        });
        // The others check no parameters, so that foreign keys cost them what their own do.
        let theirs_is = bench.strip_suffix("_foreign").unwrap_or(bench);
        let row = Row::alone(format!("OTR {place}: {title}"), unit, of(ours, bench), goal);
        rows.push(row.beside(theirs, of(theirs, theirs_is)));
    }
    rows.push(Row::alone(
        format!("OTR {place}: identity, built-in parameters"),
        Unit::Millis,
        of(ours, "keygen_built_in"),
        Goal::AtMost(BUILT_IN_GOAL),
    ));
    rows
}

fn libotr(workspace: &Workspace) -> Result<Command> {
    let flags = process::output(Command::new("pkg-config").args(["--cflags", "--libs", "libotr"]))?;
    let program = workspace.built("tmp/libotr_bench");
    crate::files::make_folder(&workspace.built("tmp"))?;
    let mut cc = workspace.command("cc")?;
    cc.args(["-O2", "-o"])
        .arg(&program)
        .arg("tests/interop/bench/libotr_bench.c");
    process::output(cc.args(flags.split_whitespace()).arg("-lgcrypt"))?;
    Ok(Command::new(program))
}

fn native(workspace: &Workspace) -> Result<Command> {
    say::step("Compiling the engine", Some("1 min the first time"));
    let mut cargo = workspace.cargo("build")?;
    cargo.args([
        "--quiet",
        "--release",
        "--package",
        "otr-wasm",
        "--example",
        "bench",
    ]);
    process::run(&mut cargo)?;
    let program = workspace.cargo_target().join("release/examples/bench");
    Ok(Command::new(program))
}

fn otrjs(workspace: &Workspace) -> Result<Command> {
    let mut node = workspace.command("node")?;
    node.args(["--expose-gc", "tests/interop/bench/otrjs_bench.cjs"]);
    Ok(node)
}

fn package(workspace: &Workspace) -> Result<Command> {
    let mut node = workspace.command("node")?;
    node.arg("tests/interop/bench/npm_bench.mjs");
    Ok(node)
}
