//! The npm packages of `package-lock.json`: wrangler and the Node it wants, esbuild, wasm-opt, and what
//! drives browsers in tests.

use std::fs;

use anyhow::{Context, Result};

use crate::workspace::Workspace;
use crate::{files, process, say};

/// A copy of the lock file that `node_modules` was made from; written last.
const INSTALLED_LOCK: &str = "node_modules/.installed-lock.json";

/// Installs them if the lock file has changed since. No package's install script is run: none is needed.
pub(crate) fn install(workspace: &Workspace) -> Result<()> {
    let lock = files::read(&workspace.path("package-lock.json"))?;
    let installed = workspace.path(INSTALLED_LOCK);
    if fs::read(&installed).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    say::step("Installing the npm packages", Some("1 min"));
    let mut npm = workspace.command("npm")?;
    npm.args([
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ]);
    process::output(&mut npm).context(
        "the npm packages cannot be installed. It takes Node 20 or newer with npm \
         (https://nodejs.org) and the npm registry within reach",
    )?;
    files::write(&installed, lock)
}
