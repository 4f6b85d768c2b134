//! The whole widget.

use std::cell::RefCell;
use std::rc::Rc;

use hushdesk_web::components::announcer;
use yew::prelude::*;

use super::conversation::conversation;
use super::lookup::{Outlook, lookup};
use super::message;
use super::notice::Notice;
use super::opening::opening;
use super::told::told;
use crate::widget::{GuestAction, Stage, Widget};

/// What is shown, and who hears of it.
#[derive(Properties)]
pub(crate) struct WidgetViewProps {
    /// What the machine knows.
    pub(crate) widget: Rc<RefCell<Widget>>,
    /// Hands what the guest does to the machine.
    pub(crate) act: Callback<GuestAction>,
    /// All of it stands in the page.
    pub(crate) onshown: Callback<()>,
}

/// They are handed over when something has happened, and only then.
impl PartialEq for WidgetViewProps {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

/// The bar, and what there is under it. What is going on is told to screen readers by a line that nobody sees and that
/// stays while everything else changes: one that comes with its sentence is often not read.
#[component]
pub(crate) fn WidgetView(props: &WidgetViewProps) -> Html {
    let onshown = props.onshown.clone();
    use_effect(move || onshown.emit(()));
    let (told, inside) = inside(&props.widget.borrow(), &props.act);
    html! {
        <div class="chat" data-skin="">
            { announcer(&told) }
            { inside }
        </div>
    }
}

/// What is going on, and the view that shows it.
fn inside(widget: &Widget, act: &Callback<GuestAction>) -> (AttrValue, Html) {
    match &widget.stage {
        Stage::Looking { trouble, again, .. } => {
            let snippet = widget.place.as_ref().map(|place| &place.snippet);
            let outlook = Outlook::of(snippet, trouble.as_ref().filter(|_| !again));
            let can_try = trouble.is_some();
            (outlook.told(), lookup(widget, &outlook, can_try, act))
        }
        Stage::Asking(snippet) => (message::told(widget.leaving), opening(widget, snippet, act)),
        Stage::Talking(snippet, chat) => {
            let notice = Notice::of(chat);
            let shown = conversation(widget, snippet, chat, notice.as_ref(), act);
            (told(chat, notice.as_ref()), shown)
        }
    }
}
