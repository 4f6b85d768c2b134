//! Values as people read them.

use hushdesk_protocol::ids::{Fingerprint, Timestamp};
#[cfg(target_arch = "wasm32")]
use js_sys::{Object, Reflect};

#[cfg(target_arch = "wasm32")]
use crate::ambient::date;

/// A fingerprint to be compared: five groups of eight digits in capitals, as OTR clients show it.
pub fn fingerprint(fingerprint: &Fingerprint) -> String {
    let mut shown = String::new();
    for (place, digit) in fingerprint.as_str().char_indices() {
        if place > 0 && place % 8 == 0 {
            shown.push(' ');
        }
        shown.push(digit.to_ascii_uppercase());
    }
    shown
}

/// A moment as hours and minutes, as the reader's language writes them: `14:05`.
#[cfg(target_arch = "wasm32")]
pub fn time_of_day(at: Timestamp) -> String {
    let options = Object::new();
    for part in ["hour", "minute"] {
        // Setting a property of a plain object cannot fail.
        let _set = Reflect::set(&options, &part.into(), &"2-digit".into());
    }
    String::from(date(at).to_locale_time_string_with_options("default", &options))
}

/// A moment as the attribute `datetime` takes it (ISO 8601).
#[cfg(target_arch = "wasm32")]
pub fn date_time(at: Timestamp) -> String {
    String::from(date(at).to_iso_string())
}

/// Where there is no browser, and so no reader: `at`, and the milliseconds since 1970.
#[cfg(not(target_arch = "wasm32"))]
pub fn time_of_day(at: Timestamp) -> String {
    format!("at {at}")
}

/// The same: its milliseconds.
#[cfg(not(target_arch = "wasm32"))]
pub fn date_time(at: Timestamp) -> String {
    at.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_is_shown_in_five_groups_of_eight() {
        assert_eq!(
            fingerprint(&Fingerprint::from_bytes([0xab; 20])),
            "ABABABAB ABABABAB ABABABAB ABABABAB ABABABAB"
        );
    }
}
