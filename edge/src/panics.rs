//! What the log says of a panic: where it was, and nothing else.
//!
//! A panic's message may be made of what was being worked on, such as a frame of a chat. The hook that the `worker` crate
//! sets when the program is loaded writes it into the log; this one takes its place.

use std::panic::{self, Location};
use std::sync::Once;

use js_sys::Reflect;
use wasm_bindgen::JsValue;
use worker::console_error;

static SET: Once = Once::new();

/// From here on a panic leaves its place in the log. Each object says so when it is made; once for a program is enough.
pub fn log_places_only() {
    SET.call_once(|| {
        panic::set_hook(Box::new(|info| {
            console_error!("{}", said(info.location()));
            begin_anew();
        }));
    });
}

fn said(at: Option<&Location<'_>>) -> String {
    match at {
        Some(at) => format!("a panic at {}:{}:{}", at.file(), at.line(), at.column()),
        None => "a panic, it is not known where".to_owned(),
    }
}

/// What else the `worker` crate's hook does: the program that has panicked is not used again, the next event loads it
/// anew.
fn begin_anew() {
    let state = Reflect::get(&js_sys::global(), &"__worker_init_state".into());
    let state = state.unwrap_or(JsValue::UNDEFINED);
    if Reflect::set(&state, &"criticalError".into(), &JsValue::TRUE).is_err() {
        console_error!("the program that has panicked cannot be loaded anew");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_said_to_be_somewhere_and_not_what_about() {
        let here = Location::caller();
        let said = said(Some(here));
        assert!(
            said.starts_with("a panic at ") && said.contains("panics.rs:"),
            "{said}"
        );
        assert!(said.ends_with(&format!("{}:{}", here.line(), here.column())));
    }
}
