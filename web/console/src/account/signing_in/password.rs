//! Changing one's own password.

use hushdesk_protocol::rest::{PasswordChange, ProblemCode, PutPassword};
use hushdesk_texts::console as words;
use hushdesk_web::api;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::super::join::PASSWORD_CHARS_MIN;
use super::super::page::{clear, value};
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
    /// It is another.
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

/// The old one, the new one, a button.
#[component]
pub(super) fn PasswordSection() -> Html {
    let standing = use_state(|| Standing::Filling);
    let (old, new) = (use_node_ref(), use_node_ref());
    let say = use_say();
    let onsubmit = {
        let (standing, old, new) = (standing.setter(), old.clone(), new.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let refuse = {
                let (standing, old, new) = (standing.clone(), old.clone(), new.clone());
                move |trouble: Trouble| {
                    standing.set(Standing::Refused(trouble));
                    focus(if trouble.is_of_new() { &new } else { &old });
                }
            };
            let change = match typed(value(&old), value(&new)) {
                Ok(change) => change,
                Err(trouble) => return refuse(trouble),
            };
            standing.set(Standing::Sent);
            let (standing, say) = (standing.clone(), say.clone());
            let (old, new) = (old.clone(), new.clone());
            spawn_local(async move {
                match api::ask(&PutPassword {}, &change).await {
                    Ok(()) => {
                        clear(&old);
                        clear(&new);
                        standing.set(Standing::Filling);
                        say.emit(words::signing_in::password_changed().into());
                    }
                    Err(refused) => refuse((&refused).into()),
                }
            });
        })
    };
    let trouble = match *standing {
        Standing::Refused(trouble) => Some(trouble),
        Standing::Filling | Standing::Sent => None,
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
                <TextField id="password-old" label={words::signing_in::old()} node={old} kind="password" required={true}
                    autocomplete="current-password" error={trouble.and_then(Trouble::at_old)} />
                <TextField id="password-new" label={words::signing_in::new()} node={new} kind="password" required={true}
                    autocomplete="new-password" help={words::join::password_help()} error={trouble.and_then(Trouble::at_new)} />
                <div><Button submits={true} {ready}>{ words::signing_in::change_password() }</Button></div>
            </form>
        </section>
    }
}

/// What was typed, if it can be taken.
fn typed(old: String, new: String) -> Result<PasswordChange, Trouble> {
    if old.is_empty() {
        return Err(Trouble::NoOld);
    }
    if new.chars().count() < PASSWORD_CHARS_MIN {
        return Err(Trouble::Short);
    }
    Ok(PasswordChange { old, new })
}

impl Trouble {
    /// Whether the new one is to be typed anew.
    const fn is_of_new(self) -> bool {
        matches!(self, Self::Short | Self::BadNew)
    }

    fn at_old(self) -> Option<&'static str> {
        match self {
            Self::NoOld => Some(words::signing_in::no_old()),
            Self::WrongOld => Some(words::signing_in::wrong_old()),
            Self::Short | Self::BadNew | Self::TooMany | Self::Unreachable | Self::Failed => None,
        }
    }

    fn at_new(self) -> Option<&'static str> {
        match self {
            Self::Short => Some(words::join::too_short()),
            Self::BadNew => Some(words::join::refused()),
            Self::NoOld | Self::WrongOld | Self::TooMany | Self::Unreachable | Self::Failed => None,
        }
    }

    fn beside_fields(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::TooMany => Some((words::door::too_many(), words::factor::too_many_more())),
            Self::Unreachable => {
                Some((words::door::unreachable(), words::door::unreachable_more()))
            }
            Self::Failed => Some((words::door::failed(), words::door::failed_more())),
            Self::NoOld | Self::WrongOld | Self::Short | Self::BadNew => None,
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
            ProblemCode::Malformed => Self::BadNew,
            ProblemCode::TooMany => Self::TooMany,
            ProblemCode::SecondFactorNeeded
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_changed_with_the_old_one_and_to_one_that_is_long_enough() {
        let of = |old: &str, new: &str| typed(old.to_owned(), new.to_owned());
        assert_eq!(of("", "several words").unwrap_err(), Trouble::NoOld);
        assert_eq!(of("old", "short").unwrap_err(), Trouble::Short);
        assert_eq!(of("old", "several words").unwrap().new, "several words");
    }
}
