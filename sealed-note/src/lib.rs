//! Sealed notes: what a guest leaves where nobody is there, for those who have the keys that an organisation vouches for.
//!
//! An OTR key signs and cannot be encrypted to. So each has a *note key* beside it: an X25519 key that is derived of the private
//! number, which whoever has the OTR key can derive as well - there is no second file to keep -, and that the OTR key has signed.
//! A guest's browser seals to a note key only once that signature is verified, by a key whose fingerprint is pinned: that it was,
//! is the value [`VerifiedNoteKey`].
//!
//! The crate does no I/O and holds no randomness. What a note says, who carries it, and which keys are pinned is not its business.
//!
//! ```
//! use getrandom::{SysRng, rand_core::UnwrapErr};
//! use hushdesk_sealed_note::{NoteSecret, Purpose, VerifiedNoteKey, open, publish, readers, seal};
//! use otr_wasm::Identity;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let rng = &mut UnwrapErr(SysRng);
//! let librarian = Identity::generate(rng);
//! let published = publish(&librarian, rng);
//!
//! // In the guest's browser, which knows what is pinned.
//! let pinned = [librarian.fingerprint()];
//! let key = VerifiedNoteKey::verify(&published, &pinned)?;
//! let purpose = Purpose::of_queue("reference");
//! let sealed = seal(b"Do you have maps?", &purpose, &[key], rng)?;
//!
//! // In the librarian's.
//! assert_eq!(readers(&sealed)?, pinned);
//! let note = open(&sealed, &purpose, &NoteSecret::of(&librarian))?;
//! assert_eq!(note.as_slice(), b"Do you have maps?");
//! # Ok(())
//! # }
//! ```
//!
//! # The bytes
//!
//! Both are written in base64 (RFC 4648, section 4). A note key:
//!
//! ```text
//! 9 bytes   "NoteKey-1"
//! PUBKEY    the OTR key: a type and p, q, g, y (OTR version 3, "Data types")
//! 32 bytes  the X25519 key
//! 40 bytes  the OTR key's signature of "note key\0" and the X25519 key (`otr_wasm::Signer`)
//! ```
//!
//! A note, sealed with a content key of its own that is sealed to each reader by HPKE (RFC 9180, base mode, single shot, with
//! DHKEM(X25519, HKDF-SHA256), HKDF-SHA256 and ChaCha20-Poly1305; its `info` is the [`Purpose`]):
//!
//! ```text
//! 9 bytes   "HushNote1"
//! 1 byte    how many readers there are, from 1 to 100
//! each      20 bytes  the fingerprint of their OTR key
//!           32 bytes  the encapsulated key
//!           48 bytes  the content key, sealed
//! the rest  the note, sealed by the content key: ChaCha20-Poly1305 (RFC 8439) with nonce 0, for that key seals nothing else;
//!           what stands before and the purpose are what is authenticated with it
//! ```
//!
//! Before it is sealed the note's length stands before it in four bytes, and zeros behind it, up to whole kilobytes: so how long it
//! is says little.

#![forbid(unsafe_code)]

mod key;
mod note;
mod padding;
mod purpose;

pub use key::{NotUsable, NoteSecret, VerifiedNoteKey, publish};
pub use note::{NOTE_BYTES_MAX, NotOpened, NotSealed, READERS_MAX, open, readers, seal};
pub use purpose::Purpose;
