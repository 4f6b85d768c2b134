//! The clipboard.

use wasm_bindgen_futures::JsFuture;

/// Copies a text. Without the browser's leave it can still be copied by hand: then it is not.
pub(crate) async fn copied(text: &str) -> bool {
    let Some(window) = web_sys::window() else {
        return false;
    };
    let writing = window.navigator().clipboard().write_text(text);
    JsFuture::from(writing).await.is_ok()
}
