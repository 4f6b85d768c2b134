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

/// What small code leaves out, as rustc's options.
///
/// The ciphers' loops stay loops: unrolled they are three kilobytes more, and nobody writes so fast that it could be noticed.
/// A panic traps at once and says nothing: what it would say may be what somebody wrote, and a browser's console is no place
/// for that; and all that words and places of panics are made of is a twentieth of what a guest's browser loads. What values
/// print for programmers is left out for the same reasons.
const LEFT_OUT: [&str; 7] = [
    "--cfg=aes_backend_soft=\"compact\"",
    "--cfg=sha2_backend_soft=\"compact\"",
    "-Zunstable-options",
    "-Cpanic=immediate-abort",
    "-Zlocation-detail=none",
    "-Zfmt-debug=none",
    MADE_ALIKE,
];

/// What LLVM is not to do for small code, although it is told to make it small. It would keep what was computed for a second use,
/// and count beside each loop; in WebAssembly each such value is one more variable, and code that would be like other code no
/// longer is. That is one hundredth of what a guest's browser loads. Somewhat longer functions go into their callers than it has
/// in mind: what little they do is known there, and most of it falls away.
const MADE_ALIKE: &str =
    "-Cllvm-args=--enable-load-pre=false --disable-machine-cse --disable-lsr --inline-threshold=15";

/// The standard library is compiled with everything else, for size as well: as it is delivered it is made for speed, and
/// knows what to say when it panics. That is one fifteenth of what a guest's browser loads.
const STANDARD_LIBRARY: [&str; 2] = [
    "-Zbuild-std=std,panic_abort",
    "-Zbuild-std-features=optimize_for_size",
];

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
            let options = LEFT_OUT.map(|option| format!("{option:?}")).join(",");
            cargo
                .args(STANDARD_LIBRARY)
                .arg("--config")
                .arg(format!("target.{WASM_TARGET}.rustflags=[{options}]"))
                // Neither changes what the language is; the compiler of `rust-toolchain.toml` takes them, but only if it
                // is to take itself for a nightly one.
                .env("RUSTC_BOOTSTRAP", "1");
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
}

/// What is done to what the compiler has made.
#[derive(Clone, Copy)]
pub(crate) enum Effort {
    /// It is made quick.
    Quick,
    /// It is made small.
    Some,
    /// It is made as small as it can be, which takes some minutes.
    Most,
}

/// What makes code small in a few seconds.
const SMALL: [&str; 5] = [
    "--low-memory-unused",
    "-Oz",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

/// What makes code as small as it can be. The compiler's nesting is taken apart and made anew, twice, and everything done three times: 1 %
/// less. What is called from one place only stays a function of its own if it is long: functions of a hundred variables are
/// more to compress than several of ten. Where the first kilobyte of memory would be, the stack ends, and no value lies.
const SMALLEST: [&str; 11] = [
    "-g",
    "--one-caller-inline-max-function-size=20",
    "--low-memory-unused",
    "--flatten",
    "--rereloop",
    "-Oz",
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Oz",
    "--reorder-functions-by-name",
];

/// What is done once functions are named by the places where they are to stand. The levels do nothing but keep short what is
/// written: without them every value goes through a variable again.
const IN_ORDER: [&str; 6] = [
    "--optimize-level=2",
    "--shrink-level=2",
    "--reorder-functions-by-name",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

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

/// Optimises a file into another, or into itself. If it is to be as small as it can be, functions that are like each other stand
/// together then, where compression finds them: another 2 %.
pub(crate) fn optimise(
    workspace: &Workspace,
    tools: &BuildTools,
    effort: Effort,
    wasm: &Path,
    into: &Path,
) -> Result<()> {
    match effort {
        Effort::Quick => wasm_opt(workspace, &["-O3"], wasm, into),
        Effort::Some => wasm_opt(workspace, &SMALL, wasm, into),
        Effort::Most => {
            wasm_opt(workspace, &SMALLEST, wasm, into)?;
            let mut order = workspace.command(&tools.bindgen)?;
            process::output(order.arg("order").arg(into))?;
            wasm_opt(workspace, &IN_ORDER, into, into)
        }
    }
}

fn wasm_opt(workspace: &Workspace, passes: &[&str], wasm: &Path, into: &Path) -> Result<()> {
    let mut wasm_opt = workspace.command("wasm-opt")?;
    wasm_opt
        .args(FEATURES)
        .args(passes)
        .arg(wasm)
        .arg("--output")
        .arg(into);
    process::output(&mut wasm_opt).map(drop)
}
