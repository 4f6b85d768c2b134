//! The operator's canned messages, to be written, changed and thrown away.

use std::rc::Rc;

use hushdesk_texts::console as texts;
use hushdesk_web::session::text::TEXT_CHARS_MAX;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::{Canned, NAME_CHARS_MAX, Wrong};
use crate::components::{Dialog, Icon};
use crate::document::focus;

/// All of them, and what becomes of them.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct CannedPanelProps {
    pub(crate) all: Rc<Vec<Canned>>,
    /// These are to be all.
    pub(crate) onchange: Callback<Vec<Canned>>,
    pub(crate) onclose: Callback<()>,
}

/// A dialog: the list, and a form for one of them.
#[component]
pub(crate) fn CannedPanel(props: &CannedPanelProps) -> Html {
    let edited = use_state(|| None::<Canned>);
    let wrong = use_state_eq(|| None::<Wrong>);
    let [name, text] = [use_node_ref(), use_node_ref()];
    let onsubmit = {
        let (name, text, all) = (name.clone(), text.clone(), props.all.clone());
        let (edited, wrong, onchange) = (edited.clone(), wrong.setter(), props.onchange.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let others = without(&all, edited.as_ref());
            match Canned::typed(&value(&name), &typed(&text), &others) {
                Err(why) => {
                    wrong.set(Some(why));
                    focus(if why == Wrong::Text { &text } else { &name });
                }
                Ok(canned) => {
                    wrong.set(None);
                    edited.set(None);
                    clear(&name, &text);
                    onchange.emit(others.into_iter().chain([canned]).collect());
                    focus(&name);
                }
            }
        })
    };
    let onedit = {
        let (edited, name) = (edited.setter(), name.clone());
        Callback::from(move |canned: Canned| {
            edited.set(Some(canned));
            focus(&name);
        })
    };
    let ondelete = {
        let (all, onchange, name) = (props.all.clone(), props.onchange.clone(), name.clone());
        Callback::from(move |canned: Canned| {
            onchange.emit(without(&all, Some(&canned)));
            focus(&name);
        })
    };
    let is_wrong = |these: &[Wrong]| {
        wrong
            .is_some_and(|it| these.contains(&it))
            .then_some("true")
    };
    html! {
        <Dialog title={texts::canned::title()} onclose={props.onclose.clone()}>
            <p>{ texts::canned::about() }</p>
            if !props.all.is_empty() {
                <ul class="canned-all">
                    { for props.all.iter().map(|canned| line(canned, &onedit, &ondelete)) }
                </ul>
            }
            <form class="stack" {onsubmit}>
                <div class="field">
                    <label for="canned-name">{ texts::canned::name() }</label>
                    <input id="canned-name" class="input" ref={name} maxlength={NAME_CHARS_MAX.to_string()} autocomplete="off"
                        spellcheck="false" value={edited.as_ref().map(|it| it.name.clone())}
                        aria-invalid={is_wrong(&[Wrong::Name, Wrong::Taken])} aria-describedby="canned-wrong" />
                </div>
                <div class="field">
                    <label for="canned-text">{ texts::canned::text() }</label>
                    <textarea id="canned-text" class="input" ref={text} rows="3" dir="auto" maxlength={TEXT_CHARS_MAX.to_string()}
                        value={edited.as_ref().map(|it| it.text.clone())}
                        aria-invalid={is_wrong(&[Wrong::Text])} aria-describedby="canned-wrong" />
                </div>
                <p id="canned-wrong" class="error" role="alert">{ wrong.map(words) }</p>
                <div class="row end">
                    <button type="button" class="button" onclick={props.onclose.reform(|_| ())}>{ texts::parts::close() }</button>
                    <button type="submit" class="button primary">
                        { if edited.is_some() { texts::canned::save() } else { texts::canned::add() } }
                    </button>
                </div>
            </form>
        </Dialog>
    }
}

fn line(canned: &Canned, onedit: &Callback<Canned>, ondelete: &Callback<Canned>) -> Html {
    let with = |act: &Callback<Canned>| {
        let canned = canned.clone();
        act.reform(move |_: MouseEvent| canned.clone())
    };
    html! {
        <li key={canned.name.clone()}>
            <code>{ "/" }{ &canned.name }</code>
            <span class="cut" dir="auto">{ &canned.text }</span>
            <button type="button" class="button quiet square less" onclick={with(onedit)}
                aria-label={texts::canned::edit_of(&canned.name)}>
                { Icon::Edit.less() }
            </button>
            <button type="button" class="button quiet square less" onclick={with(ondelete)}
                aria-label={texts::canned::delete_of(&canned.name)}>
                { Icon::Trash.less() }
            </button>
        </li>
    }
}

fn words(wrong: Wrong) -> &'static str {
    match wrong {
        Wrong::Name => texts::canned::wrong_name(),
        Wrong::Taken => texts::canned::name_taken(),
        Wrong::Text => texts::canned::no_text(),
    }
}

fn without(all: &[Canned], one: Option<&Canned>) -> Vec<Canned> {
    all.iter()
        .filter(|it| Some(&it.name) != one.map(|one| &one.name))
        .cloned()
        .collect()
}

fn value(field: &NodeRef) -> String {
    let field = field.cast::<HtmlInputElement>();
    field.map(|field| field.value()).unwrap_or_default()
}

fn typed(field: &NodeRef) -> String {
    let field = field.cast::<HtmlTextAreaElement>();
    field.map(|field| field.value()).unwrap_or_default()
}

fn clear(name: &NodeRef, text: &NodeRef) {
    if let Some(field) = name.cast::<HtmlInputElement>() {
        field.set_value("");
    }
    if let Some(field) = text.cast::<HtmlTextAreaElement>() {
        field.set_value("");
    }
}
