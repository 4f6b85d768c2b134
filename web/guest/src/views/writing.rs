//! Where the guest writes: the draft, its length, and whether it is being typed.

use gloo_timers::callback::Timeout;
use hushdesk_web::components::Composer;
use hushdesk_web::session::text::{TEXT_CHARS_MAX, Text};
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use crate::catalogue::texts;

/// Characters left from which on they are counted.
const COUNTED_FROM: usize = 1_000;

/// Milliseconds without a key after which the guest counts as not writing.
const PAUSE_MILLIS: u32 = 4_000;

#[derive(Debug, Properties, PartialEq)]
pub(crate) struct WritingProps {
    /// What the field is for.
    pub(crate) label: AttrValue,
    /// What the button says.
    pub(crate) send: AttrValue,
    /// A text is to be sent.
    pub(crate) onwrote: Callback<Text>,
    /// The guest is writing, or stopped.
    #[prop_or_default]
    pub(crate) ontyping: Callback<bool>,
}

/// A composer that takes the focus when it comes and is empty after sending.
#[component]
pub(crate) fn Writing(props: &WritingProps) -> Html {
    let draft = use_state(AttrValue::default);
    let field = use_node_ref();
    let pause = use_mut_ref(|| None::<Timeout>);
    use_focus(field.clone());
    let ondraft = {
        let (draft, ontyping) = (draft.clone(), props.ontyping.clone());
        Callback::from(move |text: String| {
            ontyping.emit(!text.is_empty());
            let stopped = ontyping.clone();
            let timeout = Timeout::new(PAUSE_MILLIS, move || stopped.emit(false));
            pause.replace(Some(timeout));
            draft.set(text.into());
        })
    };
    let onsend = {
        let (draft, onwrote) = (draft.clone(), props.onwrote.clone());
        Callback::from(move |text: String| {
            if let Ok(text) = Text::typed(&text) {
                onwrote.emit(text);
                draft.set(AttrValue::default());
            }
        })
    };
    let chars = draft.trim().chars().count();
    html! {
        <Composer label={props.label.clone()} placeholder={props.label.clone()} send={props.send.clone()} hint={hint(chars)}
            too_long={(texts().too_long)(chars.saturating_sub(TEXT_CHARS_MAX))}
            draft={(*draft).clone()} {ondraft} {onsend} {field} />
    }
}

#[hook]
fn use_focus(field: NodeRef) {
    use_effect_with((), move |()| {
        if let Some(field) = field.cast::<HtmlTextAreaElement>() {
            // A field that cannot take the focus leaves it where it is.
            let _focused = field.focus();
        }
    });
}

fn hint(chars: usize) -> AttrValue {
    match TEXT_CHARS_MAX.checked_sub(chars) {
        Some(left) if left < COUNTED_FROM => (texts().left)(left).into(),
        Some(_) | None => texts().hint.into(),
    }
}
