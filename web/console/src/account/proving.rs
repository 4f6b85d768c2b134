//! Asking for the password again, before what lets somebody in. Whatever was to be done goes on by itself afterwards.

use std::rc::Rc;

use hushdesk_protocol::rest::{PasswordProof, PutProof};
use hushdesk_texts::console as words;
use hushdesk_web::api;
use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::prelude::*;

use super::second_factor::{Asking, ProofForm};
use crate::components::Dialog;

/// Somebody waits for the answer.
#[derive(Clone, Debug, PartialEq)]
struct Waiting {
    /// Is told whether the edge has taken it.
    answer: Function,
    asking: Asking,
}

impl Waiting {
    fn answer(&self, is_proved: bool) {
        // Nothing that answers a promise fails.
        let _told = self
            .answer
            .call1(&JsValue::NULL, &JsValue::from_bool(is_proved));
    }
}

/// Who may be asked.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct ProvingProps {
    /// They have a second factor, which is shown beside the password.
    pub(crate) has_code: bool,
}

/// The dialog that asks, while something waits for it.
#[component]
pub(crate) fn Proving(props: &ProvingProps) -> Html {
    let waiting = use_state(|| None::<Waiting>);
    use_asked(&waiting.setter());
    let Some(now) = (*waiting).clone() else {
        return Html::default();
    };
    let asking = {
        let (waiting, now) = (waiting.setter(), now.clone());
        Callback::from(move |asking| {
            let answer = now.answer.clone();
            waiting.set(Some(Waiting { answer, asking }));
        })
    };
    let over = {
        let (waiting, now) = (waiting.setter(), now.clone());
        Callback::from(move |is_proved| {
            waiting.set(None);
            now.answer(is_proved);
        })
    };
    let onproof = {
        let (asking, over) = (asking.clone(), over.clone());
        Callback::from(move |proof: PasswordProof| {
            asking.emit(Asking::Sent);
            let (asking, over) = (asking.clone(), over.clone());
            spawn_local(async move {
                match api::ask(&PutProof {}, &proof).await {
                    Ok(()) => over.emit(true),
                    Err(trouble) => asking.emit(Asking::Refused((&trouble).into())),
                }
            });
        })
    };
    let onmissing = asking.reform(Asking::Refused);
    html! {
        <Dialog title={words::proving::title()} lead={words::proving::lead()} onclose={over.reform(|()| false)}>
            <ProofForm says={words::proving::go_on()} has_code={props.has_code} asking={now.asking} {onproof} {onmissing} />
        </Dialog>
    }
}

/// Who asks the edge has the person asked here.
#[hook]
fn use_asked(waiting: &UseStateSetter<Option<Waiting>>) {
    let waiting = waiting.clone();
    use_effect_with((), move |()| {
        let prover: api::Prover = Rc::new(move || {
            let waiting = waiting.clone();
            let answered = Promise::new(&mut |answer, _| {
                waiting.set(Some(Waiting {
                    answer,
                    asking: Asking::Idle,
                }));
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
