//! How a guest likes to read and hear, in the browser: kept beside all chats, and done.

use hushdesk_web::audio::{Tone, sound};
use web_sys::{AudioContext, Element, Storage};

use crate::focus;
use crate::widget::Habits;

/// Where they are kept.
const KEPT: &str = "hushdesk.habits";

/// Two tones that rise.
const CHIME: [Tone; 2] = [
    Tone::new(659.3, 0.0, 0.3, 0.25),
    Tone::new(880.0, 0.12, 0.5, 0.25),
];

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

/// Is heard, unless the guest is looking. A browser lets a page be heard only once something has been pressed in it.
pub(crate) fn chime(always: bool) {
    if always || !focus::is_here() {
        let context = AudioContext::new();
        for tone in CHIME {
            // What cannot be played is not heard: the button says it as well.
            let _played = context.as_ref().map(|context| sound(context, tone, 1.0));
        }
    }
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}
