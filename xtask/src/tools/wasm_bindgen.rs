//! wasm-bindgen's program, which must be of the very version of its library.

use std::path::PathBuf;

use anyhow::Result;

use super::cargo_install::Program;
use crate::workspace::Workspace;

/// The installed program.
pub(crate) fn install(workspace: &Workspace) -> Result<PathBuf> {
    let version = workspace.locked_version("wasm-bindgen")?;
    let program = Program {
        name: "wasm-bindgen",
        package: "wasm-bindgen-cli",
        version: &version,
        usual: "2 min",
    };
    program.install(workspace)
}
