//! The password once more, and a code where there is a second factor, before somebody changes what protects them.

use hushdesk_protocol::rest::{PasswordProof, ProblemCode};
use hushdesk_texts::console as words;
use hushdesk_web::api;
use yew::prelude::*;

use super::super::page::{clear, value};
use crate::components::{Banner, Button, Kind, Meaning, Ready, TextField};
use crate::document::focus;

/// How far the asking is.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) enum Asking {
    /// Nothing has been typed yet.
    #[default]
    Idle,
    /// The edge is asked.
    Sent,
    /// It said no.
    Refused(Refusal),
}

/// Why something was not done.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Refusal {
    /// Nothing was typed.
    Nothing,
    /// What was typed is wrong.
    Wrong,
    /// It was tried too often.
    TooMany,
    /// The edge was not reached.
    Unreachable,
    /// The edge did not take it, for a reason that typing does not mend.
    Failed,
}

impl Refusal {
    /// What concerns no field.
    fn beside_fields(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Nothing | Self::Wrong => None,
            Self::TooMany => Some((words::door::too_many(), words::factor::too_many_more())),
            Self::Unreachable => {
                Some((words::door::unreachable(), words::door::unreachable_more()))
            }
            Self::Failed => Some((words::door::failed(), words::door::failed_more())),
        }
    }

    /// A banner of it.
    pub(super) fn banner(self) -> Html {
        let Some((title, more)) = self.beside_fields() else {
            return Html::default();
        };
        html! { <Banner meaning={Meaning::Bad} {title} {more} live={true} /> }
    }
}

impl From<&api::Trouble> for Refusal {
    fn from(trouble: &api::Trouble) -> Self {
        let api::Trouble::Refused(problem) = trouble else {
            return Self::Unreachable;
        };
        match problem.code {
            ProblemCode::WrongCredentials => Self::Wrong,
            ProblemCode::TooMany => Self::TooMany,
            ProblemCode::Malformed
            | ProblemCode::SecondFactorNeeded
            | ProblemCode::SecondFactorMissing
            | ProblemCode::SignedOut
            | ProblemCode::Forbidden
            | ProblemCode::NotFound
            | ProblemCode::MethodNotAllowed
            | ProblemCode::Conflict
            | ProblemCode::InUse
            | ProblemCode::Full
            | ProblemCode::LastAdministrator
            | ProblemCode::LinkOver
            | ProblemCode::ChangedMeanwhile
            | ProblemCode::VersionMissing
            | ProblemCode::Failed => Self::Failed,
        }
    }
}

impl Asking {
    /// Whether its button can be pressed.
    pub(super) const fn ready(self) -> Ready {
        match self {
            Self::Sent => Ready::Busy,
            Self::Idle | Self::Refused(_) => Ready::Yes,
        }
    }

    /// Why not.
    pub(super) const fn refusal(self) -> Option<Refusal> {
        match self {
            Self::Refused(refusal) => Some(refusal),
            Self::Idle | Self::Sent => None,
        }
    }
}

/// What is done with the proof.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct ProofFormProps {
    /// What its button says.
    pub(super) says: AttrValue,
    /// How much it asks to be pressed.
    #[prop_or(Kind::Primary)]
    pub(super) kind: Kind,
    /// There is a second factor, which is shown beside the password.
    #[prop_or_default]
    pub(super) has_code: bool,
    pub(super) asking: Asking,
    pub(super) onproof: Callback<PasswordProof>,
    /// Nothing was typed.
    pub(super) onnothing: Callback<()>,
}

/// Fields for the password and perhaps a code, and the button that goes on with them.
#[component]
pub(super) fn ProofForm(props: &ProofFormProps) -> Html {
    let (password, code) = (use_node_ref(), use_node_ref());
    {
        let password = password.clone();
        use_effect_with(props.asking, move |asking| match asking {
            Asking::Idle => focus(&password),
            Asking::Refused(refusal) => {
                if *refusal == Refusal::Wrong {
                    clear(&password);
                }
                focus(&password);
            }
            Asking::Sent => {}
        });
    }
    let onsubmit = {
        let (password, code, has_code) = (password.clone(), code.clone(), props.has_code);
        let (onproof, onnothing) = (props.onproof.clone(), props.onnothing.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let typed = value(&password);
            if typed.is_empty() {
                focus(&password);
                return onnothing.emit(());
            }
            let shown = has_code.then(|| value(&code));
            if shown.as_ref().is_some_and(String::is_empty) {
                focus(&code);
                return onnothing.emit(());
            }
            onproof.emit(PasswordProof {
                password: typed,
                code: shown,
            });
        })
    };
    let refusal = props.asking.refusal();
    let error = match refusal {
        Some(Refusal::Nothing) if props.has_code => Some(words::factor::nothing_too()),
        Some(Refusal::Nothing) => Some(words::door::no_password()),
        Some(Refusal::Wrong) if props.has_code => Some(words::factor::wrong_either()),
        Some(Refusal::Wrong) => Some(words::factor::wrong_password()),
        Some(Refusal::TooMany | Refusal::Unreachable | Refusal::Failed) | None => None,
    };
    html! {
        <form class="stack loose" {onsubmit} novalidate={true}>
            { refusal.map(Refusal::banner) }
            <TextField id="proof-password" label={words::door::password()} node={password} kind="password" required={true}
                autocomplete="current-password" help={words::factor::password_help()} {error} />
            if props.has_code {
                <TextField id="proof-code" label={words::factor::code_too()} node={code} verbatim={true} required={true}
                    autocomplete="one-time-code" help={words::factor::code_too_help()} />
            }
            <div><Button kind={props.kind} submits={true} ready={props.asking.ready()}>{ &props.says }</Button></div>
        </form>
    }
}
