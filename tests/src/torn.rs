//! Storage that was being written when the machine went: the last transaction has begun and does not end.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use anyhow::Result;

/// Bytes before the first frame of a write-ahead log (SQLite's file format, section 4).
const HEAD_BYTES: usize = 32;

/// Bytes of a frame's head, which says of which page it is, and of what it has of the page: less than any page has.
const TORN_BYTES: usize = 24 + 500;

/// How SQLite calls a write-ahead log.
const LOG: &str = "-wal";

/// Adds the beginning of a frame to each write-ahead log below this folder. It is one that the log has, so that nothing but what
/// lacks of it shows that it is not to be read.
pub(crate) fn tear(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            tear(&path)?;
        } else if path.to_string_lossy().ends_with(LOG) {
            let log = fs::read(&path)?;
            if let Some(torn) = log.get(HEAD_BYTES..HEAD_BYTES + TORN_BYTES) {
                File::options().append(true).open(&path)?.write_all(torn)?;
            }
        }
    }
    Ok(())
}
