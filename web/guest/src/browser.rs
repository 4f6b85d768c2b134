//! What a browser does for a guest who wants to keep a conversation.

use js_sys::encode_uri_component;
use wasm_bindgen::JsCast;
use web_sys::{Document, HtmlDocument, HtmlElement};

use crate::widget::Form;

/// Where it stands what has been said.
const THREAD: &str = ".thread";

/// Puts the conversation where it can be pasted from, as text and as a page's; whether the browser has let that happen. It
/// does while a button is being pressed.
pub(crate) fn copy() -> bool {
    let page = document().and_then(|it| it.dyn_into::<HtmlDocument>().ok());
    let selection = web_sys::window().and_then(|window| window.get_selection().ok()?);
    let (Some(page), Some(selection), Some(thread)) = (page, selection, thread()) else {
        return false;
    };
    let _selected = selection.select_all_children(&thread);
    let is_copied = page.exec_command("copy").unwrap_or(false);
    let _selected = selection.remove_all_ranges();
    is_copied
}

/// What a conversation looks like in a file: without its drawings.
const FILE: &str = "<!doctype html><meta charset=utf-8><style>svg{display:none}body{max-width:44em;margin:2em auto;\
                    font:1em/1.5 system-ui}p{margin:.2em 0;white-space:pre-wrap}.meta{margin-bottom:1em;color:gray}\
                    </style>";

/// Gives the guest the conversation as a file, which is made here: nothing is asked of anybody.
pub(crate) fn download(form: Form) {
    let Some(thread) = thread() else {
        return;
    };
    let (kind, name, written) = match form {
        Form::Text => ("text/plain", "chat.txt", thread.inner_text()),
        Form::Html => (
            "text/html",
            "chat.html",
            format!("{FILE}{}", thread.inner_html()),
        ),
    };
    let written = String::from(encode_uri_component(&written));
    let address = format!("data:{kind};charset=utf-8,{written}");
    let link = document().and_then(|document| document.create_element("a").ok());
    if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
        for (name, value) in [("href", address.as_str()), ("download", name)] {
            // Only a name that is none could fail.
            let _set = link.set_attribute(name, value);
        }
        link.click();
    }
}

/// What has been said, as it stands in the page.
fn thread() -> Option<HtmlElement> {
    let thread = document()?.query_selector(THREAD).ok()??;
    thread.dyn_into().ok()
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}
