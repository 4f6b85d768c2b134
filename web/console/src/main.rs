//! The console of operators and administrators: one application, its pages by role.
//!
//! `static/start.js` loads it, [`open`] puts it into the page. Everything it knows is in the reducers of
//! [`account`] (who is signed in) and [`desk`] (what waits, what is said); the [`components`] draw it.

mod account;
mod app;
mod audit;
mod calendar;
mod canned;
mod clipboard;
mod components;
mod dates;
mod days;
mod desk;
mod document;
mod draft;
mod encryption;
mod files;
mod first_steps;
mod follow_ups;
mod frame;
#[cfg(feature = "gallery")]
mod gallery;
mod history;
mod keeper;
mod kept;
mod keys;
mod loaded;
mod mails;
mod messages;
mod naming;
mod not_read;
mod numbers;
mod organisation;
mod paging;
mod people;
mod periods;
mod preferences;
mod provider;
mod queues;
mod route;
mod sending;
mod shortcuts;
mod skins;
mod snippets;
mod statistics;
mod unsaved;
mod webhooks;
mod zone;

use hushdesk_texts::{NotThese, Parsed};
use wasm_bindgen::prelude::*;
use web_sys::Element;

/// Puts the console into its page, which hands over the texts.
///
/// # Errors
///
/// If the texts are of another version than the console: the page has to be loaded again.
#[wasm_bindgen]
pub fn open(texts: &Parsed) -> Result<(), JsError> {
    hushdesk_texts::console::take(texts)
        .map_err(|NotThese| JsError::new("the texts are of another version"))?;
    let Some(document) = document::document() else {
        return Ok(());
    };
    if let Some(root) = document.document_element() {
        announce_language(&root);
    }
    if let Some(place) = document.get_element_by_id("console") {
        yew::Renderer::<app::App>::with_root(place).render();
    }
    Ok(())
}

/// Works on keys, in a Web Worker of the page ([`keys`]). Task and outcome are JSON; how far it is is said meanwhile.
#[wasm_bindgen]
pub fn work(task: &str, onshare: &js_sys::Function) -> String {
    keys::work(task, onshare)
}

/// Says to the browser in which language and direction the page is.
fn announce_language(root: &Element) {
    let said = [
        ("lang", hushdesk_texts::console::language()),
        ("dir", hushdesk_texts::console::direction()),
    ];
    for (name, value) in said {
        // Only a name that is none could fail.
        let _set = root.set_attribute(name, value);
    }
}

/// Nothing runs before the page says so: `static/start.js` calls [`open`].
const fn main() {}
