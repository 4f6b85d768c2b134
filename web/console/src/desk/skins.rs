//! What is known from the start of a chat of how the guest's browser will take the operator's key: whether its skin pins
//! it, and what it does with others.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use hushdesk_protocol::ids::{Fingerprint, SkinName};
use hushdesk_protocol::rest::{GetSkins, Sealing, SkinListing, UnverifiedOperator};
use hushdesk_web::api;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// How guests' browsers take the operator's key, by the skins of their chats.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct KeyProspects(Rc<BTreeMap<SkinName, Prospects>>);

/// What is known of a skin.
#[derive(Clone, Debug, Eq, PartialEq)]
struct Prospects {
    own: KeyProspect,
    /// Whose keys it pins, by their names, if it refuses all others and every key has a name.
    pinned: Option<BTreeSet<String>>,
}

/// How a guest's browser will take the operator's key.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum KeyProspect {
    /// It verifies it, or the chat is open and there is none to be looked at.
    Fine,
    /// It asks the guest.
    Asked,
    /// It sends nothing.
    Refused,
}

impl KeyProspects {
    fn of(skins: &[SkinListing], own: &Fingerprint) -> Self {
        let prospects = skins.iter().map(|skin| {
            let prospects = Prospects {
                own: prospect(&skin.sealing, own),
                pinned: pinned_names(&skin.sealing),
            };
            (skin.name.clone(), prospects)
        });
        Self(Rc::new(prospects.collect()))
    }

    /// How the browser of a guest who comes through this skin will take it. Nothing is said where nobody knows.
    pub(crate) fn at(&self, skin: &SkinName) -> KeyProspect {
        self.0.get(skin).map_or(KeyProspect::Fine, |it| it.own)
    }

    /// Whose keys this skin pins, by their names; nothing where that is not known, or does not matter.
    pub(crate) fn pinned_names(&self, skin: &SkinName) -> Option<BTreeSet<String>> {
        self.0.get(skin)?.pinned.clone()
    }
}

fn prospect(sealing: &Sealing, own: &Fingerprint) -> KeyProspect {
    match sealing {
        Sealing::Open => KeyProspect::Fine,
        Sealing::Sealed { pinned, .. } if pinned.iter().any(|key| key.fingerprint == *own) => {
            KeyProspect::Fine
        }
        Sealing::Sealed { unverified, .. } => match unverified {
            UnverifiedOperator::Accept => KeyProspect::Asked,
            UnverifiedOperator::Refuse => KeyProspect::Refused,
        },
    }
}

fn pinned_names(sealing: &Sealing) -> Option<BTreeSet<String>> {
    match sealing {
        Sealing::Open => None,
        Sealing::Sealed { pinned, unverified } => match unverified {
            UnverifiedOperator::Accept => None,
            UnverifiedOperator::Refuse => {
                let names = pinned
                    .iter()
                    .map(|key| key.name.as_ref().map(ToString::to_string));
                names.collect()
            }
        },
    }
}

/// The prospects of this key at the skins of all chats; asked for anew when there is a chat of another one.
#[hook]
pub(super) fn use_key_prospects(own: Fingerprint, skins: Vec<SkinName>) -> KeyProspects {
    let listed = use_state(Vec::<SkinListing>::new);
    let setter = listed.setter();
    let is_unknown = |skin: &&SkinName| listed.iter().all(|known| known.name != **skin);
    let unknown: Vec<_> = skins.iter().filter(is_unknown).cloned().collect();
    use_effect_with(unknown, move |unknown| {
        if !unknown.is_empty() {
            spawn_local(async move {
                if let Ok(skins) = api::all(|after| GetSkins { after }).await {
                    setter.set(skins);
                }
            });
        }
    });
    let prospects = use_memo(((*listed).clone(), own), |(skins, own)| {
        KeyProspects::of(skins, own)
    });
    (*prospects).clone()
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::rest::PinnedKey;

    use super::*;

    fn sealed(pinned: &[u8], unverified: UnverifiedOperator) -> Sealing {
        let key = |byte: &u8| PinnedKey {
            fingerprint: Fingerprint::from_bytes([*byte; 20]),
            name: None,
        };
        Sealing::Sealed {
            pinned: pinned.iter().map(key).collect(),
            unverified,
        }
    }

    #[test]
    fn whether_a_guests_browser_will_take_a_key_is_known_before_it_is_asked() {
        let skin = |name: &str, sealing| SkinListing {
            name: name.parse().unwrap(),
            title: String::new(),
            sealing,
            picture: None,
        };
        let skins = [
            skin("pins-it", sealed(&[1, 2], UnverifiedOperator::Refuse)),
            skin("refuses", sealed(&[2], UnverifiedOperator::Refuse)),
            skin("asks", sealed(&[], UnverifiedOperator::Accept)),
            skin("open", Sealing::Open),
        ];
        let prospects = KeyProspects::of(&skins, &Fingerprint::from_bytes([1; 20]));
        let at = |name: &str| prospects.at(&name.parse().unwrap());
        assert_eq!(at("pins-it"), KeyProspect::Fine);
        assert_eq!(at("refuses"), KeyProspect::Refused);
        assert_eq!(at("asks"), KeyProspect::Asked);
        assert_eq!(at("open"), KeyProspect::Fine);
        assert_eq!(at("nobody-knows"), KeyProspect::Fine);
    }

    #[test]
    fn whose_keys_are_pinned_is_known_where_all_of_them_have_names() {
        let key = |name: Option<&str>| PinnedKey {
            fingerprint: Fingerprint::from_bytes([1; 20]),
            name: name.map(|name| name.parse().unwrap()),
        };
        let sealed = |pinned, unverified| Sealing::Sealed { pinned, unverified };
        let names = |names: &[&str]| names.iter().map(|&it| it.to_owned()).collect();
        let refuse = UnverifiedOperator::Refuse;
        let both = vec![key(Some("Ann")), key(Some("Cora"))];
        assert_eq!(
            pinned_names(&sealed(both.clone(), refuse)),
            Some(names(&["Ann", "Cora"]))
        );
        assert_eq!(
            pinned_names(&sealed(vec![key(Some("Ann")), key(None)], refuse)),
            None
        );
        assert_eq!(
            pinned_names(&sealed(both, UnverifiedOperator::Accept)),
            None
        );
        assert_eq!(pinned_names(&Sealing::Open), None);
    }
}
