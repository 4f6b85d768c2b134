//! A choice of one among few, folded away.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::field::{Field, about};

/// What can be chosen.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct SelectProps {
    /// Its id.
    pub(crate) id: AttrValue,
    /// What is chosen.
    pub(crate) label: AttrValue,
    /// The choices: what they stand for, and what is read.
    pub(crate) choices: Vec<(AttrValue, AttrValue)>,
    /// The one that is chosen.
    pub(crate) chosen: AttrValue,
    /// Another is.
    pub(crate) onchoose: Callback<String>,
    /// What helps.
    #[prop_or_default]
    pub(crate) help: Option<AttrValue>,
}

/// The browser's own list.
#[component]
pub(crate) fn Select(props: &SelectProps) -> Html {
    let onchange = props
        .onchoose
        .reform(|event: Event| event.target_unchecked_into::<HtmlSelectElement>().value());
    html! {
        <Field id={&props.id} label={&props.label} help={&props.help}>
            <select class="input" id={&props.id} {onchange}
                aria-describedby={props.help.is_some().then(|| about(&props.id))}>
                for (value, shown) in &props.choices {
                    <option key={value.as_str()} {value} selected={*value == props.chosen}>{ shown }</option>
                }
            </select>
        </Field>
    }
}
