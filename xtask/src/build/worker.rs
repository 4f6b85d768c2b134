//! The Worker: the compiled crate, the JavaScript module around it, and the module by which the edge enters.
//!
//! The wasm is left as the compiler makes it: a tenth of its size is not worth the minute that wasm-opt takes.
//! wrangler bundles the modules when it uploads or serves them.

use std::fs;

use anyhow::{Context, Result, bail};

use crate::tools::BuildTools;
use crate::wasm::{self, Aim, Place};
use crate::workspace::Workspace;
use crate::{files, process, say, stamp};

/// Where it goes, under `target`; `wrangler.toml` names it too.
const WORKER: &str = "worker";

/// The package, which is also what cargo calls the compiled crate.
const PACKAGE: &str = "hushdesk-worker";

/// The name of the compiled crate and of the module around it.
const NAME: &str = "hushdesk_worker";

/// The module by which the edge enters, in the checkout.
const ENTRY: &str = "worker/entry.js";

/// What it is made of.
const SOURCES: [&str; 11] = [
    ".cargo",
    "Cargo.toml",
    "durable-queue",
    "edge",
    "protocol",
    "rust-toolchain.toml",
    "style",
    "web/session",
    "worker",
    "xtask/bindgen",
    "xtask/src/build/worker.rs",
];

/// Builds it unless it is up to date. It changes all at once.
pub(crate) fn build(workspace: &Workspace, tools: &BuildTools) -> Result<()> {
    stamp::unless_up_to_date(workspace, WORKER, &SOURCES, || {
        say::step("Building the Worker", Some("2 min the first time"));
        compile(workspace, tools)?;
        let draft = workspace.built("worker.draft");
        files::remove_folder(&draft)?;
        let compiled = Aim::Quick.compiled(workspace, NAME);
        wasm::bind(workspace, tools, Place::Edge, &compiled, NAME, &draft)?;
        let module = draft.join(format!("{NAME}.js"));
        let text = fs::read_to_string(&module)
            .with_context(|| format!("{} cannot be read", module.display()))?;
        files::write(&module, with_plain_import(&text)?)?;
        files::copy(&workspace.path(ENTRY), &draft.join("index.js"))?;
        let worker = workspace.built(WORKER);
        files::remove_folder(&worker)?;
        fs::rename(&draft, &worker).with_context(|| format!("{} cannot be made", worker.display()))
    })
}

fn compile(workspace: &Workspace, tools: &BuildTools) -> Result<()> {
    let mut cargo = workspace.cargo("build")?;
    cargo
        .args(["--quiet", "--locked", "--package", PACKAGE])
        // wasm-bindgen's macros then need no crate of their own for what is asynchronous.
        .env("WASM_BINDGEN_USE_JS_SYS", "1");
    Aim::Quick.apply(&mut cargo);
    process::run(tools.wasm.apply(&mut cargo))
}

/// The module with the compiled code imported as wrangler knows it: as a file. wasm-bindgen writes the import as the
/// standard will have it.
fn with_plain_import(module: &str) -> Result<String> {
    const STANDARD: &str = "import source ";
    if module.matches(STANDARD).count() != 1 {
        bail!("wasm-bindgen imports the compiled code in another way than it did");
    }
    Ok(module.replace(STANDARD, "import "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_compiled_code_is_imported_as_a_file() {
        let module = "import source code from \"./a_bg.wasm\";\nlet b;\n";
        let plain = "import code from \"./a_bg.wasm\";\nlet b;\n";
        assert_eq!(with_plain_import(module).unwrap(), plain);
        assert!(with_plain_import(plain).is_err());
    }
}
