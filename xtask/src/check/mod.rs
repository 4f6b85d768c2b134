//! `cargo xtask check`: what can be found without running anything of ours.

mod advisories;
mod layers;

use anyhow::Result;

use crate::tools::{self, WASM_TARGET, WasmTarget};
use crate::workspace::Workspace;
use crate::{api, process, say};

#[cfg(test)]
pub(crate) use advisories::Lookup;
pub(crate) use advisories::{Advisories, look_up as look_up_advisories};

/// The packages that run in browsers or on the edge, with what they bring along.
const WASM_PACKAGES: [&str; 3] = ["hushdesk-console", "hushdesk-guest", "hushdesk-worker"];

/// Those of ours that the above are made of, and that are looked at on WebAssembly too.
const WASM_LIBRARIES: [&str; 8] = [
    "durable-queue",
    "hushdesk-directory",
    "hushdesk-edge",
    "hushdesk-protocol",
    "hushdesk-queue-object",
    "hushdesk-session",
    "hushdesk-web",
    "otr-wasm",
];

/// In the order in which it fails soonest.
pub(crate) fn run(workspace: &Workspace) -> Result<Advisories> {
    let wasm = tools::install_for_check(workspace)?;
    format(workspace)?;
    layers::check(workspace)?;
    api::check(workspace)?;
    dependencies(workspace)?;
    let advisories = look_up_advisories(workspace)?;
    lints(workspace)?;
    lints_on_wasm(workspace, wasm)?;
    documentation(workspace)?;
    Ok(advisories)
}

fn format(workspace: &Workspace) -> Result<()> {
    say::step("Checking the format", None);
    process::run(workspace.cargo("fmt")?.args(["--all", "--check"]))
}

/// What `deny.toml` says.
fn dependencies(workspace: &Workspace) -> Result<()> {
    say::step("Checking the dependencies", None);
    process::run(advisories::deny(workspace)?.args(["check", "bans", "licenses", "sources"]))
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
