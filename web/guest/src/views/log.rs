//! The conversation.

use std::rc::Rc;

use hushdesk_protocol::frames::ChatKind;
use hushdesk_protocol::ids::Timestamp;
use hushdesk_web::session::guest_session::GuestView;
use hushdesk_web::session::log::{Item, LogEntry};

use super::lines::{LogLine, Mark, Said, lines};
use super::parts::{name, written};
use crate::catalogue::texts;
use crate::dom::{Element, Picture, element};
use crate::widget::Deed;

/// The conversation as it was drawn last: it is drawn anew when the chat has changed, not with each key; and of its lines
/// those that have changed.
#[derive(Default)]
pub(crate) struct Drawn {
    whole: Option<(GuestView, Rc<Picture<Deed>>)>,
    lines: Vec<DrawnLine>,
}

/// A line as it was drawn last, and all that it was drawn from.
struct DrawnLine {
    entry: Rc<LogEntry>,
    at: Timestamp,
    said: Option<(String, Mark)>,
    picture: Rc<Picture<Deed>>,
}

/// The lines. The last one is in view unless the guest has scrolled up, and the guest's own next words lead
/// back to it; the style sheet sees to the first, by filling the log from its end. New lines are read out
/// politely.
pub(super) fn log(view: &GuestView, drawn: &mut Drawn) -> Picture<Deed> {
    match &drawn.whole {
        Some((of, picture)) if of == view => Picture::Kept(Rc::clone(picture)),
        _ => {
            let picture = Rc::new(draw(view, &mut drawn.lines).into());
            drawn.whole = Some((view.clone(), Rc::clone(&picture)));
            Picture::Kept(picture)
        }
    }
}

fn draw(view: &GuestView, drawn: &mut Vec<DrawnLine>) -> Element<Deed> {
    let entries = view.log.entries().iter();
    let ours = |entry: &&Rc<LogEntry>| matches!(entry.item, Item::Ours { .. });
    let mut before = std::mem::take(drawn).into_iter();
    for (entry, line) in lines(view) {
        let same = before.next().filter(|it| it.shows(entry, &line));
        drawn.push(same.unwrap_or_else(|| DrawnLine::of(entry, &line)));
    }
    let pictures = drawn.iter().map(|line| Rc::clone(&line.picture));
    element("div")
        .class("log")
        .has("role", "log")
        .has("tabindex", "0")
        .has("aria-label", texts().conversation)
        .has("translate", translate(view.kind))
        .refuge()
        .rewound(entries.filter(ours).count())
        .with(element("ol").with_all(pictures.map(Picture::Kept)))
}

impl DrawnLine {
    fn of(entry: &Rc<LogEntry>, line: &LogLine<'_>) -> Self {
        let (at, said) = line.drawn_from();
        Self {
            entry: Rc::clone(entry),
            at,
            said: said.map(|(who, mark)| (who.to_owned(), mark)),
            picture: Rc::new(shown(line).into()),
        }
    }

    fn shows(&self, entry: &Rc<LogEntry>, line: &LogLine<'_>) -> bool {
        let said = self.said.as_ref();
        let own = (self.at, said.map(|(who, mark)| (who.as_str(), *mark)));
        Rc::ptr_eq(&self.entry, entry) && own == line.drawn_from()
    }
}

impl LogLine<'_> {
    /// What a line shows besides what its entry says.
    const fn drawn_from(&self) -> (Timestamp, Option<(&str, Mark)>) {
        match self {
            Self::Said(said) => (said.at, Some((said.who, said.mark))),
            Self::Happened(at, _) => (*at, None),
        }
    }
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
            .with(element("bdi").with_all(written(&(texts().note)(note)))),
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
        .with(text.with_all(written(said.text)))
        .with(state.map(|state| element("span").class("state").with(state)))
}
