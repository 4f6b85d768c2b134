//! The Worker: worker-build compiles the crate and makes the module that the edge runs.

use anyhow::Result;

use crate::tools::BuildTools;
use crate::workspace::Workspace;
use crate::{process, say, stamp};

/// Where it goes, under `target`; `wrangler.toml` names it too.
const WORKER: &str = "worker";

/// What it is made of.
const SOURCES: [&str; 7] = [
    ".cargo",
    "Cargo.toml",
    "durable-queue",
    "package-lock.json",
    "protocol",
    "rust-toolchain.toml",
    "worker",
];

/// Builds it unless it is up to date.
pub(crate) fn build(workspace: &Workspace, tools: &BuildTools) -> Result<()> {
    stamp::unless_up_to_date(workspace, WORKER, &SOURCES, || {
        say::step("Building the Worker", Some("2 min the first time"));
        let mut worker_build = workspace.command(&tools.worker_build)?;
        // Without these it would fetch them from the web. The wasm is left as the compiler makes it: a tenth of
        // its size is not worth the minute that wasm-opt takes.
        worker_build
            .env("WASM_BINDGEN_BIN", &tools.wasm_bindgen)
            .env("ESBUILD_BIN", workspace.path("node_modules/.bin/esbuild"))
            .args(["--release", "--no-opt", "--out-dir"])
            .arg(workspace.built(WORKER))
            .current_dir(workspace.path("worker"));
        process::output(tools.wasm.apply(&mut worker_build)).map(drop)
    })
}
