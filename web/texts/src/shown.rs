//! How a language shows a number, and which plural category the number has in it.

#[cfg(target_arch = "wasm32")]
mod by_browser {
    use js_sys::{Array, Intl, Number, Object};
    use wasm_bindgen::JsValue;

    use crate::texts::{Loaded, Text};

    /// A file of texts as a page has it: parsed.
    pub type Parsed = Array;

    /// The category, by the browser's own tables.
    pub(crate) fn category(language: &str, count: usize) -> String {
        let rules = Intl::PluralRules::new(&Array::of1(&language.into()), &Object::new());
        rules.select(float(count)).into()
    }

    /// With the digits and groups of the language.
    pub(crate) fn number(language: &str, count: usize) -> String {
        Number::from(float(count)).to_locale_string(language).into()
    }

    /// No count of texts, guests or letters is as high as what a float cannot hold.
    #[allow(
        clippy::as_conversions,
        clippy::cast_precision_loss,
        reason = "there is no other way to make a float of one"
    )]
    fn float(count: usize) -> f64 {
        count as f64
    }

    /// What `compile` has written, as the page has parsed it. Whatever else it is, is nobody's texts.
    pub(crate) fn loaded(array: &Parsed) -> Loaded {
        let mut items = array.iter();
        let fingerprint = items.next().and_then(|item| item.as_f64());
        let mut words = || {
            items
                .next()
                .and_then(|item| item.as_string())
                .unwrap_or_default()
        };
        let (language, direction) = (words(), words());
        Loaded {
            fingerprint,
            language,
            direction,
            texts: items.map(|item| text(&item)).collect(),
        }
    }

    fn text(item: &JsValue) -> Text {
        if let Some(text) = item.as_string() {
            return Text::Plain(text);
        }
        let forms = Object::entries(&Object::from(item.clone()));
        let form = |form: JsValue| {
            let pair = Array::from(&form);
            Some((pair.get(0).as_string()?, pair.get(1).as_string()?))
        };
        Text::Plural(forms.iter().filter_map(form).collect())
    }
}

#[cfg(target_arch = "wasm32")]
pub use by_browser::Parsed;
#[cfg(target_arch = "wasm32")]
pub(crate) use by_browser::{category, loaded, number};

/// Where there is no browser, in tests, all is English.
#[cfg(not(target_arch = "wasm32"))]
mod in_english {
    use serde_json::Value;

    use crate::texts::{Loaded, Text};

    /// A file of texts as a test has it: read.
    pub type Parsed = str;

    pub(crate) fn category(_: &str, count: usize) -> String {
        let category = if count == 1 { "one" } else { "other" };
        category.to_owned()
    }

    pub(crate) fn number(_: &str, count: usize) -> String {
        count.to_string()
    }

    /// What the browser's does, of the same file.
    pub(crate) fn loaded(file: &Parsed) -> Loaded {
        let items: Vec<Value> = serde_json::from_str(file).unwrap_or_default();
        let word = |place| {
            items
                .get(place)
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        Loaded {
            fingerprint: items.first().and_then(Value::as_f64),
            language: word(1),
            direction: word(2),
            texts: items.iter().skip(3).map(text).collect(),
        }
    }

    fn text(item: &Value) -> Text {
        let form = |(category, text): (&String, &Value)| {
            Some((category.clone(), text.as_str()?.to_owned()))
        };
        match item.as_object() {
            Some(forms) => Text::Plural(forms.iter().filter_map(form).collect()),
            None => Text::Plain(item.as_str().unwrap_or_default().to_owned()),
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
pub use in_english::Parsed;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use in_english::{category, loaded, number};
