//! Input methods, which compose what a keyboard has no keys for.

use web_sys::KeyboardEvent;

/// The code of a key that an input method has taken (UI Events, "keyCode for Input Method Editors").
const TAKEN: u32 = 229;

/// Whether a key belongs to an input method and means nothing to the page. Safari says so of the Enter that ends a
/// composition by its code alone: `isComposing` is false by then.
pub fn has_taken(event: &KeyboardEvent) -> bool {
    event.is_composing() || event.key_code() == TAKEN
}
