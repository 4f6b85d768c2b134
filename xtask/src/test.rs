//! `cargo xtask test`: all tests.

use std::env;
use std::path::Path;

use anyhow::{Context, Result};

use crate::workspace::Workspace;
use crate::{build, check, process, say, tools};

/// The variable by which tests find the program that starts a server for them: this one.
const XTASK: &str = "HUSHDESK_XTASK";

/// Checks, builds, and runs the tests from the smallest to the largest.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let chromium = tools::install_for_test(workspace)?;
    let firefox = tools::install_firefox(workspace)?;
    let advisories = check::run(workspace)?;
    build::run(workspace)?;
    let summary = crates(workspace)?;
    browsers(workspace, &chromium, &firefox)?;
    println!("\nBefore the browsers, the crates:\n{}", summary.join("\n"));
    advisories.say();
    Ok(())
}

/// The tests of all crates on this machine. Gives the lines in which cargo sums them up.
fn crates(workspace: &Workspace) -> Result<Vec<String>> {
    say::step("Testing the crates", Some("5 min the first time"));
    let mut cargo = workspace.cargo("test")?;
    cargo
        .args(["--workspace", "--no-fail-fast"])
        .env(XTASK, this_program()?);
    process::run_and_pick(&mut cargo, |line| line.starts_with("test result:"))
}

fn browsers(workspace: &Workspace, chromium: &Path, firefox: &Path) -> Result<()> {
    say::step("Testing the npm package and in browsers", Some("15 min"));
    let mut node = workspace.command("node")?;
    // Each file has its own server and waits for it most of the time: two at once take little more than half as long.
    node.args(["--test", "--test-concurrency=2"])
        .args(["tests/npm/*.test.mjs", "tests/browser/*.test.mjs"])
        .env("CHROMIUM", chromium)
        .env("FIREFOX", firefox)
        .env(XTASK, this_program()?);
    process::run(&mut node)
}

fn this_program() -> Result<std::path::PathBuf> {
    env::current_exe().context("the path of this program is unknown")
}
