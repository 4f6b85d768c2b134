//! `cargo xtask reproduce`: builds the pages a second time, in another folder, with the compiler and the crates in other places
//! and, where it may, as another user, and holds every file against the first ones. What a deployment serves can be checked by
//! whoever builds the same version only if nothing of who builds it, and where, is in it.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use nix::unistd::{Uid, User};
use serde_json::Value;

use crate::workspace::Workspace;
use crate::{build, files, process, say};

/// Where the second build happens.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// A folder that is not there yet, outside the checkout. Some gigabytes go into it; it is left for you to look at
    folder: PathBuf,
    /// As whom it is built, if that can be chosen
    #[arg(long, default_value = "nobody")]
    user: String,
}

/// What is served, with its hashes.
const HASHES: &str = "target/site/hashes.json";

/// Builds twice, and compares.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    if options.folder.exists() {
        bail!(
            "{} is there already: name another folder",
            options.folder.display()
        );
    }
    build::run(workspace)?;
    files::make_folder(&options.folder)?;
    let place = Place {
        folder: options.folder.canonicalize()?,
        user: other_user(&options.user)?,
    };
    say::step(
        "Copying the checkout, the compiler and the crates",
        Some("1 min"),
    );
    place.furnish(workspace)?;
    say::step("Building in the other place", Some("15 min"));
    place.build()?;
    compare(
        &hashes(&workspace.path(HASHES))?,
        &hashes(&place.checkout().join(HASHES))?,
    )
}

/// Who builds, if somebody else can: only root can become another user.
fn other_user(name: &str) -> Result<Option<User>> {
    if !Uid::effective().is_root() {
        say::note("The second build is done by the same user: only root can become another.");
        return Ok(None);
    }
    let user = User::from_name(name)?;
    Ok(Some(
        user.with_context(|| format!("there is no user {name}"))?,
    ))
}

/// Another place to build in.
struct Place {
    folder: PathBuf,
    user: Option<User>,
}

impl Place {
    fn checkout(&self) -> PathBuf {
        self.folder.join("somewhere/else")
    }

    /// Puts there all that a build begins with: what of the checkout git knows, the compiler, and the crates as they were
    /// fetched. Tools and packages are made and fetched there.
    fn furnish(&self, workspace: &Workspace) -> Result<()> {
        let mut git = workspace.command("git")?;
        git.args(["ls-files", "--cached", "--others", "--exclude-standard"]);
        for file in process::output(&mut git)?.lines() {
            let from = workspace.path(file);
            if from.is_file() {
                files::copy(&from, &self.checkout().join(file))?;
            }
        }
        let sysroot = process::output(workspace.command("rustc")?.args(["--print", "sysroot"]))?;
        self.copy(Path::new(sysroot.trim()), "compiler")?;
        let home = std::env::home_dir().context("there is no home folder")?;
        let crates = std::env::var_os("CARGO_HOME").map_or(home.join(".cargo"), PathBuf::from);
        files::make_folder(&self.folder.join("crates"))?;
        for (from, to) in [
            (crates.join("registry"), "crates/registry"),
            // Where crates and packages are fetched from, if that is elsewhere.
            (crates.join("config.toml"), "crates/config.toml"),
            (home.join(".npmrc"), ".npmrc"),
        ] {
            if from.exists() {
                self.copy(&from, to)?;
            }
        }
        if let Some(user) = &self.user {
            let mut chown = Command::new("chown");
            chown
                .args(["--recursive", &user.uid.to_string()])
                .arg(&self.folder);
            process::run(&mut chown)?;
        }
        Ok(())
    }

    /// With its links and times, as the system's own command does it.
    fn copy(&self, from: &Path, to: &str) -> Result<()> {
        let mut cp = Command::new("cp");
        cp.arg("--archive").arg(from).arg(self.folder.join(to));
        process::run(&mut cp)
    }

    fn build(&self) -> Result<()> {
        let compiler = self.folder.join("compiler/bin");
        let inherited = std::env::var_os("PATH").unwrap_or_default();
        let path = std::iter::once(compiler.clone()).chain(std::env::split_paths(&inherited));
        let mut cargo = Command::new(compiler.join("cargo"));
        cargo
            .args(["xtask", "build"])
            .current_dir(self.checkout())
            .env("PATH", std::env::join_paths(path)?)
            .env("HOME", &self.folder)
            .env("CARGO_HOME", self.folder.join("crates"))
            .env("CARGO_TARGET_DIR", self.folder.join("compiled"))
            .env("HUSHDESK_TOOLS", self.folder.join("tools"));
        for ours in ["CARGO", "RUSTC", "RUSTUP_TOOLCHAIN"] {
            cargo.env_remove(ours);
        }
        if let Some(user) = &self.user {
            cargo.uid(user.uid.as_raw()).gid(user.gid.as_raw());
        }
        process::run(&mut cargo)
    }
}

/// The hashes of all files, by their addresses.
type Hashes = BTreeMap<String, Value>;

fn hashes(file: &Path) -> Result<Hashes> {
    let text =
        fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
    Ok(serde_json::from_str(&text)?)
}

fn compare(here: &Hashes, there: &Hashes) -> Result<()> {
    let differing = differing(here, there);
    if !differing.is_empty() {
        bail!(
            "these are not the same in both places: {}",
            differing.join(", ")
        );
    }
    println!("{} files, and each the same in both places.", here.len());
    Ok(())
}

/// The files that are not the same, or only in one of both.
fn differing<'a>(here: &'a Hashes, there: &'a Hashes) -> Vec<&'a str> {
    let changed = here
        .iter()
        .filter(|(file, hash)| there.get(*file) != Some(*hash));
    let new = there.keys().filter(|file| !here.contains_key(*file));
    changed
        .map(|(file, _)| file)
        .chain(new)
        .map(String::as_str)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_changed_missing_or_new_is_named() {
        let of = |files: &[(&str, &str)]| -> Hashes {
            let files = files.iter();
            files
                .map(|(file, hash)| ((*file).to_owned(), Value::from(*hash)))
                .collect()
        };
        let here = of(&[("embed.js", "1"), ("widget/a", "2"), ("widget/b", "3")]);
        assert_eq!(differing(&here, &here), Vec::<&str>::new());
        let there = of(&[("embed.js", "1"), ("widget/a", "9"), ("widget/c", "3")]);
        assert_eq!(
            differing(&here, &there),
            ["widget/a", "widget/b", "widget/c"]
        );
    }
}
