//! Comparing a secret with a guest: the operator asks for something that only the right person knows, or is asked for it.
//! What either of them has in mind is compared, and seen by nobody.

use hushdesk_texts::console as texts;
use hushdesk_web::components::comparing::{ANSWER, QUESTION, answers, asks};
use hushdesk_web::session::comparison::{Compare, Comparison};
use hushdesk_web::session::operator_session::ChatView;
use yew::prelude::*;

/// What the operator does about it, and with whom.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct CompareProps {
    pub(super) chat: ChatView,
    pub(super) onstep: Callback<Compare>,
}

/// For whoever wants to ask; a sentence while that has to wait.
#[component]
pub(super) fn Asking(props: &CompareProps) -> Html {
    let guest = &props.chat.guest;
    match props.chat.comparison {
        Comparison::Asked { .. } => html! { <p>{ texts::compare::asked_first(guest) }</p> },
        Comparison::Waiting { .. } => html! {
            <div class="stack">
                <p role="status">{ texts::compare::waiting(guest) }</p>
                { gives_up(texts::compare::give_up(), &props.onstep) }
            </div>
        },
        Comparison::None | Comparison::Over { .. } => {
            let ask = asks(&props.onstep);
            html! {
                <details class="plain">
                    <summary>{ texts::compare::title() }</summary>
                    <form class="stack" onsubmit={ask}>
                        <p class="soft small">{ texts::compare::more() }</p>
                        { field(QUESTION, texts::compare::question()) }
                        { field(ANSWER, texts::compare::expected()) }
                        <button type="submit" class="button less">{ texts::compare::ask() }</button>
                    </form>
                </details>
            }
        }
    }
}

/// What the guest asks, over the field; nothing where nothing is asked.
#[component]
pub(super) fn Asked(props: &CompareProps) -> Html {
    let Comparison::Asked { question } = &props.chat.comparison else {
        return Html::default();
    };
    let answer = answers(&props.onstep);
    let title = AttrValue::from(texts::compare::asked(&props.chat.guest));
    html! {
        <form class="asks compare" aria-label={&title} onsubmit={answer}>
            <p role="status">
                <strong>{ title }</strong>{ " " }
                if let Some(question) = question {
                    <bdi>{ question }</bdi>
                }
            </p>
            <p class="soft">{ texts::compare::asked_more() }</p>
            <div class="row">
                { field(ANSWER, texts::compare::answer()) }
                <button type="submit" class="button less primary">{ texts::compare::compare() }</button>
                { gives_up(texts::compare::refuse(), &props.onstep) }
            </div>
        </form>
    }
}

fn field(name: &'static str, label: &'static str) -> Html {
    html! {
        <label class="field">
            <span>{ label }</span>
            <input class="input" {name} dir="auto" required=true maxlength="250" autocomplete="off" />
        </label>
    }
}

fn gives_up(label: &'static str, onstep: &Callback<Compare>) -> Html {
    let onclick = onstep.reform(|_| Compare::GiveUp);
    html! { <button type="button" class="button less" {onclick}>{ label }</button> }
}
