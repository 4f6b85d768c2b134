//! The folder of one demonstration.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::files;

/// What is in it.
pub(crate) struct State {
    folder: PathBuf,
}

impl State {
    /// Opens a folder, making it if need be; `fresh` forgets what we had put into it, and nothing else.
    pub(crate) fn open(folder: PathBuf, fresh: bool) -> Result<Self> {
        files::make_folder(&folder)?;
        let folder = folder
            .canonicalize()
            .with_context(|| format!("{} cannot be used", folder.display()))?;
        let state = Self { folder };
        if fresh {
            state.forget()?;
        }
        Ok(state)
    }

    /// What wrangler stores in the place of the edge.
    pub(crate) fn edge(&self) -> PathBuf {
        self.folder.join("edge")
    }

    /// The pages that are served.
    pub(crate) fn site(&self) -> PathBuf {
        self.folder.join("site")
    }

    /// Who may sign in.
    pub(crate) fn demonstration(&self) -> PathBuf {
        self.folder.join("demonstration.json")
    }

    /// The operators' private keys.
    pub(crate) fn keys(&self) -> PathBuf {
        self.folder.join("keys")
    }

    /// What the server prints.
    pub(crate) fn log(&self) -> PathBuf {
        self.folder.join("server.log")
    }

    fn forget(&self) -> Result<()> {
        for folder in [self.edge(), self.site(), self.keys()] {
            files::remove_folder(&folder)?;
        }
        for file in [self.demonstration(), self.log()] {
            files::remove(&file)?;
        }
        Ok(())
    }
}
