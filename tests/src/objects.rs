//! The objects of a server as their files show them: whether they are in memory, and what they have stored.
//!
//! The runtime gives up an object that has had nothing to do for 10 s, open sockets or not, and closes its database. With
//! the last connection to a database its write-ahead log goes ("Temporary Files Used By SQLite", section 2.2).

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde::de::DeserializeOwned;

use crate::server::Server;

/// How long it may take until objects sleep that are left alone: until the first look at who is there, and 10 s more,
/// on a busy machine.
const ASLEEP_MAX: Duration = Duration::from_secs(60);

/// How often it is looked until then.
const LOOK_AGAIN: Duration = Duration::from_millis(100);

/// Changes a database: the arguments are its path and a statement.
const CHANGE: &str = r#"
const { DatabaseSync } = require("node:sqlite");
const [, path, statement] = process.argv;
const { changes } = new DatabaseSync(path).prepare(statement).run();
if (changes === 0) throw new Error("nothing was changed");
"#;

/// Asks databases: the arguments are a statement and their paths. Prints a list of rows for each, an empty one for a database that
/// has no such table: its object was asked for something, and never set up.
const ASK: &str = r#"
const { DatabaseSync } = require("node:sqlite");
const [, statement, ...paths] = process.argv;
const rowsOf = (path) => {
  try {
    return new DatabaseSync(path).prepare(statement).all();
  } catch (error) {
    if (error.message.startsWith("no such table")) return [];
    throw error;
  }
};
console.log(JSON.stringify(paths.map(rowsOf)));
"#;

/// What objects do.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Kind {
    /// Each is an organisation's directory.
    Directory,
    /// Each is a queue.
    Queue,
    /// Each is an organisation's archive.
    Archive,
}

impl Kind {
    /// All that store something.
    pub const ALL: [Self; 3] = [Self::Directory, Self::Queue, Self::Archive];

    /// The folder in which the local edge stores objects of this kind, below its own.
    pub const fn folder(self) -> &'static str {
        match self {
            Self::Directory => "v3/do/hushdesk-DirectoryObject",
            Self::Queue => "v3/do/hushdesk-QueueObject",
            Self::Archive => "v3/do/hushdesk-ArchiveObject",
        }
    }
}

/// The objects of a kind that a server has.
#[derive(Debug)]
pub struct Objects {
    folder: PathBuf,
}

impl Objects {
    /// Those of this server.
    pub fn of(server: &Server, kind: Kind) -> Self {
        let folder = server.stored().join(kind.folder());
        Self { folder }
    }

    /// Whether none of them is in memory.
    pub fn are_asleep(&self) -> Result<bool> {
        let databases = self.databases()?;
        ensure!(!databases.is_empty(), "there is no object in {self:?}");
        Ok(!databases.iter().any(|path| log_of(path).exists()))
    }

    /// Waits until none of them is in memory any more. They have to be left alone.
    pub fn wait_until_asleep(&self) -> Result<()> {
        let deadline = Instant::now() + ASLEEP_MAX;
        while !self.are_asleep()? {
            if Instant::now() > deadline {
                bail!("{self:?} stay awake");
            }
            thread::sleep(LOOK_AGAIN);
        }
        Ok(())
    }

    /// Changes what the one object of this kind has stored, while it sleeps.
    pub fn change(&self, statement: &str) -> Result<()> {
        let databases = self.databases()?;
        let [database] = databases.as_slice() else {
            bail!("there is more than one object: {databases:?}");
        };
        ensure!(self.are_asleep()?, "{self:?} are awake");
        node(CHANGE, |node| node.arg(database).arg(statement))?;
        Ok(())
    }

    /// Asks a copy of each database, awake or asleep, as it is at this moment. Gives the rows of each.
    pub fn ask<Row: DeserializeOwned>(&self, statement: &str) -> Result<Vec<Vec<Row>>> {
        let copies = tempfile::tempdir()?;
        let mut paths = Vec::new();
        for (number, database) in self.databases()?.into_iter().enumerate() {
            let copy = copies.path().join(format!("{number}.sqlite"));
            fs::copy(&database, &copy)?;
            // Without one all stands in the database.
            fs::copy(log_of(&database), log_of(&copy)).ok();
            paths.push(copy);
        }
        let printed = node(ASK, |node| node.arg(statement).args(&paths))?;
        serde_json::from_str(&printed).with_context(|| format!("{statement} gave {printed}"))
    }

    /// Their databases. The runtime's own, which lists them, is not one.
    fn databases(&self) -> Result<Vec<PathBuf>> {
        let mut databases = Vec::new();
        for entry in fs::read_dir(&self.folder)? {
            let path = entry?.path();
            let is_database = path.extension().is_some_and(|it| it == "sqlite");
            if is_database && path.file_stem().is_some_and(|name| name != "metadata") {
                databases.push(path);
            }
        }
        Ok(databases)
    }
}

/// Has node run this with these arguments, and gives what it has printed.
fn node(script: &str, arguments: impl FnOnce(&mut Command) -> &mut Command) -> Result<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut command = Command::new(root.join("node_modules/.bin/node"));
    let output = arguments(command.args(["--eval", script]))
        .output()
        .context("node cannot be started: run `cargo xtask build` first")?;
    let told = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "node was told: {told}");
    Ok(String::from_utf8(output.stdout)?)
}

/// The write-ahead log of a database.
fn log_of(database: &Path) -> PathBuf {
    database.with_extension("sqlite-wal")
}
