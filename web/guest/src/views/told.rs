//! What is going on in a chat, as it is told to those who do not see it. What stands in the conversation is read there.

use hushdesk_protocol::text::DisplayName;
use hushdesk_texts::guest::{compare, consent, doubt, lock, over, stopped, thread};
use hushdesk_web::session::comparison::Comparison;
use yew::AttrValue;

use super::notice::Notice;
use super::waiting;
use crate::widget::{Conversation, Foot, Over};

/// The most important thing; nothing if all is said.
#[inline(never)]
pub(super) fn told(chat: &Conversation, notice: Option<&Notice>) -> AttrValue {
    notice
        .map(|notice| notice.sentence.clone())
        .or_else(|| decision(chat))
        .or_else(|| waiting::told(&chat.view))
        .or_else(|| writes(chat))
        .unwrap_or_default()
}

/// What waits for the guest's word.
#[inline(never)]
fn decision(chat: &Conversation) -> Option<AttrValue> {
    if let (Some(by), Comparison::Asked { question }) =
        (chat.view.standing.operator(), &chat.view.comparison)
    {
        return Some(both(
            &compare::asked(by),
            question.as_deref().unwrap_or_default(),
        ));
    }
    Some(match chat.foot() {
        Foot::Doubt { operator, .. } => both(&doubt::title(operator), &doubt::more(operator)),
        Foot::Consent(operator) => both(&consent::title(operator), &consent::more(operator)),
        Foot::Elsewhere => both(stopped::elsewhere(), stopped::elsewhere_more()),
        Foot::Reload { outdated: true } => both(stopped::outdated(), stopped::reload_more()),
        Foot::Reload { outdated: false } => both(stopped::refused(), stopped::reload_more()),
        Foot::Full => both(stopped::full(), stopped::full_more()),
        Foot::Over(Over::Ended) => lock::ended().into(),
        Foot::Over(Over::Gone) => both(over::gone(), over::gone_more()),
        Foot::Over(Over::DeskFull) => both(over::full(), over::full_more()),
        // The form takes the focus when it is drawn.
        Foot::Field { .. } | Foot::Survey | Foot::Nothing => return None,
    })
}

fn writes(chat: &Conversation) -> Option<AttrValue> {
    let view = &chat.view;
    let operator = view
        .standing
        .operator()
        .filter(|_| view.typing && view.present);
    operator.map(|operator: &DisplayName| thread::writing(operator).into())
}

fn both(title: &str, more: &str) -> AttrValue {
    let ends = title.ends_with(['?', '.']);
    format!("{title}{} {more}", if ends { "" } else { "." }).into()
}
