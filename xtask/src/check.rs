//! `cargo xtask check`: what can be found without running anything of ours.

use std::process::Command;

use anyhow::Result;

use crate::tools::{self, WASM_TARGET, WasmTarget};
use crate::workspace::Workspace;
use crate::{process, say};

/// The packages that run in browsers or on the edge, with what they bring along.
const WASM_PACKAGES: [&str; 3] = ["hushdesk-console", "hushdesk-guest", "hushdesk-worker"];

/// Those of ours that the above are made of, and that are looked at on WebAssembly too.
const WASM_LIBRARIES: [&str; 5] = [
    "durable-queue",
    "hushdesk-protocol",
    "hushdesk-queue-object",
    "hushdesk-web",
    "otr-wasm",
];

/// In the order in which it fails soonest.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let wasm = tools::install_for_check(workspace)?;
    format(workspace)?;
    dependencies(workspace)?;
    lints(workspace)?;
    lints_on_wasm(workspace, wasm)?;
    documentation(workspace)
}

fn format(workspace: &Workspace) -> Result<()> {
    say::step("Checking the format", None);
    process::run(workspace.cargo("fmt")?.args(["--all", "--check"]))
}

/// What `deny.toml` says. Known vulnerabilities are looked up only where their database can be fetched.
fn dependencies(workspace: &Workspace) -> Result<()> {
    say::step("Checking the dependencies", None);
    process::run(deny(workspace)?.args(["check", "bans", "licenses", "sources"]))?;
    if process::output(deny(workspace)?.args(["fetch", "db"])).is_err() {
        say::note(
            "The advisory database cannot be fetched here; vulnerabilities are not looked up.",
        );
        return Ok(());
    }
    process::run(deny(workspace)?.args(["check", "--disable-fetch", "advisories"]))
}

fn deny(workspace: &Workspace) -> Result<Command> {
    let mut deny = workspace.command("cargo-deny")?;
    deny.args(["--workspace", "--log-level", "error"]);
    Ok(deny)
}

fn lints(workspace: &Workspace) -> Result<()> {
    say::step("Checking the lints", Some("2 min the first time"));
    let mut clippy = workspace.cargo("clippy")?;
    clippy.args(["--workspace", "--all-targets", "--quiet"]);
    process::run(clippy.args(["--", "--deny", "warnings"]))
}

fn lints_on_wasm(workspace: &Workspace, wasm: WasmTarget) -> Result<()> {
    if matches!(wasm, WasmTarget::DebianCompiler) {
        say::note("Debian's compiler has no clippy; the lints are not checked on WebAssembly.");
        return Ok(());
    }
    say::step(
        "Checking the lints on WebAssembly",
        Some("2 min the first time"),
    );
    let mut clippy = workspace.cargo("clippy")?;
    clippy.args(["--target", WASM_TARGET, "--quiet"]);
    for package in WASM_PACKAGES.iter().chain(&WASM_LIBRARIES) {
        clippy.args(["--package", package]);
    }
    process::run(clippy.args(["--", "--deny", "warnings"]))
}

fn documentation(workspace: &Workspace) -> Result<()> {
    say::step("Checking the documentation", Some("1 min the first time"));
    let mut doc = workspace.cargo("doc")?;
    doc.args([
        "--workspace",
        "--no-deps",
        "--document-private-items",
        "--quiet",
    ])
    .env("RUSTDOCFLAGS", "--deny warnings");
    process::run(&mut doc)
}
