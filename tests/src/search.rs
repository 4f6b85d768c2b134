//! Looks for words in all that a server has stored.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::server::Server;

/// The files of a server in which a word stands, as it is, in two bytes a character, or in hexadecimal.
pub fn files_with(server: &Server, word: &str) -> Result<Vec<PathBuf>> {
    let forms = [
        word.as_bytes().to_vec(),
        word.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        word.bytes()
            .flat_map(|byte| format!("{byte:02x}").into_bytes())
            .collect(),
    ];
    let mut found = Vec::new();
    for path in files_in(&server.stored())? {
        // One that goes while it is looked for was not there.
        let bytes = fs::read(&path).unwrap_or_default();
        let holds = |form: &Vec<u8>| bytes.windows(form.len()).any(|part| part == form);
        if forms.iter().any(holds) {
            found.push(path);
        }
    }
    Ok(found)
}

/// Whether a file is a value of Workers KV.
pub fn is_kept(path: &Path) -> bool {
    let parts: Vec<_> = path.components().map(|part| part.as_os_str()).collect();
    ["kv", "blobs"]
        .iter()
        .all(|name| parts.iter().any(|part| part == name))
}

fn files_in(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else {
        return Ok(files);
    };
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(files_in(&path)?);
        } else {
            files.push(path);
        }
    }
    Ok(files)
}
