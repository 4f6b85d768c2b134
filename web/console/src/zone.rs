//! In whose local time days and hours are: the browser's, as long as an organisation has none of its own.

use hushdesk_protocol::rest::ZoneName;
use hushdesk_texts::console as texts;
#[cfg(target_arch = "wasm32")]
use hushdesk_web::ambient;
#[cfg(target_arch = "wasm32")]
use js_sys::{Array, Date, Intl, Object, Reflect};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen::prelude::*;

// js-sys has what makes one as if it could not fail: it does where there is no such zone.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl, js_name = DateTimeFormat)]
    type Clock;

    #[wasm_bindgen(constructor, catch, js_namespace = Intl, js_class = "DateTimeFormat")]
    fn new(locales: &Array, options: &Object) -> Result<Clock, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn format(this: &Clock, date: &Date) -> Result<String, JsValue>;

    #[wasm_bindgen(catch, js_namespace = Intl, js_name = supportedValuesOf)]
    fn supported_values_of(kind: &str) -> Result<Array, JsValue>;
}

/// The time zone that this browser is in; none, if it does not say so.
#[cfg(target_arch = "wasm32")]
pub(crate) fn zone() -> Option<ZoneName> {
    let format = Intl::DateTimeFormat::new(&Array::new(), &Object::new());
    let name = Reflect::get(&format.resolved_options(), &"timeZone".into()).ok()?;
    name.as_string()?.try_into().ok()
}

/// Where there is no browser: none.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) const fn zone() -> Option<ZoneName> {
    None
}

/// What time it is in a zone, as the browser's country writes it; none, if there is no such zone.
#[cfg(target_arch = "wasm32")]
pub(crate) fn time_in(zone: &ZoneName) -> Option<String> {
    let options = Object::new();
    for (name, value) in [
        ("timeZone", zone.as_str()),
        ("hour", "2-digit"),
        ("minute", "2-digit"),
    ] {
        Reflect::set(&options, &name.into(), &value.into()).ok()?;
    }
    let clock = Clock::new(&Array::new(), &options).ok()?;
    clock.format(&ambient::date(ambient::now())).ok()
}

/// Where there is no browser: that it is now, in every zone.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn time_in(zone: &ZoneName) -> Option<String> {
    Some(format!("now in {}", zone.as_str()))
}

/// The names of all zones that this browser knows; none, if it does not say.
#[cfg(target_arch = "wasm32")]
pub(crate) fn all() -> Vec<String> {
    let names = supported_values_of("timeZone").unwrap_or_default();
    names.iter().filter_map(|name| name.as_string()).collect()
}

/// Where there is no browser: one.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn all() -> Vec<String> {
    vec!["Europe/Berlin".to_owned()]
}

/// Whose local time it is, in a sentence.
pub(crate) fn in_words() -> String {
    let name = zone().map(|zone| zone.as_str().replace('_', " "));
    name.map_or_else(
        || texts::periods::zone_unknown().to_owned(),
        |name| texts::periods::zone(&name),
    )
}
