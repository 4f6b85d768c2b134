//! A dialog about the operator's own key.

use hushdesk_texts::console as texts;
use yew::prelude::*;

use super::ring::{KeyOrigin, OwnKey};
use crate::components::{Banner, Button, Dialog, Meaning, fingerprint_text};

/// Whose key, and when the dialog is closed.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct KeysPanelProps {
    pub(crate) own_key: OwnKey,
    pub(crate) onclose: Callback<()>,
}

/// The fingerprint, where the key comes from, and what that means for guests.
#[component]
pub(crate) fn KeysPanel(props: &KeysPanelProps) -> Html {
    let sentence = match props.own_key.origin {
        KeyOrigin::Demonstration => texts::keys::demonstration_key_more(),
        KeyOrigin::Window => texts::keys::window_key_more(),
    };
    let footer = html! { <Button onclick={&props.onclose}>{ texts::parts::close() }</Button> };
    html! {
        <Dialog title={texts::keys::keys_title()} onclose={&props.onclose} {footer}>
            <Banner meaning={Meaning::Warn} title={sentence} />
            <dl class="facts">
                <dt>{ texts::keys::your_fingerprint() }</dt>
                <dd>{ fingerprint_text(&props.own_key.fingerprint()) }</dd>
            </dl>
            <p class="soft">{ texts::keys::fingerprint_more() }</p>
        </Dialog>
    }
}
