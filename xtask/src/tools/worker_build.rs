//! worker-build, which is released together with the `worker` crate.

use std::path::PathBuf;

use anyhow::Result;

use super::cargo_install::Program;
use crate::workspace::Workspace;

/// The installed program.
pub(crate) fn install(workspace: &Workspace) -> Result<PathBuf> {
    let version = workspace.locked_version("worker")?;
    let program = Program {
        name: "worker-build",
        package: "worker-build",
        version: &version,
        usual: "4 min",
    };
    program.install(workspace)
}
