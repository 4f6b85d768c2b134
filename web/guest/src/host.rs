//! What the frame and the page around it say to each other: `{ hushdesk: "close" }` and the like, by
//! `postMessage`. Nothing of a chat is among it.

use js_sys::{Object, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Window};

/// What the widget says to the page around it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Word {
    /// The widget is there, and listens.
    Here,
    /// The person wants the frame closed.
    Close,
    /// So much was said that the person may want to look at.
    News(usize),
    /// A chat goes on in the frame: it is to be there in the next page too, seen or not.
    Running,
    /// None does, or none any more.
    Over,
}

/// Whether the person can close the widget: it lies over a page around it, and does not stand in its text.
pub(crate) fn can_close() -> bool {
    parent().is_some() && !is_inline()
}

/// Whether the page around has the widget in its text. `check.js` has found out.
fn is_inline() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    let root = document.and_then(|document| document.document_element());
    root.is_some_and(|root| root.has_attribute("data-inline"))
}

/// What stands behind the address of a window that was opened to go on with a chat.
pub(crate) const POPPED_OUT: &str = "#go-on";

/// Whether this window was just opened to go on with a chat that another has. It is said once.
pub(crate) fn is_popped_out() -> bool {
    let Some(window) = web_sys::window() else {
        return false;
    };
    let location = window.location();
    let is_said = location.hash().is_ok_and(|hash| hash == POPPED_OUT);
    if is_said && let (Ok(history), Ok(path)) = (window.history(), location.pathname()) {
        // Where the address cannot be changed, a reload begins anew.
        let _said = history.replace_state_with_url(&JsValue::NULL, "", Some(&path));
    }
    is_said
}

/// Says it to the page around the frame; where there is none, to this one's own script.
pub(crate) fn tell(word: Word) {
    let (word, count) = match word {
        Word::Here => ("here", None),
        Word::Close => ("close", None),
        Word::News(count) => ("news", Some(count)),
        Word::Running => ("running", None),
        Word::Over => ("over", None),
    };
    let parent = web_sys::window().and_then(|window| window.parent().ok()?);
    if let Some(parent) = parent {
        let message = Object::new();
        // Setting a property of a plain object cannot fail, nor can posting to any origin.
        let _set = Reflect::set(&message, &"hushdesk".into(), &word.into());
        if let Some(count) = count {
            let _set = Reflect::set(&message, &"count".into(), &count.into());
        }
        let _posted = parent.post_message(&message, "*");
    }
}

/// Hears, for as long as the page is there, that the person has opened the frame: `{ hushdesk: "opened" }`. Nobody but
/// the page around has anything to say, and it waits until it is told that it is heard.
pub(crate) fn listen(opened: impl Fn() + 'static) {
    let heard = move |event: MessageEvent| {
        let is_host = parent().is_some_and(|parent| is_same(event.source(), &parent));
        let word = Reflect::get(&event.data(), &"hushdesk".into());
        if is_host && word.is_ok_and(|word| word == "opened") {
            opened();
        }
    };
    if let Some(window) = web_sys::window() {
        let heard = Closure::<dyn Fn(MessageEvent)>::new(heard).into_js_value();
        // Adding a listener fails for no window.
        let _added = window.add_event_listener_with_callback("message", heard.unchecked_ref());
    }
    tell(Word::Here);
}

fn is_same(source: Option<Object>, window: &Window) -> bool {
    let source: JsValue = source.into();
    source == JsValue::from(window.clone())
}

/// Loads the page anew. One that cannot be reloaded stays as it is.
pub(crate) fn reload() {
    if let Some(window) = web_sys::window() {
        let _reloading = window.location().reload();
    }
}

fn parent() -> Option<Window> {
    let window = web_sys::window()?;
    let parent = window.parent().ok()??;
    let own = JsValue::from(window);
    (JsValue::from(parent.clone()) != own).then_some(parent)
}
