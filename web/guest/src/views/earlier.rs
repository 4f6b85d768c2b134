//! Whether whoever holds the chat now may read what was said before.

use hushdesk_protocol::text::DisplayName;
use hushdesk_web::session::guest_session::{GuestView, Permission};
use hushdesk_web::session::log::EntryId;

use super::lines::{LogLine, Said, lines};
use super::log::head;
use super::parts::{button, dialog};
use crate::catalogue::texts;
use crate::dom::{Element, On, element};
use crate::widget::{Conversation, Deed};

/// Asks, where there is something to be asked; a guest who does not want to decide at once goes on. Shows how
/// far the sending is.
pub(super) fn earlier(chat: &Conversation) -> Option<Element<Deed>> {
    let operator = chat.view.standing.operator()?;
    match chat.view.permission {
        Permission::None => None,
        Permission::Sending { arrived, of } => {
            let percent = arrived.saturating_mul(100) / of.max(1);
            let sending = element("div").class("earlier").has("role", "status");
            Some(sending.with((texts().earlier_sending)(percent)))
        }
        Permission::Asked if chat.earlier.later => {
            let title = (texts().earlier_title)(operator);
            let put_off = element("div").key("put off").class("earlier");
            Some(put_off.with(button(title, Deed::PutOff(false))))
        }
        Permission::Asked => Some(question(chat, operator)),
    }
}

/// The question with the texts, each to be ticked. What has the focus at first does nothing: the guest may be
/// writing.
fn question(chat: &Conversation, operator: &DisplayName) -> Element<Deed> {
    let ticked = &chat.earlier.ticked;
    let all = texts_before(&chat.view);
    let ticks = element("ul")
        .class("ticks")
        .has("tabindex", "0")
        .has("aria-label", texts().conversation)
        .with_all(
            all.iter()
                .map(|(id, said)| tick(*id, said, ticked.contains(id))),
        );
    let allow = |label: &'static str, ids| button(label, Deed::Allow(ids));
    let chosen = ticked.clone();
    dialog(
        (texts().earlier_title)(operator),
        Deed::PutOff(true),
        [element("p").with(texts().earlier_text), ticks],
        [
            button(texts().earlier_later, Deed::PutOff(true)),
            allow(texts().earlier_none, Vec::new()),
            allow(texts().earlier_ticked, chosen).flag("disabled", ticked.is_empty()),
            allow(texts().earlier_all, all.iter().map(|(id, _)| *id).collect()),
        ],
    )
}

fn tick(id: EntryId, said: &Said<'_>, ticked: bool) -> Element<Deed> {
    let check = element("input")
        .has("type", "checkbox")
        .ticked(ticked)
        .on(On::Press(Deed::Tick(id)));
    let text = element("span").class("text").has("dir", "auto");
    let shown = element("span")
        .with(head(said))
        .with(text.with(said.text.to_owned()));
    let label = element("label").with(check).with(shown);
    element("li").class(said.side).with(label)
}

/// The texts that the operator's window does not have.
fn texts_before(view: &GuestView) -> Vec<(EntryId, Said<'_>)> {
    lines(view)
        .filter(|(entry, _)| entry.earlier)
        .filter_map(|(entry, line)| match line {
            LogLine::Said(said) => Some((entry.id, said)),
            LogLine::Happened(..) => None,
        })
        .collect()
}
