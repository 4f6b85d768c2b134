//! Where whoever has a second factor shows it: the code of an app, or one for when the app is lost.

use std::rc::Rc;

use hushdesk_protocol::rest::PostSession;
use hushdesk_texts::console as words;
use hushdesk_web::api;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::credentials::Credentials;
use super::door::{Door, TroubleBanner};
use super::page::{clear, value};
use super::passkeys::PasskeyBeside;
use super::state::{Account, Action, Proof};
use super::trouble::{Field, Trouble};
use crate::components::{Button, Kind, Ready, Size, TextField};
use crate::document::focus;

/// Who shows it, and how far they are.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct CodePageProps {
    pub(super) account: UseReducerDispatcher<Account>,
    pub(super) credentials: Rc<Credentials>,
    pub(super) proof: Proof,
}

/// Which code is typed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Which {
    /// The one that an app shows.
    OfApp,
    /// One of those for when it is lost.
    Recovery,
}

/// A field for the code, what changes to the other kind, and the way back.
#[component]
pub(super) fn CodePage(props: &CodePageProps) -> Html {
    let which = use_state(|| Which::OfApp);
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with((props.proof, *which), move |(proof, _)| match proof {
            Proof::Asked => focus(&node),
            Proof::Refused(trouble) => {
                if trouble.field() == Field::Code {
                    clear(&node);
                }
                focus(&node);
            }
            Proof::Sent => {}
        });
    }
    let onsubmit = {
        let (node, account, credentials) = (
            node.clone(),
            props.account.clone(),
            props.credentials.clone(),
        );
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            prove(&account, &credentials, value(&node).trim());
            focus(&node);
        })
    };
    let onback = {
        let account = props.account.clone();
        Callback::from(move |()| account.dispatch(Action::StartOver))
    };
    let (trouble, ready, says) = match props.proof {
        Proof::Asked => (None, Ready::Yes, words::door::sign_in()),
        Proof::Refused(trouble) => (Some(trouble), Ready::Yes, words::door::sign_in()),
        Proof::Sent => (None, Ready::Busy, words::door::signing_in()),
    };
    html! {
        <Door>
            <div role="alert">if let Some(trouble) = trouble { <TroubleBanner {trouble} /> }</div>
            <form class="stack loose" {onsubmit} novalidate={true}>
                { field(*which, node, trouble) }
                <Button kind={Kind::Primary} size={Size::More} wide={true} submits={true} {ready}>{ says }</Button>
                <PasskeyBeside account={props.account.clone()} credentials={props.credentials.clone()} />
                <div class="row">
                    { other(&which) }
                    <span class="push"><Button kind={Kind::Quiet} onclick={onback}>{ words::door::start_over() }</Button></span>
                </div>
            </form>
        </Door>
    }
}

fn field(which: Which, node: NodeRef, trouble: Option<Trouble>) -> Html {
    let error = match trouble {
        Some(Trouble::NoCode) => Some(words::door::no_code()),
        Some(Trouble::WrongCode) => Some(words::door::wrong_code()),
        Some(
            Trouble::NoName
            | Trouble::NoPassword
            | Trouble::WrongCredentials
            | Trouble::TooMany
            | Trouble::Unreachable
            | Trouble::Failed,
        )
        | None => None,
    };
    match which {
        Which::OfApp => html! {
            <TextField key="app" id="code" label={words::door::code()} {node} verbatim={true} required={true} {error}
                help={words::door::code_help()} autocomplete="one-time-code" inputmode="numeric" />
        },
        Which::Recovery => html! {
            <TextField key="recovery" id="code" label={words::door::recovery_code()} {node} verbatim={true} required={true} {error}
                help={words::door::recovery_help()} />
        },
    }
}

fn other(which: &UseStateHandle<Which>) -> Html {
    let (other, says) = match **which {
        Which::OfApp => (Which::Recovery, words::door::recovery()),
        Which::Recovery => (Which::OfApp, words::door::of_app()),
    };
    let which = which.setter();
    html! { <Button kind={Kind::Quiet} onclick={move |()| which.set(other)}>{ says }</Button> }
}

fn prove(account: &UseReducerDispatcher<Account>, credentials: &Rc<Credentials>, code: &str) {
    if code.is_empty() {
        return account.dispatch(Action::Refuse(Trouble::NoCode));
    }
    account.dispatch(Action::Prove);
    let (account, sign_in) = (account.clone(), credentials.sign_in(Some(code.to_owned())));
    spawn_local(async move {
        let answer = api::ask(&PostSession {}, &sign_in).await;
        account.dispatch(Action::Tried(answer));
    });
}
