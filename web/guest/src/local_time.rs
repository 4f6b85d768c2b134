//! Moments as the guest's own calendar and clock show them, wherever the library is.

use hushdesk_protocol::ids::Timestamp;
#[cfg(target_arch = "wasm32")]
use hushdesk_texts::guest::language;
#[cfg(target_arch = "wasm32")]
use hushdesk_web::ambient::date;
#[cfg(target_arch = "wasm32")]
use js_sys::Date;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen::prelude::wasm_bindgen;

#[cfg(target_arch = "wasm32")]
#[wasm_bindgen(module = "/src/local_time.js")]
extern "C" {
    #[wasm_bindgen(js_name = day)]
    fn written_day(language: &str, at: Date) -> String;

    #[wasm_bindgen(js_name = time)]
    fn written_time(language: &str, at: Date) -> String;
}

/// The day, in a sentence: `today`, `Tuesday`, `Tuesday 6 January`.
#[cfg(target_arch = "wasm32")]
pub(crate) fn day(at: Timestamp) -> String {
    written_day(language(), date(at))
}

/// The time of day: `09:00`.
#[cfg(target_arch = "wasm32")]
pub(crate) fn time(at: Timestamp) -> String {
    written_time(language(), date(at))
}

/// Where there is no browser, and so no reader: the day after 1970-01-01.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn day(at: Timestamp) -> String {
    format!("day {}", at.0 / 86_400_000)
}

/// The same: the minute of the day.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn time(at: Timestamp) -> String {
    format!("minute {}", at.0 / 60_000 % 1_440)
}
