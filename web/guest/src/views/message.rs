//! Leaving a message where nobody is there.

use hushdesk_protocol::rest::{Sealing, Snippet};
use hushdesk_texts::guest::message;
use hushdesk_web::components::Fields;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::button::button;
use super::element::{element, words};
use super::form::submits;
use crate::widget::{Draft, Fault, GuestAction, Leaving, Widget};

/// The id of what is wrong.
const ABOUT: &str = "message-about";

/// The names of the fields.
const NAME: &str = "name";
const EMAIL: &str = "email";

/// What the form has once a sealed note was left in the place of the message.
const LEFT: &str = "left";

/// That one can be left instead.
pub(super) fn offer(act: &Callback<GuestAction>) -> Html {
    let wanted = GuestAction::WantMessage(true);
    button("button second", message::leave().into(), act, wanted)
}

/// What is told of it to who does not see it.
pub(super) fn told(leaving: Leaving) -> AttrValue {
    match leaving {
        Leaving::Left => message::left().into(),
        Leaving::Sending => message::sending().into(),
        Leaving::Not | Leaving::Writing(_) => AttrValue::default(),
    }
}

/// In the place of the chat: what is to be filled in, or that it was left.
#[inline(never)]
pub(super) fn message(widget: &Widget, snippet: &Snippet, act: &Callback<GuestAction>) -> Html {
    if widget.leaving == Leaving::Left {
        let said = vec![
            element("h2", "", vec![words(message::left())]),
            element("p", "", vec![words(message::left_more())]),
            back(act),
        ];
        return element("div", "card", said);
    }
    form(widget, snippet, act)
}

fn back(act: &Callback<GuestAction>) -> Html {
    let chats = GuestAction::WantMessage(false);
    button("button second", message::back().into(), act, chats)
}

/// The message, which is what stands in the field of the chat as well, and where it is answered. What the guest is called and
/// where they are answered is known to the browser alone until it is sent. The browser says itself what is not filled in.
fn form(widget: &Widget, snippet: &Snippet, act: &Callback<GuestAction>) -> Html {
    let oninput = act.reform(|event: InputEvent| {
        let field: HtmlTextAreaElement = event.target_unchecked_into();
        GuestAction::Draft(Draft::new(field.value()))
    });
    // Such a message is not sealed, and that is said until what makes a sealed note of it (`web/guest/note.js`) says otherwise.
    let more = match snippet.sealing {
        Sealing::Sealed { .. } => element("hush-note", "", vec![words(message::sealed_more())]),
        Sealing::Open => words(message::more()),
    };
    let (fault, is_sending) = match widget.leaving {
        Leaving::Writing(fault) => (fault, false),
        Leaving::Sending => (None, true),
        Leaving::Not | Leaving::Left => (None, false),
    };
    let send = match is_sending {
        true => message::sending(),
        false => message::send(),
    };
    let text = html! {
        <textarea rows="4" dir="auto" required=true value={widget.draft.as_str().to_owned()} {oninput}
            readonly={is_sending} aria-describedby={ABOUT} aria-invalid={invalid(fault, Fault::Text)} />
    };
    let mut deeds = vec![html! { <button class="button" type="submit">{ send }</button> }];
    if !is_sending {
        deeds.push(back(act));
    }
    let wrong = invalid(fault, Fault::Email);
    let about = html! { <p id={ABOUT} CLASS="hint bad" role="alert">{ fault.map(why) }</p> };
    let inside = vec![
        element("h2", "", vec![words(message::leave())]),
        element("p", "soft", vec![more]),
        element("label", "", vec![words(message::text()), text]),
        element(
            "label",
            "",
            vec![words(message::email()), input(EMAIL, true, wrong)],
        ),
        element(
            "label",
            "",
            vec![words(message::name()), input(NAME, false, None)],
        ),
        about,
        element("div", "row", deeds),
    ];
    super::form::form(message::leave().into(), submits(act, leave), inside)
}

fn leave(typed: &Fields) -> GuestAction {
    if typed.of(LEFT).is_some() {
        return GuestAction::NoteLeft;
    }
    GuestAction::LeaveMessage {
        name: typed.of(NAME).unwrap_or_default(),
        email: typed.of(EMAIL).unwrap_or_default(),
    }
}

/// A line that browsers fill in by what it is called.
fn input(called: &'static str, is_needed: bool, invalid: Option<&'static str>) -> Html {
    let (kind, longest) = if is_needed {
        ("email", "254")
    } else {
        ("text", "64")
    };
    html! {
        <input name={called} type={kind} autocomplete={called} dir="auto" required={is_needed} maxlength={longest}
            aria-describedby={ABOUT} aria-invalid={invalid} />
    }
}

fn invalid(fault: Option<Fault>, of: Fault) -> Option<&'static str> {
    (fault == Some(of)).then_some("true")
}

/// What is wrong, and what to do.
fn why(fault: Fault) -> &'static str {
    match fault {
        Fault::Text => message::no_text(),
        Fault::Email => message::no_email(),
        Fault::TooMany => message::too_many(),
        Fault::NotSent => message::not_sent(),
    }
}
