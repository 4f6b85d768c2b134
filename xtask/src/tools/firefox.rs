//! The other browser that the tests drive.

use std::path::PathBuf;

use anyhow::{Context, Result};

use super::{apt, search_path};
use crate::workspace::Workspace;

/// What the browser may be called, the likeliest first.
const NAMES: [&str; 2] = ["firefox-esr", "firefox"];

/// The browser's program: the one that `FIREFOX` names, or one on the search path.
pub(crate) fn install(workspace: &Workspace) -> Result<PathBuf> {
    if let Some(chosen) = std::env::var_os("FIREFOX") {
        return Ok(chosen.into());
    }
    if let Some(found) = search_path::find(&NAMES) {
        return Ok(found);
    }
    apt::install(workspace, &["firefox-esr"], "1 min")
        .context("a browser test needs Firefox; FIREFOX may name its program")?;
    search_path::find(&NAMES).context("Firefox was installed, but is not on the search path")
}
