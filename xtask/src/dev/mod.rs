//! `cargo xtask dev`: a demonstration library on this machine.
//!
//! Everything that belongs to one demonstration is in one folder: what the edge would store, the sign-ins,
//! the operators' keys, the pages, and the log of the server.

mod demonstration;
mod furnishing;
mod keys;
mod pages;
mod server;
mod state;

use anyhow::Result;
use clap::Args;
use std::path::PathBuf;

use crate::workspace::Workspace;
use crate::{build, process, say};

use demonstration::Demonstration;
use furnishing::Furnisher;
use server::Server;
use state::State;

/// What can be chosen.
#[derive(Args)]
pub(crate) struct Options {
    /// The port to serve on
    #[arg(long, default_value_t = 8787)]
    port: u16,
    /// Forget the demonstration's data and make new ones
    #[arg(long)]
    fresh: bool,
    /// Set nothing up: begin as a library does, with the setup code that is printed
    #[arg(long)]
    empty: bool,
    /// Set nothing but people, queues and keys up
    #[arg(long, conflicts_with = "empty")]
    plain: bool,
    /// Open the demo page in a browser
    #[arg(long, overrides_with = "no_open")]
    open: bool,
    /// Do not open a browser (this is so anyway)
    #[arg(long)]
    no_open: bool,
    /// The folder of the demonstration's data [default: target/dev]
    #[arg(long, value_name = "FOLDER")]
    state: Option<PathBuf>,
}

/// Builds, serves, and stays until it is interrupted.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    server::refuse_taken_port(options.port)?;
    build::all(workspace)?;
    let folder = options.state.clone();
    let state = State::open(
        folder.unwrap_or_else(|| workspace.built("dev")),
        options.fresh,
    )?;
    let demonstration = Demonstration::load_or_make(&state)?;
    pages::write(workspace, &state)?;
    let server = Server::start(workspace, &state, options.port)?;
    if options.empty {
        println!(
            "setup     {} {}",
            server.address("setup"),
            server.setup_code()
        );
    } else {
        let is_new = server.set_up(&demonstration)?;
        if is_new && !options.plain {
            let origin = server.origin();
            Furnisher::sign_in(origin, demonstration.administrator()?)?.furnish()?;
        }
    }
    introduce(&server, (!options.empty).then_some(&demonstration));
    if options.open && !options.no_open {
        open_browser(workspace, &server.address("demo"))?;
    }
    say::note(&format!(
        "The server's log is {}. Ctrl-C ends it.",
        state.log().display()
    ));
    server.stay()
}

fn introduce(server: &Server, demonstration: Option<&Demonstration>) {
    println!("demo      {}", server.address("demo"));
    println!("console   {}", server.address("console"));
    for operator in demonstration.into_iter().flat_map(Demonstration::operators) {
        println!("sign-in   {} {}", operator.name, operator.password);
    }
}

fn open_browser(workspace: &Workspace, address: &str) -> Result<()> {
    let opener = if cfg!(target_os = "macos") {
        "open"
    } else {
        "xdg-open"
    };
    process::output(workspace.command(opener)?.arg(address)).map(drop)
}
