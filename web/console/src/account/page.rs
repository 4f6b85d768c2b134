//! Where one signs in.

use hushdesk_protocol::rest::{PostSession, SignIn};
use hushdesk_texts::console as texts;
use hushdesk_web::api;
use hushdesk_web::tone::Tone;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::state::{Account, Action, Field, Standing, Trouble, typed};
use super::wording::trouble as trouble_words;
use crate::components::Notice;
use crate::document::focus;

/// The account, to which the page reports.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct SignInPageProps {
    pub(crate) account: UseReducerHandle<Account>,
}

/// A name, a password, a button; what was wrong stands between, read out at once.
#[component]
pub(crate) fn SignInPage(props: &SignInPageProps) -> Html {
    let (name, password) = (use_node_ref(), use_node_ref());
    let standing = props.account.standing().clone();
    let trouble = match standing {
        Standing::SignedOut { trouble, .. } => trouble,
        Standing::Checking | Standing::Unknown(_) | Standing::SigningIn | Standing::SignedIn(_) => {
            None
        }
    };
    let turn_to = {
        let (name, password) = (name.clone(), password.clone());
        move |field| match field {
            Field::Name => focus(&name),
            Field::Password => focus(&password),
        }
    };
    {
        let (turn_to, password) = (turn_to.clone(), password.clone());
        use_effect_with(standing.clone(), move |standing| {
            if trouble.is_some_and(Trouble::spoils_password) {
                clear(&password);
            }
            standing.awaits().into_iter().for_each(turn_to);
        });
    }
    let onsubmit = {
        let (name, password, account) =
            (name.clone(), password.clone(), props.account.dispatcher());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let refused = sign_in(&account, &value(&name), &value(&password));
            // The same trouble as before changes nothing that the page could hear of.
            if let Some(trouble) = refused {
                if trouble.spoils_password() {
                    clear(&password);
                }
                turn_to(trouble.field());
            }
        })
    };
    let busy = standing == Standing::SigningIn;
    let invalid = |fields: &[Trouble]| {
        trouble
            .is_some_and(|trouble| fields.contains(&trouble))
            .then_some("true")
    };
    html! {
        <main class="alone sign-in">
            <form class="card" {onsubmit} novalidate={true}>
                <h1><img src="/console/icon.svg" alt="" />{ texts::frame::name() }</h1>
                <Message {standing} />
                <div class="field">
                    <label for="name">{ texts::sign_in::user_name() }</label>
                    <input id="name" ref={name} autocomplete="username" autocapitalize="none"
                        spellcheck="false" required={true} aria-describedby="trouble"
                        aria-invalid={invalid(&[Trouble::NoName, Trouble::WrongCredentials])} />
                </div>
                <div class="field">
                    <label for="password">{ texts::sign_in::password() }</label>
                    <input id="password" ref={password} type="password" autocomplete="current-password"
                        required={true} aria-describedby="trouble"
                        aria-invalid={invalid(&[Trouble::NoPassword, Trouble::WrongCredentials])} />
                </div>
                <button class="primary" type="submit" aria-disabled={busy.then_some("true")}>
                    { if busy { texts::sign_in::signing_in() } else { texts::sign_in::sign_in() } }
                </button>
            </form>
        </main>
    }
}

#[derive(Debug, Properties, PartialEq)]
struct MessageProps {
    standing: Standing,
}

/// What was wrong, or why one is asked to sign in again.
#[component]
fn Message(props: &MessageProps) -> Html {
    let (tone, sentence) = match props.standing {
        Standing::SignedOut {
            trouble: Some(trouble),
            ..
        } => (Tone::Bad, Some(trouble_words(trouble))),
        Standing::SignedOut {
            ended: true,
            trouble: None,
        } => (Tone::Plain, Some(texts::sign_in::sign_in_ended())),
        Standing::SignedOut {
            ended: false,
            trouble: None,
        }
        | Standing::Checking
        | Standing::Unknown(_)
        | Standing::SigningIn
        | Standing::SignedIn(_) => (Tone::Plain, None),
    };
    html! {
        <div id="trouble" role="alert">
            <Notice {tone}>{ sentence }</Notice>
        </div>
    }
}

/// Asks the edge, unless what was typed can be no name and no password: gives why.
fn sign_in(account: &UseReducerDispatcher<Account>, name: &str, password: &str) -> Option<Trouble> {
    let (name, password) = match typed(name, password) {
        Ok(typed) => typed,
        Err(trouble) => {
            account.dispatch(Action::Refuse(trouble));
            return Some(trouble);
        }
    };
    account.dispatch(Action::Try);
    let account = account.clone();
    spawn_local(async move {
        let answer = api::ask(&PostSession {}, &SignIn { name, password }).await;
        account.dispatch(Action::Tried(answer));
    });
    None
}

fn clear(field: &NodeRef) {
    if let Some(field) = field.cast::<HtmlInputElement>() {
        field.set_value("");
    }
}

fn value(field: &NodeRef) -> String {
    field
        .cast::<HtmlInputElement>()
        .map(|field| field.value())
        .unwrap_or_default()
}
