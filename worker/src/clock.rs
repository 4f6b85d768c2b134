//! Clocks and calendars of all places and languages. The runtime knows them (ECMA-402, `Intl.DateTimeFormat`), so none travel
//! with the program.

use hushdesk_protocol::ids::Timestamp;
use hushdesk_protocol::rest::ZoneName;
use wasm_bindgen::prelude::*;
use worker::js_sys::{Object, Reflect};

use crate::problem::Problem;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl, js_name = DateTimeFormat)]
    type Format;

    #[wasm_bindgen(constructor, catch, js_namespace = Intl, js_class = "DateTimeFormat")]
    fn new(locale: &str, options: &Object) -> Result<Format, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn format(this: &Format, millis: f64) -> Result<String, JsValue>;
}

/// A clock of some place, which shows what was wanted in some language.
pub(crate) struct Clock(Format);

impl Clock {
    /// The clock of a zone, or of UTC, in the language with this tag. What it shows is said in the options of
    /// `Intl.DateTimeFormat`.
    ///
    /// # Errors
    ///
    /// There is no zone of this name.
    pub(crate) fn of(
        language: &str,
        zone: Option<&ZoneName>,
        shown: &[(&str, &str)],
    ) -> Result<Self, Problem> {
        let no_zone = |_| Problem::Malformed("its zone: there is none of this name".to_owned());
        let zone = ("timeZone", zone.map_or("UTC", ZoneName::as_str));
        let options = Object::new();
        for (option, value) in shown.iter().chain([&zone]) {
            Reflect::set(&options, &(*option).into(), &(*value).into()).map_err(no_zone)?;
        }
        Ok(Self(Format::new(language, &options).map_err(no_zone)?))
    }

    /// What it shows then.
    pub(crate) fn shows(&self, at: Timestamp) -> Result<String, Problem> {
        let shown = self.0.format(js_number(at));
        shown.map_err(|_| Problem::failed("reading a clock"))
    }
}

/// Milliseconds as JavaScript counts them.
#[expect(
    clippy::as_conversions,
    reason = "a double holds every whole number up to 2^53, which is the year 287396"
)]
const fn js_number(at: Timestamp) -> f64 {
    at.0 as f64
}
