//! Where a window's key comes from.

use std::sync::Arc;

use hushdesk_protocol::ids::Fingerprint;
use hushdesk_protocol::rest::Session;
use hushdesk_web::{ambient, api};
use otr_wasm::Identity;
use otr_wasm::key_file::{read_libotr, read_pkcs8};
use zeroize::Zeroizing;

use super::chest::{self, KeptKey};
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
    /// Kept in this browser under a passphrase, and unlocked.
    Kept,
    /// Made by this window, until its operator signs out.
    Window,
}

/// What is found of a key.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Found {
    /// One to sit down with.
    Key(OwnKey),
    /// These are kept in this browser, and none is unlocked.
    Locked(Vec<KeptKey>),
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

/// The name under which a window keeps a key that was unlocked in it, over a reload and until its operator signs out.
const UNLOCKED: &str = "unlocked-key";

/// The name under which a window keeps that its operator has left the keys locked.
const LEFT_LOCKED: &str = "keys-left-locked";

/// The operator's key: one that was unlocked in this window; else one of those that this browser keeps, which has to be
/// unlocked first; else what a demonstration hands out, or what the window itself makes.
pub(crate) async fn find(session: &Session, keeper: &Keeper) -> Found {
    if let Some(identity) = unlocked(keeper).await {
        return Found::Key(OwnKey {
            identity,
            origin: KeyOrigin::Kept,
        });
    }
    let kept = chest::kept_for(&session.name).await;
    if kept.is_empty() || keeper.read(LEFT_LOCKED).await.is_some() {
        Found::Key(without_kept(session, keeper).await)
    } else {
        Found::Locked(kept)
    }
}

/// The key of whoever has none in this browser, or leaves it locked.
pub(crate) async fn without_kept(session: &Session, keeper: &Keeper) -> OwnKey {
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

/// Has this window use a key that was unlocked. It does once it has been loaded anew: none if it is no key after all.
pub(crate) async fn take(keeper: &Keeper, key: &Zeroizing<String>) -> Option<OwnKey> {
    let identity = read_pkcs8(key, &mut ambient::rng()).ok()?;
    let bytes = Zeroizing::new(key.as_bytes().to_vec());
    keeper.write(UNLOCKED, bytes).await;
    Some(OwnKey {
        identity,
        origin: KeyOrigin::Kept,
    })
}

/// Has this window use no unlocked key any more, once it has been loaded anew.
pub(crate) fn put_away(keeper: &Keeper) {
    keeper.forget(UNLOCKED);
}

/// Asks for no passphrase in this window any more.
pub(crate) async fn leave_locked(keeper: &Keeper) {
    keeper.write(LEFT_LOCKED, Zeroizing::new(vec![1])).await;
}

async fn unlocked(keeper: &Keeper) -> Option<Arc<Identity>> {
    let kept = keeper.read(UNLOCKED).await?;
    let text = std::str::from_utf8(&kept).ok()?;
    read_pkcs8(text, &mut ambient::rng()).ok()
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
