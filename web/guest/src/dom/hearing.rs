//! What an event of the page means to the widget: the innermost element that listens to it says so.

use hushdesk_web::input_method;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, EventTarget, HtmlTextAreaElement, KeyboardEvent, Node};

use super::page::Page;
use super::patch::Part;
use super::picture::{Element, On, Picture};

/// The events that something in a picture can listen to.
const EVENTS: [&str; 5] = ["click", "mousedown", "input", "keydown", "cancel"];

/// Hears, for as long as the document is there, what happens in it. It is heard on its way in, since not all of it
/// comes out again (`cancel` does not).
pub(crate) fn listen(document: &EventTarget, act: impl Fn(Event) + 'static) -> Result<(), JsValue> {
    let act = Closure::<dyn Fn(Event)>::new(act).into_js_value();
    for event in EVENTS {
        document.add_event_listener_with_callback_and_bool(event, act.unchecked_ref(), true)?;
    }
    Ok(())
}

impl<Deed: Clone> Page<Deed> {
    /// What the guest does by this event; nothing if nobody listens to it. What happens outside of the picture, where
    /// nothing has the focus, say, happens to the whole of it.
    pub(crate) fn hear(&self, event: &Event) -> Option<Deed> {
        let target: Node = event.target()?.dyn_into().ok()?;
        let (picture, part) = self.shown.as_ref()?;
        let mut heard = None;
        let mut within = Some((picture, part));
        // From the outermost to the innermost: the last one counts.
        while let Some((picture, part)) = within {
            let Some(element) = element_of(picture) else {
                break;
            };
            let own = element.on.iter().find(|on| on.hears(event, &target));
            heard = own.or(heard);
            within = child_with(element, part, &target);
        }
        let heard = heard?;
        if heard.is_all_that_happens(event) {
            event.prevent_default();
        }
        heard.deed(event, &target)
    }
}

fn element_of<Deed>(picture: &Picture<Deed>) -> Option<&Element<Deed>> {
    match picture {
        Picture::Element(element) => Some(element),
        Picture::Kept(kept) => element_of(kept),
        Picture::Nothing | Picture::Text(_) | Picture::Time(_) => None,
    }
}

fn child_with<'a, Deed>(
    element: &'a Element<Deed>,
    part: &'a Part,
    target: &Node,
) -> Option<(&'a Picture<Deed>, &'a Part)> {
    let mut children = element.children.iter().zip(part.children());
    children.find(|(_, child)| child.node().contains(Some(target)))
}

impl<Deed: Clone> On<Deed> {
    fn hears(&self, event: &Event, target: &Node) -> bool {
        let kind = event.type_();
        match self {
            Self::Press(_) => kind == "click",
            Self::PressInPassing(_) => kind == "click" || kind == "mousedown",
            Self::Write(_) => kind == "input",
            Self::Cancel(_) => kind == "cancel",
            Self::Enter(_) => kind == "keydown" && is_key(event, "Enter") && !has_shift(event),
            Self::Escape(_) => {
                kind == "keydown" && is_key(event, "Escape") && !is_dialog_open(target)
            }
        }
    }

    /// Whether the browser is not to do what it does by itself.
    fn is_all_that_happens(&self, event: &Event) -> bool {
        match self {
            Self::Cancel(_) | Self::Enter(_) => true,
            // What is pressed takes the focus when the pointer goes down.
            Self::PressInPassing(_) => event.type_() == "mousedown",
            Self::Press(_) | Self::Write(_) | Self::Escape(_) => false,
        }
    }

    /// What is done; nothing, while a pointer has only gone down.
    fn deed(&self, event: &Event, target: &Node) -> Option<Deed> {
        match self {
            Self::Write(deed) => Some(deed(target.unchecked_ref::<HtmlTextAreaElement>().value())),
            Self::PressInPassing(deed) => (event.type_() == "click").then(|| deed.clone()),
            Self::Press(deed) | Self::Enter(deed) | Self::Cancel(deed) | Self::Escape(deed) => {
                Some(deed.clone())
            }
        }
    }
}

fn is_key(event: &Event, name: &str) -> bool {
    let event: &KeyboardEvent = event.unchecked_ref();
    event.key() == name && !input_method::has_taken(event)
}

fn has_shift(event: &Event) -> bool {
    event.unchecked_ref::<KeyboardEvent>().shift_key()
}

/// A modal dialog closes by Escape wherever the focus is.
fn is_dialog_open(target: &Node) -> bool {
    let document = target.owner_document();
    let open = document.and_then(|it| it.query_selector("dialog[open]").ok().flatten());
    open.is_some()
}
