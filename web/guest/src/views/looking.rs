//! Before anything is known, and when nothing can be.

use hushdesk_protocol::ids::SnippetName;
use hushdesk_protocol::rest::ProblemCode;
use hushdesk_web::api::Trouble;
use hushdesk_web::components::{Notice, Tone};
use yew::prelude::*;

use crate::catalogue::texts;

#[derive(Debug, Properties, PartialEq)]
pub(crate) struct LookingProps {
    /// What is looked for; none if the page does not say.
    pub(crate) snippet: Option<SnippetName>,
    /// Why it was not found the last time.
    pub(crate) trouble: Option<Trouble>,
    /// The guest does not want to wait for the next attempt.
    pub(crate) onagain: Callback<()>,
}

/// A sentence on what is going on, and a button if that can help.
#[component]
pub(crate) fn Looking(props: &LookingProps) -> Html {
    let Some(snippet) = &props.snippet else {
        return html! { <main class="card"><Notice tone={Tone::Bad} live=true>{ texts().no_snippet }</Notice></main> };
    };
    let (tone, sentence, again) = match &props.trouble {
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
                <button type="button" onclick={props.onagain.reform(|_| ())}>{ texts().try_again }</button>
            }
        </main>
    }
}
