//! No memory that is given back holds the keys of a conversation: private D-H keys, and what both sides derive of
//! their products for the key exchange, for data messages and for the application.
//!
//! The conversation is held twice with the same random numbers. The first time the private D-H keys are written
//! down, and all keys are computed from them by the protocol's formulas and another library; the second time every
//! block that is freed is looked through. MAC keys that went over the line in clear, as they have to, are no
//! secrets.
#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use std::{
    convert::Infallible,
    sync::{Arc, Mutex},
};

use common::{
    bytes_of,
    rng::{SeededRng, rng},
    tag, v3,
    watchful::{Watchful, found, look_for},
};
use crypto_bigint::{
    Odd, U1536,
    modular::{FixedMontyForm, FixedMontyParams},
};
use otr_wasm::{Conversation, Identity, Timestamp};
use rand_core::{TryCryptoRng, TryRng};
use sha1::{Digest, Sha1};
use sha2::Sha256;

#[global_allocator]
static ALLOCATOR: Watchful = Watchful;

/// Bytes of a private D-H key.
const PRIVATE_BYTES: usize = 40;

/// The modulus of the group: RFC 3526, section 2.
const PRIME: &str = "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD\
                     EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED\
                     EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F\
                     83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA237327FFFFFFFFFFFFFFFF";

/// What was written down of the random numbers.
static PRIVATE_KEYS: Mutex<Vec<[u8; PRIVATE_BYTES]>> = Mutex::new(Vec::new());

/// Random numbers from a seed; those of a private key's length are written down on demand.
struct Overheard {
    rng: SeededRng,
    writes_down: bool,
}

impl TryRng for Overheard {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        self.rng.try_next_u32()
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        self.rng.try_next_u64()
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        self.rng.try_fill_bytes(bytes)?;
        if let (true, Ok(private)) = (self.writes_down, bytes.as_ref().try_into()) {
            PRIVATE_KEYS.lock().unwrap().push(private);
        }
        Ok(())
    }
}

impl TryCryptoRng for Overheard {}

/// A key exchange, texts both ways so that keys move on, an extra key, and the end: every message.
fn converse(identity: &Arc<Identity>, writes_down: bool) -> Vec<String> {
    let rng = &mut Overheard {
        rng: rng(7),
        writes_down,
    };
    let now = Timestamp::from_secs(0);
    let [mut alice, mut bob] =
        [0x100, 0x200].map(|number| Conversation::new(Arc::clone(identity), tag(number), v3()));
    let mut sent = Vec::new();
    let mut lines = alice.begin(rng).unwrap().send;
    let mut to_bob = true;
    while let Some(line) = lines.pop() {
        let receiver = if to_bob { &mut bob } else { &mut alice };
        lines = receiver.receive(&line, now, rng).unwrap().send;
        to_bob = !to_bob;
        sent.push(line);
    }
    let (mut from, mut to) = (&mut alice, &mut bob);
    for _ in 0..6 {
        let line = from.send("a text", &[], now, rng).unwrap().send.remove(0);
        to.receive(&line, now, rng).unwrap();
        sent.push(line);
        std::mem::swap(&mut from, &mut to);
    }
    let (_, used) = alice.extra_key(1, b"a file", now, rng).unwrap();
    bob.receive(&used.send[0], now, rng).unwrap();
    sent.extend(used.send);
    sent.extend(alice.end(now, rng).send);
    sent
}

/// All keys that two of these private keys lead to, where one is ours and one theirs.
fn secrets(private_keys: &[[u8; PRIVATE_BYTES]]) -> Vec<Vec<u8>> {
    let group = FixedMontyParams::new(Odd::new(U1536::from_be_hex(PRIME)).unwrap());
    let power = |base: &FixedMontyForm<{ U1536::LIMBS }>, exponent: &[u8; PRIVATE_BYTES]| {
        let padded = [&[0; 192 - PRIVATE_BYTES][..], exponent].concat();
        base.pow(&U1536::from_be_slice(&padded))
    };
    let two = FixedMontyForm::new(&U1536::from_u8(2), &group);
    let mut secrets = Vec::new();
    for (place, ours) in private_keys.iter().enumerate() {
        secrets.push(ours.to_vec());
        secrets.push(ours.iter().rev().copied().collect());
        for theirs in &private_keys[..place] {
            let shared = power(&power(&two, ours), theirs).retrieve();
            secrets.extend(derived(&shared.to_be_bytes()));
        }
    }
    secrets
}

/// The shared value itself, and `h1` and `h2` of it (Protocol v3, "Exchanging keys", "Data Message").
fn derived(shared: &[u8]) -> Vec<Vec<u8>> {
    let digits = &shared[shared.iter().take_while(|digit| **digit == 0).count()..];
    let length = u32::try_from(digits.len()).unwrap().to_be_bytes();
    let secbytes = [&length, digits].concat();
    let mut keys = vec![digits.to_vec(), digits.iter().rev().copied().collect()];
    for byte in [1, 2] {
        let aes = Sha1::new().chain_update([byte]).chain_update(&secbytes);
        let aes = aes.finalize()[..16].to_vec();
        keys.push(Sha1::digest(&aes).to_vec());
        keys.push(aes);
    }
    for byte in [1, 2, 3, 4, 5, 0xff] {
        let hash = Sha256::new().chain_update([byte]).chain_update(&secbytes);
        let hash = hash.finalize().to_vec();
        keys.extend((byte == 1).then(|| hash[16..].to_vec()));
        keys.push(hash);
    }
    keys
}

#[test]
fn no_freed_block_holds_a_key_of_a_conversation() {
    let identity = Arc::new(Identity::generate(&mut rng(1)));
    let sent = converse(&identity, true);
    let private_keys = std::mem::take(&mut *PRIVATE_KEYS.lock().unwrap());
    assert!(private_keys.len() >= 8, "keys have moved on");

    let in_clear: Vec<Vec<u8>> = sent.iter().map(|line| bytes_of(line)).collect();
    let is_public = |secret: &[u8]| {
        let holds = |message: &Vec<u8>| message.windows(secret.len()).any(|part| part == secret);
        in_clear.iter().any(holds)
    };
    let (public, secret): (Vec<_>, Vec<_>) = secrets(&private_keys)
        .into_iter()
        .partition(|secret| is_public(secret));
    assert!(!public.is_empty(), "old MAC keys are revealed");

    look_for(secret);
    assert_eq!(converse(&identity, false), sent);
    assert_eq!(found(), 0);
}
