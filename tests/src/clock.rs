//! A server's clock that jumps, as clocks do that are set.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

/// What the clock is made of.
const SOURCE: &str = "clock/jumping_clock.c";

/// The clock of one server: a library that is loaded before its own, and the file by which it is set.
pub(crate) struct Clock {
    library: PathBuf,
    file: PathBuf,
    /// By how much it is ahead, in milliseconds.
    ahead: i64,
}

impl Clock {
    /// One that is right, in this folder.
    ///
    /// # Errors
    ///
    /// There is no C compiler; Rust links by one.
    pub(crate) fn make(folder: &Path) -> Result<Self> {
        let clock = Self {
            library: folder.join("jumping_clock.so"),
            file: folder.join("clock"),
            ahead: 0,
        };
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join(SOURCE);
        let compiled = Command::new("cc")
            .args(["-O1", "-shared", "-fPIC", "-o"])
            .args([&clock.library, &source])
            .status()
            .context("there is no C compiler called cc")?;
        ensure!(compiled.success(), "{} does not compile", source.display());
        clock.set()?;
        Ok(clock)
    }

    /// Jumps by so many milliseconds, ahead or back.
    pub(crate) fn jump(&mut self, millis: i64) -> Result<()> {
        self.ahead += millis;
        self.set()
    }

    /// By how much it is ahead, in milliseconds.
    pub(crate) const fn ahead(&self) -> i64 {
        self.ahead
    }

    /// What has a program and all that it starts go by it.
    pub(crate) fn environment(&self) -> [(&'static str, &Path); 2] {
        [
            ("LD_PRELOAD", &self.library),
            ("HUSHDESK_CLOCK", &self.file),
        ]
    }

    /// In place: programs have the file in their memory.
    fn set(&self) -> Result<()> {
        use std::os::unix::fs::FileExt;
        let file = fs::File::options()
            .create(true)
            .write(true)
            .truncate(false)
            .open(&self.file)?;
        file.write_all_at(&self.ahead.to_ne_bytes(), 0)?;
        Ok(())
    }
}
