//! The chat: who answers, how the connection is, the conversation, and what the guest can do.

use std::rc::Rc;

use hushdesk_protocol::rest::Snippet;
use hushdesk_texts::guest::{end, forget, opening};
use yew::prelude::*;

use super::bar::bar;
use super::element::{element, words};
use super::foot::foot;
use super::icon::{self, icon};
use super::notice::{Notice, notice};
use super::question::{Question, Words};
use super::thread::Thread;
use crate::widget::{Conversation, GuestAction, Want, Widget};

/// A chat from the first message to the end.
#[inline(never)]
pub(super) fn conversation(
    widget: &Widget,
    snippet: &Snippet,
    chat: &Rc<Conversation>,
    told: Option<&Notice>,
    act: &Callback<GuestAction>,
) -> Html {
    let (view, desk) = (chat.view.clone(), snippet.queue_title.clone());
    let unkept = match widget.keeps || !chat.is_running() {
        true => Html::default(),
        false => {
            let said = element("p", "", vec![words(opening::unkept_more())]);
            element("div", "notice unkept", vec![icon(icon::ALERT), said])
        }
    };
    let notice = told.map(notice).unwrap_or_default();
    let thread = html! { <Thread {view} newer={chat.newer()} {desk} {act} /> };
    // What is not there has its place, so that what is keeps its own.
    let middle = element("div", "middle", vec![notice, unkept, thread]);
    let main = element(
        "main",
        "talking",
        vec![middle, foot((&widget.draft, snippet), chat, act)],
    );
    html! { <>{ bar(widget, snippet, chat, act) }{ main }{ question(chat, act) }</> }
}

/// Asks before something that cannot be taken back.
#[inline(never)]
fn question(chat: &Conversation, act: &Callback<GuestAction>) -> Html {
    let Some(want) = chat.question() else {
        return Html::default();
    };
    let (words, action) = match want {
        Want::End => (
            Words {
                title: end::title(),
                more: end::more(),
                yes: end::yes(),
                no: end::no(),
            },
            GuestAction::End,
        ),
        Want::Forget => (
            Words {
                title: forget::title(),
                more: forget::more(),
                yes: forget::yes(),
                no: forget::no(),
            },
            GuestAction::Forget,
        ),
    };
    html! { <Question {words} {action} {act} /> }
}
