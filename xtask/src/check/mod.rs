//! `cargo xtask check`: what can be found without running anything of ours.

mod layers;

use std::process::Command;

use anyhow::Result;

use crate::tools::{self, WASM_TARGET, WasmTarget};
use crate::workspace::Workspace;
use crate::{api, process, say};

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

/// Whether known vulnerabilities of the dependencies were looked up.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[must_use = "that they could not be looked up has to be said"]
pub(crate) enum Advisories {
    /// There are none.
    LookedUp,
    /// Their database could not be fetched.
    NotFetched,
}

impl Advisories {
    /// Says at the end of what was done that this was not.
    pub(crate) fn say(self) {
        if self == Self::NotFetched {
            say::note(
                "NOT CHECKED: the advisory database cannot be fetched here, so known vulnerabilities of the \
                 dependencies were not looked up. `cargo xtask deploy` will not go on without.",
            );
        }
    }
}

/// In the order in which it fails soonest.
pub(crate) fn run(workspace: &Workspace) -> Result<Advisories> {
    let wasm = tools::install_for_check(workspace)?;
    format(workspace)?;
    layers::check(workspace)?;
    api::check(workspace)?;
    dependencies(workspace)?;
    let advisories = advisories(workspace)?;
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
    process::run(deny(workspace)?.args(["check", "bans", "licenses", "sources"]))
}

/// Looks up known vulnerabilities where their database can be fetched; fails if there are any.
pub(crate) fn advisories(workspace: &Workspace) -> Result<Advisories> {
    tools::install_for_advisories(workspace)?;
    say::step("Looking up advisories", None);
    if process::output(deny(workspace)?.args(["fetch", "db"])).is_err() {
        return Ok(Advisories::NotFetched);
    }
    process::run(deny(workspace)?.args(["check", "--disable-fetch", "advisories"]))?;
    Ok(Advisories::LookedUp)
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
