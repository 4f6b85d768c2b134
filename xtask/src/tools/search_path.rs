//! Programs that are there already.

use std::env;
use std::path::PathBuf;

/// The first program on the search path that has one of these names.
pub(super) fn find(names: &[&str]) -> Option<PathBuf> {
    let folders = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&folders)
        .flat_map(|folder| names.iter().map(move |name| folder.join(name)))
        .find(|program| program.is_file())
}
