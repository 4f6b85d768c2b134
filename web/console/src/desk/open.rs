//! A conversation that is shown, and what the operator does in it.

use std::rc::Rc;

use hushdesk_protocol::ids::ChatId;
use hushdesk_protocol::text::Category;
use hushdesk_texts::console as texts;
use hushdesk_web::session::desk::DeskEvent;
use hushdesk_web::session::text::Text;
use yew::prelude::*;

use super::canned::Canned;
use super::categories::use_categories;
use super::office::Office;
use super::page::on_about;
use super::regions::Region;
use super::state::{Action, DeskState, Question};
use super::taking_along;
use super::talk::{Intent, Shown, Talk};
use super::typing::use_typing;
use super::workplace::Workplace;
use crate::components::use_say;

/// Which conversation.
#[derive(Properties, PartialEq)]
pub(super) struct OpenTalkProps {
    pub(super) workplace: Workplace,
    pub(super) chat: ChatId,
    pub(super) canned: Rc<Vec<Canned>>,
    /// The canned messages are to be looked after.
    pub(super) onmanage: Callback<()>,
}

/// The conversation, with what it needs of its desk.
#[component]
pub(super) fn OpenTalk(props: &OpenTalkProps) -> Html {
    let Workplace { state, office, .. } = &props.workplace;
    let ontyping = use_typing(Some(props.chat.clone()), office);
    let say = use_say();
    let mut shown = state.shown().into_iter();
    let shown = shown.find(|(_, chat)| chat.chat == props.chat);
    let queue = shown.map(|(queue, _)| &queue.name);
    let (filing, onfile) = use_categories(queue, &props.chat);
    let Some((queue, chat)) = shown else {
        return Html::default();
    };
    let is_open = state.open().is_some_and(|(_, open)| open.chat == chat.chat);
    let onintent = on_intent(props, ontyping, say, onfile);
    html! {
        <Talk queue={queue.clone()} chat={chat.clone()} up={state.is_up(&queue.name)} replaced={state.replaced()}
            shown={Shown { open: is_open, kept: state.is_kept_beside(&chat.chat) }}
            clock={state.clock(&queue.name)} names={state.names().clone()}
            prospect={props.workplace.prospects.at(&chat.skin)} draft={state.draft(&chat.chat).to_owned()}
            canned={props.canned.clone()} {filing} waiting={state.waiting()} {onintent} />
    }
}

fn on_intent(
    props: &OpenTalkProps,
    ontyping: Callback<bool>,
    say: Callback<AttrValue>,
    onfile: Callback<(Category, bool)>,
) -> Callback<Intent> {
    let Workplace { state, office, .. } = props.workplace.clone();
    let (chat, onmanage) = (props.chat.clone(), props.onmanage.clone());
    Callback::from(move |intent| match intent {
        Intent::Enter => state.dispatch(Action::Open(chat.clone())),
        Intent::Draft(draft) => {
            ontyping.emit(!draft.trim().is_empty());
            let chat = chat.clone();
            state.dispatch(Action::Draft { chat, draft });
        }
        Intent::Send(text) => {
            ontyping.emit(false);
            send(&office, &state, &chat, &text);
        }
        Intent::PassOn => state.dispatch(Action::Ask(chat.clone(), Question::PassOn)),
        Intent::Rename => state.dispatch(Action::Ask(chat.clone(), Question::Rename)),
        Intent::Mail => state.dispatch(Action::Ask(chat.clone(), Question::Mail)),
        Intent::FollowUp => state.dispatch(Action::Ask(chat.clone(), Question::FollowUp)),
        Intent::Block => state.dispatch(Action::Ask(chat.clone(), Question::Block)),
        Intent::End => state.dispatch(Action::Ask(chat.clone(), Question::End)),
        Intent::Keep => office.handle(&DeskEvent::CancelTransfer(chat.clone())),
        Intent::KeepBeside => {
            state.dispatch(Action::Open(chat.clone()));
            state.dispatch(Action::KeepBeside);
        }
        Intent::About => {
            state.dispatch(Action::Open(chat.clone()));
            on_about(&state, !Region::Side.is_shown()).emit(());
        }
        Intent::Copy => {
            take_along(&state, &chat, taking_along::copy);
            say.emit(texts::talk::copied().into());
        }
        Intent::Download(kind) => {
            take_along(&state, &chat, |transcript| {
                taking_along::download(transcript, kind)
            });
        }
        Intent::Compare(step) => {
            let chat = chat.clone();
            office.handle(&DeskEvent::Compare { chat, step });
        }
        Intent::AskForEarlier => office.handle(&DeskEvent::AskForEarlier(chat.clone())),
        Intent::File(category, on) => onfile.emit((category, on)),
        Intent::PutAway => {
            office.handle(&DeskEvent::Dismiss(chat.clone()));
            state.dispatch(Action::PutAway(chat.clone()));
        }
        Intent::Leave => state.dispatch(Action::Leave),
        Intent::ManageCanned => onmanage.emit(()),
    })
}

fn take_along(
    state: &DeskState,
    chat: &ChatId,
    take: impl FnOnce(&hushdesk_web::transcript::Transcript),
) {
    let mut chats = state.chats();
    if let Some((queue, chat)) = chats.find(|(_, it)| it.chat == *chat) {
        let label = state.label(&chat.chat).unwrap_or(&chat.guest);
        take(&taking_along::transcript(queue, chat, label, state.names()));
    }
}

/// What can be sent is sent, and the draft is done; anything else stays where it is.
fn send(office: &Office, state: &UseReducerHandle<DeskState>, chat: &ChatId, text: &str) {
    if let Ok(text) = Text::typed(text) {
        office.handle(&DeskEvent::Wrote {
            chat: chat.clone(),
            text,
        });
        state.dispatch(Action::Draft {
            chat: chat.clone(),
            draft: String::new(),
        });
    }
}
