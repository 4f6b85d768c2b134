//! Ticks and round buttons, with what they mean.

use web_sys::HtmlInputElement;
use yew::prelude::*;

/// One of several choices.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct ChoiceProps {
    /// Of all that have this name one can be chosen; without a name it is a tick of its own.
    #[prop_or_default]
    pub(crate) group: Option<AttrValue>,
    /// Whether it is chosen.
    pub(crate) checked: bool,
    /// It is chosen, or is not any more.
    pub(crate) onchange: Callback<bool>,
    /// It looks like a card.
    #[prop_or_default]
    pub(crate) card: bool,
    /// It cannot be chosen.
    #[prop_or_default]
    pub(crate) disabled: bool,
    /// What it means.
    #[prop_or_default]
    pub(crate) help: Option<AttrValue>,
    /// What is chosen.
    pub(crate) children: Html,
}

/// How a tick is after it was pressed. What it was by the last drawing may be older: two presses can come before the next one.
pub(crate) fn is_ticked(event: &Event) -> bool {
    event.target_unchecked_into::<HtmlInputElement>().checked()
}

/// A tick, or a round button of a group.
#[component]
pub(crate) fn Choice(props: &ChoiceProps) -> Html {
    let onchange = props.onchange.reform(|event: Event| is_ticked(&event));
    let kind = if props.group.is_some() {
        "radio"
    } else {
        "checkbox"
    };
    html! {
        <label class={classes!("choice", props.card.then_some("card"))}>
            <input type={kind} name={props.group.clone()} checked={props.checked} disabled={props.disabled} {onchange} />
            <span>{ props.children.clone() }</span>
            if let Some(help) = &props.help {
                <span class="help">{ help }</span>
            }
        </label>
    }
}
