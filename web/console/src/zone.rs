//! In whose local time days and hours are: the browser's, as long as an organisation has none of its own.

use hushdesk_protocol::rest::ZoneName;
use hushdesk_texts::console as texts;
#[cfg(target_arch = "wasm32")]
use js_sys::{Array, Intl, Object, Reflect};

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

/// Whose local time it is, in a sentence.
pub(crate) fn in_words() -> String {
    let name = zone().map(|zone| zone.as_str().replace('_', " "));
    name.map_or_else(
        || texts::periods::zone_unknown().to_owned(),
        |name| texts::periods::zone(&name),
    )
}
