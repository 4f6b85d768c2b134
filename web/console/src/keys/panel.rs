//! A dialog about the operator's own key.

use hushdesk_texts::console as texts;
use hushdesk_web::tone::Tone;
use yew::prelude::*;

use super::ring::{KeyOrigin, OwnKey};
use crate::components::{Dialog, Notice, fingerprint_text};

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
    html! {
        <Dialog title={texts::keys::keys_title()} onclose={props.onclose.clone()}>
            <Notice tone={Tone::Warn}>{ sentence }</Notice>
            <dl>
                <dt><strong>{ texts::keys::your_fingerprint() }</strong></dt>
                <dd>{ fingerprint_text(&props.own_key.fingerprint()) }</dd>
            </dl>
            <p>{ texts::keys::fingerprint_more() }</p>
            <div class="choices">
                <button type="button" onclick={props.onclose.reform(|_| ())}>{ texts::frame::close() }</button>
            </div>
        </Dialog>
    }
}
