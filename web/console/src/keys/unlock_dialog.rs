//! Unlocking a key in the middle of a shift.

use hushdesk_texts::console as words;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::chest::KeptKey;
use super::using::{Use, use_closed};
use crate::components::{Button, Dialog, Kind, Ready, TextField};

/// Which key.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct UnlockDialogProps {
    pub(super) unlocked: KeptKey,
    /// It is to be used.
    pub(super) onuse: Callback<Use>,
    pub(super) onclose: Callback<()>,
}

/// Its passphrase.
#[component]
pub(super) fn UnlockDialog(props: &UnlockDialogProps) -> Html {
    let passphrase = use_state(String::new);
    let (wrong, busy) = (use_state_eq(|| false), use_state_eq(|| false));
    let closed = use_closed();
    let onsubmit = {
        let (key, onuse, onclose) = (
            props.unlocked.clone(),
            props.onuse.clone(),
            props.onclose.clone(),
        );
        let (typed, wrong, busy) = (passphrase.clone(), wrong.setter(), busy.setter());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            busy.set(true);
            let (key, onuse, onclose) = (key.clone(), onuse.clone(), onclose.clone());
            let (typed, wrong, busy) = ((*typed).clone(), wrong.clone(), busy.clone());
            let closed = closed.clone();
            spawn_local(async move {
                match key.locked.open(&typed).await {
                    Some(_) if closed.get() => {}
                    Some(clear) => {
                        onclose.emit(());
                        onuse.emit(Use::Key(clear));
                    }
                    None => {
                        busy.set(false);
                        wrong.set(true);
                    }
                }
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
    let ready = if *busy { Ready::Busy } else { Ready::Yes };
    html! {
        <Dialog title={words::my_keys::unlock_key(&props.unlocked.label)} onclose={&props.onclose}>
            <form class="stack loose" {onsubmit} novalidate={true}>
                <TextField id="unlock-one" label={words::my_keys::passphrase_here()} kind="password"
                    value={(*passphrase).clone()} {onvalue} required={true}
                    error={wrong.then(words::my_keys::does_not_open)} />
                <div class="row">
                    <Button kind={Kind::Primary} submits={true} {ready}>{ words::my_keys::unlock_and_use() }</Button>
                    <Button kind={Kind::Quiet} onclick={&props.onclose}>{ words::my_keys::cancel() }</Button>
                </div>
            </form>
        </Dialog>
    }
}
