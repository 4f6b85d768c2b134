//! Where a window's key comes from.

use std::sync::Arc;

use hushdesk_protocol::ids::Fingerprint;
use hushdesk_protocol::rest::Session;
use hushdesk_web::{ambient, api};
use otr_wasm::Identity;
use otr_wasm::key_file::read_libotr;
use zeroize::Zeroizing;

use crate::keeper::Keeper;

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
    /// Made by this window, until its operator signs out.
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

/// The name under which a window keeps a key that it has made.
const KEPT: &str = "key";

/// The operator's key: a demonstration hands out keys to some of its operators, everybody else's window makes one, and
/// has the same one after a reload.
pub(crate) async fn find(session: &Session, keeper: &Keeper) -> OwnKey {
    if session.demonstration
        && let Some(handed_out) = demonstration(session).await
    {
        return handed_out;
    }
    OwnKey {
        identity: Arc::new(of_window(keeper).await),
        origin: KeyOrigin::Window,
    }
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

async fn of_window(keeper: &Keeper) -> Identity {
    let kept = keeper.read(KEPT).await;
    let secret = kept
        .as_deref()
        .and_then(|kept| kept.as_slice().try_into().ok());
    if let Some(identity) = secret.and_then(Identity::from_built_in_secret) {
        return identity;
    }
    let made = Identity::generate(&mut ambient::rng());
    if let Some(secret) = made.built_in_secret() {
        keeper.write(KEPT, Zeroizing::new(secret.to_vec())).await;
    }
    made
}
