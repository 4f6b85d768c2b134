//! What the desk has to do with the browser's window: its title, its attention, whether the sign-in holds.

use gloo_timers::callback::{Interval, Timeout};
use hushdesk_texts::console as texts;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use yew::prelude::*;

use super::state::{Action, DeskState};
use super::wording;
use crate::document::document;

/// Puts what waits and what is unread into the window's title.
#[hook]
pub(super) fn use_title(waiting: usize, unread: usize) {
    use_effect_with((waiting, unread), |&(waiting, unread)| {
        set_title(&wording::title(waiting, unread));
        || set_title(texts::frame::name())
    });
}

fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Milliseconds between two questions whether the sign-in still holds.
const CHECK_MILLIS: u32 = 10_000;

/// Asks from time to time whether the sign-in still holds, while the queues cannot be heard: a browser does
/// not tell a page why its socket was turned away.
#[hook]
pub(super) fn use_checks(cut_off: bool, oncheck: &Callback<()>) {
    use_effect_with((cut_off, oncheck.clone()), |(cut_off, oncheck)| {
        let oncheck = oncheck.clone();
        let checks = cut_off.then(|| Interval::new(CHECK_MILLIS, move || oncheck.emit(())));
        move || drop(checks)
    });
}

/// Milliseconds for which it is said that the connection is back.
const BACK_MILLIS: u32 = 6_000;

/// Whether the line was down a moment ago and is up again.
#[hook]
pub(super) fn use_back(down: bool) -> bool {
    let back = use_state(|| false);
    let before = use_mut_ref(|| false);
    let setter = back.setter();
    use_effect_with(down, move |down| {
        let came_back = before.replace(*down) && !down;
        setter.set(came_back);
        let timeout = came_back.then(|| Timeout::new(BACK_MILLIS, move || setter.set(false)));
        move || drop(timeout)
    });
    *back && !down
}

/// Tells whether the operator looks at this window.
#[hook]
pub(super) fn use_attention(state: UseReducerDispatcher<DeskState>) {
    use_effect_with((), move |()| {
        let listener = Closure::<dyn Fn()>::new(move || state.dispatch(Action::Away(is_away())));
        listen(&listener, true);
        move || listen(&listener, false)
    });
}

/// What changes it.
const EVENTS: [&str; 3] = ["focus", "blur", "visibilitychange"];

fn listen(listener: &Closure<dyn Fn()>, on: bool) {
    let Some(window) = web_sys::window() else {
        return;
    };
    let function = listener.as_ref().unchecked_ref();
    for event in EVENTS {
        // Listening to a window does not fail; `visibilitychange` rises to it from the document.
        let _done = if on {
            window.add_event_listener_with_callback(event, function)
        } else {
            window.remove_event_listener_with_callback(event, function)
        };
    }
}

fn is_away() -> bool {
    document().is_none_or(|document| document.hidden() || !document.has_focus().unwrap_or(false))
}
