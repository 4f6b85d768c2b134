//! `cargo xtask npm`: the npm package of the OTR engine, in `target/npm/otr-wasm`.

use std::path::Path;

use anyhow::Result;

use crate::tools::{BuildTools, WASM_TARGET};
use crate::workspace::Workspace;
use crate::{files, process, say, stamp};

/// The package, as a path under `target`.
const PACKAGE: &str = "npm/otr-wasm";

/// What it is made of.
const SOURCES: [&str; 6] = [
    ".cargo",
    "Cargo.lock",
    "Cargo.toml",
    "otr-wasm/Cargo.toml",
    "otr-wasm/npm",
    "otr-wasm/src",
];

/// The profile of `Cargo.toml` for what browsers load.
const PROFILE: &str = "web";

/// The name of the compiled code and of the module that wraps it.
const NAME: &str = "otr_wasm";

/// Makes the package unless it is up to date.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let tools = BuildTools::install(workspace)?;
    stamp::unless_up_to_date(workspace, PACKAGE, &SOURCES, || {
        compile(workspace, &tools)?;
        say::step("Making the npm package", None);
        let package = workspace.built(PACKAGE);
        files::remove_folder(&package)?;
        bind(workspace, &tools, &package)?;
        shrink(workspace, &package.join(format!("{NAME}_bg.wasm")))?;
        files::copy_folder(&workspace.path("otr-wasm/npm"), &package)?;
        for licence in ["LICENSE-APACHE", "LICENSE-MIT"] {
            files::copy(&workspace.path(licence), &package.join(licence))?;
        }
        Ok(())
    })?;
    println!("{}", workspace.built(PACKAGE).display());
    Ok(())
}

fn compile(workspace: &Workspace, tools: &BuildTools) -> Result<()> {
    say::step(
        "Compiling the OTR engine for WebAssembly",
        Some("1 min the first time"),
    );
    let mut cargo = workspace.cargo("rustc")?;
    cargo
        .args(["--package", "otr-wasm", "--lib", "--features", "npm"])
        .args([
            "--crate-type",
            "cdylib",
            "--profile",
            PROFILE,
            "--target",
            WASM_TARGET,
        ]);
    process::run(tools.wasm.apply(&mut cargo))
}

/// Makes JavaScript modules of what was compiled. The types are written by hand.
fn bind(workspace: &Workspace, tools: &BuildTools, package: &Path) -> Result<()> {
    let compiled = workspace
        .cargo_target()
        .join(WASM_TARGET)
        .join(PROFILE)
        .join(format!("{NAME}.wasm"));
    let mut bindgen = workspace.command(&tools.wasm_bindgen)?;
    bindgen
        .args([
            "--target",
            "web",
            "--no-typescript",
            "--out-name",
            NAME,
            "--out-dir",
        ])
        .arg(package)
        .arg(compiled);
    process::output(&mut bindgen).map(drop)
}

fn shrink(workspace: &Workspace, wasm: &Path) -> Result<()> {
    let mut wasm_opt = workspace.command("wasm-opt")?;
    wasm_opt
        .args([
            "-O3",
            "--enable-bulk-memory",
            "--enable-nontrapping-float-to-int",
        ])
        .args(["--enable-sign-ext", "--enable-mutable-globals"])
        .args(["--enable-multivalue", "--enable-reference-types"])
        .arg(wasm)
        .arg("--output")
        .arg(wasm);
    process::output(&mut wasm_opt).map(drop)
}
