//! Known vulnerabilities: of the crates by cargo-deny, of the npm packages by npm. Where one of their databases cannot be
//! reached, that is said at the end of whatever was done.

use std::process::Command;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::tools;
use crate::workspace::Workspace;
use crate::{process, say};

/// Whether known vulnerabilities of the dependencies were looked up. There were none then that count.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[must_use = "that they could not be looked up has to be said"]
pub(crate) struct Advisories {
    /// Those of the crates.
    pub(crate) crates: Lookup,
    /// Those of the npm packages: nothing of them is deployed, but they make what is.
    pub(crate) packages: Lookup,
}

/// Whether a database was asked.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Lookup {
    /// It was.
    Done,
    /// It could not be reached.
    NotReached,
}

impl Advisories {
    /// Whether both were looked up.
    pub(crate) fn are_known(self) -> bool {
        self.crates == Lookup::Done && self.packages == Lookup::Done
    }

    /// Says at the end of what was done what was not.
    pub(crate) fn say(self) {
        if self.crates == Lookup::NotReached {
            say::note(
                "NOT CHECKED: the advisory database cannot be fetched here, so known vulnerabilities of the \
                 dependencies were not looked up. `cargo xtask deploy` will not go on without.",
            );
        }
        if self.packages == Lookup::NotReached {
            say::note(
                "NOT CHECKED: the npm registry does not tell advisories here, so known vulnerabilities of the npm \
                 packages were not looked up. `cargo xtask deploy` will not go on without.",
            );
        }
    }
}

/// Looks them up where their databases can be reached; fails if there are any.
pub(crate) fn look_up(workspace: &Workspace) -> Result<Advisories> {
    tools::install_for_advisories(workspace)?;
    say::step("Looking up advisories", None);
    Ok(Advisories {
        crates: of_crates(workspace)?,
        packages: of_packages(workspace)?,
    })
}

fn of_crates(workspace: &Workspace) -> Result<Lookup> {
    if process::output(deny(workspace)?.args(["fetch", "db"])).is_err() {
        return Ok(Lookup::NotReached);
    }
    process::run(deny(workspace)?.args(["check", "--disable-fetch", "advisories"]))?;
    Ok(Lookup::Done)
}

/// cargo-deny, over the whole workspace.
pub(super) fn deny(workspace: &Workspace) -> Result<Command> {
    let mut deny = workspace.command("cargo-deny")?;
    deny.args(["--workspace", "--log-level", "error"]);
    Ok(deny)
}

/// What is read of npm's report (npm-audit, "auditReportVersion": 2).
#[derive(Deserialize)]
struct Report {
    metadata: Metadata,
}

#[derive(Deserialize)]
struct Metadata {
    vulnerabilities: Vulnerabilities,
}

/// How many there are of each severity.
#[derive(Deserialize)]
struct Vulnerabilities {
    high: u32,
    critical: u32,
    total: u32,
}

/// npm ends well then if it has been told anything, whatever that is.
fn of_packages(workspace: &Workspace) -> Result<Lookup> {
    let mut npm = workspace.command("npm")?;
    npm.args(["audit", "--package-lock-only", "--json"]);
    npm.args(["--audit-level=none", "--loglevel=silent"]);
    match process::output(&mut npm) {
        Ok(report) => judge(&report).map(|()| Lookup::Done),
        Err(_) => Ok(Lookup::NotReached),
    }
}

/// These packages run where the product is built and are given nothing of others: what is less than high is only told.
fn judge(report: &str) -> Result<()> {
    let report: Report =
        serde_json::from_str(report).context("`npm audit` reports something else than expected")?;
    let Vulnerabilities {
        high,
        critical,
        total,
    } = report.metadata.vulnerabilities;
    match (high + critical, total) {
        (0, 0) => Ok(()),
        (0, total) => {
            say::note(&format!(
                "The npm packages have {total} known vulnerabilities, none of them high: `npm audit` has them."
            ));
            Ok(())
        }
        (severe, _) => bail!(
            "the npm packages have {severe} known vulnerabilities that are high or critical: `npm audit` has them"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(low: u32, high: u32, critical: u32) -> String {
        let total = low + high + critical;
        format!(
            "{{\"auditReportVersion\":2,\"vulnerabilities\":{{}},\"metadata\":{{\"vulnerabilities\":{{\"info\":0,\
             \"low\":{low},\"moderate\":0,\"high\":{high},\"critical\":{critical},\"total\":{total}}},\
             \"dependencies\":{{\"total\":90}}}}}}"
        )
    }

    #[test]
    fn what_is_high_or_critical_fails_and_what_is_less_is_told() {
        assert!(judge(&report(0, 0, 0)).is_ok());
        assert!(judge(&report(3, 0, 0)).is_ok());
        let high = judge(&report(3, 1, 0)).unwrap_err().to_string();
        assert!(high.contains("1 known"), "{high}");
        assert!(judge(&report(0, 0, 2)).is_err());
    }

    #[test]
    fn what_is_no_report_is_not_taken_for_a_good_one() {
        assert!(judge("{\"message\":\"405 Method Not Allowed\"}").is_err());
        assert!(judge("").is_err());
    }

    #[test]
    fn nothing_is_known_as_long_as_one_database_was_not_asked() {
        let known = |crates, packages| Advisories { crates, packages }.are_known();
        assert!(known(Lookup::Done, Lookup::Done));
        assert!(!known(Lookup::NotReached, Lookup::Done));
        assert!(!known(Lookup::Done, Lookup::NotReached));
    }
}
