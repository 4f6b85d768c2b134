//! A question before something that cannot be taken back, in the browser's own dialog: it keeps the focus inside, closes on
//! Escape and gives the focus back.

use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement};
use yew::prelude::*;

use super::button::does;
use crate::widget::GuestAction;

/// What is asked, in its words.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Words {
    /// What is asked.
    pub(super) title: &'static str,
    /// What follows from a yes.
    pub(super) more: &'static str,
    /// The button that does it.
    pub(super) yes: &'static str,
    /// The button that does not.
    pub(super) no: &'static str,
}

/// What is asked, and what a yes does.
#[derive(Debug, Properties)]
pub(super) struct QuestionProps {
    pub(super) words: Words,
    pub(super) action: GuestAction,
    pub(super) act: Callback<GuestAction>,
}

/// It is drawn anew with whatever it stands in: that is less than to compare what a yes would do.
impl PartialEq for QuestionProps {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

/// Asks, for as long as it is in the page; what does nothing comes first, so that a hasty Enter does nothing. Afterwards the
/// focus is where it was before.
#[component]
pub(super) fn Question(props: &QuestionProps) -> Html {
    let node = use_node_ref();
    use_effect_with(node.clone(), |node| {
        let before = focused();
        let dialog = node.cast::<HtmlDialogElement>();
        if let Some(dialog) = &dialog {
            // It fails only where the dialog is open already, which is what is wanted.
            let _open = dialog.show_modal();
        }
        move || {
            // While it is open nothing outside of it takes the focus.
            if let Some(dialog) = dialog {
                dialog.close();
            }
            give_focus(before.as_ref());
        }
    });
    let act = &props.act;
    let oncancel = act.reform(|event: Event| {
        event.prevent_default();
        GuestAction::Want(None)
    });
    let Words {
        title,
        more,
        yes,
        no,
    } = props.words;
    html! {
        <dialog ref={node} aria-label={title} {oncancel}>
            <div class="dialog">
                <h2>{ title }</h2>
                <p>{ more }</p>
                <div class="choices">
                    <button type="button" onclick={does(act, GuestAction::Want(None))}>{ no }</button>
                    <button type="button" class="danger" onclick={does(act, props.action.clone())}>{ yes }</button>
                </div>
            </div>
        </dialog>
    }
}

fn focused() -> Option<HtmlElement> {
    web_sys::window()?
        .document()?
        .active_element()?
        .dyn_into()
        .ok()
}

/// What is no longer in the page, or cannot take the focus, leaves it where it is.
fn give_focus(element: Option<&HtmlElement>) {
    if let Some(element) = element.filter(|element| element.is_connected()) {
        let _given = element.focus();
    }
}
