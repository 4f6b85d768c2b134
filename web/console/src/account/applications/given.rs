//! What a program is given: shown once, beside the fields of Pidgin that it goes into.

use hushdesk_texts::console as words;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::clipboard::copied;
use crate::components::{Banner, Button, Icon, Kind, Meaning, TextField};

/// Where polls come.
const POLLS: &str = "/http-bind";

/// What there is.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct GivenProps {
    /// By which name they sign in.
    pub(super) name: AttrValue,
    pub(super) password: AttrValue,
    pub(super) ondone: Callback<()>,
}

/// The password, and how Pidgin is set up with it.
#[component]
pub(super) fn Given(props: &GivenProps) -> Html {
    let is_copied = use_state(|| false);
    let oncopy = {
        let (password, is_copied) = (props.password.clone(), is_copied.setter());
        Callback::from(move |()| {
            let (password, is_copied) = (password.clone(), is_copied.clone());
            spawn_local(async move { is_copied.set(copied(&password).await) });
        })
    };
    let (host, polls) = (host(), polls());
    let says = if *is_copied {
        words::factor::copied()
    } else {
        words::applications::copy()
    };
    html! {
        <div class="stack loose">
            <Banner meaning={Meaning::Warn} title={words::applications::once()} />
            <TextField id="application-password" label={words::applications::password()} value={&props.password}
                readonly={true} verbatim={true} />
            <p>{ words::applications::set_up() }</p>
            <TextField id="application-name" label={words::applications::name()} value={&props.name} readonly={true} verbatim={true} />
            <TextField id="application-host" label={words::applications::domain()} value={host} readonly={true} verbatim={true} />
            <TextField id="application-polls" label={words::applications::polls()} value={polls} readonly={true} verbatim={true}
                help={words::applications::polls_help()} />
            <div class="row">
                <Button icon={if *is_copied { Icon::Check } else { Icon::Copy }} onclick={oncopy}>{ says }</Button>
                <span class="push">
                    <Button kind={Kind::Primary} onclick={&props.ondone}>{ words::applications::done() }</Button>
                </span>
            </div>
        </div>
    }
}

fn host() -> String {
    let location = web_sys::window().map(|window| window.location());
    location
        .and_then(|location| location.hostname().ok())
        .unwrap_or_default()
}

fn polls() -> String {
    let location = web_sys::window().map(|window| window.location());
    let origin = location.and_then(|location| location.origin().ok());
    format!("{}{POLLS}", origin.unwrap_or_default())
}
