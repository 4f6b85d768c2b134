//! Forms of the widget. The browser says itself what is not filled in.

use hushdesk_web::components::Fields;
use yew::prelude::*;

use crate::widget::GuestAction;

/// A form of this name, and what happens when it is sent.
#[inline(never)]
pub(super) fn form(label: AttrValue, onsubmit: Callback<SubmitEvent>, inside: Vec<Html>) -> Html {
    html! { <form CLASS="fields card" aria-label={label} {onsubmit}>{ for inside }</form> }
}

/// Does with what was typed what this makes of it.
#[inline(never)]
pub(super) fn submits(
    act: &Callback<GuestAction>,
    typed: fn(&Fields) -> GuestAction,
) -> Callback<SubmitEvent> {
    act.reform(move |event: SubmitEvent| typed(&Fields::submitted(&event)))
}
