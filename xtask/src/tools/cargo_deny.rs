//! cargo-deny, which looks after licences, duplicates and sources of the dependencies.

use anyhow::Result;

use super::cargo_install::Program;
use crate::workspace::Workspace;

/// Installs it; it is found through the search path of [`Workspace::command`].
pub(crate) fn install(workspace: &Workspace) -> Result<()> {
    let program = Program {
        name: "cargo-deny",
        package: "cargo-deny",
        version: "0.20.2",
        usual: "4 min",
    };
    program.install(workspace).map(drop)
}
