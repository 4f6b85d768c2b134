//! What is derived of an OTR key, held against a file that was computed by other programs.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "in tests a panic is a failure"
)]

use std::fmt::Write as _;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;
use hushdesk_sealed_note::publish;
use otr_wasm::Identity;

const VECTOR: &str = include_str!("vectors/derivation.txt");

fn field(name: &str) -> &'static str {
    let line = VECTOR.lines().find(|line| line.starts_with(name)).unwrap();
    line.split_once('=').unwrap().1.trim()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut digits, byte| {
        write!(digits, "{byte:02x}").unwrap();
        digits
    })
}

fn identity() -> Identity {
    let digits = field("x");
    let bytes: Vec<u8> = (0..20)
        .map(|n| u8::from_str_radix(&digits[n * 2..n * 2 + 2], 16).unwrap())
        .collect();
    Identity::from_built_in_secret(&bytes.try_into().unwrap()).unwrap()
}

#[test]
fn the_note_key_of_an_otr_key_is_the_same_wherever_it_is_derived() {
    let identity = identity();
    let secret = identity.derive(b"Hushdesk note key 1");
    let published = publish(&identity, &mut UnwrapErr(SysRng));
    let published = STANDARD.decode(published).unwrap();
    let public = &published[published.len() - 72..published.len() - 40];
    assert_eq!(
        [
            identity.fingerprint().to_hex(),
            hex(secret.as_slice()),
            hex(public)
        ],
        ["fingerprint", "secret", "public"].map(field)
    );
}
