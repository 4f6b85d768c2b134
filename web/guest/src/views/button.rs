//! What is pressed in the widget.

use yew::prelude::*;

use super::icon::{Icon, icon};
use crate::widget::GuestAction;

/// A button that says this and does that. `look` is its class in the style sheet.
pub(super) fn button(
    look: &'static str,
    label: AttrValue,
    act: &Callback<GuestAction>,
    action: GuestAction,
) -> Html {
    html! { <button type="button" CLASS={look} onclick={does(act, action)}>{ label }</button> }
}

/// The same, with an icon before its words.
pub(super) fn button_with(
    drawn: Icon,
    look: &'static str,
    label: &'static str,
    act: &Callback<GuestAction>,
    action: GuestAction,
) -> Html {
    html! {
        <button type="button" CLASS={look} onclick={does(act, action)}>{ icon(drawn) }{ label }</button>
    }
}

/// Does this when it is pressed.
pub(super) fn does(act: &Callback<GuestAction>, action: GuestAction) -> Callback<MouseEvent> {
    act.reform(move |_| action.clone())
}
