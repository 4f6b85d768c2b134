//! A dialog about the operator's own key.

use hushdesk_web::tone::Tone;
use yew::prelude::*;

use super::ring::{KeyOrigin, OwnKey};
use crate::components::{Dialog, Notice, fingerprint_text};
use crate::texts;

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
        KeyOrigin::Demonstration => texts::DEMONSTRATION_KEY_MORE,
        KeyOrigin::Window => texts::WINDOW_KEY_MORE,
    };
    html! {
        <Dialog title={texts::KEYS_TITLE} onclose={props.onclose.clone()}>
            <Notice tone={Tone::Warn}>{ sentence }</Notice>
            <dl>
                <dt><strong>{ texts::YOUR_FINGERPRINT }</strong></dt>
                <dd>{ fingerprint_text(&props.own_key.fingerprint()) }</dd>
            </dl>
            <p>{ texts::FINGERPRINT_MORE }</p>
            <div class="choices">
                <button type="button" onclick={props.onclose.reform(|_| ())}>{ texts::CLOSE }</button>
            </div>
        </Dialog>
    }
}
