//! Pidgin with the OTR plugin, and what a screen takes that nobody sees: operators are tested in it.

use std::path::Path;

use anyhow::Result;

use super::{apt, search_path};
use crate::workspace::Workspace;

/// What it takes, as Debian calls it.
const PACKAGES: [&str; 8] = [
    "pidgin",
    "pidgin-otr",
    "xvfb",
    "dbus",
    "python3-gi",
    "x11-utils",
    "imagemagick",
    "xdotool",
];

/// The program that drives it needs this one of Python's libraries, and its own Python.
const LIBRARY: &str = "/usr/lib/python3/dist-packages/gi";

/// Installs it where that is possible.
pub(crate) fn install(workspace: &Workspace) -> Result<()> {
    let programs = [
        "pidgin",
        "Xvfb",
        "dbus-daemon",
        "xwininfo",
        "import",
        "xdotool",
    ];
    let found = programs
        .iter()
        .all(|name| search_path::find(&[name]).is_some());
    if found && Path::new(LIBRARY).exists() {
        return Ok(());
    }
    apt::install(workspace, &PACKAGES, "1 min")
}
