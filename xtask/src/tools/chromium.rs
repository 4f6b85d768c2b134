//! The browser that the tests drive.

use std::env;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::{apt, search_path};
use crate::workspace::Workspace;

/// What the browser may be called, the likeliest first.
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

/// The browser's program: the one that `CHROMIUM` names, or one on the search path.
pub(crate) fn install(workspace: &Workspace) -> Result<PathBuf> {
    if let Some(chosen) = env::var_os("CHROMIUM") {
        return Ok(chosen.into());
    }
    if let Some(found) = search_path::find(&NAMES) {
        return Ok(found);
    }
    apt::install(workspace, &["chromium"], "1 min")
        .context("the browser tests need Chromium; CHROMIUM may name its program")?;
    search_path::find(&NAMES).context("Chromium was installed, but is not on the search path")
}
