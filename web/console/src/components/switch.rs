//! Switches: what they set is in force at once.

use yew::prelude::*;

use super::is_ticked;

/// Something that is on or off.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct SwitchProps {
    /// What.
    pub(crate) label: AttrValue,
    /// What that means.
    #[prop_or_default]
    pub(crate) help: Option<AttrValue>,
    /// Whether it is on.
    pub(crate) on: bool,
    /// It cannot be changed.
    #[prop_or_default]
    pub(crate) disabled: bool,
    /// It is to be on, or off.
    pub(crate) onchange: Callback<bool>,
}

/// A switch with its words before it.
#[component]
pub(crate) fn Switch(props: &SwitchProps) -> Html {
    let onchange = props.onchange.reform(|event: Event| is_ticked(&event));
    html! {
        <label class="switch">
            <span>
                <b>{ &props.label }</b>
                if let Some(help) = &props.help {
                    <span class="help">{ help }</span>
                }
            </span>
            <input type="checkbox" role="switch" checked={props.on} disabled={props.disabled} {onchange} />
        </label>
    }
}
