//! A fingerprint for people to compare.

use hushdesk_protocol::ids::Fingerprint;
use yew::prelude::*;

/// A fingerprint.
#[derive(Debug, Properties, PartialEq)]
pub struct FingerprintTextProps {
    /// Which.
    pub fingerprint: Fingerprint,
}

/// Five groups of eight digits in capitals, as OTR clients show it. Each group stays in one piece.
#[component]
pub fn FingerprintText(props: &FingerprintTextProps) -> Html {
    html! { <span class="fingerprint" dir="ltr">{ in_groups(&props.fingerprint) }</span> }
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
