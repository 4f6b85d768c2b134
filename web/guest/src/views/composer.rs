//! Where the guest writes.

use hushdesk_texts::guest::field;
use hushdesk_web::components::{anew, announcer};
use hushdesk_web::input_method;
use web_sys::{HtmlElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::button::does;
use super::icon::{self, icon};
use crate::focus;
use crate::widget::{Draft, GuestAction};

/// Characters left from which on they are counted.
const COUNTED_FROM: usize = 200;

/// Characters left below which it is announced once more that they become few: not each key is worth a word.
const ANNOUNCED_BELOW: [usize; 3] = [10, 50, COUNTED_FROM];

/// The id of the line under the field. There is one field at a time.
const ABOUT: &str = "field-about";

/// What the field is for, and what stands in it.
#[derive(Debug, PartialEq, Properties)]
pub(super) struct ComposerProps {
    /// What is to be written.
    pub(super) label: &'static str,
    /// What stands in the field while nothing is written.
    pub(super) hint: AttrValue,
    /// What stands in the field.
    pub(super) draft: Draft,
    /// What the guest does.
    pub(super) act: Callback<GuestAction>,
}

/// A field, and the button that sends what stands in it. The field takes the focus when it comes, from nobody who is
/// somewhere else: in the page around the frame, say. It is written only where something else is to stand in it than does,
/// so that neither cursor nor input method lose their place. It grows with its text, which stands under it once more,
/// unseen: browsers do not measure fields alike.
#[component]
pub(super) fn Composer(props: &ComposerProps) -> Html {
    let field = use_node_ref();
    use_effect_with(field.clone(), |field| {
        if let Some(field) = field.cast::<HtmlElement>()
            && focus::is_here()
        {
            // A field that cannot take it leaves it where it is.
            let _focused = field.focus();
        }
    });
    let room = props.draft.room();
    let too_long = room.is_err();
    let cannot_send = too_long || props.draft.is_blank();
    let oninput = props.act.reform(|event: InputEvent| {
        let field: HtmlTextAreaElement = event.target_unchecked_into();
        GuestAction::Draft(Draft::new(field.value()))
    });
    let about = about(room);
    html! {
        <>
            <div class="field">
                <div class="grows" data-text={props.draft.as_str().to_owned()}>
                    <textarea ref={field} rows="1" dir="auto" enterkeyhint="send" aria-label={props.label}
                        aria-describedby={ABOUT} aria-invalid={if too_long { "true" } else { "false" }}
                        placeholder={&props.hint} value={props.draft.as_str().to_owned()} {oninput}
                        onkeydown={sends_on_enter(&props.act)} />
                </div>
                <button class="send" type="button" aria-label={field::send()} title={field::send()}
                    aria-disabled={if cannot_send { "true" } else { "false" }}
                    onmousedown={Callback::from(|event: MouseEvent| event.prevent_default())}
                    onclick={does(&props.act, GuestAction::Send)}>
                    { icon(icon::SEND) }
                </button>
            </div>
            <p id={ABOUT} CLASS={if too_long { "hint bad" } else { "hint" }}>{ about.as_ref().map(anew) }</p>
            { announcer(&announced_of(room)) }
        </>
    }
}

/// Enter makes no new line, and sends. With Shift it makes one, and while an input method is composing it belongs to that.
fn sends_on_enter(act: &Callback<GuestAction>) -> Callback<KeyboardEvent> {
    let act = act.clone();
    Callback::from(move |event: KeyboardEvent| {
        if event.key() == "Enter" && !event.shift_key() && !input_method::has_taken(&event) {
            event.prevent_default();
            act.emit(GuestAction::Send);
        }
    })
}

/// Towards the end, how much room is left; after it, what to do.
fn about(room: Result<usize, usize>) -> Option<AttrValue> {
    match room {
        Err(over) => Some(field::too_long(over).into()),
        Ok(left) if left < COUNTED_FROM => Some(field::left(left).into()),
        Ok(_) => None,
    }
}

/// The same for who does not see it: it changes at a few steps only.
fn announced_of(room: Result<usize, usize>) -> AttrValue {
    match room {
        Err(_) => field::too_long_in_all().into(),
        Ok(left) => {
            let step = ANNOUNCED_BELOW.into_iter().find(|step| left < *step);
            step.map_or_else(AttrValue::default, |step| field::few_left(&step).into())
        }
    }
}
