//! Opening a key file, so that its key is kept in this browser.

use std::rc::Rc;

use hushdesk_protocol::rest::Session;
use hushdesk_texts::console as words;
use otr_wasm::key_file::is_encrypted_pkcs8;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use zeroize::Zeroizing;

use super::chest::{self, KeptKey};
use super::key_file::KeyFile;
use super::lock::{Locked, PASSPHRASE_CHARS_MIN};
use super::using::Use;
use super::workshop::{FoundKey, News, Outcome, Task, use_workshop};
use crate::components::{
    Banner, Button, Card, Choice, Kind, Meaning, Ready, TextField, fingerprint_text, typed_into,
};

/// For whom.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct OpeningProps {
    pub(super) session: Rc<Session>,
    /// A key is kept, and is to be used.
    pub(super) onuse: Callback<Use>,
}

/// How far it is.
#[derive(Clone, PartialEq)]
enum Standing {
    /// There is no file yet.
    Waiting,
    /// There is one.
    Given(Rc<str>),
    /// It is being opened, or its key is being kept.
    Busy(Rc<str>),
    /// There are several keys in it: one is to be chosen.
    Choosing(Rc<Vec<FoundKey>>),
    /// The key is being kept.
    Keeping,
}

/// What is wrong, and where.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Wrong {
    File(&'static str),
    FilePassphrase(&'static str),
    Passphrase(&'static str),
}

/// A file, what opens it, and under what its key is kept here.
#[component]
pub(super) fn Opening(props: &OpeningProps) -> Html {
    let standing = use_state(|| Standing::Waiting);
    let wrong = use_state_eq(|| None::<Wrong>);
    let fields = [
        use_state(String::new),
        use_state(String::new),
        use_state(String::new),
    ];
    let [of_file, passphrase, label] = &fields;
    // What was in the fields when the button was pressed: under that the key is kept, whatever is typed meanwhile.
    let begun = use_mut_ref(<(String, String)>::default);
    let keep = {
        let (props, wrong, standing) = (
            (props.session.clone(), props.onuse.clone()),
            wrong.setter(),
            standing.setter(),
        );
        let begun = begun.clone();
        Callback::from(move |key: FoundKey| {
            let ((session, onuse), wrong, standing) =
                (props.clone(), wrong.clone(), standing.clone());
            let (passphrase, label) = begun.borrow().clone();
            standing.set(Standing::Keeping);
            spawn_local(async move {
                match kept(&session, &key, &passphrase, &label).await {
                    true => onuse.emit(Use::Key(Zeroizing::new(key.clear))),
                    false => wrong.set(Some(Wrong::File(words::my_keys::not_kept()))),
                }
                standing.set(Standing::Waiting);
            });
        })
    };
    let onnews = {
        let (standing, wrong, keep) = (standing.clone(), wrong.setter(), keep.clone());
        Callback::from(move |news: News| {
            let back = |what| {
                wrong.set(Some(what));
                if let Standing::Busy(file) = &*standing {
                    standing.set(Standing::Given(file.clone()));
                }
            };
            match news {
                News::Share(_) => {}
                News::Done(Outcome::Found(mut found)) if found.len() == 1 => {
                    found.pop().into_iter().for_each(|key| keep.emit(key));
                }
                News::Done(Outcome::Found(found)) => {
                    standing.set(Standing::Choosing(Rc::new(found)));
                }
                News::Done(Outcome::WrongPassphrase) => {
                    back(Wrong::FilePassphrase(words::my_keys::wrong_passphrase()));
                }
                News::Done(Outcome::NoKey | Outcome::Made(_)) => {
                    back(Wrong::File(words::my_keys::no_key()));
                }
                News::Broken => back(Wrong::File(words::my_keys::broken())),
            }
        })
    };
    let (begin, end) = use_workshop(onnews);
    let onfile = {
        let (standing, wrong) = (standing.setter(), wrong.setter());
        Callback::from(move |file: Option<String>| match file {
            Some(file) if file.trim().is_empty() => standing.set(Standing::Waiting),
            Some(file) => {
                wrong.set(None);
                standing.set(Standing::Given(file.into()));
            }
            None => wrong.set(Some(Wrong::File(words::my_keys::no_key()))),
        })
    };
    let onopen = {
        let (standing, wrong) = (standing.clone(), wrong.setter());
        let (of_file, passphrase, label) = (of_file.clone(), passphrase.clone(), label.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Standing::Given(file) = &*standing else {
                return;
            };
            if passphrase.chars().count() < PASSPHRASE_CHARS_MIN {
                return wrong.set(Some(Wrong::Passphrase(words::my_keys::too_short())));
            }
            wrong.set(None);
            standing.set(Standing::Busy(file.clone()));
            begun.replace(((*passphrase).clone(), (*label).clone()));
            begin.emit(Task::Read {
                file: file.to_string(),
                passphrase: of_file.trim().to_owned(),
            });
        })
    };
    let oncancel = {
        let (standing, wrong) = (standing.setter(), wrong.setter());
        Callback::from(move |()| {
            end.emit(());
            wrong.set(None);
            standing.set(Standing::Waiting);
        })
    };
    let content = match &*standing {
        Standing::Waiting => {
            html! { <KeyFile id="open" takes={words::my_keys::takes()} {onfile} /> }
        }
        Standing::Given(file) | Standing::Busy(file) => {
            let busy = matches!(&*standing, Standing::Busy(_));
            form(file, &fields, *wrong, busy, onopen, &oncancel)
        }
        Standing::Choosing(found) => {
            html! { <Which found={found.clone()} onkeep={keep} {oncancel} /> }
        }
        Standing::Keeping => html! { <p role="status">{ words::parts::loading() }</p> },
    };
    html! {
        <Card title={words::my_keys::open_title()} lead={words::my_keys::open_lead()}>
            <div role="alert">
                if let Some(Wrong::File(says)) = *wrong {
                    <Banner meaning={Meaning::Bad} title={says} />
                }
            </div>
            { content }
        </Card>
    }
}

fn form(
    file: &str,
    fields: &[UseStateHandle<String>; 3],
    wrong: Option<Wrong>,
    busy: bool,
    onsubmit: Callback<SubmitEvent>,
    oncancel: &Callback<()>,
) -> Html {
    let [of_file, passphrase, label] = fields;
    let (mut at_file, mut at_passphrase) = (None, None);
    match wrong {
        Some(Wrong::FilePassphrase(says)) => at_file = Some(says),
        Some(Wrong::Passphrase(says)) => at_passphrase = Some(says),
        Some(Wrong::File(_)) | None => {}
    }
    html! {
        <form class="stack loose" {onsubmit} novalidate={true}>
            <Banner meaning={Meaning::Accent} title={words::my_keys::file_read()} />
            if is_encrypted_pkcs8(file) {
                <TextField id="file-passphrase" label={words::my_keys::file_passphrase()} kind="password" verbatim={true}
                    value={(**of_file).clone()} onvalue={typed_into(of_file)} help={words::my_keys::file_passphrase_help()}
                    error={at_file} required={true} />
            }
            <TextField id="key-label" label={words::my_keys::label()} value={(**label).clone()} onvalue={typed_into(label)}
                help={words::my_keys::label_help()} most={100} />
            <TextField id="new-passphrase" label={words::my_keys::passphrase()} kind="password" autocomplete="new-password"
                value={(**passphrase).clone()} onvalue={typed_into(passphrase)} help={words::my_keys::passphrase_help()}
                error={at_passphrase} required={true} />
            <div class="row">
                <Button kind={Kind::Primary} submits={true} ready={if busy { Ready::Busy } else { Ready::Yes }}>
                    { words::my_keys::keep() }
                </Button>
                <Button kind={Kind::Quiet} onclick={oncancel}>{ words::my_keys::cancel() }</Button>
            </div>
        </form>
    }
}

#[derive(Properties, PartialEq)]
struct WhichProps {
    found: Rc<Vec<FoundKey>>,
    onkeep: Callback<FoundKey>,
    oncancel: Callback<()>,
}

/// Of several keys of a file one is chosen, and then kept.
#[component]
fn Which(props: &WhichProps) -> Html {
    let chosen = use_state_eq(|| 0_usize);
    let choice = |(place, key): (usize, &FoundKey)| {
        let onchange = {
            let chosen = chosen.setter();
            Callback::from(move |_: bool| chosen.set(place))
        };
        html! {
            <Choice group="found-key" card={true} checked={place == *chosen} {onchange}>
                <b><bdi>{ &key.account }</bdi></b>{ " " }{ fingerprint_text(&key.fingerprint) }
            </Choice>
        }
    };
    let onkeep = {
        let (found, onkeep, chosen) = (props.found.clone(), props.onkeep.clone(), *chosen);
        Callback::from(move |()| {
            let key = found.get(chosen).cloned();
            key.into_iter().for_each(|key| onkeep.emit(key));
        })
    };
    html! {
        <>
            <fieldset class="stack">
                <legend class="label">{ words::my_keys::which() }</legend>
                { for props.found.iter().enumerate().map(choice) }
            </fieldset>
            <div class="row">
                <Button kind={Kind::Primary} onclick={onkeep}>{ words::my_keys::keep() }</Button>
                <Button kind={Kind::Quiet} onclick={&props.oncancel}>{ words::my_keys::cancel() }</Button>
            </div>
        </>
    }
}

/// Keeps a key under a passphrase. False if the browser cannot.
pub(super) async fn kept(session: &Session, key: &FoundKey, passphrase: &str, label: &str) -> bool {
    let Some(locked) = Locked::lock(&key.clear, passphrase).await else {
        return false;
    };
    let label = label.trim();
    let label = match label.is_empty() {
        true => session.display.to_string(),
        false => label.to_owned(),
    };
    chest::keep(&KeptKey {
        operator: session.name.clone(),
        label,
        fingerprint: key.fingerprint.clone(),
        locked,
    })
    .await
}
