//! Making a key in this browser.

use std::rc::Rc;

use hushdesk_protocol::rest::Session;
use hushdesk_texts::console as words;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use zeroize::Zeroizing;

use super::lock::PASSPHRASE_CHARS_MIN;
use super::opening::kept;
use super::using::{Use, use_closed};
use super::workshop::{FoundKey, News, Outcome, Task, use_workshop};
use crate::components::{Banner, Button, Dialog, Kind, Meaning, Ready, TextField, typed_into};

/// For whom.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct MakingProps {
    pub(super) session: Rc<Session>,
    /// A key is made and kept, and is to be used.
    pub(super) onuse: Callback<Use>,
    /// It is left.
    pub(super) onclose: Callback<()>,
}

/// How far it is.
#[derive(Clone, Copy, PartialEq)]
enum Standing {
    Asking(Option<&'static str>),
    /// From 0 to 1.
    Making(f64),
    Failed,
}

/// A dialog with a name and a passphrase for it.
#[component]
pub(super) fn Making(props: &MakingProps) -> Html {
    let standing = use_state(|| Standing::Asking(None));
    let (passphrase, label) = (use_state(String::new), use_state(String::new));
    // What was in the fields when the button was pressed: under that the key is kept, whatever is typed meanwhile.
    let begun = use_mut_ref(<(String, String)>::default);
    let closed = use_closed();
    let onnews = {
        let standing = standing.setter();
        let (session, onuse, onclose) = (
            props.session.clone(),
            props.onuse.clone(),
            props.onclose.clone(),
        );
        let (begun, closed) = (begun.clone(), closed.clone());
        Callback::from(move |news: News| {
            let News::Done(Outcome::Made(made)) = news else {
                return match news {
                    News::Share(share) => standing.set(Standing::Making(share)),
                    News::Done(_) | News::Broken => standing.set(Standing::Failed),
                };
            };
            let key = FoundKey {
                fingerprint: made.fingerprint.clone(),
                account: String::new(),
                clear: made.clear.clone(),
            };
            let (session, onuse, onclose) = (session.clone(), onuse.clone(), onclose.clone());
            let (passphrase, label) = begun.borrow().clone();
            let (standing, closed) = (standing.clone(), closed.clone());
            spawn_local(async move {
                if closed.get() {
                    return;
                }
                if kept(&session, &key, &passphrase, &label).await {
                    onclose.emit(());
                    onuse.emit(Use::Key(Zeroizing::new(key.clear)));
                } else {
                    standing.set(Standing::Failed);
                }
            });
        })
    };
    let (begin, _) = use_workshop(onnews);
    let onmake = {
        let (standing, passphrase, label) = (standing.setter(), passphrase.clone(), label.clone());
        Callback::from(move |()| {
            if passphrase.chars().count() < PASSPHRASE_CHARS_MIN {
                return standing.set(Standing::Asking(Some(words::my_keys::too_short())));
            }
            standing.set(Standing::Making(0.0));
            begun.replace(((*passphrase).clone(), (*label).clone()));
            // What is made is kept under the passphrase of this browser, and no file of it goes anywhere.
            begin.emit(Task::Make {
                passphrase: (*passphrase).clone(),
                account: String::new(),
            });
        })
    };
    let (error, ready) = match *standing {
        Standing::Asking(error) => (error, Ready::Yes),
        Standing::Making(_) => (None, Ready::Busy),
        Standing::Failed => (None, Ready::Yes),
    };
    let footer = html! {
        <>
            <Button kind={Kind::Quiet} onclick={&props.onclose}>{ words::my_keys::cancel() }</Button>
            <Button kind={Kind::Primary} {ready} onclick={onmake}>{ words::my_keys::make_now() }</Button>
        </>
    };
    html! {
        <Dialog title={words::my_keys::make_title()} lead={words::my_keys::make_lead()} onclose={&props.onclose} {footer}>
            if *standing == Standing::Failed {
                <Banner meaning={Meaning::Bad} title={words::my_keys::not_kept()} live={true} />
            }
            <TextField id="made-label" label={words::my_keys::label()} value={(*label).clone()} onvalue={typed_into(&label)}
                help={words::my_keys::label_help()} most={100} />
            <TextField id="made-passphrase" label={words::my_keys::passphrase()} kind="password" autocomplete="new-password"
                value={(*passphrase).clone()} onvalue={typed_into(&passphrase)} help={words::my_keys::passphrase_help()} {error}
                required={true} />
            if let Standing::Making(share) = *standing {
                <progress class="progress" max="1" value={share.to_string()} aria-label={words::my_keys::making()}></progress>
                <p role="status" class="soft">{ words::my_keys::making() }</p>
            }
        </Dialog>
    }
}
