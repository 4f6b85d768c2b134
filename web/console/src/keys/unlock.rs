//! Unlocking a key that this browser keeps: once a session, before the shift.

use std::rc::Rc;

use hushdesk_protocol::rest::Session;
use hushdesk_texts::console as words;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::chest::KeptKey;
use super::ring::{self, OwnKey};
use crate::account::Door;
use crate::components::{
    Avatar, AvatarSize, Button, Choice, Kind, Ready, Size, TextField, fingerprint_text,
};
use crate::desk::{LockedKeys, SignOut};
use crate::document::focus;

/// Which keys there are, and what becomes of it.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct UnlockPageProps {
    pub(crate) session: Rc<Session>,
    pub(crate) locked: LockedKeys,
    /// This key is used.
    pub(crate) onkey: Callback<OwnKey>,
    /// The operator signs out.
    pub(crate) onsignout: Callback<()>,
}

/// Which key, its passphrase, and a way past it.
#[component]
pub(crate) fn UnlockPage(props: &UnlockPageProps) -> Html {
    let chosen = use_state(|| 0_usize);
    let passphrase = use_state(String::new);
    let (wrong, busy) = (use_state_eq(|| false), use_state_eq(|| false));
    let field = use_node_ref();
    {
        let field = field.clone();
        use_effect_with((), move |()| focus(&field));
    }
    let onsubmit = {
        let (props, chosen, typed) = (
            (props.locked.clone(), props.onkey.clone()),
            *chosen,
            passphrase.clone(),
        );
        let (wrong, busy, field) = (wrong.setter(), busy.setter(), field.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            busy.set(true);
            let ((locked, onkey), typed) = (props.clone(), (*typed).clone());
            let (wrong, busy, field) = (wrong.clone(), busy.clone(), field.clone());
            spawn_local(async move {
                match unlocked(&locked, chosen, &typed).await {
                    Some(key) => onkey.emit(key),
                    None => {
                        busy.set(false);
                        wrong.set(true);
                        focus(&field);
                    }
                }
            });
        })
    };
    let onleave = {
        let (session, locked, onkey) = (
            props.session.clone(),
            props.locked.clone(),
            props.onkey.clone(),
        );
        Callback::from(move |()| {
            let (session, locked, onkey) = (session.clone(), locked.clone(), onkey.clone());
            spawn_local(async move {
                ring::leave_locked(&locked.keeper).await;
                onkey.emit(ring::without_kept(&session, &locked.keeper).await);
            });
        })
    };
    let onvalue = {
        let (passphrase, wrong) = (passphrase.setter(), wrong.setter());
        Callback::from(move |value| {
            wrong.set(false);
            passphrase.set(value);
        })
    };
    let display = &props.session.display;
    let ready = if *busy { Ready::Busy } else { Ready::Yes };
    html! {
        <Door greeting={html! {
            <div class="row stay">
                <Avatar name={display.to_string()} size={AvatarSize::More} />
                <div><h1>{ words::my_keys::unlock_title() }</h1><p class="soft">{ words::my_keys::unlock_lead() }</p></div>
            </div>
        }}>
            <form class="stack loose" {onsubmit} novalidate={true}>
                { which(&props.locked.kept, &chosen) }
                <TextField id="unlock-passphrase" node={field} label={words::my_keys::passphrase_here()} kind="password"
                    autocomplete="off" value={(*passphrase).clone()} {onvalue} required={true}
                    error={wrong.then(words::my_keys::does_not_open)} />
                <Button kind={Kind::Primary} size={Size::More} wide={true} submits={true} {ready}>
                    { words::my_keys::unlock() }
                </Button>
                <Button kind={Kind::Quiet} onclick={onleave}>{ words::my_keys::not_now() }</Button>
                <SignOut onsignout={&props.onsignout} />
            </form>
        </Door>
    }
}

fn which(kept: &[KeptKey], chosen: &UseStateHandle<usize>) -> Html {
    let choose = |place: usize| {
        let chosen = chosen.setter();
        Callback::from(move |_: bool| chosen.set(place))
    };
    let choice = |(place, key): (usize, &KeptKey)| {
        html! {
            <Choice group="kept-key" card={true} checked={place == **chosen} onchange={choose(place)}>
                <b><bdi>{ &key.label }</bdi></b>{ " " }{ fingerprint_text(&key.fingerprint) }
            </Choice>
        }
    };
    html! {
        <fieldset class="stack">
            <legend class="label">{ words::my_keys::which_to_unlock() }</legend>
            { for kept.iter().enumerate().map(choice) }
        </fieldset>
    }
}

async fn unlocked(locked: &LockedKeys, chosen: usize, passphrase: &str) -> Option<OwnKey> {
    let key = locked.kept.get(chosen)?;
    let clear = key.locked.open(passphrase).await?;
    ring::take(&locked.keeper, &clear).await
}
