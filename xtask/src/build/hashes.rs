//! What the pages are, byte for byte: a file of the site with the hashes of all others. Who has built the same version can
//! hold a deployment against it (`docs/verify.mjs`).

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use anyhow::Result;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use sha2::{Digest, Sha256, Sha384};

use crate::files;

/// Its name, in the site.
const HASHES: &str = "hashes.json";

/// What wrangler takes for itself and serves to nobody.
const NOT_SERVED: [&str; 1] = ["_headers"];

/// The hashes of a file.
#[derive(Debug, Eq, PartialEq, Serialize)]
struct Hashes {
    /// SHA-256 in hexadecimal, as `sha256sum` prints it.
    sha256: String,
    /// SHA-384 as a page may pin it.
    integrity: String,
}

/// Writes it, for all that is in the site.
pub(super) fn write(site: &Path) -> Result<()> {
    let hashes = serde_json::to_string_pretty(&of_site(site)?)?;
    files::write(&site.join(HASHES), format!("{hashes}\n"))
}

/// What a page may say of a file that it loads (W3C, Subresource Integrity, section 3.1).
pub(super) fn integrity(content: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(content)))
}

/// By the path of each file in the site, whatever the system parts paths by.
fn of_site(site: &Path) -> Result<BTreeMap<String, Hashes>> {
    let mut hashes = BTreeMap::new();
    for file in files::all_in(site)? {
        let parts = file.strip_prefix(site)?.iter();
        let parts: Vec<_> = parts.map(|part| part.to_string_lossy()).collect();
        let path = parts.join("/");
        if path == HASHES || NOT_SERVED.contains(&path.as_str()) {
            continue;
        }
        let content = files::read(&file)?;
        let of_file = Hashes {
            sha256: sha256(&content),
            integrity: integrity(&content),
        };
        hashes.insert(path, of_file);
    }
    Ok(hashes)
}

fn sha256(content: &[u8]) -> String {
    let mut digits = String::new();
    for byte in Sha256::digest(content) {
        // Writing into a text does not fail.
        let _written = write!(digits, "{byte:02x}");
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_written_as_browsers_read_it() {
        // The example of the specification, section 1.2.1.
        assert_eq!(
            integrity(b"alert('Hello, world.');"),
            "sha384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO"
        );
    }

    #[test]
    fn a_hash_is_written_as_sha256sum_prints_it() {
        // FIPS 180-4, the example "abc".
        assert_eq!(
            sha256(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn every_file_that_is_served_has_its_hashes_and_no_other() {
        let site = std::env::temp_dir().join(format!("hushdesk-hashes-{}", std::process::id()));
        files::write(&site.join("embed.js"), "alert('Hello, world.');").unwrap();
        files::write(&site.join("widget/texts/en.json"), "abc").unwrap();
        files::write(&site.join("_headers"), "/*").unwrap();
        write(&site).unwrap();
        // What was there before is not hashed.
        write(&site).unwrap();
        let written = files::read(&site.join(HASHES)).unwrap();
        let read: BTreeMap<String, BTreeMap<String, String>> =
            serde_json::from_slice(&written).unwrap();
        assert_eq!(
            read.keys().collect::<Vec<_>>(),
            ["embed.js", "widget/texts/en.json"]
        );
        assert_eq!(read["widget/texts/en.json"]["sha256"], sha256(b"abc"));
        assert!(read["embed.js"]["integrity"].starts_with("sha384-H8BRh8j4"));
        files::remove_folder(&site).unwrap();
    }
}
