//! Debian's packages, where we may install them: as root, on a machine that has apt.

use std::process::Command;

use anyhow::{Result, bail};
use nix::unistd::geteuid;

use crate::workspace::Workspace;
use crate::{process, say};

/// Installs packages, or says how.
pub(crate) fn install(workspace: &Workspace, packages: &[&str], usual: &str) -> Result<()> {
    let names = packages.join(" ");
    if !geteuid().is_root() || !has_apt() {
        bail!("{names} missing. Install it: `sudo apt-get install {names}`, or your system's like");
    }
    say::step(&format!("Installing {names}"), Some(usual));
    if process::output(&mut apt_get(workspace, "install", packages)?).is_ok() {
        return Ok(());
    }
    process::output(&mut apt_get(workspace, "update", &[])?)?;
    process::output(&mut apt_get(workspace, "install", packages)?).map(drop)
}

fn apt_get(workspace: &Workspace, verb: &str, packages: &[&str]) -> Result<Command> {
    let mut apt = workspace.command("apt-get")?;
    apt.args([verb, "--yes", "--quiet"]).args(packages);
    apt.env("DEBIAN_FRONTEND", "noninteractive");
    Ok(apt)
}

fn has_apt() -> bool {
    process::output(Command::new("apt-get").arg("--version")).is_ok()
}
