//! `cargo xtask pictures`: puts the pictures into the documents that the browser tests have made.

use std::fs;

use anyhow::{Context, Result};

use crate::workspace::Workspace;

/// Where the tests leave them, under `target`.
const SCREENSHOTS: &str = "screenshots";

/// Those that documents show, and where they stand in `docs`.
const SHOWN: [(&str, &str); 12] = [
    ("sealed-chat.png", "sealed-chat.png"),
    ("pidgin-settings.png", "pidgin-settings.png"),
    ("first-steps.png", "pictures/first-steps.png"),
    ("people.png", "pictures/people.png"),
    ("queue-profile.png", "pictures/queue-profile.png"),
    ("skins.png", "pictures/skins.png"),
    ("encryption.png", "pictures/encryption.png"),
    ("my-keys.png", "pictures/my-keys.png"),
    ("history.png", "pictures/history.png"),
    ("follow-ups.png", "pictures/follow-ups.png"),
    ("webhooks.png", "pictures/webhooks.png"),
    ("snippet.png", "pictures/snippet.png"),
];

/// Copies them.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let made = workspace.built(SCREENSHOTS);
    fs::create_dir_all(workspace.path("docs/pictures"))?;
    for (name, shown) in SHOWN {
        let picture = made.join(name);
        fs::copy(&picture, workspace.path("docs").join(shown)).with_context(|| {
            let picture = picture.display();
            format!("{picture} is not there: run the browser tests first (`cargo xtask test`)")
        })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn every_picture_of_the_documents_is_there_and_shown() {
        let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs");
        let mut texts = fs::read_to_string(docs.join("../README.md")).unwrap();
        for name in ["administration.md", "pidgin.md"] {
            texts += &fs::read_to_string(docs.join(name)).unwrap();
        }
        for (_, shown) in SHOWN {
            assert!(docs.join(shown).exists(), "{shown}");
            assert!(texts.contains(&format!("{shown})")), "{shown}");
        }
    }
}
