//! No memory that is given back holds the private number of a long-term key.
#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use std::sync::Arc;

use common::{
    rng::rng,
    tag,
    watchful::{Watchful, found, look_for},
};
use otr_wasm::{
    Conversation, Identity, Policy, Timestamp,
    key_file::{Account, read_libotr, read_pkcs8, write_libotr, write_pkcs8},
};

#[global_allocator]
static ALLOCATOR: Watchful = Watchful;

#[test]
fn no_freed_block_holds_the_private_number() {
    let identity = Arc::new(Identity::generate(&mut rng(1)));
    let file = write_libotr(&[account(&identity)]);
    let digits = private_digits(&file);
    let bytes: Vec<u8> = (0..digits.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap())
        .collect();
    // Its bytes in either order, and its digits.
    let reversed = bytes.iter().rev().copied().collect();
    look_for(vec![bytes, reversed, digits.into_bytes()]);

    use_and_drop(identity);
    assert_eq!(found(), 0, "after a key exchange");
    let read = read_libotr(&file, &mut rng(2)).unwrap().usable;
    assert_eq!(found(), 0, "after reading a file");
    let pem = write_pkcs8(&read[0].identity).unwrap();
    assert_eq!(found(), 0, "after writing PEM");
    drop(read_pkcs8(&pem, &mut rng(3)).unwrap());
    assert_eq!(found(), 0, "after reading PEM");
    drop(write_libotr(&[account(&read[0].identity)]));
    drop((file, pem, read));
    assert_eq!(found(), 0, "after dropping all");
}

fn account(identity: &Arc<Identity>) -> Account {
    Account {
        name: "a".to_owned(),
        protocol: "b".to_owned(),
        identity: Arc::clone(identity),
    }
}

/// The private number's hexadecimal digits, as a libotr file has them, without leading zeros.
fn private_digits(file: &str) -> String {
    let (_, after) = file.split_once("(x #").unwrap();
    let (digits, _) = after.split_once('#').unwrap();
    digits.trim_start_matches("00").to_owned()
}

/// A key exchange, in which both ends sign with the same key, and a text.
fn use_and_drop(identity: Arc<Identity>) {
    let (rng, now) = (&mut rng(4), Timestamp::from_secs(0));
    let mut ends = [0x100, 0x200]
        .map(|number| Conversation::new(Arc::clone(&identity), tag(number), Policy::default()));
    drop(identity);
    let mut lines = ends[0].query().unwrap().send;
    let mut to = 1;
    while let Some(line) = lines.pop() {
        lines = ends[to].receive(&line, now, rng).unwrap().send;
        to = 1 - to;
    }
    ends[0].send("hello", &[], now, rng).unwrap();
}
