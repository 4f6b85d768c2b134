//! The conversation: bubbles of those who talk, and lines on what happened between.

use std::rc::Rc;

use hushdesk_protocol::frames::ChatKind;
use hushdesk_texts::guest::{frame, promise, thread};
use hushdesk_web::components::{anew, linked, time_of_day};
use hushdesk_web::session::guest_session::GuestView;
use hushdesk_web::session::log::{EntryId, Item, LogEntry};
use web_sys::Element;
use yew::prelude::*;

use super::button::button;
use super::element::{element, name, words};
use super::icon::{self, Icon, icon};
use super::note::happened;
use super::waiting::steps;
use crate::widget::{Fate, Group, GuestAction, Part, Speaker, thread};

/// What is to be read.
#[derive(Debug, Properties)]
pub(super) struct ThreadProps {
    /// The chat.
    pub(super) view: Rc<GuestView>,
    /// How many texts are new further down.
    pub(super) newer: usize,
    /// The desk.
    pub(super) desk: AttrValue,
    /// What the guest does.
    pub(super) act: Callback<GuestAction>,
}

/// What the chat has not changed is the very same: nothing of it has to be compared.
impl PartialEq for ThreadProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.view, &other.view)
            && self.newer == other.newer
            && self.desk == other.desk
            && self.act == other.act
    }
}

/// The conversation. The last of it is in view unless the reader has scrolled up, and the reader's own next words lead back
/// to it; the style sheet sees to the first, by filling it from its end.
#[component]
pub(super) fn Thread(props: &ThreadProps) -> Html {
    let view = &props.view;
    let node = use_node_ref();
    use_effect_with(last_of_ours(view), {
        let node = node.clone();
        move |_| to_the_end(&node)
    });
    let is_up = use_mut_ref(bool::default);
    let act = props.act.clone();
    let onscroll = Callback::from(move |event: Event| {
        let log: Element = event.target_unchecked_into();
        let up = log.scroll_top().abs() > UP_PIXELS;
        if is_up.replace(up) != up {
            act.emit(GuestAction::ReadUp(up));
        }
    });
    let ondown = Callback::from({
        let node = node.clone();
        move |_: MouseEvent| to_the_end(&node)
    });
    let is_private = view.kind == ChatKind::Sealed;
    html! {
        <>
            <div class="log" ref={node} role="log" tabindex="0" aria-label={frame::conversation()}
                translate={is_private.then_some("no")} {onscroll}>
                <div class="thread">
                    { start(view.kind, &props.desk) }
                    { for thread(view).iter().map(|part| drawn(part, view, &props.act)) }
                    { steps(view) }
                    { typing(view) }
                </div>
            </div>
            if props.newer > 0 {
                <button class="button small newer" type="button" onclick={ondown}>
                    { thread::newer(props.newer) }{ icon(icon::DOWN) }
                </button>
            }
        </>
    }
}

/// Scrolled up by more than this one reads further up: the height of some lines.
const UP_PIXELS: i32 = 64;

/// Leads a log to its end, from where it is filled.
fn to_the_end(log: &NodeRef) {
    if let Some(log) = log.cast::<Element>() {
        log.set_scroll_top(0);
    }
}

fn last_of_ours(view: &GuestView) -> Option<EntryId> {
    let mut entries = view.log.entries().iter().rev();
    let last = entries.find(|entry| matches!(entry.item, Item::Ours { .. }));
    last.map(|entry| entry.id)
}

/// How it begins.
#[inline(never)]
fn start(kind: ChatKind, desk: &AttrValue) -> Html {
    let (drawn, look, promised) = match kind {
        ChatKind::Sealed => (icon::LOCK, "seal good", promise::asked()),
        ChatKind::Open => (icon::OPEN, "seal warn", promise::open()),
    };
    let inside = vec![
        element("span", look, vec![icon(drawn)]),
        element("h2", "", vec![name(desk.clone())]),
        element("p", "", vec![words(promised)]),
    ];
    element("div", "start", inside)
}

fn drawn(part: &Part, view: &GuestView, act: &Callback<GuestAction>) -> Html {
    match part {
        Part::Said(group) => said(group, rewriting(group, view, act)),
        Part::Happened(happening) => happened(happening),
    }
}

#[inline(never)]
fn said(group: &Group, rewriting: Html) -> Html {
    let key = group.lines.first().map_or(0, |line| line.id.0);
    let (side, fate) = match group.by {
        Speaker::Guest(fate) => ("group ours", Some(fate)),
        Speaker::Operator(_) => ("group theirs", None),
    };
    let who = match &group.by {
        Speaker::Guest(_) | Speaker::Operator(None) => None,
        Speaker::Operator(Some(name)) => Some(name.as_str()),
    };
    let fallback = match fate {
        Some(_) => thread::you(),
        None => thread::library(),
    };
    let speaker = AttrValue::from(thread::speaker(&who.unwrap_or(fallback)));
    let look = bubble_look(fate);
    html! {
        <div {key} CLASS={side}>
            { for group.lines.iter().map(|line| bubble(line, look, &speaker)) }
            <p CLASS={if fate == Some(Fate::Lost) { "meta bad" } else { "meta" }}>{ meta(group, fate) }{ rewriting }</p>
        </div>
    }
}

/// Takes a group back into the field, as long as nothing of it has left this browser.
#[inline(never)]
fn rewriting(group: &Group, view: &GuestView, act: &Callback<GuestAction>) -> Html {
    if !group.lines.iter().all(|line| view.is_revisable(line)) {
        return Html::default();
    }
    let texts = group.lines.iter().map(|line| line.id).collect();
    button(
        "link",
        thread::rewrite().into(),
        act,
        GuestAction::Rewrite(texts),
    )
}

const fn bubble_look(fate: Option<Fate>) -> &'static str {
    match fate {
        Some(Fate::Kept) => "bubble kept",
        Some(Fate::Lost) => "bubble lost",
        Some(Fate::Sending | Fate::Sent | Fate::Delivered) | None => "bubble",
    }
}

#[inline(never)]
fn bubble(line: &LogEntry, look: &'static str, speaker: &AttrValue) -> Html {
    let said = match &line.item {
        Item::Ours { text, .. } | Item::Theirs { text } | Item::Colleagues { text, .. } => {
            text.as_str()
        }
        Item::Note(_) => "",
    };
    html! {
        <p key={line.id.0} CLASS={look}>
            <span class="unseen"><bdi>{ speaker }</bdi>{ " " }</span>
            <span class="text" dir="auto">{ linked(said) }</span>
        </p>
    }
}

/// When it was said, and how far it has got.
#[inline(never)]
fn meta(group: &Group, fate: Option<Fate>) -> Html {
    let ticked = |drawn: Icon, look: &'static str, word: &'static str| {
        html! {
            <>
                { time_of_day(group.at()) }
                <span key={word} CLASS={look}>{ icon(drawn) }<span class="unseen">{ word }</span></span>
            </>
        }
    };
    let said =
        |drawn: Icon, word: &'static str| html! { <span key={word}>{ icon(drawn) }{ word }</span> };
    match fate {
        None => time_of_day(group.at()),
        Some(Fate::Kept) => said(icon::LOCK, thread::kept()),
        Some(Fate::Lost) => said(icon::ALERT, thread::not_sent()),
        Some(Fate::Sending) => ticked(icon::CLOCK, "state", thread::sending()),
        Some(Fate::Sent) => ticked(icon::CHECK, "state", thread::sent()),
        Some(Fate::Delivered) => ticked(icon::CHECKS, "state done", thread::delivered()),
    }
}

/// That the other end is writing. It comes and goes at the end, where nothing is under it.
#[inline(never)]
fn typing(view: &GuestView) -> Html {
    let typist = view
        .standing
        .operator()
        .filter(|_| view.typing && view.present);
    let Some(typist) = typist else {
        return Html::default();
    };
    html! {
        <div key="typing" CLASS="group theirs">
            <p CLASS="bubble typing">
                <span class="unseen">{ anew(&thread::writing(typist).into()) }</span><i></i><i></i><i></i>
            </p>
        </div>
    }
}
