//! The secret of a webhook, shown once.

use hushdesk_texts::console as texts;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::clipboard::copied;
use crate::components::{Banner, Button, Icon, Kind, Meaning, TextField};

/// What there is.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct SecretProps {
    pub(super) secret: AttrValue,
    pub(super) ondone: Callback<()>,
}

/// The secret, and what to do with it.
#[component]
pub(super) fn Secret(props: &SecretProps) -> Html {
    let is_copied = use_state(|| false);
    let oncopy = {
        let (secret, is_copied) = (props.secret.clone(), is_copied.setter());
        Callback::from(move |()| {
            let (secret, is_copied) = (secret.clone(), is_copied.clone());
            spawn_local(async move { is_copied.set(copied(&secret).await) });
        })
    };
    let (icon, says) = if *is_copied {
        (Icon::Check, texts::factor::copied())
    } else {
        (Icon::Copy, texts::webhooks::copy())
    };
    html! {
        <div class="stack loose">
            <Banner meaning={Meaning::Warn} title={texts::applications::once()} />
            <TextField id="webhook-secret" label={texts::webhooks::secret()} value={&props.secret} readonly={true}
                verbatim={true} help={texts::webhooks::secret_help()} />
            <div class="row">
                <Button {icon} onclick={oncopy}>{ says }</Button>
                <span class="push">
                    <Button kind={Kind::Primary} onclick={&props.ondone}>{ texts::applications::done() }</Button>
                </span>
            </div>
        </div>
    }
}
