//! Makes a JavaScript module of a compiled crate. It is wasm-bindgen's own program as far as we need it, built from
//! our own lock file: so it is of the version of the library, and whatever it is made of is what was locked.
//!
//! A program apart from `cargo xtask`, so that commands that bind nothing need not compile it.

use std::path::PathBuf;

use anyhow::Result;
use clap::{Parser, ValueEnum};
use wasm_bindgen_cli_support::Bindgen;

/// What is bound, and for whom.
#[derive(Parser)]
struct CommandLine {
    /// Who loads the module
    place: Place,
    /// The compiled crate
    compiled: PathBuf,
    /// The name of the module and of the compiled code beside it
    name: String,
    /// The folder they go into
    folder: PathBuf,
}

#[derive(Clone, Copy, ValueEnum)]
enum Place {
    /// A page
    Page,
    /// The edge, which compiles the code before the module runs
    Edge,
}

fn main() -> Result<()> {
    let CommandLine {
        place,
        compiled,
        name,
        folder,
    } = CommandLine::parse();
    let mut bindgen = Bindgen::new();
    match place {
        Place::Page => bindgen.web(true)?,
        // With what it takes to begin anew after a panic.
        Place::Edge => bindgen
            .module(true)?
            .reset_state_function(true)
            .force_enable_abort_handler(true),
    };
    bindgen
        .input_path(compiled)
        .out_name(&name)
        .typescript(false)
        .generate(folder)
}
