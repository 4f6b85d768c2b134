//! A link by which somebody chooses a password: told once, for whoever hands it on.

use hushdesk_protocol::ids::LinkToken;
use hushdesk_texts::console as words;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::clipboard::copied;
use crate::components::{Banner, Button, Dialog, Icon, Kind, Meaning, TextField, use_say};
use crate::route::Route;

/// Whose link.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct LinkDialogProps {
    /// What they are called.
    pub(super) name: AttrValue,
    pub(super) token: LinkToken,
    /// It was to be mailed, and could not be.
    pub(super) not_mailed: bool,
    pub(super) onclose: Callback<()>,
}

/// The link, and what copies it.
#[component]
pub(super) fn LinkDialog(props: &LinkDialogProps) -> Html {
    let say = use_say();
    let address = address(&props.token);
    let oncopy = {
        let address = address.clone();
        Callback::from(move |()| {
            let (say, address) = (say.clone(), address.clone());
            spawn_local(async move {
                if copied(&address).await {
                    say.emit(words::staff::copied().into());
                }
            });
        })
    };
    let footer = html! {
        <>
            <Button onclick={&props.onclose}>{ words::parts::close() }</Button>
            <Button kind={Kind::Primary} icon={Icon::Copy} onclick={oncopy}>{ words::staff::copy_link() }</Button>
        </>
    };
    html! {
        <Dialog title={words::staff::link_title(&props.name)} lead={words::staff::link_lead()}
            onclose={&props.onclose} {footer}>
            if props.not_mailed {
                <Banner meaning={Meaning::Bad} title={words::staff::link_not_mailed()} live={true} />
            }
            <TextField id="link" label={words::staff::link()} value={address} readonly={true} verbatim={true}
                help={words::staff::link_help()} />
        </Dialog>
    }
}

/// The secret stands behind the `#`, where no server sees it.
fn address(token: &LinkToken) -> String {
    let origin = web_sys::window().and_then(|window| window.location().origin().ok());
    let page = Route::Join.address();
    format!("{}{page}#{}", origin.unwrap_or_default(), token.as_str())
}
