//! Whether to go on with somebody whose key the library does not vouch for.

use hushdesk_protocol::ids::Fingerprint;
use hushdesk_protocol::text::DisplayName;
use yew::prelude::*;

use super::button::button;
use super::trust::key;
use crate::catalogue::texts;
use crate::widget::GuestAction;

/// Asks. It stands beside the field and takes nothing away from a guest who is writing: what is written waits for the
/// answer.
pub(super) fn unpinned_key(
    operator: &DisplayName,
    fingerprint: &Fingerprint,
    act: &Callback<GuestAction>,
) -> Html {
    let title = AttrValue::from((texts().doubt_title)(operator));
    let trust = GuestAction::Trust(fingerprint.clone());
    let decline = GuestAction::Decline(fingerprint.clone());
    html! {
        <div class="doubt" role="group" aria-label={&title}>
            <h2>{ title }</h2>
            { key(fingerprint) }
            <div class="choices">
                { button(None, texts().doubt_no, act, decline) }
                { button(Some("primary"), texts().doubt_yes, act, trust) }
            </div>
        </div>
    }
}
