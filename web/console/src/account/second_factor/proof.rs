//! The password once more, and a code where there is a second factor, before somebody changes what protects them.

use hushdesk_protocol::rest::{PasswordProof, ProblemCode};
use hushdesk_texts::console as words;
use hushdesk_web::api;
use yew::prelude::*;

use super::super::page::{clear, value};
use super::super::passkeys::PasskeyInstead;
use crate::components::{Banner, Button, Kind, Meaning, Ready, TextField};
use crate::document::focus;

/// How far the asking is.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(in super::super) enum Asking {
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
pub(in super::super) enum Refusal {
    /// The password was not typed.
    NoPassword,
    /// No code was typed, and one is needed.
    NoCode,
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
            Self::NoPassword | Self::NoCode | Self::Wrong => None,
            Self::TooMany => Some((words::door::too_many(), words::factor::too_many_more())),
            Self::Unreachable => {
                Some((words::door::unreachable(), words::door::unreachable_more()))
            }
            Self::Failed => Some((words::door::failed(), words::door::failed_more())),
        }
    }

    /// What is wrong with the password.
    fn at_password(self, has_code: bool) -> Option<&'static str> {
        match self {
            Self::NoPassword => Some(words::door::no_password()),
            Self::Wrong if has_code => Some(words::factor::wrong_either()),
            Self::Wrong => Some(words::factor::wrong_password()),
            Self::NoCode | Self::TooMany | Self::Unreachable | Self::Failed => None,
        }
    }

    /// What is wrong with the code.
    fn at_code(self) -> Option<&'static str> {
        match self {
            Self::NoCode => Some(words::door::no_code()),
            Self::NoPassword | Self::Wrong | Self::TooMany | Self::Unreachable | Self::Failed => {
                None
            }
        }
    }

    /// A banner of it.
    pub(in super::super) fn banner(self) -> Html {
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
            ProblemCode::SecondFactorNeeded => Self::NoCode,
            ProblemCode::TooMany => Self::TooMany,
            ProblemCode::Malformed
            | ProblemCode::SecondFactorMissing
            | ProblemCode::ProofNeeded
            | ProblemCode::SignedOut
            | ProblemCode::Forbidden
            | ProblemCode::NotFound
            | ProblemCode::MethodNotAllowed
            | ProblemCode::Conflict
            | ProblemCode::InUse
            | ProblemCode::Full
            | ProblemCode::LastAdministrator
            | ProblemCode::LinkOver
            | ProblemCode::Sealed
            | ProblemCode::NotRetained
            | ProblemCode::Expired
            | ProblemCode::Deleted
            | ProblemCode::ChangedMeanwhile
            | ProblemCode::NoSender
            | ProblemCode::NotMailed
            | ProblemCode::PasswordsOff
            | ProblemCode::ProviderRefused
            | ProblemCode::NotInvited
            | ProblemCode::ProviderUntried
            | ProblemCode::SignInOver
            | ProblemCode::ProviderFailed
            | ProblemCode::VersionMissing
            | ProblemCode::Failed => Self::Failed,
        }
    }
}

impl Asking {
    /// Whether its button can be pressed.
    pub(in super::super) const fn ready(self) -> Ready {
        match self {
            Self::Sent => Ready::Busy,
            Self::Idle | Self::Refused(_) => Ready::Yes,
        }
    }

    /// Why not.
    pub(in super::super) const fn refusal(self) -> Option<Refusal> {
        match self {
            Self::Refused(refusal) => Some(refusal),
            Self::Idle | Self::Sent => None,
        }
    }
}

/// What is done with the proof.
#[derive(Debug, Properties, PartialEq)]
pub(in super::super) struct ProofFormProps {
    /// What its button says.
    pub(in super::super) says: AttrValue,
    /// How much it asks to be pressed.
    #[prop_or(Kind::Primary)]
    pub(in super::super) kind: Kind,
    /// There is a second factor, which is shown beside the password.
    #[prop_or_default]
    pub(in super::super) has_code: bool,
    pub(in super::super) asking: Asking,
    pub(in super::super) onproof: Callback<PasswordProof>,
    /// Something was not typed.
    pub(in super::super) onmissing: Callback<Refusal>,
    /// A passkey was shown, and that is enough; where nothing follows from it alone, it takes the place of the code.
    #[prop_or_default]
    pub(in super::super) onpasskey: Option<Callback<()>>,
}

/// Fields for the password and perhaps a code, and the button that goes on with them.
#[component]
pub(in super::super) fn ProofForm(props: &ProofFormProps) -> Html {
    let (password, code) = (use_node_ref(), use_node_ref());
    let refusal = props.asking.refusal();
    let by_passkey = use_by_passkey(refusal);
    let is_asked = use_code_asked(props.has_code, refusal == Some(Refusal::NoCode));
    let has_code = is_asked && !*by_passkey;
    {
        let (password, code) = (password.clone(), code.clone());
        use_effect_with(props.asking, move |asking| match asking {
            Asking::Refused(Refusal::NoCode) => focus(&code),
            Asking::Refused(Refusal::Wrong) => {
                clear(&password);
                clear(&code);
                focus(&password);
            }
            Asking::Idle | Asking::Refused(_) => focus(&password),
            Asking::Sent => {}
        });
    }
    let onsubmit = {
        let (password, code) = (password.clone(), code.clone());
        let (onproof, onmissing) = (props.onproof.clone(), props.onmissing.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            match typed(value(&password), has_code.then(|| value(&code))) {
                Ok(proof) => onproof.emit(proof),
                Err(missing) => {
                    let is_of_code = missing == Refusal::NoCode;
                    focus(if is_of_code { &code } else { &password });
                    onmissing.emit(missing);
                }
            }
        })
    };
    let at_password = refusal.and_then(|refusal| refusal.at_password(has_code));
    html! {
        <form class="stack loose" {onsubmit} novalidate={true}>
            { refusal.map(Refusal::banner) }
            <TextField id="proof-password" label={words::door::password()} node={password} kind="password" required={true}
                autocomplete="current-password" help={words::factor::password_help()} error={at_password} />
            if has_code {
                <TextField id="proof-code" label={words::factor::code_too()} node={code} verbatim={true} required={true}
                    autocomplete="one-time-code" help={words::factor::code_too_help()}
                    error={refusal.and_then(Refusal::at_code)} />
            }
            if is_asked {
                { instead(&by_passkey, props.onpasskey.as_ref()) }
            }
            <div><Button kind={props.kind} submits={true} ready={props.asking.ready()}>{ &props.says }</Button></div>
        </form>
    }
}

/// Whether a passkey was shown in the place of the code. The edge may have forgotten that by now.
#[hook]
pub(in super::super) fn use_by_passkey(refusal: Option<Refusal>) -> UseStateHandle<bool> {
    let by_passkey = use_state_eq(|| false);
    {
        let by_passkey = by_passkey.setter();
        use_effect_with(refusal, move |refusal| {
            if *refusal == Some(Refusal::NoCode) {
                by_passkey.set(false);
            }
        });
    }
    by_passkey
}

/// The button that shows a passkey in the place of the code, or that one was shown.
pub(in super::super) fn instead(
    by_passkey: &UseStateHandle<bool>,
    onpasskey: Option<&Callback<()>>,
) -> Html {
    if **by_passkey {
        return html! { <p role="status">{ words::passkeys::was_shown() }</p> };
    }
    let ondone = onpasskey.cloned().unwrap_or_else(|| {
        let by_passkey = by_passkey.setter();
        Callback::from(move |()| by_passkey.set(true))
    });
    html! { <PasskeyInstead {ondone} /> }
}

/// Whether a code is asked for: there is a second factor as far as this page knows, or it has heard of one since, which was set
/// up in another window.
#[hook]
pub(in super::super) fn use_code_asked(has_code: bool, is_missing: bool) -> bool {
    let was_missing = use_state(|| false);
    {
        let was_missing = was_missing.setter();
        use_effect_with(is_missing, move |is_missing| {
            if *is_missing {
                was_missing.set(true);
            }
        });
    }
    has_code || is_missing || *was_missing
}

/// The proof, if nothing is missing of it.
fn typed(password: String, code: Option<String>) -> Result<PasswordProof, Refusal> {
    if password.is_empty() {
        return Err(Refusal::NoPassword);
    }
    if code.as_ref().is_some_and(|code| code.trim().is_empty()) {
        return Err(Refusal::NoCode);
    }
    Ok(PasswordProof { password, code })
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::rest::Problem;

    use super::*;

    #[test]
    fn what_was_not_typed_is_said_at_its_own_field() {
        let of = |password: &str, code: Option<&str>| {
            typed(password.to_owned(), code.map(str::to_owned)).map(|proof| proof.code)
        };
        assert_eq!(of("", Some("123456")), Err(Refusal::NoPassword));
        assert_eq!(of("a password", Some(" ")), Err(Refusal::NoCode));
        assert_eq!(of("a password", None), Ok(None));
        let said = |refusal: Refusal| (refusal.at_password(true), refusal.at_code());
        assert_eq!(
            said(Refusal::NoPassword),
            (Some(words::door::no_password()), None)
        );
        assert_eq!(said(Refusal::NoCode), (None, Some(words::door::no_code())));
    }

    #[test]
    fn a_second_factor_that_was_set_up_elsewhere_is_asked_for() {
        let problem = Problem::new(ProblemCode::SecondFactorNeeded, String::new());
        let trouble = api::Trouble::Refused(problem);
        assert_eq!(Refusal::from(&trouble), Refusal::NoCode);
    }
}
