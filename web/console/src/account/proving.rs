//! Asking for the password again, before what lets somebody in. Whatever was to be done goes on by itself afterwards.

use std::rc::Rc;

use hushdesk_protocol::rest::{PasswordProof, PutProof};
use hushdesk_texts::console as words;
use hushdesk_web::api;
use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::prelude::*;

use super::provider::ProveAtProvider;
use super::second_factor::{Asking, ProofForm};
use crate::components::Dialog;

/// Some wait for the answer.
#[derive(Clone, Debug, Default, PartialEq)]
struct Waiting {
    /// Are told whether the edge has taken it.
    answers: Vec<Function>,
    asking: Asking,
}

enum Action {
    /// One more waits.
    Ask(Function),
    /// The asking has got so far.
    Asking(Asking),
    /// All are told.
    Over(bool),
}

impl Reducible for Waiting {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut waiting = Rc::unwrap_or_clone(self);
        match action {
            Action::Ask(answer) => waiting.answers.push(answer),
            Action::Asking(asking) => waiting.asking = asking,
            Action::Over(is_proved) => {
                for answer in std::mem::take(&mut waiting.answers) {
                    // Nothing that answers a promise fails.
                    let _told = answer.call1(&JsValue::NULL, &JsValue::from_bool(is_proved));
                }
                waiting.asking = Asking::Idle;
            }
        }
        Rc::new(waiting)
    }
}

/// Who may be asked.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct ProvingProps {
    /// They have a second factor, which is shown beside the password.
    pub(crate) has_code: bool,
    /// The identity provider at which they have signed in, if they have.
    pub(crate) provider: Option<String>,
}

/// The dialog that asks, while something waits for it.
#[component]
pub(crate) fn Proving(props: &ProvingProps) -> Html {
    let waiting = use_reducer(Waiting::default);
    use_asked(&waiting.dispatcher());
    if waiting.answers.is_empty() {
        return Html::default();
    }
    let asking = waiting.asking;
    let waiting = waiting.dispatcher();
    let onproof = {
        let waiting = waiting.clone();
        Callback::from(move |proof: PasswordProof| {
            waiting.dispatch(Action::Asking(Asking::Sent));
            let waiting = waiting.clone();
            spawn_local(async move {
                waiting.dispatch(match api::ask(&PutProof {}, &proof).await {
                    Ok(()) => Action::Over(true),
                    Err(trouble) => Action::Asking(Asking::Refused((&trouble).into())),
                });
            });
        })
    };
    let onclose = {
        let waiting = waiting.clone();
        Callback::from(move |()| waiting.dispatch(Action::Over(false)))
    };
    let onreturned = {
        let waiting = waiting.clone();
        Callback::from(move |()| waiting.dispatch(Action::Over(true)))
    };
    if let Some(name) = &props.provider {
        let title = words::proving::title_at_provider();
        return html! {
            <Dialog {title} lead={words::proving::lead()} {onclose}>
                <ProveAtProvider name={name.clone()} ondone={onreturned} />
            </Dialog>
        };
    }
    let onmissing = Callback::from(move |missing| {
        waiting.dispatch(Action::Asking(Asking::Refused(missing)));
    });
    html! {
        <Dialog title={words::proving::title()} lead={words::proving::lead()} {onclose}>
            <ProofForm says={words::proving::go_on()} has_code={props.has_code} {asking} {onproof} {onmissing}
                onpasskey={onreturned} />
        </Dialog>
    }
}

/// Who asks the edge has the person asked here.
#[hook]
fn use_asked(waiting: &UseReducerDispatcher<Waiting>) {
    let waiting = waiting.clone();
    use_effect_with((), move |()| {
        let prover: api::Prover = Rc::new(move || {
            let waiting = waiting.clone();
            let answered = Promise::new(&mut |answer, _| {
                waiting.dispatch(Action::Ask(answer));
            });
            Box::pin(async move {
                let answer = JsFuture::from(answered).await;
                answer.is_ok_and(|is_proved| is_proved.is_truthy())
            })
        });
        api::prove_by(Some(prover));
        || api::prove_by(None)
    });
}
