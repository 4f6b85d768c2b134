//! Where the guest writes.

use crate::catalogue::texts;
use crate::dom::{Arrival, Element, On, element};
use crate::widget::{Deed, Draft};

/// Characters left from which on they are counted.
const COUNTED_FROM: usize = 1_000;

/// Characters left below which it is announced once more that they become few: not each key is worth a word.
const ANNOUNCED_BELOW: [usize; 5] = [10, 50, 200, 500, COUNTED_FROM];

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
        .has("type", "button")
        .has(
            "aria-disabled",
            if too_long || draft.is_blank() {
                "true"
            } else {
                "false"
            },
        )
        .on(On::PressInPassing(Deed::Send))
        .with(send);
    let about_it = element("p")
        .has("id", ABOUT)
        .class(about_class(room))
        .with(about(room));
    let announced = element("p").class("unseen").has("role", "status");
    element("div")
        .class("composer")
        .with(field)
        .with(button)
        .with(about_it)
        .with(announced.with(announced_of(room)))
}

/// What the keys do; towards the end, how much room is left; after it, what to do.
fn about(room: Result<usize, usize>) -> String {
    match room {
        Err(over) => (texts().too_long)(over),
        Ok(left) if left < COUNTED_FROM => (texts().left)(left),
        Ok(_) => texts().hint.to_owned(),
    }
}

const fn about_class(room: Result<usize, usize>) -> &'static str {
    match room {
        Err(_) => "about bad",
        Ok(left) if left < COUNTED_FROM => "about",
        Ok(_) => "about hint",
    }
}

/// The same for who does not see it: it changes at a few steps only.
fn announced_of(room: Result<usize, usize>) -> Option<String> {
    match room {
        Err(_) => Some(texts().too_long_in_all.to_owned()),
        Ok(left) => {
            let step = ANNOUNCED_BELOW.into_iter().find(|step| left < *step)?;
            Some((texts().few_left)(step))
        }
    }
}
