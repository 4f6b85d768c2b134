//! `cargo xtask build`: the Worker and the pages, as they are deployed.
//!
//! Everything lies under `target`, where `wrangler.toml` looks for it: the Worker in `target/worker`, the
//! pages in `target/site`. The files keep their names over deploys. The edge answers for an unchanged file
//! with 304, one short round trip; in return a page never asks for a file that the next deploy took away,
//! and loader, widget and Worker are always of one version.

mod hashes;
mod hush_desk;
mod site;
pub(crate) mod sizes;
mod translations;
mod words;
mod worker;

use std::thread;

use anyhow::{Result, bail};

use crate::tools::BuildTools;
use crate::workspace::Workspace;

/// The pages, as a path under `target`.
pub(crate) const SITE: &str = "site";

/// Builds everything, and fails if a guest would have to load too much.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    all(workspace)?;
    sizes::check(&workspace.built(SITE))
}

/// Builds the Worker alone, unless it is up to date.
pub(crate) fn worker(workspace: &Workspace) -> Result<()> {
    let tools = BuildTools::install(workspace)?;
    worker::build(workspace, &tools)
}

/// Builds what is not up to date. The Worker and the pages are compiled beside each other, each in a profile of its own: made into
/// one piece, each keeps a single core busy for minutes.
pub(crate) fn all(workspace: &Workspace) -> Result<()> {
    let tools = BuildTools::install(workspace)?;
    thread::scope(|scope| {
        let worker = scope.spawn(|| worker::build(workspace, &tools));
        let site = site::build(workspace, &tools);
        let worker = worker
            .join()
            .unwrap_or_else(|_| bail!("the Worker's build stopped"));
        worker.and(site)
    })
}
