//! What is known of a chat beside its words.

use hushdesk_protocol::frames::ChatKind;
use hushdesk_protocol::rest::QueueTitle;
use hushdesk_texts::console as texts;
use hushdesk_web::session::operator_session::{ChatView, Standing};
use hushdesk_web::tone::Tone;
use yew::prelude::*;

use super::page_link::PageLink;
use super::skins::KeyProspect;
use super::wording;
use crate::components::{badge, fingerprint_text, time_of_day};

/// Which chat, at which queue.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct FactsProps {
    pub(crate) queue: QueueTitle,
    pub(crate) chat: ChatView,
    /// How the guest's browser will take the operator's key.
    pub(crate) prospect: KeyProspect,
}

/// Sealed or open, the queue, since when, from which page, and the guest's key.
#[component]
pub(crate) fn Facts(props: &FactsProps) -> Html {
    let chat = &props.chat;
    html! {
        <dl class="facts">
            <Fact label={texts::conversation::chat()}>
                <Seal kind={chat.kind} standing={chat.standing.clone()} alone={chat.absent_since.is_some()}
                    prospect={props.prospect} />
            </Fact>
            <Fact label={texts::waiting::queue()}><bdi>{ &props.queue.title }</bdi></Fact>
            <Fact label={texts::conversation::since()}>{ time_of_day(chat.since) }</Fact>
            if let Some(page) = &chat.page {
                <Fact label={texts::waiting::page()}><PageLink page={page.clone()} /></Fact>
            }
            if let Standing::Sealed { guest, .. } = &chat.standing {
                <Fact label={texts::conversation::key_of_guest()}>{ fingerprint_text(guest) }</Fact>
            }
        </dl>
    }
}

#[derive(Debug, Properties, PartialEq)]
struct FactProps {
    label: AttrValue,
    children: Html,
}

#[component]
fn Fact(props: &FactProps) -> Html {
    html! { <div><dt>{ &props.label }</dt><dd>{ props.children.clone() }</dd></div> }
}

#[derive(Debug, Properties, PartialEq)]
struct SealProps {
    kind: ChatKind,
    standing: Standing,
    /// The guest is not connected: nothing is exchanged.
    alone: bool,
    prospect: KeyProspect,
}

/// Whether the chat is encrypted at this moment.
#[component]
fn Seal(props: &SealProps) -> Html {
    let (tone, word) = match (&props.standing, props.kind) {
        (Standing::Sealed { heard, .. }, _) if *heard || props.prospect == KeyProspect::Fine => {
            (Tone::Good, texts::conversation::sealed_now())
        }
        (Standing::Sealed { .. }, _) => (Tone::Plain, texts::conversation::sealed_unheard()),
        (Standing::Exchanging, kind) if props.alone => (Tone::Plain, wording::kind(kind)),
        (Standing::Exchanging, _) => (Tone::Plain, texts::mine::exchanging_short()),
        (Standing::Refused, _) => (Tone::Bad, texts::mine::key_refused_short()),
        (
            Standing::Passing(_)
            | Standing::Ending
            | Standing::Closed { .. }
            | Standing::HandedOn { .. }
            | Standing::Lapsed { .. },
            kind,
        ) => (Tone::Plain, wording::kind(kind)),
        (Standing::Open, _) => (Tone::Warn, texts::conversation::open_now()),
    };
    badge(tone, word.into())
}
