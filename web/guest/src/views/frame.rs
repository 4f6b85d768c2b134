//! What is around every view: the title, and the way out.

use super::asking::asking;
use super::looking::looking;
use super::parts::{button, name};
use super::talking::talking;
use crate::catalogue::texts;
use crate::dom::{Element, On, Picture, element};
use crate::widget::{Deed, Stage, Widget};

/// The whole widget. Escape closes it, unless it closes something in it.
pub(crate) fn frame(widget: &Widget) -> Picture<Deed> {
    let title = widget.snippet().map(|snippet| snippet.title.clone());
    let header = element("header")
        .with(element("h1").with(name(title)))
        .with(widget.framed.then(close));
    let inside = match &widget.stage {
        Stage::Looking(trouble) => {
            let snippet = widget.place.as_ref().map(|place| &place.snippet);
            looking(snippet, trouble.as_ref())
        }
        Stage::Asking(snippet) => asking(snippet, &widget.draft),
        Stage::Talking(_, chat) => talking(chat, &widget.draft),
    };
    let frame = element("div").class("widget").on(On::Escape(Deed::Close));
    frame.with(header).with(inside).into()
}

fn close() -> Element<Deed> {
    let cross = element("svg")
        .has("viewBox", "0 0 16 16")
        .has("aria-hidden", "true")
        .with(element("path").has("d", "M3 3l10 10M13 3L3 13"));
    button(cross, Deed::Close)
        .class("quiet close")
        .has("aria-label", texts().close)
        .has("title", texts().close)
}
