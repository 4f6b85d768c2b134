//! Letting guests leave sealed notes to the key in use. Nothing is published by itself: whoever reads notes has said so.

use hushdesk_protocol::ids::Fingerprint;
use hushdesk_protocol::rest::{
    DeleteNoteKey, GetNoteKey, NoteKeyState, PublishedNoteKey, PutNoteKey,
};
use hushdesk_sealed_note::publish;
use hushdesk_texts::console as words;
use hushdesk_web::ambient;
use hushdesk_web::api::{self, Trouble};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::ring::OwnKey;
use crate::components::{Banner, Button, Card, Icon, Kind, Meaning, refusal, use_say};
use crate::loaded::use_loaded_of;

/// Which key.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct NotesProps {
    pub(super) own: OwnKey,
}

async fn state(fingerprint: Fingerprint) -> Result<NoteKeyState, Trouble> {
    api::ask(&GetNoteKey { fingerprint }, &()).await
}

/// Has guests leave notes to this key, or no more; what is then said.
async fn change(own: OwnKey, lets: bool) -> Result<&'static str, Trouble> {
    let fingerprint = own.fingerprint();
    if !lets {
        api::ask(&DeleteNoteKey { fingerprint }, &()).await?;
        return Ok(words::my_keys::notes_is_off());
    }
    let key = publish(&own.identity, &mut ambient::rng()).parse();
    let key = key.map_err(|_| Trouble::Unreachable)?;
    api::ask(&PutNoteKey { fingerprint }, &PublishedNoteKey { key }).await?;
    Ok(words::my_keys::notes_is_on())
}

/// Whether guests may, and what changes that; nothing where the key is not pinned.
#[component]
pub(super) fn Notes(props: &NotesProps) -> Html {
    let (state, again) = use_loaded_of(props.own.fingerprint(), state);
    let say = use_say();
    let lets = match state.here() {
        Some(NoteKeyState::Unpublished) => true,
        Some(NoteKeyState::Published) => false,
        Some(NoteKeyState::NotPinned) | None => return Html::default(),
    };
    let onclick = {
        let own = props.own.clone();
        Callback::from(move |()| {
            let (own, say, again) = (own.clone(), say.clone(), again.clone());
            spawn_local(async move {
                let changed = change(own, lets).await;
                say.emit(changed.unwrap_or_else(|trouble| refusal(&trouble)).into());
                again.emit(());
            });
        })
    };
    html! {
        <Card title={words::my_keys::notes_title()} lead={words::my_keys::notes_lead()}>
            if lets {
                <Banner title={words::my_keys::notes_off()} />
                <div class="row"><Button icon={Icon::Lock} {onclick}>{ words::my_keys::notes_let() }</Button></div>
            } else {
                <Banner meaning={Meaning::Good} title={words::my_keys::notes_on()} />
                <div class="row"><Button kind={Kind::Warns} {onclick}>{ words::my_keys::notes_stop() }</Button></div>
            }
        </Card>
    }
}
