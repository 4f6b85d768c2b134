//! Where a message is written. A slash at its beginning calls the canned messages.

use std::rc::Rc;

use hushdesk_texts::console as texts;
use hushdesk_web::input_method;
use hushdesk_web::session::text::{TEXT_CHARS_MAX, Text};
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::super::canned::{Canned, asked, marked, matching};
use crate::components::{Icon, keys};
use crate::document::{focus, standing_in};

/// The draft, and what the operator does with it.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct ComposerProps {
    /// By what its elements are told from those of another.
    pub(super) id: AttrValue,
    /// To whom.
    pub(super) guest: AttrValue,
    /// What has been written so far.
    pub(super) draft: AttrValue,
    /// What becomes of it, if nothing can be sent now; what stands here can still be copied.
    pub(super) remark: Option<&'static str>,
    pub(super) canned: Rc<Vec<Canned>>,
    /// The draft has changed.
    pub(super) ondraft: Callback<String>,
    /// The draft is to be sent. It is neither blank nor too long.
    pub(super) onsend: Callback<String>,
    /// The canned messages are to be looked after.
    pub(super) onmanage: Callback<()>,
}

/// What a key does in the field.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Deed {
    /// Sends what stands there.
    Send,
    /// Goes to the next, or back to the one before.
    Next,
    Previous,
    /// Puts the chosen message into the field.
    Insert,
    /// Sends it at once.
    SendChosen,
    /// Goes on with what was typed.
    KeepTyping,
}

/// What a key with these modifiers does, while the list of canned messages is open with something in it, or is not.
fn deed(key: &str, shift: bool, ctrl: bool, open: bool) -> Option<Deed> {
    match (key, open) {
        ("Enter", true) if ctrl => Some(Deed::SendChosen),
        ("Enter", true) if !shift => Some(Deed::Insert),
        ("Tab", true) if !shift => Some(Deed::Insert),
        ("ArrowDown", true) => Some(Deed::Next),
        ("ArrowUp", true) => Some(Deed::Previous),
        ("Escape", true) => Some(Deed::KeepTyping),
        ("Enter", false) if !shift => Some(Deed::Send),
        _ => None,
    }
}

/// A field that grows, its tools, and a button. Enter sends; with Shift it begins a new line, and while an input method
/// is composing it belongs to that.
#[component]
pub(super) fn Composer(props: &ComposerProps) -> Html {
    let field = use_node_ref();
    let chosen = use_state_eq(|| 0_usize);
    let put_off = use_state_eq(|| false);
    let disabled = props.remark.is_some();
    let too_long = !disabled && Text::chars(&props.draft) > TEXT_CHARS_MAX;
    let asks = asked(&props.draft).filter(|_| !disabled && !*put_off);
    let found: Vec<Canned> = asks
        .map(|asked| {
            matching(&props.canned, asked)
                .into_iter()
                .cloned()
                .collect()
        })
        .unwrap_or_default();
    let at = (*chosen).min(found.len().saturating_sub(1));
    let stands = {
        let (field, drawn) = (field.clone(), props.draft.clone());
        move || standing_in(&field, &drawn)
    };
    let send = {
        let onsend = props.onsend.clone();
        Callback::from(move |text: String| {
            let is_too_long = Text::chars(&text) > TEXT_CHARS_MAX;
            if !disabled && !is_too_long && !text.trim().is_empty() {
                onsend.emit(text);
            }
        })
    };
    let does = {
        let (chosen, put_off, found) = (chosen.setter(), put_off.setter(), found.clone());
        let (stands, send, ondraft) = (stands.clone(), send.clone(), props.ondraft.clone());
        Callback::from(move |deed: Deed| {
            let count = found.len().max(1);
            let text = found.get(at).map(|it| it.text.clone());
            match deed {
                Deed::Send => send.emit(stands()),
                Deed::Next => chosen.set(at.saturating_add(1) % count),
                Deed::Previous => {
                    chosen.set(at.checked_sub(1).unwrap_or(count.saturating_sub(1)));
                }
                Deed::KeepTyping => put_off.set(true),
                Deed::Insert => text.into_iter().for_each(|text| ondraft.emit(text)),
                Deed::SendChosen => text.into_iter().for_each(|text| send.emit(text)),
            }
        })
    };
    let onkeydown = {
        let open = !found.is_empty();
        Callback::from(move |event: KeyboardEvent| {
            let ctrl = event.ctrl_key() || event.meta_key();
            let deed = deed(&event.key(), event.shift_key(), ctrl, open);
            if let Some(deed) =
                deed.filter(|_| !event.alt_key() && !input_method::has_taken(&event))
            {
                event.prevent_default();
                event.stop_propagation();
                does.emit(deed);
            }
        })
    };
    let oninput = {
        let (ondraft, chosen, put_off) = (props.ondraft.clone(), chosen.setter(), put_off.setter());
        Callback::from(move |event: InputEvent| {
            let draft = event.target_unchecked_into::<HtmlTextAreaElement>().value();
            chosen.set(0);
            if asked(&draft).is_none_or(str::is_empty) {
                put_off.set(false);
            }
            ondraft.emit(draft);
        })
    };
    let onchoose = {
        let (field, found, ondraft) = (field.clone(), found.clone(), props.ondraft.clone());
        Callback::from(move |place: usize| {
            if let Some(canned) = found.get(place) {
                ondraft.emit(canned.text.clone());
            }
            focus(&field);
        })
    };
    let onslash = {
        let (field, stands) = (field.clone(), stands.clone());
        let (ondraft, onmanage, put_off) = (
            props.ondraft.clone(),
            props.onmanage.clone(),
            put_off.setter(),
        );
        Callback::from(move |_: MouseEvent| {
            if stands().is_empty() {
                put_off.set(false);
                ondraft.emit("/".to_owned());
                focus(&field);
            } else {
                onmanage.emit(());
            }
        })
    };
    let onsubmit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        send.emit(stands());
    });
    let about = format!("about-{}", props.id);
    html! {
        <form class="composer" {onsubmit}>
            if let Some(asked) = asks {
                <CannedList id={props.id.clone()} found={found.clone()} asked={asked.to_owned()} chosen={at} {onchoose}
                    onmanage={&props.onmanage} />
            }
            <div class="box">
                <textarea ref={field} rows="1" dir="auto" enterkeyhint="send" readonly={disabled}
                    aria-label={texts::talk::message_to(&props.guest)}
                    placeholder={texts::talk::placeholder(&props.guest)}
                    aria-describedby={about.clone()} aria-invalid={too_long.then_some("true")}
                    aria-autocomplete="list" aria-haspopup="listbox"
                    aria-controls={asks.map(|_| list_id(&props.id))}
                    aria-activedescendant={(!found.is_empty()).then(|| option_id(&props.id, at))}
                    value={&props.draft} {oninput} {onkeydown} />
                <div class="tools">
                    if !disabled {
                        <button type="button" class="button quiet square less" aria-label={texts::canned::title()}
                            title={texts::canned::title()} onclick={onslash}>
                            { Icon::Slash.draw() }
                        </button>
                    }
                    <p id={about} class={classes!("about", too_long.then_some("bad"))} role="status">
                        { if too_long { texts::talk::too_long() } else { props.remark.unwrap_or_default() } }
                    </p>
                    if !disabled {
                        <span class="hint" aria-hidden="true">
                            { keys(&["Enter"]) }{ texts::talk::sends() }{ keys(&["Shift", "Enter"]) }{ texts::talk::new_line() }
                        </span>
                        <button class="button primary less push" type="submit" disabled={too_long}>
                            { Icon::Send.turning() }{ texts::talk::send() }
                        </button>
                    }
                </div>
            </div>
        </form>
    }
}

fn list_id(of: &str) -> String {
    format!("canned-{of}")
}

fn option_id(of: &str, place: usize) -> String {
    format!("canned-{of}-{place}")
}

#[derive(Debug, Properties, PartialEq)]
struct CannedListProps {
    id: AttrValue,
    found: Vec<Canned>,
    asked: String,
    chosen: usize,
    onchoose: Callback<usize>,
    onmanage: Callback<()>,
}

/// The canned messages that may be meant, over the field and in its way of nothing.
#[component]
fn CannedList(props: &CannedListProps) -> Html {
    html! {
        <div class="canned">
            <div class="list" role="listbox" id={list_id(&props.id)} aria-label={texts::canned::title()}>
                { for props.found.iter().enumerate().map(|(place, canned)| option(props, place, canned)) }
            </div>
            if props.found.is_empty() {
                <p class="outlook">{ texts::canned::none_found() }</p>
            }
            <footer>
                if !props.found.is_empty() {
                    <span>{ keys(&["↑", "↓"]) }{ texts::canned::choose() }</span>
                    <span>{ keys(&["Tab"]) }{ texts::canned::insert() }</span>
                    <span>{ keys(&["Ctrl", "Enter"]) }{ texts::canned::send_at_once() }</span>
                    <span>{ keys(&["Esc"]) }{ texts::canned::keep_typing() }</span>
                }
                <button type="button" class="link push" onclick={props.onmanage.reform(|_| ())}>{ texts::canned::manage() }</button>
            </footer>
        </div>
    }
}

fn option(props: &CannedListProps, place: usize, canned: &Canned) -> Html {
    let chosen = place == props.chosen;
    let onmousedown = {
        let onchoose = props.onchoose.clone();
        // Before the field would lose the focus.
        Callback::from(move |event: MouseEvent| {
            event.prevent_default();
            onchoose.emit(place);
        })
    };
    html! {
        <div key={canned.name.clone()} class={classes!("item", chosen.then_some("active"))} role="option"
            id={option_id(&props.id, place)} aria-selected={if chosen { "true" } else { "false" }} {onmousedown}>
            <code>{ "/" }{ with_mark(&canned.name, &props.asked) }</code>
            <span class="cut" dir="auto">{ with_mark(&canned.text, &props.asked) }</span>
        </div>
    }
}

fn with_mark(text: &str, asked: &str) -> Html {
    let (before, found, after) = marked(text, asked);
    html! {
        <>
            { before }
            if !found.is_empty() {
                <mark>{ found }</mark>
            }
            { after }
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn enter_sends_unless_it_is_to_begin_a_line_or_a_canned_message_is_being_chosen() {
        assert_eq!(deed("Enter", false, false, false), Some(Deed::Send));
        assert_eq!(deed("Enter", true, false, false), None);
        assert_eq!(deed("Enter", false, false, true), Some(Deed::Insert));
        assert_eq!(deed("Enter", false, true, true), Some(Deed::SendChosen));
        assert_eq!(deed("Enter", true, false, true), None);
    }

    #[test]
    fn the_keys_of_the_list_are_the_fields_own_while_it_is_closed() {
        for key in ["Tab", "ArrowDown", "ArrowUp", "Escape"] {
            assert!(deed(key, false, false, true).is_some(), "{key}");
            assert_eq!(deed(key, false, false, false), None, "{key}");
        }
        assert_eq!(deed("Tab", true, false, true), None, "it leads back");
    }
}
