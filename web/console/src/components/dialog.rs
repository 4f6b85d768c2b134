//! Dialogs: the browser's own, which keep the focus inside, close on Escape and give the focus back.

use hushdesk_texts::console as words;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement};
use yew::prelude::*;

use super::button::{Button, Kind, Size};
use super::icon::Icon;
use crate::document::focused;

/// What a dialog holds.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct DialogProps {
    /// Its heading, and its name to screen readers.
    pub(crate) title: AttrValue,
    /// One sentence under the heading.
    #[prop_or_default]
    pub(crate) lead: Option<AttrValue>,
    /// It was closed, by Escape or by a button of its own.
    pub(crate) onclose: Callback<()>,
    /// It is only read: what stands in it can be scrolled by the keyboard.
    #[prop_or_default]
    pub(crate) read: bool,
    /// The buttons at its end.
    #[prop_or_default]
    pub(crate) footer: Html,
    /// What stands in between.
    #[prop_or_default]
    pub(crate) children: Html,
}

/// A modal dialog, open for as long as it is in the page. Afterwards the focus is where it was before.
#[component]
pub(crate) fn Dialog(props: &DialogProps) -> Html {
    let node = use_node_ref();
    use_open(&node);
    let oncancel = props.onclose.reform(|event: Event| event.prevent_default());
    let has_footer = props.footer != Html::default();
    html! {
        <dialog ref={node} class="dialog" aria-label={&props.title} {oncancel}>
            <header>
                <div class="say">
                    <h2>{ &props.title }</h2>
                    if let Some(lead) = &props.lead {
                        <p class="soft">{ lead }</p>
                    }
                </div>
                <Button kind={Kind::Quiet} size={Size::Less} icon={Icon::Close} label={words::parts::close()}
                    onclick={&props.onclose} />
            </header>
            if props.children != Html::default() {
                <div class="body" tabindex={props.read.then_some("0")}>{ props.children.clone() }</div>
            }
            if has_footer {
                <footer>{ props.footer.clone() }</footer>
            }
        </dialog>
    }
}

/// A dialog's element is open for as long as it is in the page. Afterwards the focus is where it was before.
#[hook]
pub(crate) fn use_open(node: &NodeRef) {
    use_effect_with(node.clone(), |node| {
        let before = focused().and_then(|element| element.dyn_into::<HtmlElement>().ok());
        let dialog = node.cast::<HtmlDialogElement>();
        if let Some(dialog) = &dialog {
            // It fails only where the dialog is open already, which is what is wanted.
            let _open = dialog.show_modal();
            focus_field(dialog);
        }
        move || {
            // While it is open nothing outside of it takes the focus.
            if let Some(dialog) = dialog {
                dialog.close();
            }
            // What is no longer in the page, or cannot take the focus, leaves it where it is.
            if let Some(before) = before.filter(|element| element.is_connected()) {
                let _given = before.focus();
            }
        }
    });
}

/// A dialog that is filled in begins at its first field, and not at the button that closes it.
fn focus_field(dialog: &HtmlDialogElement) {
    let fields = ".body :is(input:not([readonly]), select, textarea)";
    let field = dialog.query_selector(fields).ok().flatten();
    if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
        // A field that cannot take it leaves it where it is.
        let _given = field.focus();
    }
}

/// A question before something that cannot be taken back.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct ConfirmProps {
    /// What is asked.
    pub(crate) title: AttrValue,
    /// What follows from a yes.
    pub(crate) text: AttrValue,
    /// The button that does it.
    pub(crate) yes: AttrValue,
    /// The button that does not.
    pub(crate) no: AttrValue,
    /// It is to be done.
    pub(crate) onyes: Callback<()>,
    /// It is not.
    pub(crate) onno: Callback<()>,
}

/// Asks; what does nothing comes first and has the focus, so that a hasty Enter does nothing.
#[component]
pub(crate) fn Confirm(props: &ConfirmProps) -> Html {
    let node = use_node_ref();
    use_open(&node);
    let no = use_node_ref();
    {
        let no = no.clone();
        use_effect_with((), move |()| crate::document::focus(&no));
    }
    let oncancel = props.onno.reform(|event: Event| event.prevent_default());
    html! {
        <dialog ref={node} class="dialog" aria-label={&props.title} {oncancel}>
            <header>
                <div class="say">
                    <h2>{ &props.title }</h2>
                    <p class="soft">{ &props.text }</p>
                </div>
            </header>
            <footer>
                <Button node={no} onclick={&props.onno}>{ &props.no }</Button>
                <Button kind={Kind::Danger} onclick={&props.onyes}>{ &props.yes }</Button>
            </footer>
        </dialog>
    }
}
