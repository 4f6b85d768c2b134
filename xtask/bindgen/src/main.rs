//! Makes a JavaScript module of a compiled crate. It is wasm-bindgen's own program as far as we need it, built from
//! our own lock file: so it is of the version of the library, and whatever it is made of is what was locked.
//!
//! It also says in which order the functions of a module are to stand, once everything else is done.
//!
//! A program apart from `cargo xtask`, so that commands that bind nothing need not compile it.

mod neighbours;
mod short_names;

use std::path::Path;
use std::{env, fs};

use anyhow::{Context, Result, bail};
use walrus::Module;
use wasm_bindgen_cli_support::Bindgen;

/// Takes who loads the module (`page` or `edge`), the compiled crate, the name of the module and of the compiled code
/// beside it, and the folder they go into. Or `order` and a compiled module, whose functions it names by their places.
fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["order", module] => {
            let named = neighbours::named_by_place(&read(module)?)?;
            write(Path::new(module), named)
        }
        [place, compiled, name, folder] => bind(place, compiled, name, Path::new(folder)),
        _ => bail!("usage: hushdesk-bindgen page|edge COMPILED NAME FOLDER, or order MODULE"),
    }
}

fn bind(place: &str, compiled: &str, name: &str, folder: &Path) -> Result<()> {
    let mut bindgen = Bindgen::new();
    match place {
        // A page finds the code beside the module, without saying where.
        "page" => bindgen.web(true)?.omit_default_module_path(false),
        // The edge compiles the code before the module runs; with what it takes to begin anew after a panic.
        "edge" => bindgen
            .module(true)?
            .reset_state_function(true)
            .force_enable_abort_handler(true),
        other => bail!("nobody is called {other}"),
    };
    bindgen.out_name(name).typescript(false);
    match place {
        "page" => generate_small(&mut bindgen, compiled, name, folder),
        _ => bindgen.input_path(compiled).generate(folder),
    }
}

/// For pages, of which every byte is loaded: names are short.
fn generate_small(bindgen: &mut Bindgen, compiled: &str, name: &str, folder: &Path) -> Result<()> {
    let module = Module::from_file(compiled)?;
    let mut output = bindgen.input_module(name, module).generate_output()?;
    let renamed = short_names::shorten(output.wasm_mut());
    output.emit(folder)?;
    let module = folder.join(format!("{name}.js"));
    let text = fs::read_to_string(&module)
        .with_context(|| format!("{} cannot be read", module.display()))?;
    write(&module, short_names::apply(&renamed, &text))
}

fn read(file: &str) -> Result<Vec<u8>> {
    fs::read(file).with_context(|| format!("{file} cannot be read"))
}

fn write(file: &Path, content: impl AsRef<[u8]>) -> Result<()> {
    fs::write(file, content).with_context(|| format!("{} cannot be written", file.display()))
}
