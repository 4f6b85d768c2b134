//! Looks for words where none should be: in all that a server has stored, and in what was said.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use base64::prelude::{BASE64_STANDARD, Engine as _};
use memchr::memmem;

use crate::server::Server;

/// Somewhere a word can stand.
#[derive(Clone, Debug)]
pub struct Place {
    /// Which it is, for people.
    pub name: String,
    /// All that stands there.
    pub bytes: Vec<u8>,
}

impl Place {
    /// A place of this name where this stands.
    pub fn new(name: &str, bytes: &[u8]) -> Self {
        Self {
            name: name.to_owned(),
            bytes: bytes.to_vec(),
        }
    }
}

/// The files of a server in which a word stands.
pub fn files_with(server: &Server, word: &str) -> Result<Vec<PathBuf>> {
    let word = Word::new(word);
    let mut found = Vec::new();
    for path in files_in(&server.stored())? {
        // One that goes while it is looked for was not there.
        if word.stands_in(&fs::read(&path).unwrap_or_default()) {
            found.push(path);
        }
    }
    Ok(found)
}

/// All files of a folder as places, each called by its path in it.
pub fn places_in(folder: &Path) -> Result<Vec<Place>> {
    let mut places = Vec::new();
    for path in files_in(folder)? {
        let name = path.strip_prefix(folder).unwrap_or(&path).display();
        let bytes = fs::read(&path).unwrap_or_default();
        places.push(Place {
            name: name.to_string(),
            bytes,
        });
    }
    Ok(places)
}

/// Whether a file is a value of Workers KV.
pub fn is_kept(path: &Path) -> bool {
    let parts: Vec<_> = path.components().map(|part| part.as_os_str()).collect();
    ["kv", "blobs"]
        .iter()
        .all(|name| parts.iter().any(|part| part == name))
}

/// A word in all the ways in which programs write words down: as it is, in two bytes a character, in hexadecimal, and in
/// base64 wherever in the text it begins.
#[derive(Clone, Debug)]
pub struct Word(Vec<Vec<u8>>);

impl Word {
    /// One to look for.
    pub fn new(word: &str) -> Self {
        let mut forms = vec![
            word.as_bytes().to_vec(),
            word.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            word.bytes()
                .flat_map(|byte| format!("{byte:02x}").into_bytes())
                .collect(),
        ];
        forms.extend(
            [0, 1, 2]
                .into_iter()
                .filter_map(|before| in_base64(word, before)),
        );
        Self(forms)
    }

    /// Whether it stands there.
    pub fn stands_in(&self, bytes: &[u8]) -> bool {
        let finds = |form: &Vec<u8>| memmem::find(bytes, form).is_some();
        self.0.iter().any(finds)
    }

    /// The names of the places in which it stands.
    pub fn places<'a>(&self, places: &'a [Place]) -> Vec<&'a str> {
        let found = places.iter().filter(|place| self.stands_in(&place.bytes));
        found.map(|place| place.name.as_str()).collect()
    }
}

/// The word as base64 has it that begins so many bytes before it. The first and the last characters depend on what stands
/// beside the word.
fn in_base64(word: &str, before: usize) -> Option<Vec<u8>> {
    let mut bytes = vec![0; before];
    bytes.extend(word.bytes());
    let encoded = BASE64_STANDARD.encode(bytes).into_bytes();
    let first = if before == 0 { 0 } else { before + 1 };
    Some(encoded.get(first..encoded.len().checked_sub(4)?)?.to_vec())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_however_it_is_written_down() {
        let word = "quokkalantern";
        let utf16: Vec<u8> = format!("about {word}.")
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let encoded = |before: &str| BASE64_STANDARD.encode(format!("{before}{word} and more"));
        let written: Vec<Vec<u8>> = vec![
            format!("about {word}.").into_bytes(),
            utf16,
            hex(&format!("about {word}.")).into_bytes(),
            encoded("").into_bytes(),
            encoded("a").into_bytes(),
            encoded("ab").into_bytes(),
        ];
        for bytes in written {
            let places = [Place::new("here", &bytes)];
            assert_eq!(Word::new(word).places(&places), ["here"], "{bytes:?}");
            assert!(Word::new("obsidiantrombone").places(&places).is_empty());
        }
    }

    fn hex(text: &str) -> String {
        text.bytes().map(|byte| format!("{byte:02x}")).collect()
    }
}
