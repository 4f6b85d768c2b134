//! Before anything is known, and when nothing can be.

use hushdesk_protocol::ids::SnippetName;
use hushdesk_protocol::rest::ProblemCode;
use hushdesk_web::api::Trouble;
use hushdesk_web::components::{Notice, Tone};
use yew::prelude::*;

use crate::catalogue::texts;

/// A sentence on what is going on, and a button if that can help: what is looked for, if the page says that, why it
/// was not found the last time, and what becomes of a guest who does not want to wait for the next attempt.
pub(crate) fn looking(
    snippet: Option<&SnippetName>,
    trouble: Option<&Trouble>,
    onagain: &Callback<()>,
) -> Html {
    let Some(snippet) = snippet else {
        return html! { <main class="card"><Notice tone={Tone::Bad} live=true>{ texts().no_snippet }</Notice></main> };
    };
    let (tone, sentence, again) = match trouble {
        None => (Tone::Plain, texts().looking.to_owned(), false),
        Some(Trouble::Unreachable) => (Tone::Warn, texts().unreachable.to_owned(), true),
        Some(Trouble::Refused(problem)) if problem.code == ProblemCode::NotFound => {
            (Tone::Bad, (texts().unknown_snippet)(snippet.as_str()), true)
        }
        Some(Trouble::Refused(_) | Trouble::Unreadable { .. }) => {
            (Tone::Warn, texts().failed.to_owned(), true)
        }
    };
    html! {
        <main class="card">
            <Notice {tone} live=true>{ sentence }</Notice>
            if again {
                <button type="button" onclick={onagain.reform(|_| ())}>{ texts().try_again }</button>
            }
        </main>
    }
}
