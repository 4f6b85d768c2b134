//! Our own arithmetic beside `crypto-bigint`'s, which `docs/departures.md` quotes. One
//! power in OTR's group with an exponent of 320 bits, natively and in WebAssembly made as
//! small as the widget, and what either adds to a page.

use std::path::Path;
use std::process::Command;

use anyhow::Result;
use serde::Deserialize;

use super::table::{Goal, Row, Unit};
use super::{Runs, read};
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

/// Short runs of which the quickest counts as one: what else the machine does makes a power slower, and nothing makes it
/// quicker.
const SHORT_RUNS: usize = 50;

/// Times of the functions that a program or module has, by name.
type Times = Runs<String>;

/// Compiles everything and measures it.
pub(super) fn measured(workspace: &Workspace, runs: u32) -> Result<Vec<Row>> {
    let tools = BuildTools::install(workspace)?;
    say::step("Measuring powers natively", Some("1 min the first time"));
    let native = natively(workspace, runs)?;
    let mut rows = vec![
        power("natively", &native, OUR_POWERS, ("crypto-bigint", &native)),
        power(
            "natively, of the generator",
            &native,
            OUR_FIXED_POWERS,
            ("crypto-bigint", &native),
        ),
    ];
    let [neither, ours, theirs, in_short_words] = VARIANTS.each_ref().map(|variant| {
        say::step(
            &format!("Measuring powers in WebAssembly: {}", variant.title),
            Some("1 min the first time"),
        );
        let module = compile(workspace, &tools, variant)?;
        let times = in_node(workspace, &module, runs)?;
        Ok::<_, anyhow::Error>((times, files::compressed_size(&module)?))
    });
    let (neither, ours, theirs, in_short_words) = (neither?, ours?, theirs?, in_short_words?);
    let place = "in WebAssembly";
    rows.extend([
        power(place, &ours.0, OUR_POWERS, ("crypto-bigint", &theirs.0)),
        power(
            place,
            &ours.0,
            OUR_POWERS,
            ("crypto-bigint, words of 32 bits", &in_short_words.0),
        ),
    ]);
    let added = |size: usize| {
        let bytes = u32::try_from(size.saturating_sub(neither.1));
        bytes.map(f64::from).into_iter()
    };
    let size = Row::alone("arithmetic, gzip", Unit::Bytes, added(ours.1), Goal::None);
    rows.push(size.beside("crypto-bigint", added(theirs.1)));
    Ok(rows)
}

/// The functions, as the program and the module call them.
const OUR_POWERS: &str = "our_powers";
const OUR_FIXED_POWERS: &str = "our_powers_of_the_generator";
const THEIR_POWERS: &str = "their_powers";

fn power(place: &str, ours: &Times, function: &str, theirs: (&'static str, &Times)) -> Row {
    let measure = format!("one power of 1536 bits with an exponent of 320, {place}");
    let quickest = |times: &Times, function: &str| {
        let times = times.of(&function.to_owned());
        let runs = times.chunks(SHORT_RUNS);
        let runs = runs.filter_map(|run| run.iter().copied().min_by(f64::total_cmp));
        runs.collect::<Vec<_>>()
    };
    let ours = Row::alone(measure, Unit::Millis, quickest(ours, function), Goal::None);
    ours.beside(theirs.0, quickest(theirs.1, THEIR_POWERS))
}

fn natively(workspace: &Workspace, runs: u32) -> Result<Times> {
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

fn in_node(workspace: &Workspace, module: &Path, runs: u32) -> Result<Times> {
    let mut node: Command = workspace.command("node")?;
    node.arg(workspace.path(CRATE).join("measure.mjs"));
    times(&process::output(node.arg(module).arg(runs.to_string()))?)
}

fn times(printed: &str) -> Result<Times> {
    let mut all = Times::default();
    for line in read(printed) {
        let Line { bench, times } = line?;
        all.add(bench, times);
    }
    Ok(all)
}
