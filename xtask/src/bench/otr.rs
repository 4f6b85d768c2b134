//! `cargo xtask bench otr`: our OTR engine beside libotr and otr.js, all in one run on this machine.
//!
//! Natively it is held against libotr, as the npm package in Node against otr.js. Each program prints a JSON
//! object for each measure, with every run's value; here they become medians, ratios, and the goals.

use std::collections::BTreeMap;
use std::process::Command;

use anyhow::{Context, Result};
use serde::Deserialize;

use super::{Options, median, rounded};
use crate::workspace::Workspace;
use crate::{npm, process, say, tools};

/// A line that a benchmark prints.
#[derive(Deserialize)]
struct Line {
    #[serde(rename = "impl")]
    program: String,
    bench: String,
    unit: Option<String>,
    #[serde(default)]
    wall: Vec<f64>,
    #[serde(default)]
    cpu: Vec<f64>,
}

/// How often each measure is taken.
const RUNS: u32 = 9;

/// What is compared, and how much quicker than the other ours is to be: natively than libotr, in Node than
/// otr.js. Fresh parameters are compared with theirs, which are always fresh. Foreign keys have parameters that we
/// check in each key exchange; the others check none, so that theirs are the same as before.
const GOALS: [(&str, &str, f64, f64); 9] = [
    ("ake_v3", "key exchange, version 3", 3.0, 12.0),
    ("ake_v2", "key exchange, version 2", 3.0, 12.0),
    (
        "ake_v3_foreign",
        "key exchange, version 3, foreign keys",
        3.0,
        12.0,
    ),
    ("pingpong_100", "text in alternation, 100 B", 2.5, 12.0),
    ("pingpong_4096", "text in alternation, 4 KiB", 2.5, 12.0),
    ("oneway_100", "text in a burst, 100 B", 1.0, 10.0),
    ("oneway_4096", "text in a burst, 4 KiB", 1.0, 10.0),
    ("smp", "comparison of secrets", 2.0, 10.0),
    ("keygen_dsa1024", "identity, fresh parameters", 0.5, 3.0),
];

/// An identity with the built-in parameters, which the others do not have: milliseconds at most.
const BUILT_IN_GOAL: f64 = 5.0;

/// The medians of every program, by measure.
type Medians = BTreeMap<(String, String), (String, f64)>;

/// Builds the programs, runs them one after the other and prints the table.
pub(super) fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    tools::install_for_interop(workspace)?;
    npm::run(workspace)?;
    let programs = [
        libotr(workspace)?,
        native(workspace)?,
        otrjs(workspace)?,
        package(workspace)?,
    ];
    let mut medians = Medians::new();
    for (name, mut program) in programs {
        say::step(&format!("Measuring {name}"), Some("half a minute"));
        let printed = process::output(program.arg(options.runs.unwrap_or(RUNS).to_string()))?;
        for line in printed.lines() {
            let line: Line = serde_json::from_str(line)
                .with_context(|| format!("{name} printed something else than a measure: {line}"))?;
            let values = if options.cpu { line.cpu } else { line.wall };
            if let (Some(unit), Some(median)) = (line.unit, median(values)) {
                medians.insert((line.bench, line.program), (unit, median));
            }
        }
    }
    print_table(&medians);
    Ok(())
}

fn libotr(workspace: &Workspace) -> Result<(&'static str, Command)> {
    let flags = process::output(Command::new("pkg-config").args(["--cflags", "--libs", "libotr"]))?;
    let program = workspace.built("tmp/libotr_bench");
    crate::files::make_folder(&workspace.built("tmp"))?;
    let mut cc = workspace.command("cc")?;
    cc.args(["-O2", "-o"])
        .arg(&program)
        .arg("tests/interop/bench/libotr_bench.c");
    process::output(cc.args(flags.split_whitespace()).arg("-lgcrypt"))?;
    Ok(("libotr", Command::new(program)))
}

fn native(workspace: &Workspace) -> Result<(&'static str, Command)> {
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
    Ok(("our engine", Command::new(program)))
}

fn otrjs(workspace: &Workspace) -> Result<(&'static str, Command)> {
    let mut node = workspace.command("node")?;
    node.args(["--expose-gc", "tests/interop/bench/otrjs_bench.cjs"]);
    Ok(("otr.js", node))
}

fn package(workspace: &Workspace) -> Result<(&'static str, Command)> {
    let mut node = workspace.command("node")?;
    node.arg("tests/interop/bench/npm_bench.mjs");
    Ok(("our npm package", node))
}

fn print_table(medians: &Medians) {
    println!(
        "| medians | unit | libotr | ours, native | ratio (goal) | otr.js | ours, npm | ratio (goal) |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    for (bench, title, native_goal, npm_goal) in GOALS {
        let of = |program: &str| {
            let named = |bench: &str| medians.get(&(bench.to_owned(), program.to_owned()));
            named(bench).or_else(|| named(bench.strip_suffix("_foreign")?))
        };
        let [libotr, native, otrjs, npm] = ["libotr", "native", "otr.js", "npm"].map(of);
        let Some((unit, _)) = native.or(npm) else {
            continue;
        };
        let cell = |value: Option<&(String, f64)>| {
            value.map_or_else(|| "-".to_owned(), |(_, median)| rounded(*median))
        };
        println!(
            "| {title} | {unit} | {} | {} | {} | {} | {} | {} |",
            cell(libotr),
            cell(native),
            ratio(unit, libotr, native, native_goal),
            cell(otrjs),
            cell(npm),
            ratio(unit, otrjs, npm, npm_goal),
        );
    }
    for program in ["native", "npm"] {
        let key = ("keygen_built_in".to_owned(), program.to_owned());
        if let Some((unit, median)) = medians.get(&key) {
            let verdict = if *median <= BUILT_IN_GOAL {
                ""
            } else {
                ", missed"
            };
            let median = rounded(*median);
            println!(
                "identity, built-in parameters, {program}: {median} {unit} (at most {BUILT_IN_GOAL}{verdict})"
            );
        }
    }
}

/// How many times quicker ours is.
fn ratio(
    unit: &str,
    theirs: Option<&(String, f64)>,
    ours: Option<&(String, f64)>,
    goal: f64,
) -> String {
    let (Some((_, theirs)), Some((_, ours))) = (theirs, ours) else {
        return "-".to_owned();
    };
    let ratio = if unit == "ms" {
        theirs / ours
    } else {
        ours / theirs
    };
    let verdict = if ratio >= goal { "" } else { ", missed" };
    format!("{} ({goal}{verdict})", rounded(ratio))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quicker_is_more_in_either_unit() {
        let value = |median| ("unit".to_owned(), median);
        let [one, four] = [value(1.0), value(4.0)];
        assert_eq!(ratio("ms", Some(&four), Some(&one), 3.0), "4.00 (3)");
        assert_eq!(
            ratio("msg/s", Some(&four), Some(&one), 3.0),
            "0.25 (3, missed)"
        );
        assert_eq!(ratio("ms", None, Some(&one), 3.0), "-");
    }
}
