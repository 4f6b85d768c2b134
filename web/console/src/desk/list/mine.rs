//! The chats of this window.

use hushdesk_protocol::ids::ChatId;
use hushdesk_protocol::rest::QueueTitle;
use hushdesk_texts::console as texts;
use hushdesk_web::session::clock::EdgeClock;
use hushdesk_web::session::log::Delivery;
use hushdesk_web::session::operator_session::ChatView;
use yew::prelude::*;

use super::super::names::Names;
use super::super::presence::GuestPresence;
use super::super::presence::avatar;
use super::super::regions::Region;
use super::super::state::{DeskState, key};
use super::super::wording;
use super::ago::Ago;
use super::last::{Last, last_at};
use super::offer::kind_icon;
use super::roving::{on_key, use_roving};
use crate::components::{Elapsed, Icon};
use crate::document::scroll_to;

/// A chat as the list shows it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Listed {
    /// At which queue.
    pub(crate) queue: QueueTitle,
    /// The chat.
    pub(crate) chat: ChatView,
    /// How many messages have not been seen.
    pub(crate) unread: usize,
    /// What has been written in it and not sent, if that does not stand before one's eyes.
    pub(crate) draft: String,
    /// It is the open one.
    pub(crate) open: bool,
    /// The time at the queue.
    pub(crate) clock: EdgeClock,
}

/// All chats of a window.
pub(crate) fn listed(state: &DeskState) -> Vec<Listed> {
    let open = state.open().map(|(_, chat)| &chat.chat);
    let listed = |(queue, chat): (&QueueTitle, &ChatView)| {
        let draft = match state.is_shown(&chat.chat) {
            true => String::new(),
            false => state.draft(&chat.chat).to_owned(),
        };
        Listed {
            queue: queue.clone(),
            chat: chat.clone(),
            unread: state.unread(&chat.chat),
            draft,
            open: open == Some(&chat.chat),
            clock: state.clock(&queue.name),
        }
    };
    state.chats().map(listed).collect()
}

/// The chats, and which one the operator chooses.
#[derive(Clone, Debug, Properties, PartialEq)]
pub(crate) struct MineProps {
    /// In the order of their claims.
    pub(crate) chats: Vec<Listed>,
    /// What colleagues are called.
    pub(crate) names: Names,
    /// The operator wants to see a chat.
    pub(crate) onopen: Callback<ChatId>,
}

/// The region of this window's chats.
#[component]
pub(crate) fn Mine(props: &MineProps) -> Html {
    let rows: Vec<_> = props
        .chats
        .iter()
        .map(|it| key(&it.queue, &it.chat.chat))
        .collect();
    let (stop, onstop) = use_roving(&rows);
    let unread: usize = props.chats.iter().map(|it| it.unread).sum();
    let onkeydown = Callback::from(|event: KeyboardEvent| {
        on_key(&event);
    });
    html! {
        <div id={Region::Mine.id()} class="group" tabindex="-1">
            <h2 id="h-mine">
                { texts::mine::mine() }<span class="count">{ props.chats.len() }</span>
                if unread > 0 {
                    <span class="push badge accent">{ texts::mine::unread_of_all(unread) }</span>
                }
            </h2>
            if props.chats.is_empty() {
                <p class="outlook">{ texts::mine::no_chats() }</p>
            } else {
                <ul class="chat-list" aria-labelledby="h-mine" {onkeydown}>
                    { for props.chats.iter().zip(rows).map(|(listed, row)| {
                        let is_stop = row == stop;
                        let key = row.clone();
                        html! {
                            <li {key}>
                                <ChatRow listed={listed.clone()} names={props.names.clone()} stop={is_stop}
                                    onfocus={onstop.reform(move |_| row.clone())} onopen={&props.onopen} />
                            </li>
                        }
                    }) }
                </ul>
            }
        </div>
    }
}

#[derive(Debug, Properties, PartialEq)]
struct ChatRowProps {
    listed: Listed,
    names: Names,
    stop: bool,
    onfocus: Callback<FocusEvent>,
    onopen: Callback<ChatId>,
}

#[component]
fn ChatRow(props: &ChatRowProps) -> Html {
    let Listed {
        queue,
        chat,
        unread,
        draft,
        open,
        ..
    } = &props.listed;
    let node = use_node_ref();
    use_effect_with((node.clone(), *open), |(node, open)| {
        if *open {
            scroll_to(node);
        }
    });
    let onclick = {
        let chat = chat.chat.clone();
        props.onopen.reform(move |_| chat.clone())
    };
    let presence = GuestPresence::of(chat);
    let gone = (presence != Some(GuestPresence::Here)).then_some("gone");
    let guest = chat.guest.to_string();
    html! {
        <button ref={node} type="button" class={classes!("chat", gone, (*unread > 0).then_some("unread"))}
            data-row="" tabindex={if props.stop { "0" } else { "-1" }} aria-current={open.then_some("true")}
            {onclick} onfocus={&props.onfocus}>
            { avatar(&guest, presence.map(GuestPresence::dot)) }
            <span class="line-1">
                <span class="name"><bdi class="cut">{ &guest }</bdi>{ kind_icon(chat.kind) }<span class="unseen">{ wording::kind(chat.kind) }</span></span>
                <span class="when"><Ago at={last_at(chat)} /></span>
            </span>
            <span class="line-2">
                { last(&props.listed, draft, &props.names) }
                if *unread > 0 {
                    <span class="count some" aria-hidden="true">{ unread }</span>
                    <span class="unseen">{ texts::mine::unread(*unread) }</span>
                }
            </span>
            <span class="unseen">{ &queue.title }{ presence.map(|it| it.words()) }</span>
        </button>
    }
}

/// The second line.
fn last(listed: &Listed, draft: &str, names: &Names) -> Html {
    let chat = &listed.chat;
    match Last::of(chat, draft, names) {
        Last::State(state) => html! { <bdi class="last cut">{ state }</bdi> },
        _ if chat.absent_since.is_some() => absent(listed),
        Last::Typing => html! { <span class="last cut accent">{ texts::mine::is_typing() }</span> },
        Last::Draft(draft) => html! {
            <span class="last cut"><b>{ texts::mine::draft() }</b>{ " " }<bdi>{ draft }</bdi></span>
        },
        Last::Theirs(text) => html! { <bdi class="last cut" dir="auto">{ text }</bdi> },
        Last::Ours(text, delivery) => html! {
            <>
                <span class="last cut"><span>{ texts::mine::you() }</span>{ " " }<bdi dir="auto">{ text }</bdi></span>
                { tick(delivery) }
            </>
        },
        Last::Nothing => html! { <bdi class="last cut">{ &listed.queue.title }</bdi> },
    }
}

fn absent(listed: &Listed) -> Html {
    let Some(since) = listed.chat.absent_since else {
        return Html::default();
    };
    html! {
        <span class="last cut">{ texts::mine::guest_absent() }{ " " }<Elapsed {since} clock={listed.clock} /></span>
    }
}

/// One tick for what the service has, two for what the guest has.
fn tick(delivery: Delivery) -> Html {
    let (drawn, words) = match delivery {
        Delivery::Delivered => (Icon::Checks, texts::delivery::delivered()),
        Delivery::Sent(_) => (Icon::Check, texts::delivery::sent()),
        Delivery::Waiting | Delivery::Sending(_) => (Icon::Clock, texts::delivery::waits()),
        Delivery::Unsent => (Icon::Alert, texts::delivery::unsent()),
    };
    html! { <><span class="soft">{ drawn.less() }</span><span class="unseen">{ words }</span></> }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use yew::Reducible;

    use super::super::super::fixtures::{chat, chat_id, desk, sealed};
    use super::super::super::state::Action;
    use super::*;

    #[test]
    fn a_draft_is_shown_in_the_list_unless_its_chat_is_open() {
        let chats = (1..=3).map(|digit| chat(digit, sealed())).collect();
        let draft = |digit, draft: &str| Action::Draft {
            chat: chat_id(digit),
            draft: draft.to_owned(),
        };
        let actions = [
            Action::Viewed(desk("reference", vec![], chats)),
            draft(1, "half a sentence"),
            draft(2, "half another"),
            Action::Open(chat_id(2)),
        ];
        let state = actions
            .into_iter()
            .fold(Rc::<DeskState>::default(), DeskState::reduce);
        let marked = listed(&state);
        let marked: Vec<_> = marked.iter().map(|it| (it.open, &*it.draft)).collect();
        assert_eq!(
            marked,
            [(false, "half a sentence"), (true, ""), (false, "")]
        );
    }
}
