//! What is around every view: the title, and the way out.

use super::asking::asking;
use super::log::Drawn;
use super::looking::{looking, outlook};
use super::parts::{button, name};
use super::standing::standing;
use super::talking::talking;
use crate::catalogue::texts;
use crate::dom::{Element, On, Picture, element};
use crate::widget::{Deed, Stage, Widget};

/// The whole widget. Escape closes it, unless it closes something in it. What is going on is told to screen readers by a
/// line that nobody sees and that stays while everything else changes: one that comes with its sentence is often not
/// read.
pub(crate) fn frame(widget: &Widget, drawn: &mut Drawn) -> Picture<Deed> {
    let title = widget.snippet().map(|snippet| snippet.title.clone());
    let header = element("header")
        .with(element("h1").with(name(title)))
        .with(widget.framed.then(close));
    let (sentence, inside) = inside(widget, drawn);
    let announcer = element("p").class("unseen").has("role", "status");
    let frame = element("div").class("widget").on(On::Escape(Deed::Close));
    frame
        .with(header)
        .with(announcer.with(sentence))
        .with(inside)
        .into()
}

/// What is going on, and the view that shows it.
fn inside(widget: &Widget, drawn: &mut Drawn) -> (String, Element<Deed>) {
    match &widget.stage {
        Stage::Looking { trouble, again, .. } => {
            let snippet = widget.place.as_ref().map(|place| &place.snippet);
            let told = outlook(snippet, trouble.as_ref().filter(|_| !again));
            (told.1.clone(), looking(told, trouble.is_some()))
        }
        Stage::Asking(snippet) => (String::new(), asking(snippet, &widget.draft, widget.keeps)),
        Stage::Talking(_, chat) => {
            let told = standing(chat);
            (told.1.clone(), talking(widget, chat, told, drawn))
        }
    }
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
