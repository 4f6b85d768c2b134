//! The compiler's target of browsers and edge, and the sources of the standard library, which pages compile with their own.
//!
//! rustup has both. Where only Debian's packages can be had they are made from them: Debian's compiler has
//! WebAssembly's code generator and the standard library's sources, so the library is compiled once and
//! put where that compiler looks for it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::apt;
use crate::workspace::Workspace;
use crate::{files, process, say};

/// Its name.
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// What rustup calls the sources of the standard library.
const SOURCES: &str = "rust-src";

/// What rustup calls Debian's compiler once it knows of it.
const DEBIAN_TOOLCHAIN: &str = "debian";

/// Debian's linker of WebAssembly.
const DEBIAN_LINKER: &str = "wasm-ld-22";

/// An installed target, and with which compiler it is used.
#[derive(Clone, Copy)]
pub(crate) enum WasmTarget {
    /// The one that compiles everything else.
    SameCompiler,
    /// Debian's, for WebAssembly only. It has no clippy.
    DebianCompiler,
}

impl WasmTarget {
    /// Installs it if it is missing.
    pub(crate) fn install(workspace: &Workspace) -> Result<Self> {
        let library = library_folder(&mut workspace.command("rustc")?)?;
        if is_in(&library) && has_sources(&library) {
            return Ok(Self::SameCompiler);
        }
        if debian_library().is_ok_and(|library| is_in(&library)) {
            return Ok(Self::DebianCompiler);
        }
        say::step(
            "Adding WebAssembly to the Rust compiler",
            Some("half a minute"),
        );
        if [
            ["target", "add", WASM_TARGET],
            ["component", "add", SOURCES],
        ]
        .into_iter()
        .all(|wanted| from_rustup(workspace, wanted).is_ok())
        {
            return Ok(Self::SameCompiler);
        }
        say::note("rustup cannot fetch it; making it from Debian's packages.");
        from_debian(workspace).with_context(|| {
            format!(
                "install it: `rustup target add {WASM_TARGET}` and `rustup component add {SOURCES}` (rustup's server must \
                 be in reach)"
            )
        })?;
        Ok(Self::DebianCompiler)
    }

    /// Lets a command that compiles for the target use the right compiler.
    pub(crate) fn apply<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        match self {
            Self::SameCompiler => command,
            Self::DebianCompiler => command
                .env("RUSTUP_TOOLCHAIN", DEBIAN_TOOLCHAIN)
                // What cargo tells its children of the compiler that compiled us.
                .env_remove("RUSTC")
                .env("CARGO", "/usr/bin/cargo")
                .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", DEBIAN_LINKER),
        }
    }
}

fn from_rustup(workspace: &Workspace, wanted: [&str; 3]) -> Result<String> {
    process::output(workspace.command("rustup")?.args(wanted))
}

/// Compiles the standard library with Debian's compiler, and tells rustup of that compiler.
fn from_debian(workspace: &Workspace) -> Result<()> {
    let packages = ["rustc-web", "cargo-web", "rust-web-src", "lld-22"];
    apt::install(workspace, &packages, "1 min")?;
    say::step(
        "Compiling Rust's standard library for WebAssembly",
        Some("1 min"),
    );
    let sketch = workspace.built("standard-library");
    files::write(&sketch.join("src/lib.rs"), "")?;
    files::write(
        &sketch.join("Cargo.toml"),
        "[package]\nname = \"standard-library\"\nedition = \"2024\"\n\n[workspace]\n",
    )?;
    process::output(&mut compile_standard_library(&sketch))?;
    let compiled = sketch.join("target").join(WASM_TARGET).join("release/deps");
    copy_libraries(&compiled, &debian_library()?)?;
    let mut rustup = workspace.command("rustup")?;
    process::output(rustup.args(["toolchain", "link", DEBIAN_TOOLCHAIN, "/usr"])).map(drop)
}

/// Parts of the standard library may be compiled by a released compiler only if it takes itself for a
/// nightly one.
fn compile_standard_library(sketch: &Path) -> Command {
    let mut cargo = Command::new("/usr/bin/cargo");
    cargo
        .current_dir(sketch)
        .args(["build", "--release", "--target", WASM_TARGET])
        .arg("-Zbuild-std=std,panic_abort,panic_unwind,proc_macro,test")
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTC", "/usr/bin/rustc")
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", DEBIAN_LINKER)
        .env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
            "-Cembed-bitcode=yes -Zforce-unstable-if-unmarked",
        )
        .env_remove("CARGO_TARGET_DIR");
    cargo
}

fn copy_libraries(compiled: &Path, library: &Path) -> Result<()> {
    let of_libraries = |file: &PathBuf| file.extension().is_some_and(|kind| kind == "rlib");
    for file in files::all_in(compiled)?.into_iter().filter(of_libraries) {
        files::copy(&file, &library.join(file.strip_prefix(compiled)?))?;
    }
    Ok(())
}

fn debian_library() -> Result<PathBuf> {
    library_folder(&mut Command::new("/usr/bin/rustc"))
}

/// Where a compiler looks for the target's standard library.
fn library_folder(rustc: &mut Command) -> Result<PathBuf> {
    let printed =
        process::output(rustc.args(["--print", "target-libdir", "--target", WASM_TARGET]))?;
    Ok(printed.trim().into())
}

/// Whether the standard library is in a folder.
fn is_in(library: &Path) -> bool {
    let Ok(mut entries) = fs::read_dir(library) else {
        return false;
    };
    entries.any(|entry| entry.is_ok_and(|e| e.file_name().to_string_lossy().starts_with("libstd-")))
}

/// Whether the compiler that looks for a target's library in this folder (`rustlib/TARGET/lib`) has its sources.
fn has_sources(library: &Path) -> bool {
    let rustlib = library.parent().and_then(Path::parent);
    rustlib.is_some_and(|rustlib| rustlib.join("src/rust/library/Cargo.lock").is_file())
}
