//! The open conversation: who it is with, how it stands, what was said, and where to write.

use hushdesk_protocol::frames::{Colleague, Recipient};
use hushdesk_protocol::ids::{ChatId, OperatorName};
use hushdesk_protocol::rest::QueueTitle;
use hushdesk_protocol::text::NoteText;
use hushdesk_texts::console as texts;
use hushdesk_web::session::clock::EdgeClock;
use hushdesk_web::session::flow::Flow;
use hushdesk_web::session::operator_session::{ChatView, Standing};
use yew::prelude::*;

use super::ask_for_earlier::EarlierLine;
use super::facts::Facts;
use super::lines::{earlier_lines, use_lines};
use super::names::Names;
use super::presence::{GuestPresence, Presence};
use super::regions::Region;
use super::skins::KeyProspect;
use super::standing::StandingNotice;
use super::transfer::Transfer;
use crate::components::{Composer, Confirm, ConversationLog};

/// What the operator does in a conversation.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Intent {
    /// Writes a draft.
    Draft(String),
    /// Sends the draft.
    Send(String),
    /// Hands the chat on.
    Pass(Recipient, Option<NoteText>),
    /// Keeps the chat after all.
    Keep,
    /// Asks the guest for the earlier messages.
    AskForEarlier,
    /// Ends the chat.
    End,
    /// Puts a chat away that has ended.
    PutAway,
    /// Goes back to the lists.
    Leave,
}

/// A conversation.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct ConversationProps {
    /// At which queue.
    pub(crate) queue: QueueTitle,
    /// The chat.
    pub(crate) chat: ChatView,
    /// Whether the queue can be told what the operator wants.
    pub(crate) up: bool,
    /// Another window has this operator's place: nothing that is done here counts.
    pub(crate) replaced: bool,
    /// The time there.
    pub(crate) clock: EdgeClock,
    /// This operator, and what colleagues are called.
    pub(crate) own: Option<OperatorName>,
    pub(crate) names: Names,
    /// How the guest's browser will take the operator's key.
    pub(crate) prospect: KeyProspect,
    /// Who staffs the queue.
    pub(crate) colleagues: Vec<Colleague>,
    /// What has been written and not sent.
    pub(crate) draft: String,
    /// How many guests wait elsewhere.
    pub(crate) waiting: usize,
    /// What the operator does.
    pub(crate) onintent: Callback<Intent>,
}

/// The region of the open conversation.
#[component]
pub(crate) fn Conversation(props: &ConversationProps) -> Html {
    let chat = &props.chat;
    let writable = chat.writable() && !props.replaced;
    use_effect_with((writable, chat.standing.is_over()), |(writable, _)| {
        // What had the focus, the field or a button, may have gone with the chat.
        if !writable && Region::Conversation.lacks_focus() {
            Region::Conversation.focus();
        }
    });
    let lines = use_lines(chat, &props.names);
    let passing = use_state(|| None::<ChatId>);
    let earlier = (chat.earlier_texts.clone(), chat.guest.clone());
    let before = use_memo(earlier, |(texts, guest)| earlier_lines(texts, guest));
    html! {
        <section id={Region::Conversation.id()} class="region conversation" tabindex="-1"
            aria-labelledby="conversation-title">
            <header>
                <button type="button" class="back" onclick={props.onintent.reform(|_| Intent::Leave)}>
                    { back(props.waiting) }
                </button>
                <h2 id="conversation-title"><Presence guest={GuestPresence::of(chat)} /><bdi>{ chat.guest.to_string() }</bdi></h2>
                <span class="ends">
                    { transfer(props, &passing) }
                    if !props.replaced || chat.standing.is_over() {
                        <Ending chat={chat.clone()} onintent={&props.onintent} />
                    }
                </span>
                <Facts queue={props.queue.clone()} chat={chat.clone()} prospect={props.prospect} />
            </header>
            if !props.replaced {
                <StandingNotice chat={chat.clone()} up={props.up} clock={props.clock} names={props.names.clone()}
                    prospect={props.prospect} onkeep={props.onintent.reform(|()| Intent::Keep)} />
            }
            <EarlierLine earlier={chat.earlier} askable={writable}
                onask={props.onintent.reform(|()| Intent::AskForEarlier)} />
            <ConversationLog key={chat.chat.as_str()} label={texts::conversation::log_of(&chat.guest)} {lines}
                before={(*before).clone()} before_label={texts::earlier::sent_by_guest()}
                typing={chat.typing.then(|| AttrValue::from(texts::conversation::typing(&chat.guest)))} />
            if writable || !props.draft.is_empty() {
                <Composer key={chat.chat.as_str()} label={texts::conversation::message_to(&chat.guest)}
                    send={texts::conversation::send()} hint={hint(chat, props.replaced)} too_long={texts::conversation::too_long()}
                    draft={props.draft.clone()} disabled={!writable}
                    ondraft={props.onintent.reform(Intent::Draft)} onsend={props.onintent.reform(Intent::Send)} />
            }
        </section>
    }
}

fn back(waiting: usize) -> String {
    match waiting {
        0 => texts::conversation::back().to_owned(),
        waiting => texts::conversation::back_waiting(waiting),
    }
}

/// What is said under the field: what the keys do, or what becomes of a draft while nothing can be sent.
fn hint(chat: &ChatView, replaced: bool) -> &'static str {
    let passing = matches!(chat.standing, Standing::Passing(_)) && chat.flow != Flow::Full;
    match (chat.writable(), replaced) {
        (true, false) => texts::conversation::composer_hint(),
        (true, true) => texts::conversation::composer_waits(),
        (false, _) if passing => texts::conversation::composer_waits(),
        (false, _) => texts::conversation::composer_locked(),
    }
}

/// The button that hands the chat on, and the dialog behind it.
fn transfer(props: &ConversationProps, open: &UseStateHandle<Option<ChatId>>) -> Html {
    if !props.chat.standing.passable() || props.replaced {
        return Html::default();
    }
    let show = |shown: bool| {
        let (open, chat) = (open.setter(), props.chat.chat.clone());
        Callback::from(move |()| open.set(shown.then(|| chat.clone())))
    };
    let onpass = {
        let (close, onintent) = (show(false), props.onintent.clone());
        Callback::from(move |(recipient, note)| {
            close.emit(());
            onintent.emit(Intent::Pass(recipient, note));
        })
    };
    html! {
        <>
            <button type="button" disabled={!props.up} onclick={show(true).reform(|_| ())}>{ texts::transfer::transfer() }</button>
            if (**open).as_ref() == Some(&props.chat.chat) {
                <Transfer queue={props.queue.name.clone()} kind={props.chat.kind} up={props.up} own={props.own.clone()}
                    colleagues={props.colleagues.clone()} {onpass} onclose={show(false)} />
            }
        </>
    }
}

#[derive(Debug, Properties, PartialEq)]
struct EndingProps {
    chat: ChatView,
    onintent: Callback<Intent>,
}

/// Ends the chat once the operator has said so twice; puts it away when it is over.
#[component]
fn Ending(props: &EndingProps) -> Html {
    let asking = use_state(|| None::<ChatId>);
    let ask = |ask: bool| {
        let (asking, chat) = (asking.setter(), props.chat.chat.clone());
        Callback::from(move |()| asking.set(ask.then(|| chat.clone())))
    };
    if props.chat.standing.is_over() {
        return html! {
            // Never what takes the focus by itself: whoever was writing when the chat ended would press it.
            <button type="button" class="primary" onclick={props.onintent.reform(|_| Intent::PutAway)}>
                { texts::conversation::put_away() }
            </button>
        };
    }
    let onyes = {
        let (asking, onintent) = (asking.setter(), props.onintent.clone());
        Callback::from(move |()| {
            asking.set(None);
            onintent.emit(Intent::End);
        })
    };
    html! {
        <>
            <button type="button" disabled={props.chat.standing == Standing::Ending}
                onclick={ask(true).reform(|_| ())}>
                { texts::conversation::end() }
            </button>
            if (*asking).as_ref() == Some(&props.chat.chat) {
                <Confirm title={texts::conversation::end_title()} text={texts::conversation::end_text(&props.chat.guest)}
                    yes={texts::conversation::end()} no={texts::conversation::go_on()} {onyes} onno={ask(false)} />
            }
        </>
    }
}

/// What stands in the place of a conversation while none is open.
#[component]
pub(crate) fn NoConversation() -> Html {
    html! {
        <section id={Region::Conversation.id()} class="region conversation" tabindex="-1"
            aria-label={texts::conversation::conversation()}>
            <div class="nothing">
                <p>{ texts::conversation::nothing_open() }</p>
                <p>{ texts::conversation::nothing_open_more() }</p>
                <p>{ texts::conversation::shortcuts_hint() }</p>
            </div>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::frames::Closer;

    use super::super::fixtures::{chat, desk2, sealed};
    use super::*;

    #[test]
    fn a_draft_that_will_not_be_sent_any_more_is_not_said_to_be_sent_by_enter() {
        let locked = [
            Standing::Closed { by: Closer::Guest },
            Standing::HandedOn { to: desk2() },
            Standing::Lapsed { now: None },
            Standing::Refused,
            Standing::Ending,
        ];
        for standing in locked {
            assert_eq!(
                hint(&chat(1, standing), false),
                texts::conversation::composer_locked()
            );
        }
        let mut full = chat(1, sealed());
        full.flow = Flow::Full;
        assert_eq!(hint(&full, false), texts::conversation::composer_locked());
        assert_eq!(
            hint(&chat(1, sealed()), false),
            texts::conversation::composer_hint()
        );
    }

    #[test]
    fn a_draft_that_may_be_sent_later_is_said_to_wait() {
        let passing = chat(1, Standing::Passing(None));
        assert_eq!(hint(&passing, false), texts::conversation::composer_waits());
        assert_eq!(
            hint(&chat(1, sealed()), true),
            texts::conversation::composer_waits()
        );
    }
}
