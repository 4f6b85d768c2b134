//! What is typed to compare a secret: the same at both ends.

use hushdesk_session::comparison::{Compare, SecretWord};
use web_sys::SubmitEvent;
use yew::prelude::*;

use super::Fields;

/// The name of the field with what is asked.
pub const QUESTION: &str = "question";

/// The name of the field with what is to be answered, or is.
pub const ANSWER: &str = "answer";

/// Asks what is typed, once all of it is; the fields are empty then.
pub fn asks(step: &Callback<Compare>) -> Callback<SubmitEvent> {
    submits(step, |typed| {
        let secret = SecretWord::typed(&typed.of(ANSWER)?)?;
        let question = Some(typed.of(QUESTION)?.trim().to_owned());
        let question = question.filter(|question| !question.is_empty())?;
        Some(Compare::Ask { question, secret })
    })
}

/// Answers what is typed, once something is; the field is empty then.
pub fn answers(step: &Callback<Compare>) -> Callback<SubmitEvent> {
    submits(step, |typed| {
        SecretWord::typed(&typed.of(ANSWER)?).map(Compare::Answer)
    })
}

fn submits(
    step: &Callback<Compare>,
    typed: fn(&Fields) -> Option<Compare>,
) -> Callback<SubmitEvent> {
    let step = step.clone();
    Callback::from(move |event: SubmitEvent| {
        let fields = Fields::submitted(&event);
        if let Some(compare) = typed(&fields) {
            fields.clear();
            step.emit(compare);
        }
    })
}
