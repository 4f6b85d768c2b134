//! Where the guest writes.

use crate::catalogue::texts;
use crate::dom::{Arrival, Element, On, element};
use crate::widget::{Deed, Draft};

/// Characters left from which on they are counted.
const COUNTED_FROM: usize = 1_000;

/// The id of the line under the field. There is one field at a time.
const ABOUT: &str = "composer-about";

/// A field, what it is for, and the button that sends what stands in it. The field takes the focus when it comes.
pub(super) fn writing(label: &'static str, send: &'static str, draft: &Draft) -> Element<Deed> {
    let room = draft.room();
    let too_long = room.is_err();
    let field = element("textarea")
        .has("rows", "2")
        .has("dir", "auto")
        .has("enterkeyhint", "send")
        .has("aria-label", label)
        .has("aria-describedby", ABOUT)
        .has("aria-invalid", if too_long { "true" } else { "false" })
        .has("placeholder", label)
        .value(draft.as_str().to_owned())
        .arrives(Arrival::Focus)
        .on(On::Write(|written| Deed::Draft(Draft::new(written))))
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
        .with(about(room));
    let form = element("form").class("composer").on(On::Submit(Deed::Send));
    form.with(field).with(button).with(about)
}

/// What the keys do; towards the end, how much room is left; after it, what to do.
fn about(room: Result<usize, usize>) -> String {
    match room {
        Err(over) => (texts().too_long)(over),
        Ok(left) if left < COUNTED_FROM => (texts().left)(left),
        Ok(_) => texts().hint.to_owned(),
    }
}
