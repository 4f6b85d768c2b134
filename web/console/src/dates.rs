//! Moments with their days, as the console's language writes them.

use hushdesk_protocol::ids::Timestamp;
use hushdesk_texts::console::language;
#[cfg(target_arch = "wasm32")]
use hushdesk_web::ambient::date;
use hushdesk_web::spelling::date_time;
#[cfg(target_arch = "wasm32")]
use js_sys::{Object, Reflect};
use yew::prelude::*;

/// A moment with its day, `28 Nov 2026, 14:05`, with the whole date for programs.
pub(crate) fn moment(at: Timestamp) -> Html {
    html! { <time datetime={date_time(at)}>{ day_and_time(at) }</time> }
}

/// A moment with its day: `28 Nov 2026, 14:05`.
#[cfg(target_arch = "wasm32")]
pub(crate) fn day_and_time(at: Timestamp) -> String {
    let options = options(&[("dateStyle", "medium"), ("timeStyle", "short")]);
    String::from(date(at).to_locale_string(language(), &options))
}

/// A moment's day, as it stands in a heading: `Saturday, 28 November 2026`.
#[cfg(target_arch = "wasm32")]
pub(crate) fn day(at: Timestamp) -> String {
    let options = options(&[("dateStyle", "full")]);
    String::from(date(at).to_locale_date_string(language(), &options))
}

/// A moment's day in a sentence: `28 November 2026`.
#[cfg(target_arch = "wasm32")]
pub(crate) fn long_day(at: Timestamp) -> String {
    let options = options(&[("dateStyle", "long")]);
    String::from(date(at).to_locale_date_string(language(), &options))
}

#[cfg(target_arch = "wasm32")]
fn options(values: &[(&str, &str)]) -> Object {
    let options = Object::new();
    for (name, value) in values {
        // Setting a property of a plain object cannot fail.
        let _set = Reflect::set(&options, &(*name).into(), &(*value).into());
    }
    options
}

/// Where there is no browser: the language, and the milliseconds since 1970.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn day_and_time(at: Timestamp) -> String {
    format!("{} at {at}", language())
}

/// The same, of its day in a sentence.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn long_day(at: Timestamp) -> String {
    format!("{} long day of {at}", language())
}

/// The same, of its day.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn day(at: Timestamp) -> String {
    format!("{} day of {at}", language())
}
