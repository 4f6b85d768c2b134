//! libotr, the C library of OTR's authors, with its headers: our engine is tested against it. And Python, in
//! which the tests are written that make two implementations talk.

use std::process::Command;

use anyhow::Result;

use super::apt;
use crate::process;
use crate::workspace::Workspace;

/// Installs it where that is possible.
pub(crate) fn install(workspace: &Workspace) -> Result<()> {
    let found = process::output(Command::new("pkg-config").args(["--exists", "libotr"])).is_ok()
        && process::output(Command::new("python3").arg("--version")).is_ok();
    if found {
        return Ok(());
    }
    let packages = ["libotr5-dev", "pkg-config", "gcc", "python3"];
    apt::install(workspace, &packages, "1 min")
}
