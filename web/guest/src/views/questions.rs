//! What a queue asks its guests.

use hushdesk_web::components::Fields;
use yew::prelude::*;

use super::element::element;
use super::form::{form, submits};
use crate::widget::GuestAction;

/// By which name the form has what was answered, in one text.
const SAID: &str = "said";

/// Asked before a chat; before a sealed chat ends; once an open one is over. The last one asks nothing: a sealed chat is over, and
/// it says that nobody can be told any more.
pub(super) const ENTRY: &str = "entry";
pub(super) const LAST: &str = "last";
pub(super) const OVER: &str = "over";
pub(super) const LATE: &str = "late";

/// A form that draws itself, once it is needed (`web/guest/questions.js`): what is in it is no business of this page before it is
/// sent. The element inside is known to the browser by `static/start.js`, and its class says what it asks.
pub(super) fn questions(which: &'static str, act: &Callback<GuestAction>) -> Html {
    let inside = vec![element("hush-questions", which, Vec::new())];
    form(AttrValue::default(), submits(act, answer), inside)
}

fn answer(typed: &Fields) -> GuestAction {
    GuestAction::Answer(typed.of(SAID).unwrap_or_default())
}
