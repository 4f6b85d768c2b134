//! The whole widget.

use std::rc::Rc;

use hushdesk_web::components::announcer;
use yew::prelude::*;

use super::conversation::ConversationView;
use super::desk_lookup::{desk_lookup, outlook};
use super::first_message::first_message;
use super::header::header;
use super::status::status;
use crate::widget::{GuestAction, Stage, Widget};

/// What is shown, and who hears of it.
#[derive(Properties)]
pub(crate) struct WidgetViewProps {
    /// What the machine knows. One that has taken something is another value.
    pub(crate) widget: Rc<Widget>,
    /// Hands what the guest does to the machine.
    pub(crate) act: Callback<GuestAction>,
    /// All of it stands in the page.
    pub(crate) onshown: Callback<()>,
}

impl PartialEq for WidgetViewProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.widget, &other.widget)
    }
}

/// The header, and what there is under it. What is going on is told to screen readers by a line that nobody sees and that
/// stays while everything else changes: one that comes with its sentence is often not read.
#[component]
pub(crate) fn WidgetView(props: &WidgetViewProps) -> Html {
    let onshown = props.onshown.clone();
    use_effect(move || onshown.emit(()));
    let widget = &props.widget;
    let title = widget.snippet().map(|snippet| snippet.title.as_str());
    let (told, inside) = inside(widget, &props.act);
    html! {
        <div class="widget">
            { header(title, widget.framed, &props.act) }
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
            let (tone, told) = outlook(snippet, trouble.as_ref().filter(|_| !again));
            let can_try = trouble.is_some();
            (told.clone(), desk_lookup(tone, &told, can_try, act))
        }
        Stage::Asking(snippet) => {
            let first = first_message(snippet, &widget.draft, widget.keeps, act);
            (AttrValue::default(), first)
        }
        Stage::Talking(_, chat) => {
            let (tone, told) = status(chat);
            let (chat, draft, keeps) = (Rc::clone(chat), widget.draft.clone(), widget.keeps);
            let talking = html! {
                <ConversationView {chat} {draft} {keeps} {tone} told={told.clone()} {act} />
            };
            (told, talking)
        }
    }
}
