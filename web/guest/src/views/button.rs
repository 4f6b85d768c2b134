//! A button of the widget.

use yew::prelude::*;

use crate::widget::GuestAction;

/// A button that says this and does that. `look` is its class in the style sheets.
pub(super) fn button(
    look: Option<&'static str>,
    label: impl Into<AttrValue>,
    act: &Callback<GuestAction>,
    action: GuestAction,
) -> Html {
    html! { <button type="button" CLASS={look} onclick={does(act, action)}>{ label.into() }</button> }
}

/// Does this when it is pressed.
pub(super) fn does(act: &Callback<GuestAction>, action: GuestAction) -> Callback<MouseEvent> {
    act.reform(move |_| action.clone())
}
