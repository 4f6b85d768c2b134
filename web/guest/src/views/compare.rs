//! Comparing a secret: the guest asks whoever answers for something that only the right person knows, or is asked for it.
//! What either of them has in mind is compared, and seen by nobody.

use hushdesk_protocol::text::DisplayName;
use hushdesk_texts::guest::compare;
use hushdesk_web::components::comparing::{ANSWER, QUESTION, answers, asks};
use hushdesk_web::session::comparison::{Compare, Comparison};
use hushdesk_web::session::guest_session::GuestView;
use yew::prelude::*;

use super::button::button;
use super::element::{element, name, text, words};
use super::trust::fold;
use crate::widget::GuestAction;

/// For whoever wants to ask, folded away; nothing while there is nobody to ask, or the guest is asked.
pub(super) fn asking(view: &GuestView, act: &Callback<GuestAction>) -> Html {
    let Some(operator) = view.standing.operator() else {
        return Html::default();
    };
    let inside = match view.comparison {
        Comparison::Asked { .. } => return Html::default(),
        Comparison::Waiting { .. } => vec![
            element("p", "", vec![text(compare::waiting(operator).into())]),
            gives_up(compare::give_up(), act),
        ],
        Comparison::None | Comparison::Over { .. } => {
            vec![
                element("p", "soft", vec![words(compare::more())]),
                form(act),
            ]
        }
    };
    fold(compare::title(), inside)
}

fn gives_up(label: &'static str, act: &Callback<GuestAction>) -> Html {
    let action = GuestAction::Compare(Compare::GiveUp);
    button("button second", label.into(), act, action)
}

#[inline(never)]
fn form(act: &Callback<GuestAction>) -> Html {
    let ask = asks(&act.reform(GuestAction::Compare));
    html! {
        <form CLASS="fields" onsubmit={ask}>
            { field(QUESTION, compare::question()) }
            { field(ANSWER, compare::expected()) }
            <button class="button" type="submit">{ compare::ask() }</button>
        </form>
    }
}

/// What the guest is asked, over the field.
#[inline(never)]
pub(super) fn asked(
    operator: &DisplayName,
    question: Option<&str>,
    act: &Callback<GuestAction>,
) -> Html {
    let answer = answers(&act.reform(GuestAction::Compare));
    let title = AttrValue::from(compare::asked(operator));
    let question = question.map(|question| {
        let question = name(question.to_owned().into());
        element("p", "question", vec![question])
    });
    let deeds = vec![
        html! { <button class="button" type="submit">{ compare::compare() }</button> },
        gives_up(compare::refuse(), act),
    ];
    let mut inside = vec![element("h2", "", vec![text(title.clone())])];
    inside.extend(question);
    inside.extend([
        element(
            "p",
            "small soft",
            vec![text(compare::asked_more(operator).into())],
        ),
        field(ANSWER, compare::answer()),
        element("div", "row", deeds),
    ]);
    super::form::form(title, answer, inside)
}

fn field(name: &'static str, label: &'static str) -> Html {
    html! {
        <label>
            { label }
            <input {name} dir="auto" required=true maxlength="250" autocomplete="off" />
        </label>
    }
}
