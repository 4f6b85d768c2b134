//! The conversation.

use std::rc::Rc;

use hushdesk_protocol::frames::ChatKind;
use hushdesk_web::session::guest_session::GuestView;
use hushdesk_web::session::log::{Item, LogEntry};

use super::lines::{LogLine, Mark, Said, lines};
use super::parts::name;
use crate::catalogue::texts;
use crate::dom::{Element, Picture, element};
use crate::widget::Deed;

/// The conversation as it was drawn last: it is drawn anew when the chat has changed, not with each key.
#[derive(Default)]
pub(crate) struct Drawn(Option<(GuestView, Rc<Picture<Deed>>)>);

/// The lines. The last one is in view unless the guest has scrolled up, and the guest's own next words lead
/// back to it; the style sheet sees to the first, by filling the log from its end. New lines are read out
/// politely.
pub(super) fn log(view: &GuestView, drawn: &mut Drawn) -> Picture<Deed> {
    match &drawn.0 {
        Some((of, picture)) if of == view => Picture::Kept(picture.clone()),
        _ => {
            let picture = Rc::new(draw(view).into());
            drawn.0 = Some((view.clone(), Rc::clone(&picture)));
            Picture::Kept(picture)
        }
    }
}

fn draw(view: &GuestView) -> Element<Deed> {
    let entries = view.log.entries().iter();
    let ours = |entry: &&Rc<LogEntry>| matches!(entry.item, Item::Ours { .. });
    element("div")
        .class("log")
        .has("role", "log")
        .has("tabindex", "0")
        .has("aria-label", texts().conversation)
        .has("translate", translate(view.kind))
        .refuge()
        .rewound(entries.filter(ours).count())
        .with(element("ol").with_all(lines(view).map(|(_, line)| shown(&line))))
}

/// Whether browsers may hand the words to a translator, who reads them: not those of a sealed chat.
const fn translate(kind: ChatKind) -> &'static str {
    match kind {
        ChatKind::Sealed => "no",
        ChatKind::Open => "yes",
    }
}

/// Who said it, and when.
pub(super) fn head(said: &Said<'_>) -> Element<Deed> {
    element("span")
        .class("who")
        .with(name(said.who.to_owned()))
        .with(" ")
        .with(Picture::Time(said.at))
}

fn shown(line: &LogLine<'_>) -> Element<Deed> {
    match line {
        LogLine::Said(said) => said_by(said),
        LogLine::Happened(at, note) => element("li")
            .class("happened")
            .with(Picture::Time(*at))
            .with(" ")
            .with(name((texts().note)(note))),
    }
}

fn said_by(said: &Said<'_>) -> Element<Deed> {
    let (unsent, state) = match said.mark {
        Mark::Arrived => ("", None),
        Mark::Sent(state) => ("", Some(state)),
        Mark::Unsent(state) => (" unsent", Some(state)),
    };
    let text = element("p").class("text").has("dir", "auto");
    element("li")
        .class(format!("said {}{unsent}", said.side))
        .with(head(said))
        .with(text.with(said.text.to_owned()))
        .with(state.map(|state| element("span").class("state").with(state)))
}
