//! Whether the chat is really to end.

use super::parts::{button, dialog};
use crate::catalogue::texts;
use crate::dom::{Element, element};
use crate::widget::Deed;

/// Asks. What does nothing comes first, so that a hasty Enter does nothing.
pub(super) fn ending() -> Element<Deed> {
    let stay = Deed::WantToEnd(false);
    dialog(
        texts().end_title.to_owned(),
        stay.clone(),
        [element("p").with(texts().end_text)],
        [
            button(texts().end_no, stay),
            button(texts().end_yes, Deed::End).class("danger"),
        ],
    )
}
