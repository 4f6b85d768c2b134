//! A guest's long-term key as it is kept over a reload: its number, for such a key always has the engine's own parameters.

use hushdesk_session::sealing::KeptKey;
use otr_wasm::Identity;

/// The key, written down; none of a key with other parameters.
pub(super) fn written(identity: &Identity) -> Option<KeptKey> {
    let secret = identity.built_in_secret()?;
    Some(KeptKey::new(Box::new(*secret)))
}

/// The key; none if what was kept is not one.
pub(super) fn read(kept: &KeptKey) -> Option<Identity> {
    let secret = kept.as_bytes().try_into().ok()?;
    Identity::from_built_in_secret(secret)
}

#[cfg(test)]
mod tests {
    use rand_core::UnwrapErr;

    use super::*;

    #[test]
    fn a_key_is_read_back_as_it_was_kept_and_nothing_else_is_one() {
        let identity = Identity::generate(&mut UnwrapErr(getrandom::SysRng));
        let kept = written(&identity).unwrap();
        let again = read(&kept).unwrap();
        assert_eq!(again.fingerprint(), identity.fingerprint());
        for other in [vec![], vec![0; 20], vec![1; 19], vec![1; 21]] {
            assert!(read(&KeptKey::new(other.into())).is_none());
        }
        assert_eq!(format!("{kept:?}"), "KeptKey { .. }");
    }
}
