//! Setting up an app as a second factor: the password, the app's secret, a code of it, and the recovery codes.

use hushdesk_protocol::rest::{
    PasswordProof, PostSecondFactor, PutSecondFactor, RecoveryCodes, SecondFactorCode,
    SecondFactorSecret,
};
use hushdesk_texts::console as words;
use hushdesk_web::api;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::super::page::{clear, value};
use super::proof::{Asking, ProofForm, Refusal};
use super::qr::Qr;
use super::recovery::Recovery;
use crate::components::{Button, Kind, TextField};
use crate::document::focus;

/// What follows once it is set up and its recovery codes are kept.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct SetUpProps {
    /// There is one already, which is shown first.
    #[prop_or_default]
    pub(super) has_one: bool,
    pub(super) ondone: Callback<()>,
}

/// How far it is.
#[derive(Clone, Debug)]
enum Step {
    /// The password is asked for.
    Password,
    /// The app has to be told its secret, and to show a code.
    App(SecondFactorSecret),
    /// It has, and the recovery codes are shown.
    Codes(RecoveryCodes),
}

/// One step after the other.
#[component]
pub(super) fn SetUp(props: &SetUpProps) -> Html {
    let (step, asking) = (use_state(|| Step::Password), use_state(Asking::default));
    let go = {
        let (step, asking) = (step.setter(), asking.setter());
        Callback::from(move |next: Result<Step, Asking>| match next {
            Ok(next) => {
                asking.set(Asking::Idle);
                step.set(next);
            }
            Err(how) => asking.set(how),
        })
    };
    match &*step {
        Step::Password => {
            let onproof = {
                let go = go.clone();
                Callback::from(move |proof| {
                    go.emit(Err(Asking::Sent));
                    let go = go.clone();
                    spawn_local(async move { go.emit(begun(proof).await) });
                })
            };
            let onmissing = go.reform(|refusal| Err(Asking::Refused(refusal)));
            html! { <ProofForm says={words::factor::go_on()} has_code={props.has_one} asking={*asking} {onproof} {onmissing} /> }
        }
        Step::App(secret) => html! { <App secret={secret.clone()} asking={*asking} {go} /> },
        Step::Codes(codes) => html! { <Recovery codes={codes.clone()} ondone={&props.ondone} /> },
    }
}

async fn begun(proof: PasswordProof) -> Result<Step, Asking> {
    let answer = api::ask(&PostSecondFactor {}, &proof).await;
    answer
        .map(Step::App)
        .map_err(|trouble| Asking::Refused((&trouble).into()))
}

async fn confirmed(code: String) -> Result<Step, Asking> {
    let answer = api::ask(&PutSecondFactor {}, &SecondFactorCode { code }).await;
    answer
        .map(Step::Codes)
        .map_err(|trouble| Asking::Refused((&trouble).into()))
}

#[derive(Debug, Properties)]
struct AppProps {
    secret: SecondFactorSecret,
    asking: Asking,
    go: Callback<Result<Step, Asking>>,
}

impl PartialEq for AppProps {
    fn eq(&self, other: &Self) -> bool {
        self.secret.secret == other.secret.secret && self.asking == other.asking
    }
}

/// The secret as a picture and as letters, and a field for the code that shows that the app has it.
#[component]
fn App(props: &AppProps) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with(props.asking, move |asking| match asking {
            Asking::Idle => focus(&node),
            Asking::Refused(refusal) => {
                if *refusal == Refusal::Wrong {
                    clear(&node);
                }
                focus(&node);
            }
            Asking::Sent => {}
        });
    }
    let onsubmit = {
        let (node, go) = (node.clone(), props.go.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let code = value(&node).trim().to_owned();
            if code.is_empty() {
                focus(&node);
                return go.emit(Err(Asking::Refused(Refusal::NoCode)));
            }
            go.emit(Err(Asking::Sent));
            let go = go.clone();
            spawn_local(async move { go.emit(confirmed(code).await) });
        })
    };
    let refusal = props.asking.refusal();
    let error = match refusal {
        Some(Refusal::NoCode) => Some(words::door::no_code()),
        Some(Refusal::Wrong) => Some(words::factor::wrong_code()),
        Some(Refusal::NoPassword | Refusal::TooMany | Refusal::Unreachable | Refusal::Failed)
        | None => None,
    };
    html! {
        <form class="stack loose" {onsubmit} novalidate={true}>
            { refusal.map(Refusal::banner) }
            <p>{ words::factor::scan() }</p>
            <Qr text={props.secret.address.clone()} label={words::factor::qr()} />
            <TextField id="factor-secret" label={words::factor::secret()} value={in_fours(&props.secret.secret)}
                help={words::factor::secret_help()} readonly={true} verbatim={true} />
            <TextField id="factor-code" label={words::door::code()} {node} verbatim={true} required={true} {error}
                help={words::factor::code_help()} autocomplete="one-time-code" inputmode="numeric" />
            <div>
                <Button kind={Kind::Primary} submits={true} ready={props.asking.ready()}>{ words::factor::confirm() }</Button>
            </div>
        </form>
    }
}

/// A secret in groups of four, to be typed.
fn in_fours(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    let groups = letters.chunks(4).map(|group| group.iter().collect());
    groups.collect::<Vec<String>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_read_in_groups_of_four() {
        assert_eq!(in_fours("ABCDEFGHIJ"), "ABCD EFGH IJ");
    }
}
