//! `<hush-desk>`, the chat for pages that pin what they load: its script with the hashes of all other files, and what a
//! library pastes into its page, with the hash of that script.

use std::collections::BTreeMap;

use anyhow::{Context, Result};

use super::hashes::integrity;
use super::site::{BUNDLED_MODULE, Draft, NOTE_CODE, TEXTS};
use super::words::Words;
use crate::files;

/// Its folder of the site.
const FOLDER: &str = "hush-desk";

/// What the page loads of the widget beside its texts.
const WIDGET_FILES: [&str; 4] = ["check.js", "widget.css", "widget_bg.wasm", NOTE_CODE];

impl Draft<'_> {
    /// Adds it. The widget is there already, with its page.
    pub(super) fn add_hush_desk(&self, words: &Words) -> Result<()> {
        let folder = self.folder.join(FOLDER);
        let widget = self.folder.join("widget");
        // In one file: what a module imports, its hash does not cover.
        self.esbuild(
            &widget.join("start.js"),
            &folder.join("widget.js"),
            &BUNDLED_MODULE,
        )?;
        let page = String::from_utf8(files::read(&widget.join("index.html"))?)?;
        let pins = serde_json::to_string(&self.pins()?)?;
        let page = serde_json::to_string(inside(&page).context("the page has no body")?)?;
        let [bundle, module] = BUNDLED_MODULE;
        let script = folder.join("element.js");
        self.esbuild(
            &self.workspace.path("web/guest/hush-desk.js"),
            &script,
            &[
                bundle,
                module,
                &format!("--define:PINS={pins}"),
                &format!("--define:PAGE={page}"),
                &format!("--define:WORDS={}", words.english()?),
            ],
        )?;
        files::write(
            &folder.join("snippet.html"),
            snippet(&integrity(&files::read(&script)?)),
        )
    }

    /// The hash of each file, by its path in the site.
    fn pins(&self) -> Result<BTreeMap<String, String>> {
        let widget = self.folder.join("widget");
        let mut pinned = files::all_in(&widget.join(TEXTS))?;
        pinned.extend(WIDGET_FILES.map(|file| widget.join(file)));
        pinned.push(self.folder.join(FOLDER).join("widget.js"));
        let pin = |file: std::path::PathBuf| {
            let name = file.strip_prefix(&self.folder)?.display().to_string();
            Ok((name, integrity(&files::read(&file)?)))
        };
        pinned.into_iter().map(pin).collect()
    }
}

/// What stands in the body of a page.
fn inside(page: &str) -> Option<&str> {
    let (_, rest) = page.split_once("<body>")?;
    let (body, _) = rest.split_once("</body>")?;
    Some(body.trim())
}

/// What a library pastes into its page.
fn snippet(integrity: &str) -> String {
    format!(
        "<script type=\"module\" src=\"https://YOUR-HOST/{FOLDER}/element.js\" integrity=\"{integrity}\" crossorigin></script>\n\
         <hush-desk snippet=\"reference\"></hush-desk>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_body_of_a_page_is_what_stands_between_its_tags() {
        let page = "<html><head></head><body>\n  <p>a</p>\n</body></html>";
        assert_eq!(inside(page), Some("<p>a</p>"));
        assert_eq!(inside("<p>a</p>"), None);
    }

    #[test]
    fn what_a_library_pastes_pins_the_script() {
        assert!(snippet("sha384-a").contains("integrity=\"sha384-a\" crossorigin"));
    }
}
