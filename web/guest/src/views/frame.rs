//! What is around every view: the title, and the way out.

use web_sys::{Element, KeyboardEvent};
use yew::prelude::*;

use crate::catalogue::texts;
use crate::host::{self, Word};

/// The title and the view under it. Escape closes the window, unless it closes something in it.
pub(crate) fn frame(title: Option<String>, inside: Html) -> Html {
    let onkeydown = Callback::from(|event: KeyboardEvent| {
        let target = event.target_dyn_into::<Element>();
        let in_dialog = target.is_some_and(|it| it.closest("dialog").ok().flatten().is_some());
        if event.key() == "Escape" && !event.is_composing() && !in_dialog {
            host::tell(Word::Close);
        }
    });
    html! {
        <div class="widget" {onkeydown}>
            <header>
                <h1><bdi>{ title }</bdi></h1>
                if host::is_framed() {
                    <button type="button" class="quiet close" aria-label={texts().close}
                        title={texts().close} onclick={|_| host::tell(Word::Close)}>
                        <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M3 3l10 10M13 3L3 13" /></svg>
                    </button>
                }
            </header>
            { inside }
        </div>
    }
}
