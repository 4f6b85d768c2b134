//! The chats of this window.

use hushdesk_protocol::frames::Whereabouts;
use hushdesk_protocol::ids::ChatId;
use hushdesk_protocol::rest::QueueTitle;
use hushdesk_texts::console as texts;
use hushdesk_web::session::clock::EdgeClock;
use hushdesk_web::session::operator_session::{ChatView, Standing};
use yew::prelude::*;

use super::colleagues::{Colleagues, Present};
use super::names::Names;
use super::presence::{GuestPresence, Presence};
use super::regions::Region;
use super::state::{DeskState, key};
use crate::components::Elapsed;
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
    /// Something has been written in it and not sent, and does not stand before one's eyes.
    pub(crate) draft: bool,
    /// It is the open one.
    pub(crate) open: bool,
    /// The time at the queue.
    pub(crate) clock: EdgeClock,
}

/// All chats of a window.
pub(super) fn listed(state: &DeskState) -> Vec<Listed> {
    let open = state.open().map(|(_, chat)| &chat.chat);
    let listed = |(queue, chat): (&QueueTitle, &ChatView)| {
        let open = open == Some(&chat.chat);
        Listed {
            queue: queue.clone(),
            chat: chat.clone(),
            unread: state.unread(&chat.chat),
            draft: !open && !state.draft(&chat.chat).trim().is_empty(),
            open,
            clock: state.clock(&queue.name),
        }
    };
    state.chats().map(listed).collect()
}

/// The chats, and which one the operator chooses.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct MineProps {
    /// In the order of their claims.
    pub(crate) chats: Vec<Listed>,
    /// Who else is there, as far as this window hears of it: whether it staffs a queue, and whether one is heard.
    pub(crate) colleagues: Vec<Present>,
    pub(crate) staffs: bool,
    pub(crate) heard: bool,
    /// What they are called.
    pub(crate) names: Names,
    /// The operator wants to see a chat.
    pub(crate) onopen: Callback<ChatId>,
}

/// The region of this window's chats.
#[component]
pub(crate) fn Mine(props: &MineProps) -> Html {
    html! {
        <section id={Region::Mine.id()} class="region mine" tabindex="-1" aria-labelledby="mine-title">
            <header>
                <h2 id="mine-title">{ texts::mine::mine() }</h2>
                <span class="count">{ props.chats.len() }</span>
            </header>
            if props.chats.is_empty() {
                <div class="empty">
                    <p>{ texts::mine::no_chats() }</p>
                    <p>{ texts::mine::no_chats_more() }</p>
                </div>
            } else {
                <ul class="plain">
                    for (place, listed) in props.chats.iter().enumerate() {
                        <li key={key(&listed.queue, &listed.chat.chat)}>
                            <ChatButton listed={listed.clone()} names={props.names.clone()} first={place == 0}
                                onopen={&props.onopen} />
                        </li>
                    }
                </ul>
            }
            <Colleagues colleagues={props.colleagues.clone()} staffs={props.staffs} heard={props.heard} />
        </section>
    }
}

#[derive(Debug, Properties, PartialEq)]
struct ChatButtonProps {
    listed: Listed,
    names: Names,
    first: bool,
    onopen: Callback<ChatId>,
}

#[component]
fn ChatButton(props: &ChatButtonProps) -> Html {
    let Listed {
        queue,
        chat,
        unread,
        draft,
        open,
        clock,
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
    html! {
        <button ref={node} type="button" aria-current={open.then_some("true")}
            data-first={(props.first || *open).then_some("")} {onclick}>
            <Presence guest={GuestPresence::of(chat)} />
            <span class="name"><bdi>{ chat.guest.to_string() }</bdi></span>
            <span>
                if *unread > 0 {
                    <span class="unread" aria-hidden="true">{ unread }</span>
                    <span class="unseen">{ texts::mine::unread(*unread) }</span>
                }
            </span>
            <span class="about">
                if *draft {
                    <strong>{ texts::mine::draft() }</strong>{ " · " }
                }
                <bdi>{ &queue.title }</bdi>
                if let Some(state) = state(chat, &props.names) {
                    { " · " }<bdi>{ state }</bdi>
                } else if let Some(since) = chat.absent_since {
                    { " · " }{ texts::waiting::guest_absent() }{ " " }<Elapsed {since} clock={*clock} />
                }
            </span>
        </button>
    }
}

/// What is worth a word in the list.
fn state(chat: &ChatView, names: &Names) -> Option<String> {
    let word = match &chat.standing {
        Standing::Closed { .. } => texts::mine::ended(),
        Standing::Lapsed { now } => return Some(whereabouts(now.as_ref(), names)),
        Standing::HandedOn { to } => return Some(texts::transfer::with_somebody(&names.of(to))),
        Standing::Passing(_) => texts::transfer::passing_short(),
        Standing::Ending => texts::mine::ending_short(),
        Standing::Refused => texts::mine::key_refused_short(),
        // Without the guest nothing is exchanged.
        _ if chat.absent_since.is_some() => return None,
        Standing::Exchanging => texts::mine::exchanging_short(),
        Standing::Sealed { .. } | Standing::Open => {
            chat.typing.then_some(texts::mine::is_typing())?
        }
    };
    Some(word.to_owned())
}

fn whereabouts(now: Option<&Whereabouts>, names: &Names) -> String {
    match now {
        Some(Whereabouts::Held { by }) if names.is_own(by) => {
            texts::mine::in_other_window().to_owned()
        }
        Some(Whereabouts::Held { by }) => texts::transfer::with_somebody(&names.of(by)),
        Some(Whereabouts::Waiting) => texts::mine::waits_again().to_owned(),
        Some(Whereabouts::KeyRefused) => texts::mine::key_refused_short().to_owned(),
        Some(Whereabouts::Moved { .. }) | None => texts::mine::elsewhere().to_owned(),
        Some(Whereabouts::Closed { .. } | Whereabouts::Forgotten) => {
            texts::mine::ended().to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use yew::Reducible;

    use super::super::fixtures::{chat, chat_id, desk, sealed};
    use super::super::state::Action;
    use super::*;

    #[test]
    fn a_chat_with_an_unsent_draft_is_marked_unless_it_is_the_open_one() {
        let chats = (1..=3).map(|digit| chat(digit, sealed())).collect();
        let draft = |digit, draft: &str| Action::Draft {
            chat: chat_id(digit),
            draft: draft.to_owned(),
        };
        let actions = [
            Action::Viewed(desk("reference", vec![], chats)),
            draft(1, "half a sentence"),
            draft(2, "half another"),
            draft(3, " \n"),
            Action::Open(chat_id(2)),
        ];
        let state = actions
            .into_iter()
            .fold(Rc::<DeskState>::default(), DeskState::reduce);
        let marked = listed(&state);
        let marked: Vec<_> = marked.iter().map(|it| (it.open, it.draft)).collect();
        assert_eq!(marked, [(false, true), (true, false), (false, false)]);
    }
}
