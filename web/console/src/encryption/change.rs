//! Changing what is said of a key.

use std::rc::Rc;

use hushdesk_protocol::rest::{GetKey, Key, KeySettings, Person, PutKey};
use hushdesk_texts::console as words;
use hushdesk_web::api::{self, Trouble};
use yew::prelude::*;

use super::deeds::refusal;
use super::fields::{Draft, KeyFields};
use crate::components::{Button, Dialog, Kind, fingerprint_text};
use crate::sending::use_sending;

/// Which key.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct ChangeProps {
    pub(super) of: Rc<Key>,
    pub(super) people: Vec<Person>,
    /// It is over: changed or not.
    pub(super) onclose: Callback<()>,
}

/// A dialog with the fields.
#[component]
pub(super) fn Change(props: &ChangeProps) -> Html {
    let draft = use_state(|| Draft::of(&settings(&props.of)));
    let sending = use_sending();
    let onsave = {
        let (before, onclose) = (props.of.clone(), props.onclose.clone());
        let (draft, sending) = (draft.clone(), sending.clone());
        Callback::from(move |()| match draft.settings() {
            Ok(settings) => sending.send(saved(before.clone(), settings), &onclose),
            Err(lacks) => sending.refuse(lacks.says()),
        })
    };
    let onchange = {
        let draft = draft.setter();
        Callback::from(move |changed| draft.set(changed))
    };
    let ready = sending.ready();
    let footer = html! {
        <>
            <Button kind={Kind::Quiet} onclick={&props.onclose}>{ words::encryption::cancel() }</Button>
            <Button kind={Kind::Primary} {ready} onclick={onsave}>{ words::encryption::save() }</Button>
        </>
    };
    html! {
        <Dialog title={words::encryption::change_title(&props.of.label)} onclose={&props.onclose} {footer}>
            { sending.banner() }
            <p>{ fingerprint_text(&props.of.fingerprint) }</p>
            <KeyFields draft={(*draft).clone()} people={props.people.clone()} {onchange} />
        </Dialog>
    }
}

fn settings(key: &Key) -> KeySettings {
    KeySettings {
        label: key.label.clone(),
        holder: key.holder.clone(),
        name: key.name.clone(),
        expires: key.expires,
    }
}

/// Saves it over what stood in the list, and over nothing that somebody else has said since.
async fn saved(before: Rc<Key>, changed: KeySettings) -> Result<(), &'static str> {
    let say = |trouble: Trouble| refusal(&trouble);
    let fingerprint = before.fingerprint.clone();
    let place = GetKey {
        fingerprint: fingerprint.clone(),
    };
    let read = api::ask_over(&place, &(), None).await.map_err(say)?;
    if settings(&read.answer) != settings(&before) {
        return Err(words::encryption::changed_meanwhile());
    }
    let place = PutKey { fingerprint };
    let written = api::ask_over(&place, &changed, read.version.as_ref()).await;
    written.map(drop).map_err(say)
}
