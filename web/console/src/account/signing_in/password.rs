//! Changing one's own password.

use hushdesk_protocol::rest::{PasswordChange, ProblemCode, PutPassword};
use hushdesk_texts::console as words;
use hushdesk_web::api;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::super::join::PASSWORD_CHARS_MIN;
use super::super::page::{clear, value};
use super::super::second_factor::{Refusal, instead, use_by_passkey, use_code_asked};
use crate::components::{Banner, Button, Meaning, Ready, TextField, use_say};
use crate::document::focus;

/// How far it is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Standing {
    /// It is filled in.
    Filling,
    /// It is on its way.
    Sent,
    /// It was not taken.
    Refused(Trouble),
}

/// Why it was not taken.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Trouble {
    /// The old one was not typed.
    NoOld,
    /// No code was typed, and one is needed.
    NoCode,
    /// It is another, or the code is.
    WrongOld,
    /// The new one is too short.
    Short,
    /// The edge takes no such new one.
    BadNew,
    /// It was tried too often.
    TooMany,
    /// The edge was not reached.
    Unreachable,
    /// The edge fails.
    Failed,
}

/// What is asked for.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct PasswordSectionProps {
    /// There is a second factor, which is shown beside the old password.
    pub(super) has_code: bool,
}

/// The fields.
#[derive(Clone)]
struct Fields {
    old: NodeRef,
    code: NodeRef,
    new: NodeRef,
}

/// The old one, a code where there is a second factor, the new one, a button.
#[component]
pub(super) fn PasswordSection(props: &PasswordSectionProps) -> Html {
    let standing = use_state(|| Standing::Filling);
    let fields = Fields {
        old: use_node_ref(),
        code: use_node_ref(),
        new: use_node_ref(),
    };
    let say = use_say();
    let trouble = match *standing {
        Standing::Refused(trouble) => Some(trouble),
        Standing::Filling | Standing::Sent => None,
    };
    let is_missing = trouble == Some(Trouble::NoCode);
    let by_passkey = use_by_passkey(is_missing.then_some(Refusal::NoCode));
    let is_asked = use_code_asked(props.has_code, is_missing);
    let has_code = is_asked && !*by_passkey;
    {
        // The field of the code may have come only now.
        let code = fields.code.clone();
        use_effect_with(trouble, move |trouble| {
            if *trouble == Some(Trouble::NoCode) {
                focus(&code);
            }
        });
    }
    let onsubmit = {
        let (standing, fields) = (standing.setter(), fields.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let refuse = {
                let (standing, fields) = (standing.clone(), fields.clone());
                move |trouble: Trouble| {
                    standing.set(Standing::Refused(trouble));
                    fields.refuse(trouble);
                }
            };
            let change = match fields.typed(has_code) {
                Ok(change) => change,
                Err(trouble) => return refuse(trouble),
            };
            standing.set(Standing::Sent);
            let (standing, say, fields) = (standing.clone(), say.clone(), fields.clone());
            spawn_local(async move {
                match api::ask(&PutPassword {}, &change).await {
                    Ok(()) => {
                        fields.clear();
                        standing.set(Standing::Filling);
                        say.emit(words::signing_in::password_changed().into());
                    }
                    Err(refused) => refuse((&refused).into()),
                }
            });
        })
    };
    let ready = if *standing == Standing::Sent {
        Ready::Busy
    } else {
        Ready::Yes
    };
    html! {
        <section class="settings">
            <div class="say">
                <h2>{ words::signing_in::password() }</h2>
                <p>{ words::signing_in::password_lead() }</p>
            </div>
            <form class="body" {onsubmit} novalidate={true}>
                if let Some((title, more)) = trouble.and_then(Trouble::beside_fields) {
                    <Banner meaning={Meaning::Bad} {title} {more} live={true} />
                }
                <TextField id="password-old" label={words::signing_in::old()} node={fields.old} kind="password" required={true}
                    autocomplete="current-password" error={trouble.and_then(|trouble| trouble.at_old(has_code))} />
                if has_code {
                    <TextField id="password-code" label={words::factor::code_too()} node={fields.code} verbatim={true}
                        required={true} autocomplete="one-time-code" error={trouble.and_then(Trouble::at_code)} />
                }
                if is_asked {
                    { instead(&by_passkey, None) }
                }
                <TextField id="password-new" label={words::signing_in::new()} node={fields.new} kind="password" required={true}
                    autocomplete="new-password" help={words::join::password_help()} error={trouble.and_then(Trouble::at_new)} />
                <div><Button submits={true} {ready}>{ words::signing_in::change_password() }</Button></div>
            </form>
        </section>
    }
}

impl Fields {
    /// What was typed, if it can be taken.
    fn typed(&self, has_code: bool) -> Result<PasswordChange, Trouble> {
        let code = has_code.then(|| value(&self.code));
        typed(value(&self.old), code, value(&self.new))
    }

    /// Goes to the field that this is about. What was wrong, and a code that is spent, is not there any more.
    fn refuse(&self, trouble: Trouble) {
        if trouble == Trouble::WrongOld {
            clear(&self.old);
            clear(&self.code);
        }
        focus(match trouble {
            Trouble::Short | Trouble::BadNew => &self.new,
            Trouble::NoCode => &self.code,
            Trouble::NoOld
            | Trouble::WrongOld
            | Trouble::TooMany
            | Trouble::Unreachable
            | Trouble::Failed => &self.old,
        });
    }

    /// Empties them.
    fn clear(&self) {
        for field in [&self.old, &self.code, &self.new] {
            clear(field);
        }
    }
}

/// What was typed, if it can be taken.
fn typed(old: String, code: Option<String>, new: String) -> Result<PasswordChange, Trouble> {
    if old.is_empty() {
        return Err(Trouble::NoOld);
    }
    if code.as_ref().is_some_and(|code| code.trim().is_empty()) {
        return Err(Trouble::NoCode);
    }
    if new.chars().count() < PASSWORD_CHARS_MIN {
        return Err(Trouble::Short);
    }
    Ok(PasswordChange { old, new, code })
}

impl Trouble {
    fn at_old(self, has_code: bool) -> Option<&'static str> {
        match self {
            Self::NoOld => Some(words::signing_in::no_old()),
            Self::WrongOld if has_code => Some(words::factor::wrong_either()),
            Self::WrongOld => Some(words::signing_in::wrong_old()),
            Self::NoCode
            | Self::Short
            | Self::BadNew
            | Self::TooMany
            | Self::Unreachable
            | Self::Failed => None,
        }
    }

    fn at_code(self) -> Option<&'static str> {
        match self {
            Self::NoCode => Some(words::door::no_code()),
            Self::NoOld
            | Self::WrongOld
            | Self::Short
            | Self::BadNew
            | Self::TooMany
            | Self::Unreachable
            | Self::Failed => None,
        }
    }

    fn at_new(self) -> Option<&'static str> {
        match self {
            Self::Short => Some(words::join::too_short()),
            Self::BadNew => Some(words::join::refused()),
            Self::NoOld
            | Self::NoCode
            | Self::WrongOld
            | Self::TooMany
            | Self::Unreachable
            | Self::Failed => None,
        }
    }

    fn beside_fields(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::TooMany => Some((words::door::too_many(), words::factor::too_many_more())),
            Self::Unreachable => {
                Some((words::door::unreachable(), words::door::unreachable_more()))
            }
            Self::Failed => Some((words::door::failed(), words::door::failed_more())),
            Self::NoOld | Self::NoCode | Self::WrongOld | Self::Short | Self::BadNew => None,
        }
    }
}

impl From<&api::Trouble> for Trouble {
    fn from(trouble: &api::Trouble) -> Self {
        let api::Trouble::Refused(problem) = trouble else {
            return Self::Unreachable;
        };
        match problem.code {
            ProblemCode::WrongCredentials => Self::WrongOld,
            ProblemCode::SecondFactorNeeded => Self::NoCode,
            ProblemCode::Malformed => Self::BadNew,
            ProblemCode::TooMany => Self::TooMany,
            ProblemCode::SecondFactorMissing
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

#[cfg(test)]
mod tests {
    use hushdesk_web::rendered::{Element, rendered};

    use super::*;

    #[test]
    fn a_password_is_changed_with_the_old_one_and_to_one_that_is_long_enough() {
        let of = |old: &str, new: &str| typed(old.to_owned(), None, new.to_owned());
        assert_eq!(of("", "several words").unwrap_err(), Trouble::NoOld);
        assert_eq!(of("old", "short").unwrap_err(), Trouble::Short);
        assert_eq!(of("old", "several words").unwrap().new, "several words");
    }

    #[test]
    fn whoever_has_a_second_factor_shows_it_too() {
        let of = |code: &str| {
            let code = Some(code.to_owned());
            typed("old".to_owned(), code, "several words".to_owned())
        };
        assert_eq!(of("").unwrap_err(), Trouble::NoCode);
        assert_eq!(of("123456").unwrap().code.as_deref(), Some("123456"));
        let has_field = |has_code| {
            let page = rendered::<PasswordSection>(PasswordSectionProps { has_code });
            let is_code = |it: &Element| it.attribute("id") == Some("password-code");
            page.find(&is_code).is_some()
        };
        assert_eq!([true, false].map(has_field), [true, false]);
    }
}
