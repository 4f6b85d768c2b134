//! Where a window's key comes from.

use std::rc::Rc;
use std::sync::Arc;

use hushdesk_protocol::ids::Fingerprint;
use hushdesk_protocol::rest::Session;
use hushdesk_web::{ambient, api};
use otr_wasm::Identity;
use otr_wasm::key_file::read_libotr;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// The key of this window's operator.
#[derive(Clone, Debug)]
pub(crate) struct OwnKey {
    /// The key pair.
    pub(crate) identity: Arc<Identity>,
    /// Where it comes from.
    pub(crate) origin: KeyOrigin,
}

/// Where a key comes from.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum KeyOrigin {
    /// Handed out to whoever signs in at a demonstration organisation.
    Demonstration,
    /// Made by this window, for as long as it is open.
    Window,
}

impl OwnKey {
    /// The fingerprint of the public key.
    pub(crate) fn fingerprint(&self) -> Fingerprint {
        Fingerprint::from_bytes(*self.identity.fingerprint().as_bytes())
    }
}

/// The same key, from the same place.
impl PartialEq for OwnKey {
    fn eq(&self, other: &Self) -> bool {
        self.origin == other.origin && self.fingerprint() == other.fingerprint()
    }
}

/// The operator's key, once it is there: a demonstration hands out keys to some of its operators, everybody
/// else's window makes one.
#[hook]
pub(crate) fn use_own_key(session: &Rc<Session>) -> Option<OwnKey> {
    let own_key = use_state(|| None);
    {
        let setter = own_key.setter();
        use_effect_with(session.clone(), move |session| {
            let session = session.clone();
            spawn_local(async move { setter.set(Some(find(&session).await)) });
        });
    }
    (*own_key).clone()
}

async fn find(session: &Session) -> OwnKey {
    let handed_out = if session.demonstration {
        demonstration(session).await
    } else {
        None
    };
    handed_out.unwrap_or_else(|| OwnKey {
        identity: Arc::new(Identity::generate(&mut ambient::rng())),
        origin: KeyOrigin::Window,
    })
}

/// None if the demonstration has no key for this operator.
async fn demonstration(session: &Session) -> Option<OwnKey> {
    let file = api::demonstration_key(&session.name).await.ok().flatten()?;
    let accounts = read_libotr(&file, &mut ambient::rng()).ok()?;
    let identity = accounts.usable.into_iter().next()?.identity;
    Some(OwnKey {
        identity,
        origin: KeyOrigin::Demonstration,
    })
}
