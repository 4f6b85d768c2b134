//! `cargo xtask`: everything the README and CI call. One file a command; `tools` holds what the commands
//! need and install themselves.
//!
//! What it is doing goes to the standard error, one line a step; what was asked for goes to the standard
//! output. A command that fails says why and how to mend it in one line, leaves nothing half done, and
//! ends with exit code 1.

mod api;
mod audit;
mod bench;
mod build;
mod chaos;
mod check;
mod cost;
mod deploy;
mod dev;
mod files;
mod fuzz;
mod interop;
mod load;
mod npm;
mod pictures;
mod process;
mod reproduce;
mod say;
mod stamp;
mod test;
mod tools;
mod wasm;
mod workspace;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use workspace::Workspace;

/// Builds, tries, tests and deploys Hushdesk. Installs what it needs and says what it is doing.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct CommandLine {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Serves a demonstration library on this machine, to try and to develop with
    Dev(dev::Options),
    /// Checks everything, then runs all tests
    Test,
    /// Format, lints, documentation and dependencies
    Check,
    /// Writes what the documents say of the API, from the list of its endpoints
    Api,
    /// Builds the deployable Worker and pages, and prints the sizes of what a guest loads
    Build,
    /// Builds, and hands the result to wrangler
    Deploy(deploy::Options),
    /// Makes the npm package of the OTR engine
    Npm,
    /// Holds conversations between our OTR engine and others
    Interop(interop::Options),
    /// Measures, beside others
    Bench(bench::Options),
    /// Builds a second time elsewhere, and holds every file of the pages against the first
    Reproduce(reproduce::Options),
    /// What a month costs at Cloudflare's public prices
    Cost(cost::Options),
    /// Puts the pictures into the documents that the browser tests have made
    Pictures,
    /// Guests and operators in sealed chats, as many as you like
    Load(load::Options),
    /// Cuts, kills, vanishing operators and hostile frames, as a seed decides
    Chaos(chaos::Options),
    /// Gives whatever reads what comes from outside bytes that are made up
    Fuzz(fuzz::Options),
    /// What the service could see: unusual words are said in sealed and open chats, and looked for everywhere
    Audit,
}

fn main() -> ExitCode {
    match run(CommandLine::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say::failure(&error);
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<()> {
    process::end_children_on_interrupt()?;
    let workspace = Workspace::find()?;
    match task {
        Task::Dev(options) => dev::run(&workspace, &options),
        Task::Test => test::run(&workspace),
        Task::Check => check::run(&workspace).map(check::Advisories::say),
        Task::Api => api::write(&workspace),
        Task::Build => build::run(&workspace),
        Task::Deploy(options) => deploy::run(&workspace, &options),
        Task::Npm => npm::run(&workspace),
        Task::Interop(options) => interop::run(&workspace, &options),
        Task::Bench(options) => bench::run(&workspace, &options),
        Task::Reproduce(options) => reproduce::run(&workspace, &options),
        Task::Cost(options) => cost::run(&workspace, &options),
        Task::Pictures => pictures::run(&workspace),
        Task::Load(options) => load::run(&workspace, &options),
        Task::Chaos(options) => chaos::run(&workspace, &options),
        Task::Fuzz(options) => fuzz::run(&workspace, &options),
        Task::Audit => audit::run(&workspace),
    }
}
