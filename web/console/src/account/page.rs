//! Where one signs in.

use hushdesk_protocol::rest::{PostSession, SignIn};
use hushdesk_texts::console as words;
use hushdesk_web::api;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::door::{Door, TroubleBanner};
use super::state::{Account, Action, Field, Standing, Trouble, typed};
use crate::components::{Banner, Button, Kind, Meaning, Ready, Size, TextField};
use crate::document::focus;

/// The account, to which the page reports.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct SignInPageProps {
    pub(crate) account: UseReducerHandle<Account>,
}

/// A name, a password, a button; what was wrong stands by the field it concerns, or over all of them.
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
    let ready = match standing {
        Standing::SigningIn => Ready::Busy,
        Standing::Checking
        | Standing::Unknown(_)
        | Standing::SignedOut { .. }
        | Standing::SignedIn(_) => Ready::Yes,
    };
    let words = match standing {
        Standing::SigningIn => words::door::signing_in(),
        Standing::Checking
        | Standing::Unknown(_)
        | Standing::SignedOut { .. }
        | Standing::SignedIn(_) => words::door::sign_in(),
    };
    html! {
        <Door>
            <Message {standing} />
            <form class="stack loose" {onsubmit} novalidate={true}>
                <TextField id="name" label={words::door::user_name()} node={name} verbatim={true} required={true}
                    autocomplete="username" error={at_name(trouble)} />
                <TextField id="password" label={words::door::password()} node={password} kind="password" required={true}
                    autocomplete="current-password" error={at_password(trouble)} />
                <Button kind={Kind::Primary} size={Size::More} wide={true} submits={true} {ready}>{ words }</Button>
            </form>
        </Door>
    }
}

/// What is wrong with the name.
fn at_name(trouble: Option<Trouble>) -> Option<&'static str> {
    match trouble? {
        Trouble::NoName => Some(words::door::no_name()),
        Trouble::NoPassword
        | Trouble::WrongCredentials
        | Trouble::TooMany
        | Trouble::Unreachable
        | Trouble::Failed => None,
    }
}

/// What is wrong with the password, or with both: it is what is typed anew.
fn at_password(trouble: Option<Trouble>) -> Option<&'static str> {
    match trouble? {
        Trouble::NoPassword => Some(words::door::no_password()),
        Trouble::WrongCredentials => Some(words::door::wrong()),
        Trouble::NoName | Trouble::TooMany | Trouble::Unreachable | Trouble::Failed => None,
    }
}

#[derive(Debug, Properties, PartialEq)]
struct MessageProps {
    standing: Standing,
}

/// What was wrong with neither field, or why one is asked to sign in again.
#[component]
fn Message(props: &MessageProps) -> Html {
    let said = match props.standing {
        Standing::SignedOut {
            trouble: Some(trouble),
            ..
        } => html! { <TroubleBanner {trouble} /> },
        Standing::SignedOut {
            ended: true,
            trouble: None,
        } => html! {
            <Banner meaning={Meaning::Accent} title={words::door::ended()} more={words::door::ended_more()} />
        },
        Standing::SignedOut {
            ended: false,
            trouble: None,
        }
        | Standing::Checking
        | Standing::Unknown(_)
        | Standing::SigningIn
        | Standing::SignedIn(_) => Html::default(),
    };
    html! { <div role="alert">{ said }</div> }
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
        let answer = api::ask(
            &PostSession {},
            &SignIn {
                name,
                password,
                code: None,
            },
        )
        .await;
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
