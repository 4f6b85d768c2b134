//! What is to be done after one chat, at its page.

use hushdesk_protocol::frames::ChatKind;
use hushdesk_protocol::ids::ChatId;
use hushdesk_protocol::rest::{ChatRow, FollowUp, GetChatFollowUps};
use hushdesk_texts::console as texts;
use hushdesk_web::api::{self, Trouble};
use yew::prelude::*;

use super::card::FollowUpCard;
use super::dialog::FollowUpDialog;
use crate::components::{Button, Card, Icon};
use crate::desk::use_workplace;
use crate::history::Known;
use crate::loaded::use_loaded_of;

/// After which.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct ChatFollowUpsProps {
    pub(crate) chat: ChatRow,
    pub(crate) known: Known,
}

async fn follow_ups(chat: ChatId) -> Result<Vec<FollowUp>, Trouble> {
    let page = api::ask(&GetChatFollowUps { chat }, &()).await?;
    Ok(page.items)
}

/// The list, and what asks for more. Of a sealed chat it says why there is none.
#[component]
pub(crate) fn ChatFollowUps(props: &ChatFollowUpsProps) -> Html {
    if props.chat.kind == ChatKind::Sealed {
        return html! {
            <Card title={texts::follow_ups::title()}><p class="body soft">{ texts::follow_ups::sealed() }</p></Card>
        };
    }
    html! { <OfOpenChat chat={props.chat.clone()} known={props.known.clone()} /> }
}

#[component]
fn OfOpenChat(props: &ChatFollowUpsProps) -> Html {
    let ChatFollowUpsProps { chat, known } = props;
    let (follow_ups, again) = use_loaded_of(chat.chat.clone(), follow_ups);
    let asks = use_state_eq(|| false);
    let own = use_workplace().map(|workplace| workplace.session.name.clone());
    let ask = |whether: bool| {
        let asks = asks.setter();
        Callback::from(move |()| asks.set(whether))
    };
    let ondone = {
        let (asks, again) = (asks.setter(), again.clone());
        Callback::from(move |()| {
            asks.set(false);
            again.emit(());
        })
    };
    let list = follow_ups.draw(1, texts::follow_ups::not_loaded(), &again, |all| {
        all.iter()
            .map(|follow_up| {
                let deletes = known.sees_all || own.as_ref() == Some(&follow_up.by);
                html! {
                    <FollowUpCard key={follow_up.id.as_str()} follow_up={follow_up.clone()} known={known.clone()} {deletes}
                        leads={false} onchange={&again} />
                }
            })
            .collect::<Html>()
    });
    let acts = html! {
        <Button icon={Icon::Plus} onclick={ask(true)}>{ texts::follow_ups::ask() }</Button>
    };
    html! {
        <Card title={texts::follow_ups::title()} lead={texts::follow_ups::lead()} {acts}>
            <div class="body stack">{ list }</div>
            if *asks {
                <FollowUpDialog chat={chat.chat.clone()} queue={chat.queue.clone()} onclose={ask(false)} {ondone} />
            }
        </Card>
    }
}
