//! `cargo xtask bench arithmetic`: our own arithmetic beside `crypto-bigint`'s, which `docs/departures.md` quotes. One
//! power in OTR's group with an exponent of 320 bits, natively and in WebAssembly made as
//! small as the widget, and what either adds to a page.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use serde::Deserialize;

use super::rounded;
use crate::tools::{BuildTools, WASM_TARGET};
use crate::wasm::{self, Aim, Effort};
use crate::workspace::Workspace;
use crate::{files, process, say};

/// The crate that is measured.
const CRATE: &str = "otr-wasm/arithmetic";

/// What it is called when compiled.
const NAME: &str = "otr_wasm_arithmetic";

/// The words of `crypto-bigint` in WebAssembly, if they are to be those that WebAssembly multiplies: a flag for the
/// whole program.
const WORDS_OF_32_BITS: &str =
    r#"target.wasm32-unknown-unknown.rustflags=["--cfg=cpubits=\"32\""]"#;

/// What a program prints for each function.
#[derive(Deserialize)]
struct Line {
    bench: String,
    times: Vec<f64>,
}

/// A variant in WebAssembly.
struct Variant {
    title: &'static str,
    features: &'static str,
    config: Option<&'static str>,
}

/// With nothing first, so that what the others add to it can be told.
const VARIANTS: [Variant; 4] = [
    Variant {
        title: "neither",
        features: "",
        config: None,
    },
    Variant {
        title: "ours",
        features: "ours",
        config: None,
    },
    Variant {
        title: "crypto-bigint",
        features: "theirs",
        config: None,
    },
    Variant {
        title: "crypto-bigint, words of 32 bits",
        features: "theirs",
        config: Some(WORDS_OF_32_BITS),
    },
];

/// Compiles everything, and prints the times. The quickest of many short runs counts: what else the machine does makes
/// a power slower, and nothing makes it quicker.
pub(super) fn run(workspace: &Workspace, runs: u32) -> Result<()> {
    let tools = BuildTools::install(workspace)?;
    say::step("Measuring powers natively", Some("1 min the first time"));
    println!("One power of 1536 bits with an exponent of 320, milliseconds:");
    for (bench, time) in natively(workspace, runs)? {
        println!("{:>8}  native, {bench}", rounded(time));
    }
    let mut nothing = None;
    for variant in &VARIANTS {
        say::step(
            &format!("Measuring powers in WebAssembly: {}", variant.title),
            Some("1 min the first time"),
        );
        let module = compile(workspace, &tools, variant)?;
        for (bench, time) in in_node(workspace, &module, runs)? {
            println!(
                "{:>8}  WebAssembly, {}, {bench}",
                rounded(time),
                variant.title
            );
        }
        let size = files::compressed_size(&module)?;
        let added = size.saturating_sub(*nothing.get_or_insert(size));
        println!("{added:>8}  bytes of gzip, {}", variant.title);
    }
    Ok(())
}

fn natively(workspace: &Workspace, runs: u32) -> Result<Vec<(String, f64)>> {
    let mut cargo = workspace.cargo("run")?;
    cargo.args(["--quiet", "--locked", "--release", "--manifest-path"]);
    cargo.arg(workspace.path(CRATE).join("Cargo.toml"));
    cargo.arg("--target-dir").arg(workspace.cargo_target());
    cargo.args(["--features", "ours,theirs", "--", &runs.to_string()]);
    times(&process::output(&mut cargo)?)
}

fn compile(
    workspace: &Workspace,
    tools: &BuildTools,
    variant: &Variant,
) -> Result<std::path::PathBuf> {
    let mut cargo = workspace.cargo("build")?;
    cargo.args(["--quiet", "--locked", "--lib", "--manifest-path"]);
    cargo.arg(workspace.path(CRATE).join("Cargo.toml"));
    cargo.arg("--target-dir").arg(workspace.cargo_target());
    cargo.args(["--profile", Aim::Small.profile(), "--target", WASM_TARGET]);
    cargo.args(["--features", variant.features]);
    cargo.args(
        variant
            .config
            .iter()
            .flat_map(|config| ["--config", config]),
    );
    process::run(tools.wasm.apply(&mut cargo))?;
    let module = workspace.built("tmp").join(format!("{NAME}.wasm"));
    files::copy(&Aim::Small.compiled(workspace, NAME), &module)?;
    wasm::optimise(workspace, tools, Effort::Most, &module, &module)?;
    Ok(module)
}

fn in_node(workspace: &Workspace, module: &Path, runs: u32) -> Result<Vec<(String, f64)>> {
    let mut node: Command = workspace.command("node")?;
    node.arg(workspace.path(CRATE).join("measure.mjs"));
    times(&process::output(node.arg(module).arg(runs.to_string()))?)
}

fn times(printed: &str) -> Result<Vec<(String, f64)>> {
    printed
        .lines()
        .map(|line| {
            let line: Line =
                serde_json::from_str(line).with_context(|| format!("no measure: {line}"))?;
            let quickest = line.times.into_iter().min_by(f64::total_cmp);
            Ok((line.bench, quickest.context("a measure without values")?))
        })
        .collect()
}
