//! Before the chat: what is promised, and the first message.

use hushdesk_protocol::rest::{Sealing, Snippet};
use hushdesk_web::components::{Notice, Tone};
use hushdesk_web::session::text::Text;
use yew::prelude::*;

use super::writing::Writing;
use crate::catalogue::texts;

/// Who is asked, who can read it, whether anybody is there; then the field for the first message.
pub(crate) fn asking(snippet: &Snippet, onwrote: Callback<Text>) -> Html {
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
            <Writing label={texts().first_message} send={texts().begin} {onwrote} />
        </main>
    }
}
