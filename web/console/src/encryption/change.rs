//! Changing what is said of a key.

use std::rc::Rc;

use hushdesk_protocol::rest::{GetKey, Key, KeySettings, Person, PutKey};
use hushdesk_texts::console as words;
use hushdesk_web::api::{self, Trouble};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::deeds::refusal;
use super::fields::{Draft, KeyFields};
use crate::components::{Banner, Button, Dialog, Kind, Meaning, Ready, fingerprint_text};

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
    let (trouble, busy) = (use_state(|| None::<&'static str>), use_state_eq(|| false));
    let onsave = {
        let (before, onclose) = (props.of.clone(), props.onclose.clone());
        let (draft, trouble, busy) = (draft.clone(), trouble.setter(), busy.setter());
        Callback::from(move |()| {
            let settings = match draft.settings() {
                Ok(settings) => settings,
                Err(lacks) => return trouble.set(Some(lacks.says())),
            };
            busy.set(true);
            let (before, onclose) = (before.clone(), onclose.clone());
            let (trouble, busy) = (trouble.clone(), busy.clone());
            spawn_local(async move {
                match saved(&before, &settings).await {
                    Ok(()) => onclose.emit(()),
                    Err(refused) => trouble.set(Some(refused)),
                }
                busy.set(false);
            });
        })
    };
    let onchange = {
        let draft = draft.setter();
        Callback::from(move |changed| draft.set(changed))
    };
    let ready = if *busy { Ready::Busy } else { Ready::Yes };
    let footer = html! {
        <>
            <Button kind={Kind::Quiet} onclick={&props.onclose}>{ words::encryption::cancel() }</Button>
            <Button kind={Kind::Primary} {ready} onclick={onsave}>{ words::encryption::save() }</Button>
        </>
    };
    html! {
        <Dialog title={words::encryption::change_title(&props.of.label)} onclose={&props.onclose} {footer}>
            if let Some(trouble) = *trouble {
                <Banner meaning={Meaning::Bad} title={trouble} live={true} />
            }
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
async fn saved(before: &Key, changed: &KeySettings) -> Result<(), &'static str> {
    let say = |trouble: Trouble| refusal(&trouble);
    let fingerprint = before.fingerprint.clone();
    let place = GetKey {
        fingerprint: fingerprint.clone(),
    };
    let read = api::ask_over(&place, &(), None).await.map_err(say)?;
    if settings(&read.answer) != settings(before) {
        return Err(words::encryption::changed_meanwhile());
    }
    let place = PutKey { fingerprint };
    let written = api::ask_over(&place, changed, read.version.as_ref()).await;
    written.map(drop).map_err(say)
}
