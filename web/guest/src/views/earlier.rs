//! Whether whoever holds the chat now may read what was said before.

use hushdesk_protocol::ids::OperatorName;
use hushdesk_web::components::{Dialog, Line, Side, time_of_day};
use hushdesk_web::session::guest_session::{GuestView, Permission};
use hushdesk_web::session::log::EntryId;
use yew::prelude::*;

use super::lines::{lines, operator};
use crate::catalogue::texts;

#[derive(Debug, Properties, PartialEq)]
pub(crate) struct EarlierProps {
    /// The chat.
    pub(crate) view: GuestView,
    /// The guest allows these texts; none is a no.
    pub(crate) onallowed: Callback<Vec<EntryId>>,
}

/// Asks, where there is something to be asked; a guest who does not want to decide at once goes on. Shows how
/// far the sending is.
#[component]
pub(crate) fn Earlier(props: &EarlierProps) -> Html {
    let view = &props.view;
    let ticked = use_state(Vec::<EntryId>::new);
    let later = use_state(|| false);
    let asked = view.permission == Permission::Asked;
    {
        let (ticked, later) = (ticked.setter(), later.setter());
        use_effect_with(asked, move |_| {
            ticked.set(Vec::new());
            later.set(false);
        });
    }
    let Some(operator) = operator(&view.standing) else {
        return Html::default();
    };
    let put_off = |value| {
        let later = later.setter();
        Callback::from(move |()| later.set(value))
    };
    match view.permission {
        Permission::None => Html::default(),
        Permission::Sending { arrived, of } => {
            let percent = arrived.saturating_mul(100) / of.max(1);
            html! { <div class="earlier" role="status">{ (texts().earlier_sending)(percent) }</div> }
        }
        Permission::Asked if *later => html! {
            <div class="earlier">
                <button type="button" onclick={put_off(false).reform(|_| ())}>
                    { (texts().earlier_title)(operator) }
                </button>
            </div>
        },
        Permission::Asked => question(props, operator, &ticked, put_off(true)),
    }
}

/// The question with the texts, each to be ticked. What has the focus at first does nothing: the guest may be
/// writing.
fn question(
    props: &EarlierProps,
    operator: &OperatorName,
    ticked: &UseStateHandle<Vec<EntryId>>,
    onlater: Callback<()>,
) -> Html {
    let title = (texts().earlier_title)(operator);
    let all: Vec<_> = earlier(&props.view).map(|(id, _)| id).collect();
    let answer = |label: &'static str, allowed: Vec<EntryId>, disabled: bool| {
        let onclick = props.onallowed.reform(move |_| allowed.clone());
        html! { <button type="button" {disabled} {onclick}>{ label }</button> }
    };
    html! {
        <Dialog title={title.clone()} onclose={onlater.clone()}>
            <p>{ texts().earlier_text }</p>
            <ul class="ticks" tabindex="0" aria-label={texts().conversation}>
                { for earlier(&props.view).map(|(id, line)| tick(id, &line, ticked)) }
            </ul>
            <div class="choices">
                <button type="button" onclick={onlater.reform(|_| ())}>{ texts().earlier_later }</button>
                { answer(texts().earlier_none, Vec::new(), false) }
                { answer(texts().earlier_ticked, (**ticked).clone(), ticked.is_empty()) }
                { answer(texts().earlier_all, all, false) }
            </div>
        </Dialog>
    }
}

fn tick(id: EntryId, line: &Line, ticked: &UseStateHandle<Vec<EntryId>>) -> Html {
    let Line::Said(said) = line else {
        return Html::default();
    };
    let side = match said.side {
        Side::Ours => "ours",
        Side::Theirs => "theirs",
    };
    let checked = ticked.contains(&id);
    let onchange = {
        let ticked = ticked.clone();
        Callback::from(move |_: Event| {
            let mut now: Vec<_> = ticked.iter().copied().filter(|it| *it != id).collect();
            if !checked {
                now.push(id);
            }
            ticked.set(now);
        })
    };
    html! {
        <li class={side}>
            <label>
                <input type="checkbox" {checked} {onchange} />
                <span>
                    <span class="who"><bdi>{ &said.who }</bdi>{ " " }{ time_of_day(said.at) }</span>
                    <span class="text" dir="auto">{ &said.text }</span>
                </span>
            </label>
        </li>
    }
}

/// The texts that the operator's window does not have.
fn earlier(view: &GuestView) -> impl Iterator<Item = (EntryId, Line)> {
    let entries = view.log.entries().iter();
    entries
        .zip(lines(view))
        .filter(|(entry, _)| entry.earlier)
        .map(|(entry, line)| (entry.id, line))
}
