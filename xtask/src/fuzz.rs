//! `cargo xtask fuzz`: whatever reads what comes from outside is given bytes that libFuzzer makes up, by what they reach in the
//! code. A panic, a text that says something else when it is read again, more than ten seconds for one input and more than two
//! gigabytes are findings: the command fails, and says where the input is.
//!
//! It takes no other compiler than that of `rust-toolchain.toml`. What libFuzzer counts by is LLVM's, and is put in by flags that
//! the stable compiler has; only the checks of addresses (`-Z sanitizer`) want a nightly one, and what they find safe code does not
//! have.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use anyhow::{Context, Result, anyhow, bail};

use crate::workspace::Workspace;
use crate::{files, process, say};

/// Packages of targets, each a workspace of its own so that nothing else builds them.
const PACKAGES: [&str; 2] = ["otr-wasm/fuzz", "tests/fuzz"];

/// What libFuzzer counts by: edges of the code, and what is compared.
const FLAGS: [&str; 8] = [
    "--cfg=fuzzing",
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "-Cdebug-assertions",
    "-Coverflow-checks",
];

/// Seconds that one input may take, and megabytes.
const BOUNDS: [&str; 2] = ["-timeout=10", "-rss_limit_mb=2048"];

/// Which targets, and for how long.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// One target; without it all of them, one after the other
    target: Option<String>,
    /// Minutes for each
    #[arg(long, default_value_t = 1)]
    minutes: u64,
    /// How many run at one time. What shares a processor comes to less in its minutes
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..))]
    at_once: u8,
}

/// A target, and where its package is.
struct Target {
    package: PathBuf,
    name: String,
}

/// What has come of running one.
#[derive(Debug, Default, Eq, PartialEq)]
struct Outcome {
    runs: String,
    a_second: String,
    edges: String,
    kept: String,
    megabytes: String,
    slowest: String,
}

/// Builds and runs them, and prints a line for each.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let mut targets = targets(workspace)?;
    if let Some(wanted) = &options.target {
        let names: Vec<_> = targets.iter().map(|it| it.name.clone()).collect();
        targets.retain(|it| it.name == *wanted);
        if targets.is_empty() {
            bail!("there is no target {wanted}, but {}", names.join(", "));
        }
    }
    let host = host()?;
    println!(
        "| target | inputs | a second | edges | kept | MB at most | slowest, s |\n|---|---|---|---|---|---|---|"
    );
    let mut programs = Vec::new();
    for target in targets {
        say::step(
            &format!("Building {}", target.name),
            Some("3 min the first time"),
        );
        programs.push((build(workspace, &target, &host)?, target));
    }
    for some in programs.chunks(usize::from(options.at_once)) {
        let names: Vec<_> = some.iter().map(|(_, it)| it.name.as_str()).collect();
        let what = format!("Running {} for {} min", names.join(", "), options.minutes);
        say::step(&what, None);
        for (name, outcome) in at_once(workspace, some, options.minutes) {
            let it = outcome?;
            println!(
                "| {name} | {} | {} | {} | {} | {} | {} |",
                it.runs, it.a_second, it.edges, it.kept, it.megabytes, it.slowest
            );
        }
    }
    Ok(())
}

/// Runs targets beside each other, and gives what has come of each.
fn at_once<'a>(
    workspace: &Workspace,
    targets: &'a [(PathBuf, Target)],
    minutes: u64,
) -> Vec<(&'a str, Result<Outcome>)> {
    thread::scope(|scope| {
        let running: Vec<_> = targets
            .iter()
            .map(|(program, target)| {
                let run = scope.spawn(|| try_out(workspace, target, program, minutes));
                (target.name.as_str(), run)
            })
            .collect();
        let ended = running.into_iter().map(|(name, run)| {
            let outcome = run.join();
            let outcome = outcome.unwrap_or_else(|_| Err(anyhow!("{name} could not be watched")));
            (name, outcome)
        });
        ended.collect()
    })
}

/// All targets, by their files.
fn targets(workspace: &Workspace) -> Result<Vec<Target>> {
    let mut targets = Vec::new();
    for package in PACKAGES {
        let package = workspace.path(package);
        let mut names = Vec::new();
        for entry in fs::read_dir(package.join("fuzz_targets"))? {
            let path = entry?.path();
            let name = path.file_stem().context("a target has a name")?;
            names.push(name.to_string_lossy().into_owned());
        }
        names.sort();
        targets.extend(names.into_iter().map(|name| Target {
            package: package.clone(),
            name,
        }));
    }
    Ok(targets)
}

/// The machine that the compiler is for: named, so that what builds (macros, scripts) is left as it is.
fn host() -> Result<String> {
    let told = process::output(Command::new("rustc").arg("-vV"))?;
    let host = told.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host
        .context("rustc does not say which machine it is for")?
        .to_owned())
}

fn build(workspace: &Workspace, target: &Target, host: &str) -> Result<PathBuf> {
    let lock = target.package.join("Cargo.lock");
    if !lock.exists() {
        // The same versions as everywhere else.
        files::copy(&workspace.path("Cargo.lock"), &lock)?;
    }
    let folder = workspace.cargo_target().join("fuzz");
    let mut cargo = workspace.cargo("build")?;
    cargo
        .args([
            "--quiet",
            "--release",
            "--target",
            host,
            "--bin",
            &target.name,
        ])
        .arg("--manifest-path")
        .arg(target.package.join("Cargo.toml"))
        .env("CARGO_TARGET_DIR", &folder)
        .env("RUSTFLAGS", FLAGS.join(" "));
    process::run(&mut cargo)?;
    Ok(folder.join(host).join("release").join(&target.name))
}

/// Runs a target. What it finds worth keeping is kept under `target/fuzz`, and tried first the next time; what stands in the
/// package is only read.
fn try_out(
    workspace: &Workspace,
    target: &Target,
    program: &Path,
    minutes: u64,
) -> Result<Outcome> {
    let folder = workspace.built("fuzz");
    let kept = folder.join("corpus").join(&target.name);
    let found = folder.join("found");
    for needed in [&kept, &found] {
        files::make_folder(needed)?;
    }
    let log = folder.join(format!("{}.log", target.name));
    let mut command = Command::new(program);
    command
        .args(BOUNDS)
        .args([
            "-print_final_stats=1",
            "-max_len=8192",
            "-use_value_profile=1",
        ])
        .arg(format!("-max_total_time={}", minutes * 60))
        .arg(format!(
            "-artifact_prefix={}/{}-",
            found.display(),
            target.name
        ))
        .arg(&kept)
        .arg(target.package.join("corpus").join(&target.name))
        .stderr(File::create(&log)?);
    let ran = process::run(&mut command);
    let told = fs::read_to_string(&log)?;
    ran.with_context(|| format!("{} has found something: {}", target.name, finding(&told)))?;
    Ok(Outcome::read(&told))
}

/// The lines of a log that say what was found.
fn finding(log: &str) -> String {
    let tells = |line: &&str| {
        [
            "panicked at",
            "ERROR:",
            "Test unit written to",
            "artifact_prefix",
        ]
        .iter()
        .any(|words| line.contains(words))
    };
    let lines: Vec<_> = log.lines().filter(tells).collect();
    lines.join("; ")
}

impl Outcome {
    fn read(log: &str) -> Self {
        let stat = |name: &str| {
            let prefix = format!("stat::{name}:");
            let value = log.lines().find_map(|line| line.strip_prefix(&prefix));
            value.unwrap_or_default().trim().to_owned()
        };
        let last = |name: &str| {
            let words = log.lines().rev().find(|line| line.contains(name));
            let after = words.and_then(|line| line.split_once(name));
            let value = after.and_then(|(_, rest)| rest.split_whitespace().next());
            value.unwrap_or_default().to_owned()
        };
        Self {
            runs: stat("number_of_executed_units"),
            a_second: stat("average_exec_per_sec"),
            edges: last(" cov: "),
            kept: last(" corp: ")
                .split('/')
                .next()
                .unwrap_or_default()
                .to_owned(),
            megabytes: stat("peak_rss_mb"),
            slowest: stat("slowest_unit_time_sec"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOG: &str = "#64\tNEW    cov: 210 ft: 403 corp: 12/84b lim: 4 exec/s: 0 rss: 29Mb L: 1/4 MS: 1 CopyPart-\n\
                       #900\tDONE   cov: 230 ft: 503 corp: 19/214b lim: 8 exec/s: 450 rss: 29Mb\n\
                       stat::number_of_executed_units: 900\nstat::average_exec_per_sec:     450\n\
                       stat::slowest_unit_time_sec:    0\nstat::peak_rss_mb:              29\n";

    #[test]
    fn what_a_run_has_come_to_is_read_from_its_log() {
        let [runs, a_second, edges, kept, megabytes, slowest] =
            ["900", "450", "230", "19", "29", "0"].map(str::to_owned);
        let expected = Outcome {
            runs,
            a_second,
            edges,
            kept,
            megabytes,
            slowest,
        };
        assert_eq!(Outcome::read(LOG), expected);
    }

    #[test]
    fn a_finding_is_told_with_the_place_of_its_input() {
        let log =
            "a\nthread panicked at src/x.rs:1:2:\nb\nTest unit written to found/api-crash-1\n";
        assert_eq!(
            finding(log),
            "thread panicked at src/x.rs:1:2:; Test unit written to found/api-crash-1"
        );
    }
}
