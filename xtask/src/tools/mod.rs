//! What the commands need beside Rust and Node: one file a tool. Each looks first whether the tool is there,
//! in the right version, and installs it if it is not.

mod apt;
mod bindgen;
mod cargo_deny;
mod cargo_install;
mod chromium;
mod firefox;
mod libotr;
mod npm_packages;
mod pidgin;
mod search_path;
mod wasm_target;

pub(crate) use wasm_target::{WASM_TARGET, WasmTarget};

use std::path::PathBuf;

use anyhow::Result;

use crate::workspace::Workspace;

/// What a build needs; to have one is to have it all installed.
pub(crate) struct BuildTools {
    /// The compiler's target of browsers and edge.
    pub(crate) wasm: WasmTarget,
    /// Makes JavaScript modules of compiled crates.
    pub(crate) bindgen: PathBuf,
}

impl BuildTools {
    /// Installs what is missing.
    pub(crate) fn install(workspace: &Workspace) -> Result<Self> {
        npm_packages::install(workspace)?;
        Ok(Self {
            wasm: WasmTarget::install(workspace)?,
            bindgen: bindgen::install(workspace)?,
        })
    }
}

/// What `check` needs beside: the compiler's target and cargo-deny.
pub(crate) fn install_for_check(workspace: &Workspace) -> Result<WasmTarget> {
    cargo_deny::install(workspace)?;
    WasmTarget::install(workspace)
}

/// What looking up advisories needs: cargo-deny.
pub(crate) fn install_for_advisories(workspace: &Workspace) -> Result<()> {
    cargo_deny::install(workspace)
}

/// What the OTR engine is held against: libotr and otr.js.
pub(crate) fn install_for_interop(workspace: &Workspace) -> Result<()> {
    libotr::install(workspace)?;
    npm_packages::install(workspace)
}

/// What the tests need beside: a browser, and the library that the OTR engine is held against.
pub(crate) fn install_for_test(workspace: &Workspace) -> Result<PathBuf> {
    libotr::install(workspace)?;
    pidgin::install(workspace)?;
    chromium::install(workspace)
}

/// The other browser, for the test of what both are to do.
pub(crate) fn install_firefox(workspace: &Workspace) -> Result<PathBuf> {
    firefox::install(workspace)
}
