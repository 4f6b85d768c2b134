//! What the keys do.

use yew::prelude::*;

use super::shortcuts;
use crate::components::Dialog;
use crate::texts;

/// When it is closed.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct HelpProps {
    pub(crate) onclose: Callback<()>,
}

/// A dialog with all keys.
#[component]
pub(crate) fn Help(props: &HelpProps) -> Html {
    html! {
        <Dialog title={texts::HELP_TITLE} onclose={props.onclose.clone()}>
            <dl class="shortcuts">
                for (keys, effect) in shortcuts::ALL {
                    <dt>{ for keys.iter().map(|key| html! { <kbd>{ *key }</kbd> }) }</dt>
                    <dd>{ effect }</dd>
                }
            </dl>
            <p>{ texts::HELP_MORE }</p>
            <div class="choices">
                <button type="button" onclick={props.onclose.reform(|_| ())}>{ texts::CLOSE }</button>
            </div>
        </Dialog>
    }
}
