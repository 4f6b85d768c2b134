//! What the keys do.

use hushdesk_texts::console as words;
use yew::prelude::*;

use crate::components::{Button, Dialog, keys};
use crate::preferences::use_liked;
use crate::shortcuts::TABLE;

/// When it is closed.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct HelpProps {
    pub(crate) onclose: Callback<()>,
}

/// A dialog with all keys.
#[component]
pub(crate) fn Help(props: &HelpProps) -> Html {
    let liked = use_liked();
    let off = !liked.preferences.shortcuts;
    let footer = html! { <Button onclick={&props.onclose}>{ words::parts::close() }</Button> };
    html! {
        <Dialog title={words::shortcuts::title()} lead={words::shortcuts::lead()} onclose={&props.onclose} read={true} {footer}>
            if off {
                <p class="warn">{ words::shortcuts::are_off() }</p>
            }
            <dl class="shortcuts">
                for row in &TABLE {
                    <div><dt>{ keys(row.keys) }</dt><dd>{ (row.what)() }</dd></div>
                }
            </dl>
        </Dialog>
    }
}
