//! What the guest can do next, under the conversation.

use hushdesk_protocol::ids::Fingerprint;
use hushdesk_protocol::rest::Snippet;
use hushdesk_protocol::text::DisplayName;
use hushdesk_texts::guest::{consent, doubt, end, field, menu, over, stopped, thread};
use hushdesk_web::components::time_of_day;
use hushdesk_web::session::comparison::Comparison;
use hushdesk_web::session::log::{Item, LogEntry};
use yew::prelude::*;

use super::button::{button, button_with, does};
use super::compare::asked as asked_for_secret;
use super::composer::Composer;
use super::element::{element, name, text, words};
use super::icon::{self, Icon, icon};
use super::questions::{LAST, LATE, OVER, questions};
use super::rating::rating;
use super::trust::{compare, fold};
use crate::widget::{Conversation, Draft, Foot, Form, GuestAction, Over, Share, Survey, Want};

/// The field; or what has to be decided, or can be done, in its place.
pub(super) fn foot(
    (draft, snippet): (&Draft, &Snippet),
    chat: &Conversation,
    act: &Callback<GuestAction>,
) -> Html {
    match chat.foot() {
        Foot::Nothing => Html::default(),
        Foot::Field { asked } => writing(chat, draft, asked, act),
        Foot::Doubt {
            operator,
            fingerprint,
        } => doubtful(operator, fingerprint, act),
        Foot::Consent(operator) => earlier(chat, operator, act),
        Foot::Survey => {
            let end = button(
                "button second wide",
                end::yes().into(),
                act,
                GuestAction::End,
            );
            let inside = vec![questions(LAST, act), end];
            element("div", "foot ask", inside)
        }
        Foot::Full => ask(
            icon::ALERT,
            (stopped::full(), stopped::full_more()),
            ends(act),
        ),
        Foot::Elsewhere => {
            let texts = (stopped::elsewhere(), stopped::elsewhere_more());
            let here = button(
                "button wide",
                stopped::here().into(),
                act,
                GuestAction::TakeBack,
            );
            ask(icon::COPY, texts, here)
        }
        Foot::Reload { outdated } => {
            let title = match outdated {
                true => stopped::outdated(),
                false => stopped::refused(),
            };
            let reload = button(
                "button wide",
                stopped::reload().into(),
                act,
                GuestAction::Reload,
            );
            ask(icon::ALERT, (title, stopped::reload_more()), reload)
        }
        Foot::Over(how) => ended(snippet, chat, how, act),
    }
}

fn ends(act: &Callback<GuestAction>) -> Html {
    let end = GuestAction::Want(Some(Want::End));
    button("button second wide", menu::end().into(), act, end)
}

/// The field, with what is asked over it.
#[inline(never)]
fn writing(chat: &Conversation, draft: &Draft, asked: bool, act: &Callback<GuestAction>) -> Html {
    let operator = chat.view.standing.operator();
    let hint = match operator {
        Some(operator) => field::write_to(operator),
        None => field::add().to_owned(),
    };
    html! {
        <div CLASS="foot">
            if let Some(operator) = operator.filter(|_| asked) {
                { button("button second small wide", consent::title(operator).into(), act, GuestAction::Decide) }
            }
            if let (Some(operator), Comparison::Asked { question }) = (operator, &chat.view.comparison) {
                { asked_for_secret(operator, question.as_deref(), act) }
            }
            <Composer label={field::message()} hint={hint} draft={draft.clone()} {act} />
        </div>
    }
}

/// Something to be decided, or done, before one can go on.
fn ask(drawn: Icon, (title, more): (&'static str, &'static str), choices: Html) -> Html {
    let head = head(drawn, "seal", title.into(), more.into());
    group("foot ask", title.into(), vec![head, choices])
}

fn group(look: &'static str, title: AttrValue, inside: Vec<Html>) -> Html {
    html! { <div CLASS={look} role="group" aria-label={title}>{ for inside }</div> }
}

fn head(drawn: Icon, look: &'static str, title: AttrValue, more: AttrValue) -> Html {
    let said = vec![
        element("h2", "", vec![text(title)]),
        element("p", "soft", vec![text(more)]),
    ];
    let seal = element("span", look, vec![icon(drawn)]);
    element("div", "head", vec![seal, element("div", "", said)])
}

#[inline(never)]
fn doubtful(operator: &DisplayName, key: &Fingerprint, act: &Callback<GuestAction>) -> Html {
    let title = AttrValue::from(doubt::title(operator));
    let more = doubt::more(operator).into();
    let choices = vec![
        button(
            "button",
            doubt::yes().into(),
            act,
            GuestAction::Trust(key.clone()),
        ),
        button(
            "button second",
            doubt::no().into(),
            act,
            GuestAction::Decline(key.clone()),
        ),
    ];
    let asked = vec![
        head(icon::UNSURE, "seal warn", title.clone(), more),
        element("div", "row", choices),
        compare(key),
    ];
    group("foot ask doubt", title, asked)
}

/// Whether an operator may see what was said before: all of it, nothing, or what is ticked.
#[inline(never)]
fn earlier(chat: &Conversation, operator: &DisplayName, act: &Callback<GuestAction>) -> Html {
    let title = AttrValue::from(consent::title(operator));
    let more = consent::more(operator).into();
    let (all, none) = (
        GuestAction::Allow(Share::All),
        GuestAction::Allow(Share::Nothing),
    );
    let choices = vec![
        button("button", consent::all().into(), act, all),
        button("button second", consent::none().into(), act, none),
    ];
    let asked = vec![
        head(icon::PAGE, "seal", title.clone(), more),
        element("div", "row", choices),
        fold(consent::choose(), single_texts(chat, act)),
    ];
    group("foot ask consent", title, asked)
}

#[inline(never)]
fn single_texts(chat: &Conversation, act: &Callback<GuestAction>) -> Vec<Html> {
    let ticks = chat.earlier_texts().map(|line| tick(chat, line, act));
    let list = html! { <ul class="ticks" tabindex="0" aria-label={consent::messages()}>{ for ticks }</ul> };
    let chosen = html! {
        <button class="button" type="button" disabled={chat.consent.ticked.is_empty()}
            onclick={does(act, GuestAction::Allow(Share::Ticked))}>
            { consent::chosen() }
        </button>
    };
    vec![list, chosen]
}

fn tick(chat: &Conversation, line: &LogEntry, act: &Callback<GuestAction>) -> Html {
    let (who, text) = match &line.item {
        Item::Ours { text, .. } => (thread::you(), text),
        Item::Theirs { text } => (thread::library(), text),
        Item::Colleagues { by, text } => (by.as_str(), text),
        Item::Note(_) => return Html::default(),
    };
    let is_ticked = chat.consent.ticked.contains(&line.id);
    html! {
        <li key={line.id.0}>
            <label class="tick">
                <input type="checkbox" checked={is_ticked} onclick={does(act, GuestAction::Tick(line.id))} />
                <span>
                    <span dir="auto">{ text.as_str() }</span>
                    { element("span", "who-when", vec![name(who.to_owned().into()), words(", "), time_of_day(line.at)]) }
                </span>
            </label>
        </li>
    }
}

/// What a guest can keep of a chat that is over, and what comes after it.
#[inline(never)]
fn ended(snippet: &Snippet, chat: &Conversation, how: Over, act: &Callback<GuestAction>) -> Html {
    let seal = |drawn, title: &'static str, more: &'static str| {
        head(drawn, "seal", title.into(), more.into())
    };
    let mut inside = match how {
        Over::Ended => Vec::new(),
        Over::Gone => vec![seal(icon::ALERT, over::gone(), over::gone_more())],
        Over::DeskFull => vec![seal(icon::PEOPLE, over::full(), over::full_more())],
    };
    if how == Over::Ended && chat.view.texts_of_theirs() > 0 {
        if snippet.rated {
            inside.push(rating(chat.rating, act));
        }
        if snippet.surveyed && chat.survey != Survey::Said {
            let which = match chat.is_to_survey() {
                true => OVER,
                false => LATE,
            };
            inside.push(questions(which, act));
        }
    }
    if chat.has_texts() {
        let second = "button second";
        let download = GuestAction::Download(Form::Html);
        let mut keep = vec![
            button_with(icon::DOWNLOAD, second, over::download(), act, download),
            button_with(icon::COPY, second, over::copy(), act, GuestAction::Copy),
        ];
        if chat.is_mailable(snippet) {
            let mail = GuestAction::Mail;
            keep.push(button_with(icon::SEND, second, menu::mail(), act, mail));
        }
        inside.push(element("div", "keep", keep));
    }
    let forget = GuestAction::Want(Some(Want::Forget));
    let next = vec![
        button("button", over::again().into(), act, GuestAction::StartAnew),
        button_with(icon::BIN, "button bare bad", over::forget(), act, forget),
    ];
    inside.push(element("div", "row", next));
    group("foot ask", over::title().into(), inside)
}
