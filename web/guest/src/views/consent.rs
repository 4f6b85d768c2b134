//! The guest's consent: whether whoever holds the chat now may read what was said before.

use hushdesk_protocol::text::DisplayName;
use hushdesk_web::components::{Dialog, Line, Said, What, anew, head};
use hushdesk_web::session::guest_session::Permission;
use hushdesk_web::session::log::EntryId;
use yew::prelude::*;

use super::button::{button, does};
use super::lines::earlier_lines;
use crate::catalogue::texts;
use crate::widget::{Conversation, GuestAction, Share};

/// Asks, where there is something to be asked; a guest who does not want to decide at once goes on. Shows how
/// far the sending is.
pub(super) fn consent(chat: &Conversation, act: &Callback<GuestAction>) -> Html {
    let Some(operator) = chat.view.standing.operator() else {
        return Html::default();
    };
    match chat.view.permission {
        Permission::None => Html::default(),
        Permission::Sending { arrived, of } => {
            let percent = arrived.saturating_mul(100) / of.max(1);
            let sending = (texts().earlier_sending)(percent).into();
            html! { <div class="earlier" role="status">{ anew(&sending) }</div> }
        }
        Permission::Asked if chat.consent.later => {
            let title = (texts().earlier_title)(operator);
            html! { <div class="earlier">{ button(None, title, act, GuestAction::PutOff(false)) }</div> }
        }
        Permission::Asked => question(chat, operator, act),
    }
}

/// The question with the texts, each to be ticked. What has the focus at first does nothing: the guest may be
/// writing.
fn question(chat: &Conversation, operator: &DisplayName, act: &Callback<GuestAction>) -> Html {
    let ticked = &chat.consent.ticked;
    let ticks = earlier_lines(chat);
    let ticks = ticks.iter().map(|line| tick(line, ticked, act));
    let allow = |share| does(act, GuestAction::Allow(share));
    html! {
        <Dialog title={(texts().earlier_title)(operator)} onclose={act.reform(|()| GuestAction::PutOff(true))}>
            <p>{ texts().earlier_text }</p>
            <ul class="ticks" tabindex="0" aria-label={texts().conversation}>{ for ticks }</ul>
            <div class="choices">
                { button(None, texts().earlier_later, act, GuestAction::PutOff(true)) }
                <button type="button" onclick={allow(Share::Nothing)}>{ texts().earlier_none }</button>
                <button type="button" onclick={allow(Share::Ticked)} disabled={ticked.is_empty()}>
                    { texts().earlier_ticked }
                </button>
                <button type="button" onclick={allow(Share::All)}>{ texts().earlier_all }</button>
            </div>
        </Dialog>
    }
}

fn tick(line: &Line, ticked: &[EntryId], act: &Callback<GuestAction>) -> Html {
    match &line.what {
        What::Said(said) => {
            let id = EntryId(line.id);
            let tick = does(act, GuestAction::Tick(id));
            to_tick(line.id, said, ticked.contains(&id), tick)
        }
        What::Happened(_) => Html::default(),
    }
}

fn to_tick(id: u64, said: &Said, ticked: bool, tick: Callback<MouseEvent>) -> Html {
    html! {
        <li key={id} CLASS={said.side.class()}>
            <label>
                <input type="checkbox" checked={ticked} onclick={tick} />
                <span>{ head(said) }<span class="text" dir="auto">{ &said.text }</span></span>
            </label>
        </li>
    }
}
