//! Code and addresses to be pasted elsewhere.

use hushdesk_texts::console as words;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::button::{Button, Size};
use super::icon::Icon;
use super::toasts::use_say;
use crate::clipboard::copied;

/// What is pasted.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct CodeProps {
    /// What it is.
    pub(crate) label: AttrValue,
    /// It.
    pub(crate) text: AttrValue,
}

/// It, and a button that copies it.
#[component]
pub(crate) fn Code(props: &CodeProps) -> Html {
    let say = use_say();
    let oncopy = {
        let text = props.text.clone();
        Callback::from(move |()| {
            let (say, text) = (say.clone(), text.clone());
            spawn_local(async move {
                let says = if copied(&text).await {
                    words::parts::copied()
                } else {
                    words::parts::not_copied()
                };
                say.emit(says.into());
            });
        })
    };
    html! {
        <div class="code">
            <pre tabindex="0" aria-label={&props.label} role="region"><code>{ &props.text }</code></pre>
            <Button size={Size::Less} icon={Icon::Copy} onclick={oncopy}>
                { words::parts::copy() }<span class="unseen">{ ": " }{ &props.label }</span>
            </Button>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_web::rendered::rendered;

    use super::*;

    #[test]
    fn what_is_pasted_stands_there_as_it_is() {
        let text = "<script async src=\"https://chat.example/embed.js\"></script>";
        let code = rendered::<Code>(CodeProps {
            label: "Code".into(),
            text: text.into(),
        });
        assert!(code.text().contains(text));
        assert_eq!(code.buttons(), ["Copy: Code"]);
    }
}
