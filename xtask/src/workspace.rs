//! Where things are.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::process;

/// The checkout that the command was called in, and the folders it writes to.
pub(crate) struct Workspace {
    root: PathBuf,
    cargo_target: PathBuf,
}

/// What is read of `cargo metadata`.
#[derive(Deserialize)]
struct Metadata {
    workspace_root: PathBuf,
    target_directory: PathBuf,
}

impl Workspace {
    /// The workspace around the current folder.
    pub(crate) fn find() -> Result<Self> {
        let mut cargo = Command::new(cargo());
        cargo.args(["metadata", "--no-deps", "--format-version", "1"]);
        let metadata: Metadata = serde_json::from_str(&process::output(&mut cargo)?)
            .context("`cargo metadata` answered something else than expected")?;
        if !metadata.workspace_root.join("xtask").is_dir() {
            bail!("call `cargo xtask` inside the checkout of Hushdesk");
        }
        Ok(Self {
            root: metadata.workspace_root,
            cargo_target: metadata.target_directory,
        })
    }

    /// A file or folder of the checkout.
    pub(crate) fn path(&self, relative: impl AsRef<Path>) -> PathBuf {
        self.root.join(relative)
    }

    /// A file or folder that the build writes. It lies in the checkout even if cargo's own artefacts do
    /// not, because `wrangler.toml` names it.
    pub(crate) fn built(&self, relative: impl AsRef<Path>) -> PathBuf {
        self.root.join("target").join(relative)
    }

    /// Where cargo puts what it compiles.
    pub(crate) fn cargo_target(&self) -> &Path {
        &self.cargo_target
    }

    /// The folder of the programs that cargo installs for us, shared by all checkouts: `HUSHDESK_TOOLS`, or
    /// one in the user's cache.
    pub(crate) fn tools(&self) -> Result<PathBuf> {
        if let Some(folder) = env::var_os("HUSHDESK_TOOLS") {
            return Ok(folder.into());
        }
        let home = env::home_dir().context("there is no home folder; set HUSHDESK_TOOLS")?;
        Ok(home.join(".cache/hushdesk/tools"))
    }

    /// A command that runs in the checkout, with the npm packages' programs first on the path: wrangler
    /// then finds the Node that it wants.
    pub(crate) fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Result<Command> {
        let mut command = Command::new(program);
        command
            .current_dir(&self.root)
            .env("PATH", self.search_path()?);
        Ok(command)
    }

    /// Wrangler's local edge, which asks nobody and keeps to itself what happens in it.
    pub(crate) fn local_edge(&self) -> Result<Command> {
        let mut wrangler = self.command("wrangler")?;
        wrangler
            .args(["dev", "--ip", "127.0.0.1", "--inspector-port", "0"])
            .args(["--show-interactive-dev-session", "false"])
            .env("WRANGLER_SEND_METRICS", "false")
            // It would ask the web where we are.
            .env("CLOUDFLARE_CF_FETCH_ENABLED", "false")
            // It would keep a trace of each event and statement, and give up objects when there are many.
            .env("X_LOCAL_OBSERVABILITY", "false")
            .env("NO_COLOR", "1");
        Ok(wrangler)
    }

    /// A cargo command.
    pub(crate) fn cargo(&self, subcommand: &str) -> Result<Command> {
        let mut command = self.command(cargo())?;
        command.arg(subcommand);
        Ok(command)
    }

    fn search_path(&self) -> Result<OsString> {
        let inherited = env::var_os("PATH").unwrap_or_default();
        let ours = [self.path("node_modules/.bin"), self.tools()?.join("bin")];
        let all = ours.into_iter().chain(env::split_paths(&inherited));
        env::join_paths(all).context("the path of this checkout cannot stand in PATH")
    }
}

/// The cargo that called us.
fn cargo() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}
