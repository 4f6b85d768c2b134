//! Where the guest writes.

use hushdesk_web::session::text::TEXT_CHARS_MAX;

use crate::catalogue::texts;
use crate::dom::{Arrival, Element, On, element};
use crate::widget::Deed;

/// Characters left from which on they are counted.
const COUNTED_FROM: usize = 1_000;

/// The id of the line under the field. There is one field at a time.
const ABOUT: &str = "composer-about";

/// A field, what it is for, and the button that sends what stands in it. The field takes the focus when it comes.
pub(super) fn writing(label: &'static str, send: &'static str, draft: &str) -> Element<Deed> {
    let chars = draft.trim().chars().count();
    let too_long = chars > TEXT_CHARS_MAX;
    let field = element("textarea")
        .has("rows", "2")
        .has("dir", "auto")
        .has("enterkeyhint", "send")
        .has("aria-label", label)
        .has("aria-describedby", ABOUT)
        .has("aria-invalid", if too_long { "true" } else { "false" })
        .has("placeholder", label)
        .value(draft.to_owned())
        .arrives(Arrival::Focus)
        .on(On::Write(Deed::Draft))
        .on(On::Enter(Deed::Send));
    let button = element("button")
        .class("primary")
        .has("type", "submit")
        .flag("disabled", too_long)
        .with(send);
    let about = element("p")
        .has("id", ABOUT)
        .class(if too_long { "about bad" } else { "about" })
        .has("role", "status")
        .with(about(chars));
    let form = element("form").class("composer").on(On::Submit(Deed::Send));
    form.with(field).with(button).with(about)
}

/// What the keys do; towards the end, how much room is left; after it, what to do.
fn about(chars: usize) -> String {
    match TEXT_CHARS_MAX.checked_sub(chars) {
        None => (texts().too_long)(chars.saturating_sub(TEXT_CHARS_MAX)),
        Some(left) if left < COUNTED_FROM => (texts().left)(left),
        Some(_) => texts().hint.to_owned(),
    }
}
