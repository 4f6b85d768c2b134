//! Files: what the browser is given to be kept, and what somebody gives the page to be read.

use gloo_timers::callback::Timeout;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, Url};

use crate::document::document;

/// Milliseconds for which a file lies ready for the browser.
const KEPT_MILLIS: u32 = 60_000;

/// The most bytes of a file that is read: no key file comes near it.
const READ_MAX: u32 = 65_536;

/// Gives the browser a text to be kept as a file of this name. Where it has no room for it nothing is kept.
pub(crate) fn offer(content: &str, media: &str, name: &str) {
    let _kept = try_offer(content, media, name);
}

/// The same with bytes.
pub(crate) fn offer_bytes(content: &[u8], media: &str, name: &str) {
    let options = BlobPropertyBag::new();
    options.set_type(media);
    let content = Array::of1(&Uint8Array::from(content));
    let file = Blob::new_with_u8_array_sequence_and_options(&content, &options);
    let _kept = file.and_then(|file| give(&file, name));
}

fn try_offer(content: &str, media: &str, name: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(media);
    let content = Array::of1(&JsValue::from(content));
    give(
        &Blob::new_with_str_sequence_and_options(&content, &options)?,
        name,
    )
}

fn give(file: &Blob, name: &str) -> Result<(), JsValue> {
    let address = Url::create_object_url_with_blob(file)?;
    if let Some(document) = document() {
        let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
        link.set_href(&address);
        link.set_download(name);
        link.click();
    }
    // The browser has it by then.
    let later = Timeout::new(KEPT_MILLIS, move || drop(Url::revoke_object_url(&address)));
    later.forget();
    Ok(())
}

/// What stands in a file; nothing if it cannot be read, or is longer than any that is looked for.
pub(crate) async fn text_of(file: &File) -> Option<String> {
    text_up_to(file, READ_MAX).await
}

/// What stands in a file of so many bytes at most; nothing if it cannot be read, or is longer.
pub(crate) async fn text_up_to(file: &File, bytes: u32) -> Option<String> {
    if file.size() > f64::from(bytes) {
        return None;
    }
    JsFuture::from(file.text()).await.ok()?.as_string()
}

/// A title as the name of a file: letters, digits and dashes.
pub(crate) fn name_of(title: &str) -> String {
    let mut name = String::new();
    for letter in title.chars() {
        if letter.is_alphanumeric() {
            name.extend(letter.to_lowercase());
        } else if !name.ends_with('-') {
            name.push('-');
        }
    }
    name.trim_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_called_after_its_title() {
        assert_eq!(name_of("Chat with cedar-xe5"), "chat-with-cedar-xe5");
        assert_eq!(name_of("../../Ünd: x?"), "ünd-x");
    }
}
