//! `cargo xtask npm`: the npm package of the OTR engine, in `target/npm/otr-wasm`.

use std::path::Path;

use anyhow::{Result, bail};

use crate::tools::BuildTools;
use crate::wasm::{self, Aim, Effort, Place};
use crate::workspace::Workspace;
use crate::{files, process, say, stamp};

/// The package, as a path under `target`.
const PACKAGE: &str = "npm/otr-wasm";

/// What it is made of.
const SOURCES: [&str; 11] = [
    ".cargo",
    "Cargo.lock",
    "Cargo.toml",
    "otr-wasm/Cargo.toml",
    "otr-wasm/npm",
    "otr-wasm/size/Cargo.lock",
    "otr-wasm/size/Cargo.toml",
    "otr-wasm/size/src",
    "otr-wasm/src",
    "xtask/bindgen",
    "xtask/src/wasm.rs",
];

/// The name of the compiled code and of the module that wraps it.
const NAME: &str = "otr_wasm";

/// Bytes, compressed, that the whole engine may add to a page: 70 KB.
const ENGINE_MAX: usize = 70_000;

/// Makes the package unless it is up to date, and fails if it is too large.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let tools = BuildTools::install(workspace)?;
    stamp::unless_up_to_date(workspace, PACKAGE, &SOURCES, || {
        compile(workspace, &tools)?;
        say::step("Making the npm package", None);
        let package = workspace.built(PACKAGE);
        files::remove_folder(&package)?;
        let compiled = Aim::Quick.compiled(workspace, NAME);
        wasm::bind(workspace, &tools, Place::Page, &compiled, NAME, &package)?;
        let code = package.join(format!("{NAME}_bg.wasm"));
        wasm::optimise(workspace, &tools, Effort::Quick, &code, &code)?;
        files::copy_folder(&workspace.path("otr-wasm/npm"), &package)?;
        for licence in ["LICENSE-APACHE", "LICENSE-MIT"] {
            files::copy(&workspace.path(licence), &package.join(licence))?;
        }
        check_size(workspace, &tools, &package)
    })?;
    println!("{}", workspace.built(PACKAGE).display());
    Ok(())
}

/// How much the engine adds to a page, compressed: what it does for the guest's widget, measured by a module with
/// it and one without. The package is larger, since it has everything for everybody, and JavaScript around it.
fn check_size(workspace: &Workspace, tools: &BuildTools, package: &Path) -> Result<()> {
    say::step(
        "Measuring what the engine adds to a page",
        Some("1 min the first time"),
    );
    let without = size_of_module(workspace, tools, None)?;
    let with = size_of_module(workspace, tools, Some("engine"))?;
    let added = with - without.min(with);
    let compiled = files::compressed_size(&package.join(format!("{NAME}_bg.wasm")))?;
    println!(
        "{added:>9} of {ENGINE_MAX} bytes of gzip that the engine adds to a page ({with} less {without})"
    );
    println!("{compiled:>9} for the package's compiled code");
    if added > ENGINE_MAX {
        bail!("the engine adds {added} bytes, compressed, more than the {ENGINE_MAX} it may");
    }
    Ok(())
}

/// The size of the module of `otr-wasm/size` with this feature, made as small as the widget's.
fn size_of_module(
    workspace: &Workspace,
    tools: &BuildTools,
    feature: Option<&str>,
) -> Result<usize> {
    let mut cargo = workspace.cargo("build")?;
    cargo
        .args([
            "--quiet",
            "--locked",
            "--manifest-path",
            "otr-wasm/size/Cargo.toml",
            "--target-dir",
        ])
        .arg(workspace.cargo_target());
    Aim::Small.apply(&mut cargo);
    if let Some(feature) = feature {
        cargo.args(["--features", feature]);
    }
    process::run(tools.wasm.apply(&mut cargo))?;
    let module = Aim::Small.compiled(workspace, "otr_wasm_size");
    wasm::optimise(workspace, tools, Effort::Most, &module, &module)?;
    files::compressed_size(&module)
}

fn compile(workspace: &Workspace, tools: &BuildTools) -> Result<()> {
    say::step(
        "Compiling the OTR engine for WebAssembly",
        Some("1 min the first time"),
    );
    let mut cargo = workspace.cargo("rustc")?;
    cargo
        .args(["--package", "otr-wasm", "--lib", "--features", "npm"])
        .args(["--crate-type", "cdylib"]);
    Aim::Quick.apply(&mut cargo);
    process::run(tools.wasm.apply(&mut cargo))
}
