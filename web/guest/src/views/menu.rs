//! The menu: what can be done with the chat.

use hushdesk_texts::guest::{frame, menu};
use yew::prelude::*;

use super::bar::MENU;
use super::button::does;
use super::icon::{self, Icon, icon};
use crate::widget::{Conversation, Form, GuestAction, Habits, Letters, Want, Widget};

/// The menu, which its button opens. The browser closes it, and gives the focus back.
pub(super) fn menu(chat: &Conversation, widget: &Widget, act: &Callback<GuestAction>) -> Html {
    html! {
        <div id={MENU} class="sheet from-bar menu" popover="auto" role="group" aria-label={frame::menu()}>
            if chat.has_texts() {
                { item(icon::DOWNLOAD, "item", menu::download(), act, GuestAction::Download(Form::Html)) }
                { item(icon::PAGE, "item", menu::download_text(), act, GuestAction::Download(Form::Text)) }
                { item(icon::COPY, "item", menu::copy(), act, GuestAction::Copy) }
            }
            if widget.snippet().is_some_and(|snippet| chat.is_mailable(snippet)) {
                { item(icon::SEND, "item", menu::mail(), act, GuestAction::Mail) }
            }
            if widget.can_pop_out() {
                { item(icon::WINDOW, "item", menu::pop_out(), act, GuestAction::PopOut) }
            }
            <hr />
            { sound(widget, act) }
            { letters(icon::MORE_OF, menu::larger(), widget.habits, Letters::larger, act) }
            { letters(icon::LESS_OF, menu::smaller(), widget.habits, Letters::smaller, act) }
            if chat.can_be_ended() {
                <hr />
                { item(icon::LEAVE, "item bad", menu::end(), act, GuestAction::Want(Some(Want::End))) }
            }
        </div>
    }
}

/// Whether new messages are heard. The menu stays: one may want to change one's mind at once.
fn sound(widget: &Widget, act: &Callback<GuestAction>) -> Html {
    let is_heard = widget.is_heard();
    let sound = Some(!is_heard);
    let action = GuestAction::Likes(Habits {
        sound,
        ..widget.habits
    });
    let (drawn, pressed) = match is_heard {
        true => (icon::CHECK, "true"),
        false => (icon::SOUND, "false"),
    };
    html! {
        <button CLASS="item" type="button" aria-pressed={pressed} onclick={does(act, action)}>
            { icon(drawn) }{ menu::sound() }
        </button>
    }
}

/// Letters of the next size, as long as there is one. The menu stays: one may want more than one step.
fn letters(
    drawn: Icon,
    label: &'static str,
    habits: Habits,
    step: fn(Letters) -> Option<Letters>,
    act: &Callback<GuestAction>,
) -> Html {
    let next = step(habits.letters);
    let letters = next.unwrap_or(habits.letters);
    // One that is disabled would lose the focus.
    let disabled = if next.is_none() { "true" } else { "false" };
    let action = GuestAction::Likes(Habits { letters, ..habits });
    html! {
        <button CLASS="item" type="button" aria-disabled={disabled} onclick={does(act, action)}>
            { icon(drawn) }{ label }
        </button>
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
