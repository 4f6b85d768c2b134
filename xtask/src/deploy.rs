//! `cargo xtask deploy`: builds, and hands the result to wrangler, which makes what it needs at Cloudflare.

use anyhow::Result;

use crate::workspace::Workspace;
use crate::{build, process, say};

/// Wrangler may have questions, such as for a sign-in.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    build::run(workspace)?;
    say::step("Deploying", Some("half a minute"));
    process::converse(workspace.command("wrangler")?.arg("deploy"))
}
