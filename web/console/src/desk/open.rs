//! Which conversation is open, and what the operator does in it.

use hushdesk_protocol::ids::ChatId;
use hushdesk_web::session::desk::DeskEvent;
use hushdesk_web::session::text::Text;
use yew::prelude::*;

use super::conversation::{Conversation, Intent, NoConversation};
use super::office::Office;
use super::regions::Region;
use super::skins::KeyProspects;
use super::state::{Action, DeskState};
use super::typing::use_typing;

/// The page and its desks.
#[derive(Properties, PartialEq)]
pub(crate) struct OpenConversationProps {
    /// The page.
    pub(crate) state: UseReducerHandle<DeskState>,
    /// The desks.
    pub(crate) office: Office,
    /// How guests' browsers will take the operator's key.
    pub(crate) prospects: KeyProspects,
}

/// The open conversation, or what stands in its place.
#[component]
pub(crate) fn OpenConversation(props: &OpenConversationProps) -> Html {
    let state = &props.state;
    let open = state
        .open()
        .map(|(queue, chat)| (queue.clone(), chat.clone()));
    let chat = open.as_ref().map(|(_, chat)| chat.chat.clone());
    let ontyping = use_typing(chat.clone(), &props.office);
    use_focus_follows(chat);
    let Some((queue, chat)) = open else {
        return html! { <NoConversation /> };
    };
    let onintent = {
        let (state, office, chat) = (state.dispatcher(), props.office.clone(), chat.chat.clone());
        Callback::from(move |intent| match intent {
            Intent::Draft(draft) => {
                ontyping.emit(!draft.trim().is_empty());
                state.dispatch(Action::Draft {
                    chat: chat.clone(),
                    draft,
                });
            }
            Intent::Send(text) => {
                ontyping.emit(false);
                send(&office, &state, &chat, &text);
            }
            Intent::Pass(recipient, note) => office.handle(&DeskEvent::Transfer {
                chat: chat.clone(),
                recipient,
                note,
            }),
            Intent::Keep => office.handle(&DeskEvent::CancelTransfer(chat.clone())),
            Intent::AskForEarlier => office.handle(&DeskEvent::AskForEarlier(chat.clone())),
            Intent::End => office.handle(&DeskEvent::End(chat.clone())),
            Intent::PutAway => {
                office.handle(&DeskEvent::Dismiss(chat.clone()));
                state.dispatch(Action::PutAway(chat.clone()));
            }
            Intent::Leave => state.dispatch(Action::Leave),
        })
    };
    let draft = state.draft(&chat.chat).to_owned();
    let desk = state.desks().iter().find(|it| it.queue.name == queue.name);
    let up = state.is_up(&queue.name);
    let own = desk.and_then(|desk| desk.view.operator.clone());
    let colleagues = desk
        .map(|desk| desk.view.colleagues.clone())
        .unwrap_or_default();
    let clock = state.clock(&queue.name);
    let prospect = props.prospects.at(&chat.skin);
    html! {
        <Conversation {queue} {chat} {up} replaced={state.replaced()} {clock} {own} names={state.names().clone()}
            {prospect} {colleagues} {draft} waiting={state.waiting()} {onintent} />
    }
}

/// One goes on in the conversation that has just been opened, and in the list when it has been left.
#[hook]
fn use_focus_follows(chat: Option<ChatId>) {
    let before = use_mut_ref(|| None::<ChatId>);
    use_effect_with(chat, move |chat| {
        let left = before.replace(chat.clone()).is_some();
        match chat {
            Some(_) => Region::Conversation.focus(),
            None if left => Region::Mine.focus(),
            None => {}
        }
    });
}

/// What can be sent is sent, and the draft is done; anything else stays where it is.
fn send(office: &Office, state: &UseReducerDispatcher<DeskState>, chat: &ChatId, text: &str) {
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
