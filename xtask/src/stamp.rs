//! What is up to date is not built again. A step leaves a stamp, the hash of the files it was made from, and
//! is done again when that changes or when its result is gone.

use std::fs;

use anyhow::{Error, Result};
use sha2::{Digest, Sha256};

use crate::files;
use crate::workspace::Workspace;

/// What everything depends on.
const LOCK: &str = "Cargo.lock";

/// Does `work`, which makes `result` from `sources` (files and folders of the checkout), unless that has
/// been done already.
pub(crate) fn unless_up_to_date(
    workspace: &Workspace,
    result: &str,
    sources: &[&str],
    work: impl FnOnce() -> Result<()>,
) -> Result<()> {
    let stamp = workspace.built(format!("{result}.stamp"));
    let sources = hash_of(workspace, sources)?;
    let now = || Ok::<_, Error>(format!("{sources} {}", hash_of(workspace, &[LOCK])?));
    let is_stamped = fs::read_to_string(&stamp).ok() == Some(now()?);
    if is_stamped && workspace.built(result).exists() {
        return Ok(());
    }
    work()?;
    // Cargo may have brought its lock file up to date meanwhile; whatever else has changed is still to be built.
    files::write(&stamp, now()?)
}

fn hash_of(workspace: &Workspace, sources: &[&str]) -> Result<String> {
    let mut hash = Sha256::new();
    for source in sources {
        for file in files::all_in(&workspace.path(source))? {
            hash.update(file.to_string_lossy().as_bytes());
            hash.update(Sha256::digest(files::read(&file)?));
        }
    }
    Ok(hash
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect())
}
