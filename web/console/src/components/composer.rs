//! Where a message is written.

use hushdesk_web::input_method;
use hushdesk_web::session::text::{TEXT_CHARS_MAX, Text};
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

/// The id of the line under the field. A page has one composer at a time.
const ABOUT: &str = "composer-about";

/// Texts, the draft, and what the writer does with it.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct ComposerProps {
    /// What the field is for, said to screen readers.
    pub(crate) label: AttrValue,
    /// What the button says.
    pub(crate) send: AttrValue,
    /// What the keys do, under the field; or what becomes of the draft, if nothing can be sent.
    #[prop_or_default]
    pub(crate) hint: AttrValue,
    /// What is wrong with a draft longer than a message can be.
    pub(crate) too_long: AttrValue,
    /// What has been written so far.
    pub(crate) draft: AttrValue,
    /// The draft has changed.
    pub(crate) ondraft: Callback<String>,
    /// The draft is to be sent. It is neither blank nor too long.
    pub(crate) onsend: Callback<String>,
    /// Nothing can be sent any more; what stands here can still be copied.
    #[prop_or_default]
    pub(crate) disabled: bool,
}

/// A field and a button. Enter sends; with Shift it begins a new line, and while an input method is
/// composing it belongs to that.
#[component]
pub(crate) fn Composer(props: &ComposerProps) -> Html {
    let too_long = !props.disabled && Text::chars(&props.draft) > TEXT_CHARS_MAX;
    let send = {
        let (draft, onsend) = (props.draft.clone(), props.onsend.clone());
        let disabled = props.disabled || too_long;
        Callback::from(move |()| {
            if !disabled && !draft.trim().is_empty() {
                onsend.emit(draft.to_string());
            }
        })
    };
    let onsubmit = send.reform(|event: SubmitEvent| event.prevent_default());
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        if event.key() == "Enter" && !event.shift_key() && !input_method::has_taken(&event) {
            event.prevent_default();
            send.emit(());
        }
    });
    let oninput = props
        .ondraft
        .reform(|event: InputEvent| event.target_unchecked_into::<HtmlTextAreaElement>().value());
    html! {
        <form class="composer" {onsubmit}>
            <textarea rows="2" dir="auto" enterkeyhint="send"
                aria-label={&props.label} aria-describedby={ABOUT}
                aria-invalid={too_long.then_some("true")}
                value={&props.draft}
                readonly={props.disabled} {oninput} {onkeydown} />
            <button class="primary" type="submit" disabled={props.disabled || too_long}>
                { &props.send }
            </button>
            <p id={ABOUT} class={classes!("about", too_long.then_some("bad"))} role="status">
                { if too_long { &props.too_long } else { &props.hint } }
            </p>
        </form>
    }
}
