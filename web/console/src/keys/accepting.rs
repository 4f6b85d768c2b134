//! Which skins accept a key.

use hushdesk_protocol::ids::Fingerprint;
use hushdesk_protocol::rest::{Sealing, SkinListing, UnverifiedOperator};

/// The titles of the sealed skins that vouch for a key.
pub(super) fn accepting<'a>(skins: &'a [SkinListing], key: &Fingerprint) -> Vec<&'a str> {
    let accepts = |skin: &&SkinListing| match &skin.sealing {
        Sealing::Open => false,
        Sealing::Sealed { pinned, .. } => pinned.iter().any(|it| it.fingerprint == *key),
    };
    skins.iter().filter(accepts).map(|it| &*it.title).collect()
}

/// The titles of the sealed skins that refuse a key.
pub(super) fn refusing<'a>(skins: &'a [SkinListing], key: &Fingerprint) -> Vec<&'a str> {
    let refuses = |skin: &&SkinListing| match &skin.sealing {
        Sealing::Open => false,
        Sealing::Sealed { pinned, unverified } => {
            *unverified == UnverifiedOperator::Refuse
                && pinned.iter().all(|it| it.fingerprint != *key)
        }
    };
    skins.iter().filter(refuses).map(|it| &*it.title).collect()
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::rest::PinnedKey;

    use super::*;

    #[test]
    fn a_key_is_accepted_where_it_is_pinned_and_refused_where_only_others_are() {
        let skin = |title: &str, sealing| SkinListing {
            name: "any".parse().unwrap(),
            title: title.to_owned(),
            sealing,
            picture: None,
        };
        let sealed = |key: u8, unverified| Sealing::Sealed {
            pinned: vec![PinnedKey {
                fingerprint: Fingerprint::from_bytes([key; 20]),
                name: None,
            }],
            unverified,
        };
        let skins = [
            skin("Main site", sealed(1, UnverifiedOperator::Refuse)),
            skin("Maps", sealed(2, UnverifiedOperator::Refuse)),
            skin("Music", sealed(2, UnverifiedOperator::Accept)),
            skin("Children", Sealing::Open),
        ];
        let own = Fingerprint::from_bytes([1; 20]);
        assert_eq!(accepting(&skins, &own), ["Main site"]);
        assert_eq!(refusing(&skins, &own), ["Maps"]);
    }
}
