//! `cargo xtask deploy`: builds, and hands the result to wrangler, which makes what it needs at Cloudflare.

use anyhow::{Result, bail};
use clap::Args;

use crate::check::{self, Advisories};
use crate::workspace::Workspace;
use crate::{build, process, say};

/// What can be chosen.
#[derive(Args)]
pub(crate) struct Options {
    /// Deploy although known vulnerabilities of the dependencies cannot be looked up
    #[arg(long)]
    without_advisories: bool,
}

/// Wrangler may have questions, such as for a sign-in.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    if !options.without_advisories {
        must_be_looked_up(check::look_up_advisories(workspace)?)?;
    }
    build::run(workspace)?;
    say::step("Deploying", Some("half a minute"));
    process::converse(workspace.command("wrangler")?.arg("deploy"))?;
    say::note(
        "An organisation that is not set up yet is at /setup of this deployment, by whoever knows its SETUP_CODE: \
         `npx wrangler secret put SETUP_CODE` gives it one, any random text of at least 16 characters.",
    );
    Ok(())
}

fn must_be_looked_up(advisories: Advisories) -> Result<()> {
    if !advisories.are_known() {
        bail!(
            "a database of advisories cannot be reached, so nobody knows whether a dependency is known to be vulnerable. \
             Deploy from where github.com and the npm registry can be reached, or pass --without-advisories"
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Lookup;

    #[test]
    fn nothing_is_deployed_whose_vulnerabilities_could_not_be_looked_up() {
        let of = |packages| Advisories {
            crates: Lookup::Done,
            packages,
        };
        assert!(must_be_looked_up(of(Lookup::Done)).is_ok());
        let refusal = must_be_looked_up(of(Lookup::NotReached)).unwrap_err();
        assert!(
            refusal.to_string().contains("--without-advisories"),
            "{refusal}"
        );
    }

    #[test]
    fn the_address_below_workers_dev_goes_with_the_first_route() {
        let configuration = include_str!("../../wrangler.toml");
        let mut lines = configuration.lines();
        // Left out it is what wrangler takes it for: there as long as there is no route.
        assert!(!lines.any(|line| line.trim_start().starts_with("workers_dev")));
    }
}
