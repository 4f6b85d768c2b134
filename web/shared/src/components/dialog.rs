//! Dialogs: the browser's own, which keep the focus inside, close on Escape and give the focus back.

use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement};
use yew::prelude::*;

/// What a dialog holds.
#[derive(Debug, Properties)]
pub struct DialogProps {
    /// Its heading, and its name to screen readers.
    pub title: AttrValue,
    /// It was closed, by Escape or by a button of its own.
    pub onclose: Callback<()>,
    /// What stands under the heading.
    pub children: Html,
}

/// What it holds is drawn anew each time. To compare it would cost as much, and two kilobytes in every guest's browser.
impl PartialEq for DialogProps {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

/// A modal dialog, open for as long as it is in the page. Afterwards the focus is where it was before.
#[component]
pub fn Dialog(props: &DialogProps) -> Html {
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
    let oncancel = props.onclose.reform(|event: Event| event.prevent_default());
    html! {
        <dialog ref={node} aria-label={&props.title} {oncancel}>
            <div class="dialog">
                <h2>{ &props.title }</h2>
                { props.children.clone() }
            </div>
        </dialog>
    }
}

/// A question before something that cannot be taken back.
#[derive(Debug, Properties, PartialEq)]
pub struct ConfirmProps {
    /// What is asked.
    pub title: AttrValue,
    /// What follows from a yes.
    pub text: AttrValue,
    /// The button that does it.
    pub yes: AttrValue,
    /// The button that does not.
    pub no: AttrValue,
    /// It is to be done.
    pub onyes: Callback<()>,
    /// It is not.
    pub onno: Callback<()>,
}

/// Asks; what does nothing comes first, so that a hasty Enter does nothing.
#[component]
pub fn Confirm(props: &ConfirmProps) -> Html {
    html! {
        <Dialog title={props.title.clone()} onclose={props.onno.clone()}>
            <p>{ &props.text }</p>
            <div class="choices">
                <button type="button" onclick={props.onno.reform(|_| ())}>{ &props.no }</button>
                <button type="button" class="danger" onclick={props.onyes.reform(|_| ())}>
                    { &props.yes }
                </button>
            </div>
        </Dialog>
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
