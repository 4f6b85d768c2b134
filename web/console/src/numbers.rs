//! Numbers and stretches of time as the console's language writes them.

#[cfg(target_arch = "wasm32")]
use hushdesk_texts::console::language;
#[cfg(target_arch = "wasm32")]
use js_sys::{Array, Intl, Number, Object, Reflect};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen::JsValue;

use crate::components::stopwatch;

/// A number with the digits and groups of the language.
#[cfg(target_arch = "wasm32")]
pub(crate) fn number(number: u32) -> String {
    Number::from(number).to_locale_string(language()).into()
}

/// Where there is no browser: its digits.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn number(number: u32) -> String {
    number.to_string()
}

/// How much a part is of a whole: `96 %`. Nothing is no part of nothing.
pub(crate) fn percent(part: u32, whole: u32) -> String {
    percent_sign(hundredths(part, whole))
}

/// How much a part is of a whole, in hundredths, rounded.
pub(crate) fn hundredths(part: u32, whole: u32) -> u32 {
    let whole = u64::from(whole);
    if whole == 0 {
        return 0;
    }
    let rounded = (u64::from(part) * 100 + whole / 2) / whole;
    u32::try_from(rounded).unwrap_or(u32::MAX)
}

/// So many hundredths with the sign of the language.
#[cfg(target_arch = "wasm32")]
pub(crate) fn percent_sign(hundredths: u32) -> String {
    let options = Object::new();
    // Setting a property of a plain object cannot fail.
    let _set = Reflect::set(&options, &"style".into(), &"percent".into());
    let locales = Array::of1(&language().into());
    let format = Intl::NumberFormat::new(&locales, &options).format();
    let share = f64::from(hundredths) / 100.0;
    let written = format.call1(&JsValue::UNDEFINED, &share.into());
    written
        .ok()
        .and_then(|it| it.as_string())
        .unwrap_or_default()
}

/// Where there is no browser: `96 %`.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn percent_sign(hundredths: u32) -> String {
    format!("{hundredths} %")
}

/// Milliseconds as a stopwatch shows them, rounded to seconds: `0:19`.
pub(crate) fn duration(millis: u64) -> String {
    stopwatch(millis.saturating_add(500) / 1_000)
}

/// A count as texts with plural forms take it.
pub(crate) fn count(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_rounded_and_nothing_is_no_part_of_nothing() {
        for (part, whole, share) in [(1, 3, 33), (2, 3, 67), (1, 200, 1), (5, 5, 100), (0, 0, 0)] {
            assert_eq!(hundredths(part, whole), share, "{part} of {whole}");
        }
    }

    #[test]
    fn times_are_rounded_to_seconds() {
        for (millis, shown) in [(499, "0:00"), (500, "0:01"), (3_723_400, "1:02:03")] {
            assert_eq!(duration(millis), shown);
        }
    }
}
