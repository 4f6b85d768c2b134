//! The browser's document, and what has the focus in it.

use wasm_bindgen::JsValue;
use web_sys::{
    Document, Element, HtmlElement, HtmlTextAreaElement, ScrollIntoViewOptions,
    ScrollLogicalPosition, UrlSearchParams,
};
use yew::NodeRef;

/// The document.
pub(crate) fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// Loads the page anew. One that cannot be stays as it is.
pub(crate) fn reload() {
    if let Some(window) = web_sys::window() {
        let _reloading = window.location().reload();
    }
}

/// The deployment's own address.
pub(crate) fn origin() -> String {
    let window = web_sys::window();
    let origin = window.and_then(|window| window.location().origin().ok());
    origin.unwrap_or_default()
}

/// Goes to another page, from which nobody comes back to this one.
pub(crate) fn go_to(address: &str) {
    if let Some(window) = web_sys::window() {
        let _going = window.location().replace(address);
    }
}

/// The fields of the query in the window's address, out of which they are taken: neither history nor a copied address has them.
pub(crate) fn take_query() -> Vec<(String, String)> {
    let Some(window) = web_sys::window() else {
        return Vec::new();
    };
    let location = window.location();
    let search = location.search().unwrap_or_default();
    if let (Ok(path), Ok(history)) = (location.pathname(), window.history()) {
        let _taken = history.replace_state_with_url(&JsValue::NULL, "", Some(&path));
    }
    let Ok(query) = UrlSearchParams::new_with_str(&search) else {
        return Vec::new();
    };
    let field = |name: &str| query.get(name).map(|value| (name.to_owned(), value));
    QUERY.into_iter().filter_map(field).collect()
}

/// Fields of a query that mean anything to a page.
const QUERY: [&str; 5] = ["again", "state", "code", "iss", "error"];

/// Below so many CSS pixels a window is a phone's.
#[cfg(target_arch = "wasm32")]
const NARROW: f64 = 736.0;

/// Where there is no window, it is not.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) const fn is_narrow() -> bool {
    false
}

/// Whether the window is as narrow as a phone's.
#[cfg(target_arch = "wasm32")]
pub(crate) fn is_narrow() -> bool {
    let width = web_sys::window().and_then(|window| window.inner_width().ok()?.as_f64());
    width.is_some_and(|width| width < NARROW)
}

/// What has the focus; none if nothing has, which a browser says by naming the body.
pub(crate) fn focused() -> Option<Element> {
    document()?
        .active_element()
        .filter(|element| element.tag_name() != "BODY")
}

/// Gives an element the focus. One that is gone by now leaves it where it is.
pub(crate) fn focus(node: &NodeRef) {
    if let Some(element) = node.cast::<HtmlElement>() {
        let _given = element.focus();
    }
}

/// What stands in a field for lines now; what was drawn there, if it is gone. What a handler knows is as old as the drawing that has made
/// it, and drawing may lag behind typing: Yew lets the browser go on after 16 ms of it.
pub(crate) fn standing_in(field: &NodeRef, drawn: &str) -> String {
    let field = field.cast::<HtmlTextAreaElement>();
    field.map_or_else(|| drawn.to_owned(), |field| field.value())
}

/// Scrolls as little as brings an element into view.
pub(crate) fn scroll_to(node: &NodeRef) {
    if let Some(element) = node.cast::<Element>() {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}
