//! The guest widget: the page that the loader opens in a frame on a library's page.
//!
//! It asks what its snippet stands for, takes up the chat of this window if there is one, and otherwise
//! offers to begin one. What a chat does, `hushdesk_web::session` decides; what is on the screen, [`widget`]
//! decides and [`views`] show. All else only carries.

mod app;
mod browser;
mod chat;
mod desk_name;
mod focus;
mod following;
mod habits;
mod handover;
mod host;
mod initials;
mod local_time;
mod place;
mod session_effects;
mod snippet_of_chat;
mod told_snippet;
mod views;
mod widget;
mod window_storage;

use hushdesk_texts::{NotThese, Parsed, guest};
use wasm_bindgen::prelude::*;
use web_sys::Document;

#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// Puts the widget into its page, which hands over the texts.
///
/// # Errors
///
/// If the texts are of another version than the widget: the page has to be loaded again.
#[wasm_bindgen]
pub fn open(texts: &Parsed) -> Result<(), JsError> {
    guest::take(texts).map_err(|NotThese| JsError::new("the texts are of another version"))?;
    let document = web_sys::window().and_then(|window| window.document());
    let Some(document) = document else {
        return Ok(());
    };
    announce_language(&document);
    if let Some(root) = document.get_element_by_id("widget") {
        app::App::open(&document, root);
    }
    Ok(())
}

/// Says to the browser in which language and direction the page is.
fn announce_language(document: &Document) {
    if let Some(root) = document.document_element() {
        for (name, value) in [("lang", guest::language()), ("dir", guest::direction())] {
            // Only a name that is none could fail.
            let _set = root.set_attribute(name, value);
        }
    }
}

/// Nothing runs before the page says so: `static/start.js` calls [`open`].
const fn main() {}
