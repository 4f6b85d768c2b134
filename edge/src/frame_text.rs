//! The text of a frame, measured where it lies: an isolate has 128 MB, and a frame may have 32 MiB.

use js_sys::JsString;
use wasm_bindgen::{JsCast, JsValue};

/// Why a frame's text was not taken over.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum NoText {
    /// It is binary.
    Binary,
    /// It is longer than it may be.
    TooLong,
}

/// The text of a socket's message, if it is one and may have as many bytes. What is taken over may have up to three times as many:
/// its length is known in UTF-16 units, of which each is at least a byte.
///
/// # Errors
///
/// It is not taken over.
pub fn frame_text(message: &JsValue, bytes_max: usize) -> Result<String, NoText> {
    let text: &JsString = message.dyn_ref().ok_or(NoText::Binary)?;
    let units = usize::try_from(text.length()).unwrap_or(usize::MAX);
    if units > bytes_max {
        return Err(NoText::TooLong);
    }
    Ok(text.into())
}
