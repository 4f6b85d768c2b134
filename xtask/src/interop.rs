//! `cargo xtask interop`: our OTR engine against others, for as long as one likes.

use anyhow::Result;

use crate::workspace::Workspace;
use crate::{process, say, tools};

/// How much.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Only key exchanges, so many in a row for each other implementation, our engine and our npm package,
    /// either side as the one who starts, and each version; without it, the tests as `cargo xtask test` runs them
    #[arg(long)]
    exchanges: Option<u32>,
}

/// Runs the tests of `tests/tests/interop`.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    tools::install_for_interop(workspace)?;
    let mut cargo = workspace.cargo("test")?;
    cargo.args([
        "--package",
        "hushdesk-tests",
        "--test",
        "interop",
        "--no-fail-fast",
    ]);
    match options.exchanges {
        Some(count) => {
            say::step("Exchanging keys with other implementations", None);
            cargo
                .env("HUSHDESK_EXCHANGES", count.to_string())
                .args(["--", "no_key_exchange"]);
        }
        None => {
            say::step("Talking with other implementations", Some("5 min"));
            cargo.arg("--");
        }
    }
    process::run(cargo.arg("--nocapture"))
}
