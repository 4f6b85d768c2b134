//! A fingerprint for people to compare.

use hushdesk_protocol::ids::Fingerprint;
use hushdesk_web::spelling;
use yew::prelude::*;

/// In groups of digits. Each group stays in one piece.
pub(crate) fn fingerprint_text(fingerprint: &Fingerprint) -> Html {
    html! { <span class="fingerprint" dir="ltr">{ spelling::fingerprint(fingerprint) }</span> }
}
