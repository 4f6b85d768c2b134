//! Pinning the public half of a key that was made elsewhere.

use hushdesk_protocol::ids::Fingerprint;
use hushdesk_protocol::rest::{KeySettings, NewKey, Person, PostKey};
use hushdesk_texts::console as words;
use hushdesk_web::api;
use yew::prelude::*;

use super::deeds::refusal;
use super::fields::{Draft, KeyFields};
use super::given::Given;
use crate::components::{Button, Dialog, Kind, TextField, fingerprint_text};
use crate::keys::KeyFile;
use crate::sending::use_sending;

/// Who may hold it.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct ProvideProps {
    pub(super) people: Vec<Person>,
    /// It is over: pinned or not.
    pub(super) onclose: Callback<()>,
}

/// A field for digits, a place for a file, and what is said of the key. What is given stays in this browser: a fingerprint
/// alone is sent.
#[component]
pub(super) fn Provide(props: &ProvideProps) -> Html {
    let given = use_state(|| Given::Nothing);
    let draft = use_state(Draft::default);
    let sending = use_sending();
    let take = {
        let (given, sending) = (given.setter(), sending.clone());
        Callback::from(move |what| {
            sending.forgive();
            given.set(what);
        })
    };
    let onpin = {
        let (given, draft, onclose) = (given.clone(), draft.clone(), props.onclose.clone());
        let sending = sending.clone();
        Callback::from(move |()| {
            let Given::Public(fingerprint) = (*given).clone() else {
                return sending.refuse(words::encryption::no_fingerprint());
            };
            match draft.settings() {
                Ok(settings) => sending.send(pinned(fingerprint, settings), &onclose),
                Err(lacks) => sending.refuse(lacks.says()),
            }
        })
    };
    let onfile =
        take.reform(|file: Option<String>| file.map_or(Given::Unknown, |file| Given::of(&file)));
    let ontyped = take.reform(|typed: String| Given::of(&typed));
    let onchange = {
        let draft = draft.setter();
        Callback::from(move |changed| draft.set(changed))
    };
    let ready = sending.ready();
    let footer = html! {
        <>
            <Button kind={Kind::Quiet} onclick={&props.onclose}>{ words::encryption::cancel() }</Button>
            <Button kind={Kind::Primary} {ready} onclick={onpin}>{ words::encryption::pin() }</Button>
        </>
    };
    html! {
        <Dialog title={words::encryption::provide_title()} lead={words::encryption::provide_lead()}
            onclose={&props.onclose} {footer}>
            { sending.banner() }
            <TextField id="key-fingerprint" label={words::encryption::fingerprint()} verbatim={true} onvalue={ontyped}
                help={words::encryption::fingerprint_help()} error={wrong(&given)} />
            <KeyFile id="public" takes={words::encryption::public_takes()} {onfile} />
            <div role="status">{ said(&given, &take) }</div>
            <KeyFields draft={(*draft).clone()} people={props.people.clone()} {onchange} />
        </Dialog>
    }
}

async fn pinned(fingerprint: Fingerprint, settings: KeySettings) -> Result<(), &'static str> {
    let key = NewKey {
        fingerprint,
        settings,
    };
    let done = api::ask(&PostKey {}, &key).await;
    done.map_err(|trouble| refusal(&trouble))
}

/// What is wrong with the digits, or with what was given in their place.
fn wrong(given: &Given) -> Option<AttrValue> {
    match given {
        Given::Nothing | Given::Public(_) | Given::Private(_) => None,
        Given::Digits(count) => Some(words::encryption::digits(*count).into()),
        Given::Unknown => Some(words::encryption::unknown().into()),
    }
}

/// What was recognised.
fn said(given: &Given, take: &Callback<Given>) -> Html {
    match given {
        Given::Nothing | Given::Digits(_) | Given::Unknown => Html::default(),
        Given::Public(fingerprint) => html! {
            <div class="drop good">
                <b>{ words::encryption::recognised() }</b><span>{ fingerprint_text(fingerprint) }</span>
            </div>
        },
        Given::Private(halves) => html! {
            <div class="drop bad">
                <b>{ words::encryption::private() }</b><span>{ words::encryption::private_more() }</span>
                { for halves.iter().map(|half| public_half(half, take)) }
            </div>
        },
    }
}

fn public_half(fingerprint: &Fingerprint, take: &Callback<Given>) -> Html {
    let taken = fingerprint.clone();
    let onclick = take.reform(move |_: MouseEvent| Given::Public(taken.clone()));
    html! {
        <button type="button" class="link" {onclick}>
            { words::encryption::public_half() }{ " " }{ fingerprint_text(fingerprint) }
        </button>
    }
}
