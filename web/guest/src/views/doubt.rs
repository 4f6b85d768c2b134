//! Whether to go on with somebody whose key the library does not vouch for.

use hushdesk_web::session::guest_session::GuestStanding;

use super::parts::button;
use super::trust::key;
use crate::catalogue::texts;
use crate::dom::{Element, element};
use crate::widget::{Conversation, Deed};

/// Asks, where that is in doubt. It stands beside the field and takes nothing away from a guest who is writing: what is
/// written waits for the answer.
pub(super) fn doubt(chat: &Conversation) -> Option<Element<Deed>> {
    let GuestStanding::Doubtful {
        operator,
        fingerprint,
    } = &chat.view.standing
    else {
        return None;
    };
    let title = (texts().doubt_title)(operator);
    let choices = element("div")
        .class("choices")
        .with(button(texts().doubt_no, Deed::WantToEnd(true)))
        .with(button(texts().doubt_yes, Deed::Trust(fingerprint.clone())).class("primary"));
    let question = element("div")
        .key("doubt")
        .class("doubt")
        .has("role", "group")
        .has("aria-label", title.clone())
        .with(element("h2").with(title))
        .with(key(fingerprint))
        .with(choices);
    Some(question)
}
