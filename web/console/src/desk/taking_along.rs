//! A conversation to be taken along: made of what this window has, in this window. Nothing is asked for.

use hushdesk_protocol::frames::{GuestLabel, Party};
use hushdesk_protocol::rest::QueueTitle;
use hushdesk_texts::console as texts;
use hushdesk_web::session::log::{Delivery, Item, LogEntry};
use hushdesk_web::session::note::Note;
use hushdesk_web::session::operator_session::ChatView;
use hushdesk_web::spelling::{date_time, time_of_day};
use hushdesk_web::transcript::{Transcript, TranscriptLine};
use wasm_bindgen_futures::spawn_local;

use super::names::Names;
use super::talk::FileKind;
use super::wording;
use crate::clipboard::copied;
use crate::files;

/// The conversation, as it stands here. The guest is called by this label: what the operator calls them is for nobody else.
pub(super) fn transcript(
    queue: &QueueTitle,
    chat: &ChatView,
    label: &GuestLabel,
    names: &Names,
) -> Transcript {
    let guest = label.to_string();
    let earlier = chat.earlier_texts.iter().map(|text| TranscriptLine::Said {
        at: time_of_day(text.at),
        who: match (text.from, &text.operator) {
            (Party::Guest, _) => guest.clone(),
            (Party::Operator, Some(operator)) => operator.to_string(),
            (Party::Operator, None) => texts::earlier::operator().to_owned(),
        },
        text: text.text.clone(),
        remark: None,
    });
    let entries = chat.log.entries().iter();
    let entries = entries.map(|entry| line(entry, &guest, names));
    Transcript {
        title: texts::talk::log_of(&guest),
        about: vec![
            (texts::waiting::queue().to_owned(), queue.title.clone()),
            (texts::talk::since().to_owned(), date_time(chat.since)),
            (
                texts::side::chat().to_owned(),
                wording::kind(chat.kind).to_owned(),
            ),
        ],
        language: (texts::language().to_owned(), texts::direction().to_owned()),
        lines: earlier.chain(entries).collect(),
    }
}

fn line(entry: &LogEntry, guest: &str, names: &Names) -> TranscriptLine {
    let at = time_of_day(entry.at);
    let said = |who: String, text: &str, remark: Option<&str>| TranscriptLine::Said {
        at: at.clone(),
        who,
        text: text.to_owned(),
        remark: remark.map(str::to_owned),
    };
    match &entry.item {
        Item::Ours { text, delivery } => {
            let remark = match delivery {
                Delivery::Delivered => None,
                Delivery::Sent(_) => Some(texts::delivery::sent()),
                Delivery::Waiting | Delivery::Sending(_) => Some(texts::delivery::waits()),
                Delivery::Unsent => Some(texts::delivery::unsent()),
            };
            let who = names
                .own_name()
                .unwrap_or_else(|| texts::talk::you().to_owned());
            said(who, text.as_str(), remark)
        }
        Item::Theirs { text } => said(guest.to_owned(), text.as_str(), None),
        Item::Colleagues { by, text } => said(by.to_string(), text.as_str(), None),
        Item::Note(note) => TranscriptLine::Happened {
            at,
            what: wording::note(&without_words(note), names),
        },
    }
}

/// What a colleague said about the chat is for this operator: a conversation that is taken along may be shown to its guest.
fn without_words(note: &Note) -> Note {
    if let Note::TransferredBy { by, .. } = note {
        let by = by.clone();
        Note::TransferredBy { by, words: None }
    } else {
        note.clone()
    }
}

/// Copies it as text.
pub(super) fn copy(transcript: &Transcript) {
    let text = transcript.text();
    spawn_local(async move {
        // Where the browser forbids it there is still the file.
        let _is_copied = copied(&text).await;
    });
}

/// Gives it to the browser to be kept as a file.
pub(super) fn download(transcript: &Transcript, kind: FileKind) {
    let (content, media, extension) = match kind {
        FileKind::Text => (transcript.text(), "text/plain;charset=utf-8", "txt"),
        FileKind::Html => (transcript.html(), "text/html;charset=utf-8", "html"),
    };
    let name = format!("{}.{extension}", files::name_of(&transcript.title));
    files::offer(&content, media, &name);
}

#[cfg(test)]
mod tests {
    use hushdesk_web::session::log::Log;

    use super::super::fixtures::{chat, desk2, entry, ours, sealed, theirs};
    use super::*;

    #[test]
    fn a_conversation_is_taken_along_with_what_was_said_what_happened_and_what_did_not_arrive() {
        let mut talk = chat(1, sealed());
        let passed_on = Note::TransferredBy {
            by: desk2(),
            words: Some("Looks for her aunt".to_owned()),
        };
        talk.log = Log::from(vec![
            entry(0, Item::Note(passed_on)),
            entry(1, Item::Note(Note::Readable)),
            theirs(2, "Hello"),
            ours(3, "Good morning", Delivery::Unsent),
        ]);
        let queue = QueueTitle {
            name: "reference".parse().unwrap(),
            title: "Reference desk".to_owned(),
        };
        let names = Names::of_own(&"desk1".parse().unwrap(), &"Ana".parse().unwrap());
        let text = transcript(&queue, &talk, &talk.guest, &names).text();
        let lines: Vec<_> = text
            .lines()
            .skip_while(|line| !line.is_empty())
            .skip(1)
            .collect();
        assert_eq!(
            lines,
            [
                format!("[at 0] * {}", texts::note::transferred_by(&desk2())),
                format!("[at 1] * {}", texts::note::readable()),
                "[at 2] Guest 1: Hello".to_owned(),
                format!("[at 3] Ana ({}): Good morning", texts::delivery::unsent()),
            ]
        );
    }
}
