//! Notes that the system shows while one looks elsewhere. What was said in a sealed chat is never in one.

use std::cell::RefCell;
use std::collections::BTreeMap;

use hushdesk_protocol::ids::ChatId;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Notification, NotificationOptions, NotificationPermission};
use yew::Callback;

use hushdesk_web::listener::Listener;

/// Whether notes may be shown.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Permission {
    /// Nobody has been asked.
    Unasked,
    /// They may.
    Granted,
    /// They may not, or this browser shows none.
    Denied,
}

thread_local! {
    static SHOWN: RefCell<BTreeMap<ChatId, (Notification, Listener)>> =
        const { RefCell::new(BTreeMap::new()) };
}

impl Permission {
    /// As the browser has it.
    pub(super) fn now() -> Self {
        if !is_known() {
            return Self::Denied;
        }
        match Notification::permission() {
            NotificationPermission::Granted => Self::Granted,
            NotificationPermission::Default => Self::Unasked,
            // Whatever else a browser says is no permission.
            NotificationPermission::Denied | _ => Self::Denied,
        }
    }
}

fn is_known() -> bool {
    web_sys::window().is_some_and(|window| {
        js_sys::Reflect::has(&window, &JsValue::from("Notification")).unwrap_or(false)
    })
}

/// Asks whether notes may be shown.
pub(super) fn ask(onanswer: Callback<Permission>) {
    if Permission::now() != Permission::Unasked {
        return onanswer.emit(Permission::now());
    }
    if let Ok(asking) = Notification::request_permission() {
        spawn_local(async move {
            let _answered = JsFuture::from(asking).await;
            onanswer.emit(Permission::now());
        });
    }
}

/// Shows a note about a chat, in place of one about the same chat; a press on it leads here.
pub(super) fn show(chat: &ChatId, title: &str, body: &str, onpress: impl Fn() + 'static) {
    if Permission::now() != Permission::Granted {
        return;
    }
    let options = NotificationOptions::new();
    options.set_body(body);
    options.set_tag(chat.as_str());
    options.set_icon("/console/icon.svg");
    if let Ok(note) = Notification::new_with_options(title, &options) {
        let listener = Listener::new(&note, "click", move |_| {
            if let Some(window) = web_sys::window() {
                // A window that cannot be brought to the front stays where it is.
                let _shown = window.focus();
            }
            onpress();
        });
        SHOWN.with_borrow_mut(|shown| shown.insert(chat.clone(), (note, listener)));
    }
}

/// Takes back what was shown about a chat.
pub(super) fn take_back(chat: &ChatId) {
    if let Some((note, _)) = SHOWN.with_borrow_mut(|shown| shown.remove(chat)) {
        note.close();
    }
}
