//! A field by which a list is narrowed down, once something has been typed or chosen in it.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::field::Field;

/// One of these, for texts or for days.
pub(crate) fn narrowing_field(
    id: &'static str,
    kind: &'static str,
    label: &'static str,
    value: &str,
    onvalue: Callback<String>,
) -> Html {
    let onchange =
        onvalue.reform(|event: Event| event.target_unchecked_into::<HtmlInputElement>().value());
    html! {
        <Field {id} {label}><input class="input" {id} type={kind} value={value.to_owned()} {onchange} autocomplete="off" /></Field>
    }
}
