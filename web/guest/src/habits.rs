//! How a guest likes to read and hear, in the browser: kept beside all chats, and done.

use hushdesk_protocol::colour::Colour;
use hushdesk_protocol::rest::Snippet;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{Element, Storage};

use crate::focus;
use crate::widget::Habits;

/// Where they are kept.
const KEPT: &str = "hushdesk.habits";

#[wasm_bindgen(module = "/src/chime.js")]
extern "C" {
    /// Two tones that rise.
    #[wasm_bindgen(js_name = chime)]
    fn play();
}

#[wasm_bindgen(module = "/src/page.js")]
extern "C" {
    /// Has an element wear a colour, none if it is empty, and the page a style sheet.
    fn dress(root: &Element, colour: &str, style: &str);
}

/// As they are kept in this browser.
pub(crate) fn find() -> Habits {
    let kept = storage().and_then(|storage| storage.get_item(KEPT).ok()?);
    kept.map(|kept| Habits::read(&kept)).unwrap_or_default()
}

/// Keeps them, where anything can be kept.
pub(crate) fn keep(habits: Habits) {
    if let Some(storage) = storage() {
        let _kept = storage.set_item(KEPT, &habits.kept());
    }
}

/// Shows letters of that size in this element.
pub(crate) fn show(habits: Habits, root: &Element) {
    // Only a name that is none could fail.
    let _set = root.set_attribute("data-letters", habits.letters.name());
}

/// Has this element wear the library's colour, and all that its skin adds to the style.
pub(crate) fn wear(snippet: &Snippet, root: &Element) {
    let colour = snippet.colour.as_ref().map_or("", Colour::as_str);
    dress(root, colour, snippet.style.as_deref().unwrap_or_default());
}

/// Is heard, unless the guest is looking. A browser lets a page be heard only once something has been pressed in it.
pub(crate) fn chime(always: bool) {
    if always || !focus::is_here() {
        play();
    }
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}
