//! A fingerprint for people to compare.

use crate::spelling;
use hushdesk_protocol::ids::Fingerprint;
use yew::prelude::*;

/// In groups of digits. Each group stays in one piece.
pub fn fingerprint_text(fingerprint: &Fingerprint) -> Html {
    html! { <span class="fingerprint" dir="ltr">{ spelling::fingerprint(fingerprint) }</span> }
}
