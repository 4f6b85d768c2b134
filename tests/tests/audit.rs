//! What the service could see of chats is what `docs/privacy.md` says, and of a sealed one not a word.

use std::fs;
use std::path::Path;

use anyhow::{Result, ensure};
use hushdesk_tests::audit::{audit, seen};

#[test]
fn no_word_of_a_sealed_chat_is_anywhere_and_those_of_an_open_one_are_found() -> Result<()> {
    audit()?.must_be_private()
}

#[test]
fn what_the_service_could_see_stands_in_the_document_on_privacy() -> Result<()> {
    let document = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/privacy.md");
    let table = seen::table();
    ensure!(fs::read_to_string(document)?.contains(&table), "{table}");
    Ok(())
}
