//! Recovery codes, shown once.

use hushdesk_protocol::rest::RecoveryCodes;
use hushdesk_texts::console as words;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::clipboard::copied;
use crate::components::{Banner, Button, Icon, Kind, Meaning};
use crate::document::focus;
use crate::files;

/// What the file with the codes is called.
const FILE: &str = "hushdesk-recovery-codes.txt";

/// The codes, and what follows once they are kept.
#[derive(Debug, Properties)]
pub(in super::super) struct RecoveryProps {
    pub(in super::super) codes: RecoveryCodes,
    pub(in super::super) ondone: Callback<()>,
}

impl PartialEq for RecoveryProps {
    fn eq(&self, other: &Self) -> bool {
        self.codes.codes == other.codes.codes && self.ondone == other.ondone
    }
}

/// The codes with what copies them and what keeps them as a file. One says that they are kept before it goes on.
#[component]
pub(in super::super) fn Recovery(props: &RecoveryProps) -> Html {
    let is_copied = use_state(|| false);
    let head = use_node_ref();
    {
        let head = head.clone();
        use_effect_with((), move |()| focus(&head));
    }
    let text = props.codes.codes.join("\n");
    let oncopy = {
        let (text, is_copied) = (text.clone(), is_copied.setter());
        Callback::from(move |()| {
            let (text, is_copied) = (text.clone(), is_copied.clone());
            spawn_local(async move { is_copied.set(copied(&text).await) });
        })
    };
    let ondownload = Callback::from(move |()| {
        let content = format!("{}\n\n{text}\n", words::factor::file_head());
        files::offer(&content, "text/plain;charset=utf-8", FILE);
    });
    let says = if *is_copied {
        words::factor::copied()
    } else {
        words::factor::copy()
    };
    html! {
        <div class="stack loose">
            <div class="stack">
                <h2 ref={head} tabindex="-1">{ words::factor::codes_title() }</h2>
                <p class="soft">{ words::factor::codes_lead() }</p>
            </div>
            <Banner meaning={Meaning::Warn} title={words::factor::codes_once()} />
            <ul class="recovery-codes" aria-label={words::factor::codes_title()}>
                { for props.codes.codes.iter().map(|code| html! { <li key={code.as_str()}><code>{ code }</code></li> }) }
            </ul>
            <div class="row">
                <Button icon={if *is_copied { Icon::Check } else { Icon::Copy }} onclick={oncopy}>{ says }</Button>
                <Button icon={Icon::Download} onclick={ondownload}>{ words::factor::download() }</Button>
                <span class="push">
                    <Button kind={Kind::Primary} onclick={&props.ondone}>{ words::factor::kept() }</Button>
                </span>
            </div>
        </div>
    }
}
