//! What was said in an open chat: read live while it runs, by asking again, and afterwards for as long as it is kept.

use gloo_timers::callback::Timeout;
use hushdesk_protocol::frames::Closer;
use hushdesk_protocol::ids::ChatId;
use hushdesk_protocol::rest::{
    ChatRow, GetTranscript, ProblemCode, Said, Transcript, TranscriptEntry,
};
use hushdesk_texts::console as texts;
use hushdesk_web::api::{self, Trouble};
use hushdesk_web::spelling::time_of_day;
use hushdesk_web::transcript::{Transcript as File, TranscriptLine};
use yew::prelude::*;

use super::known::Known;
use super::transcript_acts::TranscriptActs;
use crate::components::{Button, Empty, Icon, Skeleton};
use crate::dates::day_and_time;
use crate::desk::talk::{ConversationLog, Happened, Line, Pieces, Said as SaidLine, Side, What};
use crate::files;
use crate::loaded::{Loaded, use_loaded_of};

/// Milliseconds until it is asked again what is said in a chat that runs.
const AGAIN_MILLIS: u32 = 4_000;

/// Milliseconds after which somebody who goes on begins a new group, as at the desk.
const PAUSE_MILLIS: u64 = 180_000;

/// Of which chat.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct ChatTranscriptProps {
    pub(super) chat: ChatRow,
    pub(super) known: Known,
}

/// What the service says: what was said, or why there is nothing.
async fn transcript(chat: ChatId) -> Result<Result<Transcript, Trouble>, Trouble> {
    Ok(api::ask(&GetTranscript { chat }, &()).await)
}

/// The region of an open chat's page.
#[component]
pub(super) fn ChatTranscript(props: &ChatTranscriptProps) -> Html {
    let ChatTranscriptProps { chat, known } = props;
    let (read, again) = use_loaded_of(chat.chat.clone(), transcript);
    let last = use_mut_ref(|| None::<Transcript>);
    let answer = match &read {
        Loaded::Coming | Loaded::Failed => None,
        Loaded::Here(it) => Some((**it).clone()),
    };
    if let Some(Ok(transcript)) = &answer {
        last.replace(Some(transcript.clone()));
    }
    let before = last.borrow().clone();
    // What was read stays while it cannot be read again, and it is tried again.
    let runs = before.as_ref().is_some_and(|it| it.runs) && !answer.as_ref().is_some_and(is_final);
    use_effect({
        let again = again.clone();
        move || {
            let later = runs.then(|| Timeout::new(AGAIN_MILLIS, move || again.emit(())));
            move || drop(later)
        }
    });
    let acts = html! { <TranscriptActs chat={chat.clone()} deletes={known.sees_all} ondeleted={again.clone()} /> };
    match (answer, before) {
        (None, None) => html! { <Skeleton label={texts::parts::loading()} rows=4 /> },
        (Some(Ok(transcript)), _) => drawn((chat, known), &transcript, &acts),
        (None, Some(before)) => drawn((chat, known), &before, &acts),
        (Some(Err(_)), Some(before)) if runs => drawn((chat, known), &before, &acts),
        (Some(Err(trouble)), _) => why_not(&trouble, &again),
    }
}

/// Whether it is of no use to ask again.
fn is_final(answer: &Result<Transcript, Trouble>) -> bool {
    match answer {
        Ok(transcript) => !transcript.runs,
        Err(trouble) => reason(trouble).is_some() || trouble.is(ProblemCode::SignedOut),
    }
}

fn drawn((chat, known): (&ChatRow, &Known), transcript: &Transcript, acts: &Html) -> Html {
    let guest = chat.guest.to_string();
    let lead = match transcript.until {
        None => texts::transcript::runs().to_owned(),
        Some(until) => texts::transcript::kept_until(&day_and_time(until)),
    };
    let file = file(chat, known, transcript);
    let ondownload = Callback::from(move |_| {
        let name = format!("{}.txt", files::name_of(&file.title));
        files::offer(&file.text(), "text/plain;charset=utf-8", &name);
    });
    html! {
        <>
            <p class="soft">{ lead }</p>
            if transcript.cut {
                <p class="soft">{ texts::transcript::cut() }</p>
            }
            if transcript.entries.is_empty() {
                <Empty icon={Icon::Chat} title={texts::transcript::nothing()} text={texts::transcript::nothing_more()} />
            } else {
                <ConversationLog label={texts::talk::log_of(&guest)} before={Pieces::default()} typing={None::<AttrValue>}
                    lines={Pieces::from(lines(&guest, &transcript.entries))} />
                <div class="row">
                    <Button icon={Icon::Download} onclick={ondownload}>{ texts::transcript::download() }</Button>
                    { acts.clone() }
                </div>
            }
        </>
    }
}

/// Why there is nothing to read.
fn why_not(trouble: &Trouble, again: &Callback<()>) -> Html {
    match reason(trouble) {
        Some((title, text)) => html! { <Empty icon={Icon::Open} {title} {text} /> },
        None => html! {
            <Empty icon={Icon::Alert} title={texts::transcript::not_read()} text={texts::parts::chats_unaffected()} bad={true}>
                <Button icon={Icon::Refresh} onclick={again}>{ texts::parts::try_again() }</Button>
            </Empty>
        },
    }
}

/// Why there is nothing and will not be, in words; nothing, if that is not known.
fn reason(trouble: &Trouble) -> Option<(&'static str, &'static str)> {
    let reasons = [
        (
            ProblemCode::NotRetained,
            texts::transcript::not_kept(),
            texts::transcript::not_kept_more(),
        ),
        (
            ProblemCode::Forbidden,
            texts::transcript::not_along(),
            texts::transcript::not_along_more(),
        ),
        (
            ProblemCode::Expired,
            texts::transcript::expired(),
            texts::transcript::expired_more(),
        ),
        (
            ProblemCode::Deleted,
            texts::transcript::deleted(),
            texts::transcript::deleted_more(),
        ),
    ];
    let mut reasons = reasons.into_iter();
    let found = reasons.find(|(code, ..)| trouble.is(*code));
    found.map(|(_, title, text)| (title, text))
}

/// The lines of the log, grouped as at the desk: what one person says in a row stands under one name and one time.
fn lines(guest: &str, entries: &[TranscriptEntry]) -> Vec<Line> {
    let mut before: Option<(&TranscriptEntry, String)> = None;
    let mut lines = Vec::new();
    for (id, entry) in (0..).zip(entries) {
        let what = match spoken(guest, &entry.said) {
            None => {
                before = None;
                What::Happened(Happened {
                    at: entry.at,
                    what: happened(&entry.said).into(),
                    icon: None,
                })
            }
            Some((who, side, text)) => {
                let goes_on = before
                    .as_ref()
                    .is_some_and(|(last, of)| *of == who && entry.at.since(last.at) < PAUSE_MILLIS);
                before = Some((entry, who.clone()));
                What::Said(SaidLine {
                    side,
                    head: (!goes_on).then(|| (who.into(), entry.at)),
                    text: text.to_owned().into(),
                    reached: None,
                    told_later: false,
                })
            }
        };
        lines.push(Line { id, what });
    }
    lines
}

/// Who said it, on which side it stands, and what; nothing if it is no word of either end.
fn spoken<'a>(guest: &str, said: &'a Said) -> Option<(String, Side, &'a str)> {
    match said {
        Said::Guest { text } | Said::Survey { text } => {
            Some((guest.to_owned(), Side::Theirs, text.as_str()))
        }
        Said::Operator { operator, text } => {
            let who = operator.as_ref().map(ToString::to_string);
            let who = who.unwrap_or_else(|| texts::earlier::operator().to_owned());
            Some((who, Side::Colleagues, text.as_str()))
        }
        Said::Claimed { .. }
        | Said::Passing { .. }
        | Said::Kept { .. }
        | Said::Interrupted { .. }
        | Said::HolderRefused { .. }
        | Said::Notice { .. }
        | Said::Closed { .. } => None,
    }
}

/// What happened, as a sentence.
fn happened(said: &Said) -> String {
    match said {
        Said::Guest { text } | Said::Survey { text } | Said::Operator { text, .. } => {
            text.as_str().to_owned()
        }
        Said::Claimed { operator } => texts::transcript::claimed(operator),
        Said::Passing { operator } => texts::transcript::passing(operator),
        Said::Kept { operator } => texts::transcript::stays(operator),
        Said::Interrupted { operator } => texts::transcript::interrupted(operator),
        Said::HolderRefused { operator } => texts::transcript::refused(operator),
        Said::Notice { text } => texts::transcript::notice(&text.as_str()),
        Said::Closed { by } => match by {
            Closer::Guest => texts::transcript::closed_by_guest(),
            Closer::Operator => texts::transcript::closed_by_operator(),
            Closer::GuestGone => texts::transcript::closed_by_gone(),
            Closer::Unanswered => texts::transcript::closed_unanswered(),
        }
        .to_owned(),
    }
}

/// The same to be taken along, as text.
pub(super) fn file(chat: &ChatRow, known: &Known, transcript: &Transcript) -> File {
    let guest = chat.guest.to_string();
    let line = |entry: &TranscriptEntry| {
        let at = time_of_day(entry.at);
        match spoken(&guest, &entry.said) {
            Some((who, _, text)) => TranscriptLine::Said {
                at,
                who,
                text: text.to_owned(),
                remark: None,
            },
            None => TranscriptLine::Happened {
                at,
                what: happened(&entry.said),
            },
        }
    };
    File {
        title: texts::talk::log_of(&guest),
        about: vec![
            (texts::history::queue().to_owned(), known.queue(&chat.queue)),
            (
                texts::history::started().to_owned(),
                day_and_time(chat.started),
            ),
        ],
        language: (texts::language().to_owned(), texts::direction().to_owned()),
        lines: transcript.entries.iter().map(line).collect(),
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::ids::Timestamp;

    use super::*;
    use crate::history::testing;

    fn entry(at: u64, said: Said) -> TranscriptEntry {
        let at = Timestamp(at);
        TranscriptEntry { at, said }
    }

    fn guest(at: u64, text: &str) -> TranscriptEntry {
        let text = text.parse().unwrap();
        entry(at, Said::Guest { text })
    }

    fn entries() -> Vec<TranscriptEntry> {
        let operator = || "Ann".parse().unwrap();
        let answer = Said::Operator {
            operator: Some(operator()),
            text: "Upstairs.".parse().unwrap(),
        };
        vec![
            entry(
                0,
                Said::Claimed {
                    operator: operator(),
                },
            ),
            guest(1, "Where are"),
            guest(2, "the maps?"),
            entry(3, answer),
            guest(4, "Thank you."),
            guest(4 + PAUSE_MILLIS, "Really."),
        ]
    }

    #[test]
    fn what_one_person_says_in_a_row_stands_under_one_name_and_a_pause_begins_anew() {
        let heads = lines("heron-7", &entries())
            .into_iter()
            .map(|line| match line.what {
                What::Said(said) => said.head.map(|(who, _)| who.to_string()),
                What::Happened(it) => Some(it.what.to_string()),
            });
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            heads.collect::<Vec<_>>(),
            [
                Some(texts::transcript::claimed(&"Ann")),
                some("heron-7"),
                None,
                some("Ann"),
                some("heron-7"),
                some("heron-7"),
            ]
        );
    }

    #[test]
    fn it_is_taken_along_as_text() {
        let transcript = Transcript {
            runs: false,
            until: None,
            cut: false,
            entries: entries(),
        };
        let text = file(&testing::chat(), &testing::known(), &transcript).text();
        assert!(text.contains("Ann: Upstairs."), "{text}");
        assert!(text.contains(&texts::transcript::claimed(&"Ann")), "{text}");
    }
}
