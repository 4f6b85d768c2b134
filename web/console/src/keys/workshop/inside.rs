//! What is done in the Web Worker. It has the same code as the page, and a memory of its own.

use std::sync::Arc;

use hushdesk_protocol::ids::Fingerprint;
use hushdesk_web::ambient::rng;
use js_sys::Function;
use otr_wasm::key_file::{
    Account, KeyFileError, is_encrypted_pkcs8, read_encrypted_pkcs8, read_libotr, read_pkcs8,
    write_encrypted_pkcs8, write_libotr, write_pkcs8,
};
use otr_wasm::{Generation, Identity, Progress};
use wasm_bindgen::JsValue;

use super::{FoundKey, MadeKey, Outcome, Task};

/// Steps of the search between two words about how far it is: each takes some milliseconds.
const STEPS: usize = 16;

/// The carrier of the account in a libotr file: XMPP, as libpurple calls it.
const CARRIER: &str = "prpl-jabber";

/// Does a task, and gives what has become of it, both in JSON; says meanwhile how far it is.
pub(crate) fn work(task: &str, onshare: &Function) -> String {
    let say = |share: f64| {
        // Whoever does not want to hear it misses nothing.
        let _heard = onshare.call1(&JsValue::NULL, &share.into());
    };
    let outcome = match serde_json::from_str(task) {
        Ok(Task::Make {
            passphrase,
            account,
        }) => make(&passphrase, account, say),
        Ok(Task::Read { file, passphrase }) => read(&file, &passphrase),
        Err(_) => Outcome::NoKey,
    };
    serde_json::to_string(&outcome).unwrap_or_default()
}

fn make(passphrase: &str, account: String, say: impl Fn(f64)) -> Outcome {
    let identity = Arc::new(search(say));
    let files = write_pkcs8(&identity).and_then(|clear| {
        let locked = write_encrypted_pkcs8(&identity, passphrase, &mut rng())?;
        Ok((clear, locked))
    });
    let Ok((clear, locked)) = files else {
        return Outcome::NoKey;
    };
    let account = Account {
        name: account,
        protocol: CARRIER.to_owned(),
        identity: Arc::clone(&identity),
    };
    Outcome::Made(MadeKey {
        fingerprint: fingerprint(&identity),
        clear: clear.to_string(),
        locked: locked.to_string(),
        libotr: write_libotr(&[account]).to_string(),
    })
}

fn search(say: impl Fn(f64)) -> Identity {
    let mut generation = Generation::default();
    let mut steps = 0;
    loop {
        match generation.step(&mut rng()) {
            Progress::Done(identity) => return *identity,
            Progress::Searching(share) if steps % STEPS == 0 => say(share),
            Progress::Searching(_) => {}
        }
        steps += 1;
    }
}

/// The keys in a file of any of the kinds that there are.
fn read(file: &str, passphrase: &str) -> Outcome {
    let rng = &mut rng();
    if is_encrypted_pkcs8(file) {
        return match read_encrypted_pkcs8(file, passphrase, rng) {
            Ok(identity) => found([(String::new(), identity)]),
            Err(KeyFileError::WrongPassphrase) => Outcome::WrongPassphrase,
            Err(_) => Outcome::NoKey,
        };
    }
    if let Ok(identity) = read_pkcs8(file, rng) {
        return found([(String::new(), identity)]);
    }
    match read_libotr(file, rng) {
        Ok(accounts) => found(accounts.usable.into_iter().map(|it| (it.name, it.identity))),
        Err(_) => Outcome::NoKey,
    }
}

fn found(keys: impl IntoIterator<Item = (String, Arc<Identity>)>) -> Outcome {
    let keys: Vec<_> = keys
        .into_iter()
        .filter_map(|(account, identity)| {
            let clear = write_pkcs8(&identity).ok()?.to_string();
            Some(FoundKey {
                fingerprint: fingerprint(&identity),
                account,
                clear,
            })
        })
        .collect();
    if keys.is_empty() {
        Outcome::NoKey
    } else {
        Outcome::Found(keys)
    }
}

fn fingerprint(identity: &Identity) -> Fingerprint {
    Fingerprint::from_bytes(*identity.fingerprint().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prints(outcome: Outcome) -> Vec<(String, Fingerprint)> {
        match outcome {
            Outcome::Found(keys) => keys
                .into_iter()
                .map(|key| (key.account, key.fingerprint))
                .collect(),
            Outcome::Made(_) | Outcome::WrongPassphrase | Outcome::NoKey => vec![],
        }
    }

    #[test]
    fn a_key_is_found_in_every_kind_of_file_that_it_is_written_to() {
        let identity = Arc::new(Identity::generate(&mut rng()));
        let account = |name: &str| Account {
            name: name.to_owned(),
            protocol: CARRIER.to_owned(),
            identity: Arc::clone(&identity),
        };
        let print = fingerprint(&identity);
        let of = |name: &str| (name.to_owned(), print.clone());
        let clear = write_pkcs8(&identity).unwrap();
        assert_eq!(prints(read(&clear, "")), [of("")]);
        let locked = write_encrypted_pkcs8(&identity, "quiet", &mut rng()).unwrap();
        assert_eq!(prints(read(&locked, "quiet")), [of("")]);
        let accounts = write_libotr(&[account("ann@a.example/"), account("ann@b.example/")]);
        let both = [of("ann@a.example/"), of("ann@b.example/")];
        assert_eq!(prints(read(&accounts, "")), both);
    }

    #[test]
    fn another_passphrase_is_told_from_a_file_without_a_key() {
        let identity = Identity::generate(&mut rng());
        let locked = write_encrypted_pkcs8(&identity, "quiet", &mut rng()).unwrap();
        assert!(read(&locked, "loud") == Outcome::WrongPassphrase);
        assert!(read("hello", "") == Outcome::NoKey);
        assert!(read(&identity.fingerprint().to_string(), "") == Outcome::NoKey);
    }
}
