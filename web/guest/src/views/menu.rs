//! The menu: what can be done with the chat.

use hushdesk_texts::guest::{frame, menu};
use yew::prelude::*;

use super::bar::MENU;
use super::button::does;
use super::icon::{self, Icon, icon};
use crate::widget::{Conversation, Form, GuestAction, Want};

/// The menu, which its button opens. The browser closes it, and gives the focus back.
pub(super) fn menu(chat: &Conversation, can_pop_out: bool, act: &Callback<GuestAction>) -> Html {
    html! {
        <div id={MENU} class="sheet from-bar menu" popover="auto" role="group" aria-label={frame::menu()}>
            if chat.has_texts() {
                { item(icon::DOWNLOAD, "item", menu::download(), act, GuestAction::Download(Form::Html)) }
                { item(icon::PAGE, "item", menu::download_text(), act, GuestAction::Download(Form::Text)) }
                { item(icon::COPY, "item", menu::copy(), act, GuestAction::Copy) }
            }
            if can_pop_out {
                <hr />
                { item(icon::WINDOW, "item", menu::pop_out(), act, GuestAction::PopOut) }
            }
            if chat.can_be_ended() {
                <hr />
                { item(icon::LEAVE, "item bad", menu::end(), act, GuestAction::Want(Some(Want::End))) }
            }
        </div>
    }
}

/// Something that is done when it is pressed, which closes the menu.
fn item(
    drawn: Icon,
    look: &'static str,
    label: &'static str,
    act: &Callback<GuestAction>,
    action: GuestAction,
) -> Html {
    html! {
        <button CLASS={look} type="button" popovertarget={MENU} popovertargetaction="hide" onclick={does(act, action)}>
            { icon(drawn) }{ label }
        </button>
    }
}
