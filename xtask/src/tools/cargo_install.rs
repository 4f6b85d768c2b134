//! Programs that cargo installs from the registry, into a folder that all checkouts share.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::workspace::Workspace;
use crate::{process, say};

/// A program on the registry.
pub(crate) struct Program<'a> {
    /// What it is called when it is run.
    pub(crate) name: &'a str,
    /// The package it is in.
    pub(crate) package: &'a str,
    /// The version, exactly.
    pub(crate) version: &'a str,
    /// How long compiling it usually takes.
    pub(crate) usual: &'a str,
}

impl Program<'_> {
    /// The installed program.
    pub(crate) fn install(&self, workspace: &Workspace) -> Result<PathBuf> {
        let program = workspace.tools()?.join("bin").join(self.name);
        if !self.is_there(&program) {
            let what = format!("Installing {} {}", self.package, self.version);
            say::step(&what, Some(self.usual));
            self.compile(workspace)?;
        }
        Ok(program)
    }

    fn is_there(&self, program: &PathBuf) -> bool {
        let printed = process::output(Command::new(program).arg("--version"));
        printed.is_ok_and(|printed| printed.split_whitespace().next_back() == Some(self.version))
    }

    /// With the dependencies that the program's authors locked, or not at all: what is newest nobody has looked at.
    fn compile(&self, workspace: &Workspace) -> Result<()> {
        process::output(&mut self.cargo_install(workspace)?)
            .map(drop)
            .with_context(|| {
                format!(
                    "{} cannot be installed as its authors locked it. Is crates.io reachable? It is enough to run \
                     this command again",
                    self.package
                )
            })
    }

    fn cargo_install(&self, workspace: &Workspace) -> Result<Command> {
        let mut cargo = workspace.cargo("install")?;
        cargo
            .args(["--quiet", "--force", "--locked", self.package, "--version"])
            .arg(format!("={}", self.version))
            .arg("--root")
            .arg(workspace.tools()?)
            .env_remove("CARGO_TARGET_DIR");
        Ok(cargo)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_installed_is_what_its_authors_locked() {
        let program = Program {
            name: "a-program",
            package: "a-package",
            version: "1.2.3",
            usual: "1 min",
        };
        let workspace = Workspace::find().unwrap();
        let cargo = program.cargo_install(&workspace).unwrap();
        let arguments: Vec<_> = cargo.get_args().filter_map(|it| it.to_str()).collect();
        for expected in ["--locked", "a-package", "=1.2.3"] {
            assert!(arguments.contains(&expected), "{arguments:?}");
        }
    }
}
