//! The session's log as lines on the screen.

use hushdesk_protocol::ids::OperatorName;
use hushdesk_web::components::{Delivery as Shown, Line, Said, Side};
use hushdesk_web::session::flow::Flow;
use hushdesk_web::session::guest_session::{GuestStanding, GuestView};
use hushdesk_web::session::log::{Delivery, Item, LogEntry};
use hushdesk_web::session::note::Note;
use yew::AttrValue;

use crate::catalogue::texts;

/// All lines. Who spoke is whoever had answered last.
pub(super) fn lines(view: &GuestView) -> Vec<Line> {
    let mut operator = AttrValue::from(texts().operator);
    let entries = view.log.entries().iter();
    entries
        .map(|entry| {
            if let Item::Note(Note::Answered { by, .. }) = &entry.item {
                operator = by.to_string().into();
            }
            line(entry, operator.clone(), view)
        })
        .collect()
}

/// Who has answered, if somebody has.
pub(super) const fn operator(standing: &GuestStanding) -> Option<&OperatorName> {
    match standing {
        GuestStanding::Exchanging { operator }
        | GuestStanding::Talking { operator, .. }
        | GuestStanding::WrongKey { operator, .. } => Some(operator),
        GuestStanding::Waiting { .. }
        | GuestStanding::Interrupted { .. }
        | GuestStanding::Ending
        | GuestStanding::Over(_) => None,
    }
}

fn line(entry: &LogEntry, operator: AttrValue, view: &GuestView) -> Line {
    let at = entry.at;
    let (side, who, text, delivery) = match &entry.item {
        Item::Note(note) => {
            let what = (texts().note)(note).into();
            return Line::Happened { at, what };
        }
        Item::Ours { text, delivery } => {
            (Side::Ours, texts().you.into(), text, shown(*delivery, view))
        }
        Item::Theirs { text } => (Side::Theirs, operator, text, Shown::Done),
    };
    Line::Said(Said {
        side,
        who,
        at,
        text: text.as_str().to_owned().into(),
        delivery,
    })
}

fn shown(delivery: Delivery, view: &GuestView) -> Shown {
    match delivery {
        // Nothing goes out any more to whoever has the wrong key.
        Delivery::Waiting if matches!(view.standing, GuestStanding::WrongKey { .. }) => {
            Shown::Unsent(texts().not_sent.into())
        }
        Delivery::Sending(_) if matches!(view.flow, Flow::Held(_)) => {
            Shown::Unsent(texts().not_sent_yet.into())
        }
        Delivery::Waiting => Shown::Unsent(texts().not_sent_yet.into()),
        Delivery::Sending(_) => Shown::Unsent(texts().sending.into()),
        Delivery::Sent(_) => Shown::Sent(texts().sent.into()),
        Delivery::Delivered => Shown::Done,
        Delivery::Unsent => Shown::Unsent(texts().not_sent.into()),
    }
}
