//! What several views are made of. Their looks are in `web/shared/static/components.css`.

use hushdesk_web::links;
use hushdesk_web::tone::Tone;

use crate::dom::{Arrival, Element, On, Picture, element};
use crate::widget::Deed;

/// A button that says this and does that.
pub(super) fn button(label: impl Into<Picture<Deed>>, deed: Deed) -> Element<Deed> {
    let button = element("button").has("type", "button");
    button.on(On::Press(deed)).with(label)
}

/// A sentence over the thing it is about.
pub(super) fn notice(tone: Tone) -> Element<Deed> {
    element("div").class(format!("notice {}", tone.class()))
}

/// A word beside the thing it is about.
pub(super) fn badge(tone: Tone, word: &'static str) -> Element<Deed> {
    let badge = element("span").class(format!("badge {}", tone.class()));
    badge.with(word)
}

/// A name that may be written in another direction than what is around it.
pub(super) fn name(name: impl Into<Picture<Deed>>) -> Element<Deed> {
    element("bdi").with(name)
}

/// The parts of what somebody wrote: text, whatever it looks like, in which addresses can be followed. They lead away
/// from here, to a page that learns nothing of this one.
pub(super) fn written(text: &str) -> impl Iterator<Item = Picture<Deed>> {
    links::parts(text).into_iter().map(|part| match part {
        links::Part::Words(words) => words.to_owned().into(),
        links::Part::Link(address) => element("a")
            .has("href", address.to_owned())
            .has("rel", links::REL)
            .has("target", "_blank")
            .with(address.to_owned())
            .into(),
    })
}

/// A modal dialog. What it holds comes under the title; the ways out of it at last.
pub(super) fn dialog<const PARTS: usize, const CHOICES: usize>(
    title: String,
    way_out: Deed,
    parts: [Element<Deed>; PARTS],
    choices: [Element<Deed>; CHOICES],
) -> Element<Deed> {
    let inside = element("div")
        .class("dialog")
        .with(element("h2").with(title.clone()))
        .with_all(parts)
        .with(element("div").class("choices").with_all(choices));
    element("dialog")
        .has("aria-label", title)
        .arrives(Arrival::Modal)
        .on(On::Cancel(way_out))
        .with(inside)
}
