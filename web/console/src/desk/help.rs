//! What the keys do.

use hushdesk_texts::console as texts;
use yew::prelude::*;

use super::shortcuts;
use crate::components::Dialog;

/// When it is closed.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct HelpProps {
    pub(crate) onclose: Callback<()>,
}

/// A dialog with all keys.
#[component]
pub(crate) fn Help(props: &HelpProps) -> Html {
    html! {
        <Dialog title={texts::keyboard::help_title()} onclose={props.onclose.clone()}>
            <dl class="shortcuts">
                for (keys, effect) in shortcuts::all() {
                    <dt>{ for keys.iter().map(|key| html! { <kbd>{ *key }</kbd> }) }</dt>
                    <dd>{ effect }</dd>
                }
            </dl>
            <p>{ texts::keyboard::help_more() }</p>
            <div class="choices">
                <button type="button" onclick={props.onclose.reform(|_| ())}>{ texts::frame::close() }</button>
            </div>
        </Dialog>
    }
}
