//! The program that makes JavaScript modules of compiled crates: ours, in `xtask/bindgen`.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::workspace::Workspace;
use crate::{files, process, say, stamp};

/// Its package and program.
const NAME: &str = "hushdesk-bindgen";

/// The profile of `Cargo.toml` it is built with: it reads and writes megabytes.
const PROFILE: &str = "tool";

/// The program, built if it is not. What it is made of is compiled once for all checkouts of one lock file.
pub(crate) fn install(workspace: &Workspace) -> Result<PathBuf> {
    stamp::unless_up_to_date(workspace, NAME, &["Cargo.toml", "xtask/bindgen"], || {
        say::step(
            "Building wasm-bindgen as it is locked",
            Some("2 min the first time"),
        );
        let shared = workspace.tools()?.join("target");
        let mut cargo = workspace.cargo("build")?;
        cargo
            .args([
                "--quiet",
                "--locked",
                "--package",
                NAME,
                "--profile",
                PROFILE,
            ])
            .arg("--target-dir")
            .arg(&shared);
        process::output(&mut cargo).context(
            "wasm-bindgen cannot be built as Cargo.lock has it. Is crates.io reachable? It is enough to run this \
             command again",
        )?;
        // Another checkout may build another version there.
        files::copy(&shared.join(PROFILE).join(NAME), &workspace.built(NAME))
    })?;
    Ok(workspace.built(NAME))
}
