//! Guests who seal, readers who open, and whoever carries what is between them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "in tests a panic is a failure"
)]

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;
use hushdesk_sealed_note::{
    NOTE_BYTES_MAX, NotOpened, NotSealed, NotUsable, NoteSecret, Purpose, READERS_MAX,
    VerifiedNoteKey, open, publish, readers, seal,
};
use otr_wasm::{Fingerprint, Identity};
use proptest::prelude::*;

const NOTE: &[u8] = b"Do you have maps of the harbour?";

/// A key pair with the built-in parameters and this number.
fn librarian(number: u8) -> Identity {
    Identity::from_built_in_secret(&[number; 20]).unwrap()
}

fn rng() -> UnwrapErr<SysRng> {
    UnwrapErr(SysRng)
}

fn verified(librarian: &Identity) -> VerifiedNoteKey {
    let published = publish(librarian, &mut rng());
    VerifiedNoteKey::verify(&published, &[librarian.fingerprint()]).unwrap()
}

fn reference() -> Purpose {
    Purpose::of_queue("reference")
}

fn sealed_to(librarians: &[&Identity]) -> String {
    let keys: Vec<_> = librarians.iter().map(|it| verified(it)).collect();
    seal(NOTE, &reference(), &keys, &mut rng()).unwrap()
}

fn opened(sealed: &str, librarian: &Identity) -> Result<Vec<u8>, NotOpened> {
    let secret = NoteSecret::of(librarian);
    open(sealed, &reference(), &secret).map(|note| note.to_vec())
}

#[test]
fn each_of_its_readers_opens_a_note_and_nobody_else_does() {
    let (ann, bob, stranger) = (librarian(1), librarian(2), librarian(3));
    let sealed = sealed_to(&[&ann, &bob]);
    assert!(sealed.starts_with("SHVzaE5vdGUx"));
    assert_eq!(
        readers(&sealed),
        Ok(vec![ann.fingerprint(), bob.fingerprint()])
    );
    assert_eq!(opened(&sealed, &ann), Ok(NOTE.to_vec()));
    assert_eq!(opened(&sealed, &bob), Ok(NOTE.to_vec()));
    assert_eq!(opened(&sealed, &stranger), Err(NotOpened::NotAReader));
}

#[test]
fn nothing_of_it_can_be_read_by_who_carries_it() {
    let sealed = sealed_to(&[&librarian(1)]);
    let bytes = STANDARD.decode(&sealed).unwrap();
    assert!(!bytes.windows(4).any(|window| window == &NOTE[12..16]));
    assert_ne!(sealed, sealed_to(&[&librarian(1)]));
}

#[test]
fn a_note_for_one_queue_does_not_open_as_one_for_another() {
    let ann = librarian(1);
    let sealed = sealed_to(&[&ann]);
    let moved = open(
        &sealed,
        &Purpose::of_queue("circulation"),
        &NoteSecret::of(&ann),
    );
    assert_eq!(moved.map(drop), Err(NotOpened::Changed));
}

#[test]
fn whose_name_is_taken_from_among_the_readers_cannot_be_left_out_unnoticed() {
    let (ann, bob) = (librarian(1), librarian(2));
    let mut bytes = STANDARD.decode(sealed_to(&[&ann, &bob])).unwrap();
    bytes[9] = 1;
    bytes.drain(10 + 100..10 + 200);
    assert_eq!(
        opened(&STANDARD.encode(bytes), &ann),
        Err(NotOpened::Changed)
    );
}

#[test]
fn a_key_that_is_not_pinned_or_whose_signature_is_forged_is_not_sealed_to() {
    let (ann, mallory) = (librarian(1), librarian(2));
    let pinned = [ann.fingerprint()];
    let verify = |published: &str| VerifiedNoteKey::verify(published, &pinned).map(drop);
    let (genuine, others) = (publish(&ann, &mut rng()), publish(&mallory, &mut rng()));
    assert_eq!(verify(&genuine), Ok(()));
    assert_eq!(verify(&others), Err(NotUsable::NotPinned));
    // Ann's OTR key, with the X25519 key and the signature of somebody else.
    let [genuine, others] = [genuine, others].map(|it| STANDARD.decode(it).unwrap());
    let forged = |from: usize| {
        let (head, tail) = (
            &genuine[..genuine.len() - from],
            &others[others.len() - from..],
        );
        verify(&STANDARD.encode([head, tail].concat()))
    };
    assert_eq!(forged(72), Err(NotUsable::NotSigned));
    assert_eq!(forged(40), Err(NotUsable::NotSigned));
    let mut other_key = genuine.clone();
    let at = other_key.len() - 72;
    other_key[at] ^= 1;
    assert_eq!(
        verify(&STANDARD.encode(other_key)),
        Err(NotUsable::NotSigned)
    );
    for malformed in ["", "hello", "Tm90ZUtleS0x"] {
        assert_eq!(verify(malformed), Err(NotUsable::Malformed), "{malformed}");
    }
}

#[test]
fn a_note_has_at_least_one_reader_and_not_too_many() {
    let key = verified(&librarian(1));
    let with = |count: usize| {
        let keys = vec![key.clone(); count];
        seal(NOTE, &reference(), &keys, &mut rng()).map(drop)
    };
    assert_eq!(with(0), Err(NotSealed::Readers(0)));
    assert_eq!(with(READERS_MAX), Ok(()));
    assert_eq!(
        with(READERS_MAX + 1),
        Err(NotSealed::Readers(READERS_MAX + 1))
    );
}

#[test]
fn the_longest_note_has_room_on_the_wire_and_a_longer_one_is_not_sealed() {
    let keys = vec![verified(&librarian(1)); READERS_MAX];
    let of = |bytes: usize| seal(&vec![b'a'; bytes], &reference(), &keys, &mut rng());
    let longest = of(NOTE_BYTES_MAX).unwrap();
    assert!(longest.len() <= 102_400, "{}", longest.len());
    assert_eq!(
        of(NOTE_BYTES_MAX + 1),
        Err(NotSealed::TooLong(NOTE_BYTES_MAX + 1))
    );
}

#[test]
fn secrets_print_nothing() {
    let printed = format!("{:?}", NoteSecret::of(&librarian(1)));
    assert_eq!(printed, "NoteSecret { .. }");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn what_is_sealed_is_opened_again(note in proptest::collection::vec(any::<u8>(), 0..4_000), number in 1_u8..=100) {
        let ann = librarian(number);
        let sealed = seal(&note, &reference(), &[verified(&ann)], &mut rng()).unwrap();
        prop_assert_eq!(opened(&sealed, &ann), Ok(note));
    }

    #[test]
    fn a_note_that_was_changed_anywhere_does_not_open(place in any::<proptest::sample::Index>(), change in 1_u8..) {
        let ann = librarian(1);
        let mut bytes = STANDARD.decode(sealed_to(&[&ann])).unwrap();
        let place = place.index(bytes.len());
        bytes[place] ^= change;
        prop_assert!(opened(&STANDARD.encode(bytes), &ann).is_err());
    }

    #[test]
    fn whatever_comes_is_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400), text in ".{0,80}") {
        let note = STANDARD.encode([b"HushNote1".as_slice(), &bytes].concat());
        let key = STANDARD.encode([b"NoteKey-1".as_slice(), &bytes].concat());
        for (note, key) in [(note.as_str(), key.as_str()), (&text, &text)] {
            prop_assert!(opened(note, &librarian(1)).is_err());
            prop_assert!(VerifiedNoteKey::verify(key, &[Fingerprint::from_bytes([1; 20])]).is_err());
        }
    }
}
