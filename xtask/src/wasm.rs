//! Rust as browsers load it: compiled to WebAssembly, bound to a JavaScript module, optimised.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::process;
use crate::tools::{BuildTools, WASM_TARGET};
use crate::workspace::Workspace;

/// What matters of the compiled code.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Aim {
    /// That it is there soon: of what a guest's browser loads every byte counts.
    Small,
    /// That it runs fast: for whoever has many conversations, and loads it once.
    Quick,
}

/// The ciphers' loops stay loops: unrolled they are three kilobytes more, and nobody writes so fast that it could be
/// noticed.
const ROLLED: &str = r#"target.wasm32-unknown-unknown.rustflags=["--cfg=aes_backend_soft=\"compact\"","--cfg=sha2_backend_soft=\"compact\""]"#;

/// What the compiler may use by default, on every browser of the last years.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

impl Aim {
    /// Tells cargo how to compile.
    pub(crate) fn apply(self, cargo: &mut Command) {
        cargo.args(["--profile", self.profile(), "--target", WASM_TARGET]);
        if self == Self::Small {
            cargo.args(["--config", ROLLED]);
        }
    }

    /// Where cargo puts what it compiled under this name.
    pub(crate) fn compiled(self, workspace: &Workspace, name: &str) -> PathBuf {
        let folder = workspace.cargo_target().join(WASM_TARGET);
        folder.join(self.profile()).join(format!("{name}.wasm"))
    }

    /// The profile of `Cargo.toml`.
    pub(crate) const fn profile(self) -> &'static str {
        match self {
            Self::Small => "web",
            Self::Quick => "release",
        }
    }

    /// What is done to compiled code, run by run.
    const fn runs(self) -> &'static [&'static [&'static str]] {
        match self {
            // The compiler's nesting taken apart and made anew, and everything twice: 1 % less. In the order of their
            // names functions that are like each other stand together, where compression finds them: another 1 %. Names
            // last as long as a run.
            Self::Small => &[
                &[
                    "-g",
                    "--flatten",
                    "--rereloop",
                    "-Oz",
                    "-Oz",
                    "--reorder-functions-by-name",
                ],
                &[
                    "--strip-debug",
                    "--strip-producers",
                    "--strip-target-features",
                ],
            ],
            Self::Quick => &[&["-O3"]],
        }
    }
}

/// Who loads a module.
#[derive(Clone, Copy)]
pub(crate) enum Place {
    /// A page.
    Page,
    /// The edge.
    Edge,
}

impl Place {
    /// What our bindgen calls it.
    const fn name(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Edge => "edge",
        }
    }
}

/// Makes a JavaScript module of this name, with its compiled code beside it. There are no types: they are written by
/// hand or not needed.
pub(crate) fn bind(
    workspace: &Workspace,
    tools: &BuildTools,
    place: Place,
    compiled: &Path,
    name: &str,
    folder: &Path,
) -> Result<()> {
    let mut bindgen = workspace.command(&tools.bindgen)?;
    bindgen
        .arg(place.name())
        .arg(compiled)
        .arg(name)
        .arg(folder);
    process::output(&mut bindgen).map(drop)
}

/// Optimises a file into another, or into itself.
pub(crate) fn optimise(workspace: &Workspace, aim: Aim, wasm: &Path, into: &Path) -> Result<()> {
    let mut from = wasm;
    for passes in aim.runs() {
        let mut wasm_opt = workspace.command("wasm-opt")?;
        wasm_opt
            .args(FEATURES)
            .args(*passes)
            .arg(from)
            .arg("--output")
            .arg(into);
        process::output(&mut wasm_opt)?;
        from = into;
    }
    Ok(())
}
