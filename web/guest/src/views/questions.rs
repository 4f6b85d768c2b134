//! What a queue asks its guests.

use hushdesk_web::components::Fields;
use yew::prelude::*;

use crate::widget::{Draft, GuestAction, Widget};

/// By which name the form has what was answered, in one text.
const SAID: &str = "said";

/// A form that draws itself, once it is needed (`web/guest/questions.js`): what is in it is no business of this page before it is
/// sent. The element inside is known to the browser by `static/start.js`.
#[inline(never)]
pub(super) fn questions(widget: &Widget, act: &Callback<GuestAction>) -> Html {
    let onsubmit = act.reform(|event: SubmitEvent| {
        let said = Fields::submitted(&event).of(SAID);
        GuestAction::Answer(Draft::new(said.unwrap_or_default()))
    });
    let snippet = widget.place.as_ref().map(|place| place.snippet.to_string());
    html! {
        <form CLASS="fields card" {onsubmit}>
            <hush-questions data-snippet={snippet} />
        </form>
    }
}
