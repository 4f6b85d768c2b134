//! A fingerprint for people to compare.

use hushdesk_protocol::ids::Fingerprint;
use yew::prelude::*;

/// Five groups of eight digits in capitals, as OTR clients show it. Each group stays in one piece.
pub fn fingerprint_text(fingerprint: &Fingerprint) -> Html {
    html! { <span class="fingerprint" dir="ltr">{ in_groups(fingerprint) }</span> }
}

fn in_groups(fingerprint: &Fingerprint) -> String {
    let mut shown = String::new();
    for (place, digit) in fingerprint.as_str().char_indices() {
        if place > 0 && place % 8 == 0 {
            shown.push(' ');
        }
        shown.push(digit.to_ascii_uppercase());
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_is_shown_in_five_groups_of_eight() {
        let fingerprint = Fingerprint::from_bytes([0xab; 20]);
        assert_eq!(
            in_groups(&fingerprint),
            "ABABABAB ABABABAB ABABABAB ABABABAB ABABABAB"
        );
    }
}
