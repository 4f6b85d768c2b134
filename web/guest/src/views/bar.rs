//! The bar: who answers, the lock, the menu, the way out.

use hushdesk_protocol::rest::Snippet;
use hushdesk_texts::guest::{frame, lock};
use hushdesk_web::components::anew;
use yew::prelude::*;

use super::button::does;
use super::icon::{self, Icon, icon};
use super::menu::menu;
use super::trust::{TRUST, trust};
use crate::initials::initials;
use crate::widget::{Conversation, GuestAction, Lock, Widget};

/// The id of the menu.
pub(super) const MENU: &str = "menu";

/// The bar over a chat.
#[inline(never)]
pub(super) fn bar(
    widget: &Widget,
    snippet: &Snippet,
    chat: &Conversation,
    act: &Callback<GuestAction>,
) -> Html {
    let view = &chat.view;
    let operator = view.standing.operator();
    let is_here = operator.is_some() && view.present && !chat.is_elsewhere();
    let (drawn, name) = match operator {
        Some(name) => (initials(name.as_str()).into(), name.as_str()),
        None => (icon(icon::BOOK), snippet.queue_title.as_str()),
    };
    let name = AttrValue::from(name.to_owned());
    html! {
        <header class="bar">
            <span CLASS={if is_here { "avatar here" } else { "avatar" }} aria-hidden="true">{ drawn }</span>
            <div class="who">
                <h1><bdi>{ anew(&name) }</bdi></h1>
                { standing(chat) }
            </div>
            { buttons(widget, Some(chat), act) }
            { Lock::of(view).map(|lock| trust(&lock, view, act)) }
        </header>
    }
}

/// A bar with nothing but the name of the desk.
pub(super) fn plain_bar(widget: &Widget, act: &Callback<GuestAction>) -> Html {
    html! { <header class="bar">{ buttons(widget, None, act) }</header> }
}

/// The menu, and the way out where there is a page around.
pub(super) fn buttons(
    widget: &Widget,
    chat: Option<&Conversation>,
    act: &Callback<GuestAction>,
) -> Html {
    html! {
        <>
            <div class="buttons">
                if chat.is_some() {
                    <button class="round" type="button" popovertarget={MENU} aria-label={frame::menu()} title={frame::menu()}>
                        { icon(icon::MORE) }
                    </button>
                }
                if widget.framed {
                    <button class="round" type="button" aria-label={frame::close()} title={frame::close()}
                        onclick={does(act, GuestAction::Close)}>
                        { icon(icon::CLOSE) }
                    </button>
                }
            </div>
            { chat.map(|chat| menu(chat, widget, act)) }
        </>
    }
}

/// The lock, which opens what it means; or why there is none.
fn standing(chat: &Conversation) -> Html {
    match Lock::of(&chat.view) {
        _ if chat.is_elsewhere() => html! { <p>{ anew(&lock::elsewhere().into()) }</p> },
        None => html! { <p>{ anew(&lock::ended().into()) }</p> },
        Some(lock) => pressed(&lock),
    }
}

#[inline(never)]
fn pressed(lock: &Lock) -> Html {
    let (drawn, look, words) = look(lock);
    let short = match lock {
        Lock::Verified { .. } => Some(lock::verified_short()),
        Lock::Private
        | Lock::Checking
        | Lock::Passing
        | Lock::Compared { .. }
        | Lock::Unverified { .. }
        | Lock::Open => None,
    };
    html! {
        <button CLASS={look} type="button" popovertarget={TRUST} aria-haspopup="dialog">
            { icon(drawn) }
            <span CLASS={short.map(|_| "long")}>{ anew(&words.into()) }</span>
            if let Some(short) = short {
                <span class="short">{ short }</span>
            }
            { icon(icon::DOWN) }
        </button>
    }
}

/// How a lock is drawn, and its words.
fn look(lock: &Lock) -> (Icon, &'static str, &'static str) {
    match lock {
        Lock::Private => (icon::LOCK, "lock", lock::private()),
        Lock::Checking => (icon::LOCK, "lock", lock::checking()),
        Lock::Passing => (icon::LOCK, "lock", lock::passing()),
        Lock::Verified { .. } => (icon::SHIELD, "lock good", lock::verified()),
        Lock::Compared { .. } => (icon::CHECK, "lock good", lock::compared()),
        Lock::Unverified { .. } => (icon::UNSURE, "lock warn", lock::unverified()),
        Lock::Open => (icon::OPEN, "lock warn", lock::open()),
    }
}
