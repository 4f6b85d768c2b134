//! Sealed notes and the keys to them: the service hands both on, and could have made up either.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hushdesk_sealed_note::{
    NOTE_BYTES_MAX, NoteSecret, Purpose, VerifiedNoteKey, open, readers, seal,
};
use hushdesk_web::ambient::rng;
use otr_wasm::Identity;

/// Whose note is read, and by whom it is sealed to: the same in each run, so that a note that was kept once can still be opened.
const SECRET: [u8; 20] = [7; 20];

/// The desk of the note.
const QUEUE: &str = "reference";

/// The bytes are a note or a key, as it is sent or as what that is the base64 of.
pub(super) fn read(bytes: &[u8]) {
    for text in [
        String::from_utf8_lossy(bytes).into_owned(),
        STANDARD.encode(bytes),
    ] {
        note(&text);
        key(&text);
    }
}

/// Whoever opens a note is one of those whom it names.
fn note(sealed: &str) {
    let reader = NoteSecret::of(&librarian());
    let named = readers(sealed);
    if let Ok(text) = open(sealed, &Purpose::of_queue(QUEUE), &reader) {
        assert!(
            text.len() <= NOTE_BYTES_MAX,
            "it is longer than a note may be"
        );
        let named = named.expect("what can be opened names its readers");
        assert!(
            named.contains(&reader.fingerprint()),
            "its reader is not named"
        );
    }
}

/// A key that is taken for an organisation's has a fingerprint that is pinned, and what is sealed to it can be opened.
fn key(published: &str) {
    let librarian = librarian();
    let pinned = [librarian.fingerprint()];
    if let Ok(key) = VerifiedNoteKey::verify(published, &pinned) {
        assert_eq!(key.fingerprint(), librarian.fingerprint());
        let purpose = Purpose::of_queue(QUEUE);
        let sealed = seal(b"Do you have maps?", &purpose, &[key], &mut rng());
        let sealed = sealed.expect("a note can be sealed to a verified key");
        let opened = open(&sealed, &purpose, &NoteSecret::of(&librarian));
        let opened = opened.expect("a key that the organisation has signed is its own");
        assert_eq!(opened.as_slice(), b"Do you have maps?");
    }
}

fn librarian() -> Identity {
    Identity::from_built_in_secret(&SECRET).expect("it is a private number")
}
