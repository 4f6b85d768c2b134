//! What the fuzz targets of `fuzz/` do with the bytes they are given. `tests/corpora.rs` replays what was
//! kept of them.
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a finding is a panic"
)]

use std::sync::LazyLock;

use base64::{Engine, prelude::BASE64_STANDARD};
use otr_wasm::{
    Forged, Policy, State,
    key_file::{Account, fingerprints, read_libotr, read_pkcs8, write_libotr, write_pkcs8},
};

use super::{
    End, Pair,
    rng::rng,
    schedule::{Event, happen},
    v2, v3,
};

/// A target's name, which is that of its corpus's folder too, and what it does.
pub(crate) type Target = (&'static str, fn(&[u8]));

/// All targets.
pub(crate) const TARGETS: [Target; 8] = [
    ("fresh_line", fresh_line),
    ("encrypted_line", encrypted_line),
    ("message", message),
    ("content", content),
    ("proof", proof),
    ("fragments", fragments),
    ("key_file", key_file),
    ("schedule", schedule),
];

static ENCRYPTED: LazyLock<[Pair; 2]> =
    LazyLock::new(|| [Pair::encrypted(v3()), Pair::encrypted(v2())]);

/// Alice has sent her Reveal Signature, which Bob awaits; in each version.
static REVEALING: LazyLock<[Pair; 2]> = LazyLock::new(|| {
    [v3(), v2()].map(|policy| {
        let mut pair = Pair::new(policy);
        pair.begin(End::Alice);
        pair.deliver_one(End::Bob).unwrap();
        pair.deliver_one(End::Alice).unwrap();
        pair
    })
});

/// Bob's end in each state of the key exchange, and in private; in each version.
static STATES: LazyLock<Vec<Pair>> = LazyLock::new(|| {
    let mut states = Vec::new();
    for policy in [v3(), v2()] {
        let fresh = Pair::new(policy.clone());
        let mut awaiting_dh_key = fresh.clone();
        awaiting_dh_key.begin(End::Bob);
        let mut awaiting_signature = awaiting_dh_key.clone();
        awaiting_signature.deliver_one(End::Alice).unwrap();
        awaiting_signature.deliver_one(End::Bob).unwrap();
        let mut awaiting_reveal_signature = fresh.clone();
        awaiting_reveal_signature.begin(End::Alice);
        awaiting_reveal_signature.deliver_one(End::Bob).unwrap();
        let encrypted = Pair::encrypted(policy);
        states.extend([
            fresh,
            awaiting_dh_key,
            awaiting_signature,
            awaiting_reveal_signature,
            encrypted,
        ]);
    }
    states
});

/// Lines, parted by zeros, arrive at an end that does by itself whatever it can.
pub(crate) fn fresh_line(bytes: &[u8]) {
    let mut pair = Pair::new(Policy {
        require_encryption: true,
        start_on_whitespace_tag: true,
        start_on_error: true,
        longest_line: Some(200),
        ..Policy::default()
    });
    for line in String::from_utf8_lossy(bytes).split('\0') {
        let state = pair.bob.state();
        if pair.receive(End::Bob, line).is_err() {
            assert_eq!(pair.bob.state(), state);
        }
    }
}

/// Lines arrive in private conversations. None of them can end it.
pub(crate) fn encrypted_line(bytes: &[u8]) {
    for pair in &*ENCRYPTED {
        let mut pair = pair.clone();
        for line in String::from_utf8_lossy(bytes).split('\0') {
            let _ = pair.receive(End::Bob, line);
        }
        goes_on(pair);
    }
}

/// The bytes are the body of a message from Alice; the first two of them choose its type, and the state in
/// which it arrives.
pub(crate) fn message(bytes: &[u8]) {
    let [kind, state, body @ ..] = bytes else {
        return;
    };
    let kinds = [0x02, 0x0a, 0x11, 0x12, 0x03];
    let kind = kinds[usize::from(*kind) % kinds.len()];
    let place = usize::from(*state) % STATES.len();
    let mut pair = STATES[place].clone();
    let mut message = vec![0, if place < STATES.len() / 2 { 3 } else { 2 }, kind];
    if message[1] == 3 {
        message.extend([0xa11ce_u32, 0xb0b].map(u32::to_be_bytes).concat());
    }
    message.extend(body);
    let was_private = pair.both_encrypted();
    let line = format!("?OTR:{}.", BASE64_STANDARD.encode(message));
    let _ = pair.receive(End::Bob, &line);
    if was_private {
        goes_on(pair);
    }
}

/// The bytes are what is encrypted in messages that verify; of each message the first says how long it is. They may
/// ask for a comparison of secrets, which is answered, and end the private conversation.
pub(crate) fn content(bytes: &[u8]) {
    let Some((place, mut rest)) = bytes.split_first() else {
        return;
    };
    let mut pair = ENCRYPTED[usize::from(place % 2)].clone();
    if place & 2 != 0 {
        let _ = pair.call(End::Bob, |c, now, rng| c.start_smp(b"s", None, now, rng));
    }
    while let Some((length, after)) = rest.split_first() {
        let (content, after) = after.split_at(after.len().min(usize::from(*length) * 8));
        let forged = Forged {
            flags: length & 1,
            content,
            ..Forged::default()
        };
        let line = pair.alice.forge(&forged).unwrap();
        let _ = pair.receive(End::Bob, &line);
        let _ = pair.call(End::Bob, |c, now, rng| c.answer_smp(b"s", now, rng));
        rest = after;
    }
    if pair.both_encrypted() {
        goes_on(pair);
    }
}

/// The bytes are proved, in a Reveal Signature message that verifies, to be Alice's key and its number: only those
/// of her own key are accepted.
pub(crate) fn proof(bytes: &[u8]) {
    let Some((place, key_and_id)) = bytes.split_first() else {
        return;
    };
    let mut pair = REVEALING[usize::from(place % 2)].clone();
    let mut rng = rng(1);
    let line = pair.alice.forge_proof(key_and_id, &mut rng).unwrap();
    let state = pair.bob.state();
    match pair.receive(End::Bob, &line) {
        Ok(_) => assert!(
            matches!(pair.bob.state(), State::Encrypted { fingerprint, .. }
            if fingerprint == pair.alice.identity().fingerprint())
        ),
        Err(_) => assert_eq!(pair.bob.state(), state),
    }
}

/// Each five bytes become a piece of a line: version and tag, number, count, and what is in it.
pub(crate) fn fragments(bytes: &[u8]) {
    let mut pair = Pair::new(Policy::default());
    for piece in bytes.chunks_exact(5) {
        let (k, n) = (piece[1], piece[2]);
        let content = String::from_utf8_lossy(&piece[3..]).repeat(usize::from(piece[0]) + 1);
        let line = match piece[0] % 3 {
            0 => format!("?OTR,{k},{n},{content},"),
            1 => format!("?OTR|a11ce|b0b,{k},{n},{content},"),
            _ => format!("?OTR|{n:x}|0,{k:05},{n:05},{content},"),
        };
        let _ = pair.receive(End::Bob, &line);
    }
    pair.to_alice.clear();
    pair.query(End::Alice);
    pair.deliver_leniently();
    assert!(pair.both_encrypted());
}

/// The bytes are a file of keys. What is read of it is the same when it is written and read again.
pub(crate) fn key_file(bytes: &[u8]) {
    let file = String::from_utf8_lossy(bytes);
    let told = |account: &Account| {
        let Account { name, protocol, .. } = account;
        let fingerprint = account.identity.fingerprint();
        (name.clone(), protocol.clone(), fingerprint)
    };
    if let Ok(found) = read_libotr(&file, &mut rng(1)) {
        let written = write_libotr(&found.usable);
        let again = read_libotr(&written, &mut rng(1)).unwrap().usable;
        let all = |accounts: &[Account]| accounts.iter().map(told).collect::<Vec<_>>();
        assert_eq!(all(&found.usable), all(&again));
    }
    if let Ok(identity) = read_pkcs8(&file, &mut rng(1)) {
        let written = write_pkcs8(&identity).unwrap();
        let again = read_pkcs8(&written, &mut rng(1)).unwrap();
        assert_eq!(identity.fingerprint(), again.fingerprint());
    }
    let _ = fingerprints(&file);
}

/// Each byte is something that happens between two honest sides; afterwards a query recovers.
pub(crate) fn schedule(bytes: &[u8]) {
    let Some((policy, events)) = bytes.split_first() else {
        return;
    };
    let versions = [v2(), v3(), Policy::default()];
    let mut pair = Pair::new(Policy {
        longest_line: (policy & 0x80 != 0).then_some(150),
        ..versions[usize::from(policy & 0x7f) % 3].clone()
    });
    for byte in events.iter().take(100) {
        happen(&mut pair, &event(*byte));
    }
    pair.to_alice.clear();
    pair.to_bob.clear();
    pair.query(End::Alice);
    pair.deliver_leniently();
    assert!(pair.both_encrypted());
    goes_on(pair);
}

fn event(byte: u8) -> Event {
    let end = if byte & 1 == 0 { End::Alice } else { End::Bob };
    match byte >> 1 & 0xf {
        0 => Event::Query(end),
        1 => Event::Begin(end),
        2 => Event::Lose(end),
        3 => Event::Repeat(end),
        4 => Event::Overtake(end),
        5 => Event::Finish(end),
        6 => Event::StartSmp(end),
        7 => Event::AnswerSmp(end),
        8 => Event::Wait,
        9 | 10 => Event::Send(end),
        _ => Event::Deliver(end),
    }
}

/// Both ends still read each other.
fn goes_on(mut pair: Pair) {
    pair.to_alice.clear();
    pair.to_bob.clear();
    pair.now += 1;
    pair.exchange(End::Alice, "well?");
    pair.exchange(End::Bob, "well!");
}
