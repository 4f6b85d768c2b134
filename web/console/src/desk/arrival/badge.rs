//! The window's icon, with a number on it while somebody waits or something is unread: what is seen of a tab among others.

use hushdesk_texts::console as texts;
use wasm_bindgen::JsCast;
use web_sys::HtmlLinkElement;
use yew::prelude::*;

use crate::document::document;

/// The icon as it is without a number.
const PLAIN: &str = "/console/icon.svg";

/// Draws the number onto the window's icon.
#[hook]
pub(super) fn use_badge(waiting: usize, unread: usize) {
    use_effect_with((waiting, unread), |&(waiting, unread)| {
        set(&address(waiting, unread));
        || set(PLAIN)
    });
}

/// Who waits comes before what is unread: red with a number, or a quieter colour.
fn address(waiting: usize, unread: usize) -> String {
    let (count, ground) = match (waiting, unread) {
        (0, 0) => return PLAIN.to_owned(),
        (0, unread) => (unread, "#0b5c7a"),
        (waiting, _) => (waiting, "#a32020"),
    };
    let words = if count > 9 {
        texts::list::many().to_owned()
    } else {
        count.to_string()
    };
    let drawn = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'><rect width='32' height='32' rx='7' \
         fill='#0b5c7a'/><path d='M7 8h18a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2H15l-6 5v-5H7a2 2 0 0 1-2-2V10a2 2 0 0 1 2-2z' \
         fill='#fff'/><circle cx='21' cy='11' r='11' fill='{ground}' stroke='#fff' stroke-width='2'/><text x='21' \
         y='17' font-family='sans-serif' font-size='16' font-weight='700' text-anchor='middle' \
         fill='#fff'>{words}</text></svg>"
    );
    let encoded = String::from(js_sys::encode_uri_component(&drawn));
    format!("data:image/svg+xml,{encoded}")
}

fn set(address: &str) {
    let link =
        document().and_then(|document| document.query_selector("link[rel=icon]").ok().flatten());
    if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlLinkElement>().ok()) {
        link.set_href(address);
    }
}
