//! Before the chat: what is promised, and the first message.

use hushdesk_protocol::rest::{Sealing, Snippet};
use hushdesk_web::components::{Notice, Tone};
use hushdesk_web::session::text::Text;
use yew::prelude::*;

use super::writing::Writing;
use crate::catalogue::texts;

#[derive(Debug, Properties, PartialEq)]
pub(crate) struct AskingProps {
    /// What the chat will be.
    pub(crate) snippet: Snippet,
    /// The first message.
    pub(crate) onwrote: Callback<Text>,
}

/// Who is asked, who can read it, whether anybody is there; then the field.
#[component]
pub(crate) fn Asking(props: &AskingProps) -> Html {
    let snippet = &props.snippet;
    let (tone, badge, promise) = match snippet.sealing {
        Sealing::Sealed { .. } => (Tone::Good, texts().sealed, texts().sealed_promise),
        Sealing::Open => (Tone::Warn, texts().readable, texts().open_promise),
    };
    html! {
        <main class="beginning">
            <div class="asking">
                <h2><bdi>{ &snippet.queue_title }</bdi></h2>
                <Notice {tone}><p><strong>{ badge }</strong></p><p>{ promise }</p></Notice>
                if !snippet.staffed {
                    <Notice tone={Tone::Plain}>{ texts().nobody_there }</Notice>
                }
            </div>
            <Writing label={texts().first_message} send={texts().begin} onwrote={props.onwrote.clone()} />
        </main>
    }
}
