//! The page of one chat: all that is kept of it.

use hushdesk_protocol::frames::Closer;
use hushdesk_protocol::ids::{ChatId, Timestamp};
use hushdesk_protocol::rest::{ChatRow, GetHistoryChat};
use hushdesk_texts::console as texts;
use hushdesk_web::api::{self, Trouble};
use yew::prelude::*;

use super::known::{Known, called, use_known};
use super::said::said;
use super::table::{categories, kind, or_none};
use super::taking_over::TakingOver;
use crate::components::{Card, Icon, Skeleton};
use crate::dates::{day_and_time, moment};
use crate::desk::PageLink;
use crate::follow_ups::ChatFollowUps;
use crate::frame::{Go, PageHead};
use crate::loaded::{Loaded, use_loaded_of};
use crate::not_read::NotRead;
use crate::numbers::{count, duration};
use crate::route::Route;
use crate::zone;

/// Which.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct ChatPageProps {
    pub(crate) chat: ChatId,
}

/// What the service says of it: the chat, or why there is none.
async fn chat(chat: ChatId) -> Result<Result<ChatRow, Trouble>, Trouble> {
    Ok(api::ask(&GetHistoryChat { chat }, &()).await)
}

/// Its row, and what stands in the place of its text.
#[component]
pub(crate) fn ChatPage(props: &ChatPageProps) -> Html {
    let known = use_known();
    let (chat, again) = use_loaded_of(props.chat.clone(), chat);
    match chat {
        Loaded::Coming | Loaded::Failed => html! {
            <div class="page narrow">
                <PageHead title={texts::history::one_chat()} lead="" />
                <Skeleton label={texts::parts::loading()} rows=6 />
            </div>
        },
        Loaded::Here(chat) => match &*chat {
            Ok(chat) => html! { <OneChat chat={chat.clone()} {known} /> },
            Err(trouble) => html! {
                <NotRead name={texts::history::one_chat()} trouble={trouble.clone()} gone={texts::history::gone()}
                    all={Route::History} to_all={texts::history::to_all()} onagain={again} />
            },
        },
    }
}

/// A chat, as it was told.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct OneChatProps {
    pub(super) chat: ChatRow,
    pub(super) known: Known,
}

/// The page of a chat that is there.
#[component]
pub(super) fn OneChat(props: &OneChatProps) -> Html {
    let OneChatProps { chat, known } = props;
    let title = texts::history::chat_with(&called(&chat.guest));
    let lead = texts::history::chat_lead(&known.queue(&chat.queue), &day_and_time(chat.started));
    html! {
        <div class="page narrow">
            <PageHead {title} {lead}>
                <Go to={Route::History} class="button">{ Icon::History.draw() }{ texts::history::to_all() }</Go>
            </PageHead>
            <Card title={texts::history::row()} acts={kind(chat.kind)}>
                <dl class="facts">{ for facts(chat, known) }</dl>
            </Card>
            <TakingOver chat={chat.clone()} known={known.clone()} />
            { said(chat, known) }
            <ChatFollowUps chat={chat.clone()} known={known.clone()} />
            <p class="soft small">{ zone::in_words() }</p>
        </div>
    }
}

fn facts(chat: &ChatRow, known: &Known) -> Vec<Html> {
    let text = |text: String| html! { <bdi>{ text }</bdi> };
    let page = chat
        .page
        .as_ref()
        .map(|page| html! { <PageLink page={page.clone()} /> });
    let rating = chat
        .rating
        .map(|rating| texts::history::rating_of(&u8::from(rating)));
    let operators = (!chat.operators.is_empty()).then(|| known.persons(&chat.operators));
    [
        (texts::history::guest(), text(called(&chat.guest))),
        (texts::history::queue(), text(known.queue(&chat.queue))),
        (texts::history::skin(), text(chat.skin.to_string())),
        (
            texts::history::page(),
            page.unwrap_or_else(|| or_none(None)),
        ),
        (texts::history::started(), moment(chat.started)),
        (texts::history::claimed(), claimed(chat.claimed)),
        (texts::history::ended(), ended(chat)),
        (
            texts::history::waited(),
            or_none(chat.waited().map(duration)),
        ),
        (
            texts::history::lasted(),
            or_none(chat.lasted().map(duration)),
        ),
        (texts::history::operators(), or_none(operators)),
        (texts::history::transfers(), transfers(chat.transfers)),
        (
            texts::history::rolled_over(),
            or_none(rolled_over(chat, known)),
        ),
        (texts::history::address(), or_none(address(chat))),
        (texts::history::category(), or_none(categories(chat))),
        (texts::history::rating(), or_none(rating)),
    ]
    .into_iter()
    .map(|(name, value)| html! { <><dt>{ name }</dt><dd>{ value }</dd></> })
    .collect()
}

/// From where the guest came, as much of it as the queue keeps.
fn address(chat: &ChatRow) -> Option<String> {
    chat.address
        .as_ref()
        .map(|address| address.as_str().to_owned())
}

/// From which queues it was passed on since nobody had answered there.
fn rolled_over(chat: &ChatRow, known: &Known) -> Option<String> {
    let queues: Vec<_> = chat.rolled_over.iter().map(|it| known.queue(it)).collect();
    (!queues.is_empty()).then(|| texts::history::rolled_over_from(&queues.join(", ")))
}

fn claimed(at: Option<Timestamp>) -> Html {
    at.map_or_else(|| texts::history::not_claimed().into(), moment)
}

fn ended(chat: &ChatRow) -> Html {
    let Some(end) = chat.ended else {
        return texts::history::goes_on().into();
    };
    let by = match end.by {
        Closer::Guest => texts::history::by_guest(),
        Closer::Operator => texts::history::by_operator(),
        Closer::GuestGone => texts::history::by_gone(),
        Closer::Unanswered => texts::history::by_nobody(),
    };
    html! { <>{ moment(end.at) }{ " · " }{ by }</> }
}

fn transfers(transfers: u32) -> Html {
    if transfers == 0 {
        return or_none(None);
    }
    texts::history::times(count(transfers)).into()
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::frames::ChatKind;
    use hushdesk_web::rendered::rendered;

    use super::*;
    use crate::history::testing;

    fn read(chat: ChatRow) -> String {
        let known = testing::known();
        rendered::<OneChat>(OneChatProps { chat, known }).text()
    }

    #[test]
    fn all_that_is_kept_of_a_chat_is_said() {
        let page = read(testing::chat());
        let times = texts::history::times(2);
        let rating = texts::history::rating_of(&4);
        for text in [
            "heron-7",
            "Maps and charts",
            "blue",
            "library.example/maps",
            texts::history::by_guest(),
            times.as_str(),
            rating.as_str(),
        ] {
            assert!(page.contains(text), "{text}");
        }
    }

    #[test]
    fn from_where_an_unanswered_chat_was_passed_on_is_said() {
        let passed_on = ChatRow {
            rolled_over: vec!["maps".parse().unwrap(), "law".parse().unwrap()],
            ..testing::chat()
        };
        let from = texts::history::rolled_over_from(&"Maps and charts, law");
        assert!(read(passed_on).contains(&from));
    }

    #[test]
    fn a_sealed_chat_says_why_there_is_no_text_and_who_could_read_it() {
        let over = texts::history::sealed_over(&"Ann Lind");
        assert!(read(testing::chat()).contains(&over));
        let unanswered = ChatRow {
            claimed: None,
            operators: vec![],
            ..testing::chat()
        };
        assert!(read(unanswered).contains(texts::history::sealed_unanswered()));
    }

    #[test]
    fn of_an_open_chat_that_waits_there_is_nothing_to_read_yet() {
        let waits = ChatRow {
            kind: ChatKind::Open,
            claimed: None,
            ended: None,
            ..testing::chat()
        };
        assert!(read(waits).contains(texts::history::open_waits()));
    }
}
