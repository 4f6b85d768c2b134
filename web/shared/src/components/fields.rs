//! What was typed into the fields of a form.

use web_sys::{FormData, HtmlFormElement, SubmitEvent};
use yew::prelude::*;

/// A form that was submitted.
#[derive(Debug)]
pub struct Fields(HtmlFormElement);

impl Fields {
    /// The form, which is not sent anywhere.
    pub fn submitted(event: &SubmitEvent) -> Self {
        event.prevent_default();
        Self(event.target_unchecked_into())
    }

    /// What stands in the field of this name; nothing if there is none.
    pub fn of(&self, name: &str) -> Option<String> {
        let fields = FormData::new_with_form(&self.0).ok()?;
        fields.get(name).as_string()
    }

    /// All fields as they were when the form came.
    pub fn clear(&self) {
        self.0.reset();
    }
}
