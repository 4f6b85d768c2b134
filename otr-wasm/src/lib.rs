//! OTR version 3 and 2: off-the-record messaging as a pure state machine, for browsers and everywhere
//! else.
//!
//! A [`Conversation`] is our end of one private conversation. It is driven by calls and answers each
//! with an [`Output`]: lines to send to the other side, and outcomes to act on or to show.
//!
//! **Hand over every line that arrives, send every line that comes back, in order.**
//!
//! The crate does no I/O, reads no clock and holds no randomness: time and random numbers come in as
//! arguments. Carrying lines, storing keys and deciding whom to trust are not its business.
//!
//! A whole conversation, with both ends in one place:
//!
//! ```
//! use std::sync::Arc;
//!
//! use getrandom::{SysRng, rand_core::UnwrapErr};
//! use otr_wasm::{Conversation, Identity, InstanceTag, Outcome, Policy, Timestamp};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let (rng, now) = (&mut UnwrapErr(SysRng), Timestamp::from_secs(0));
//! let mut end = || {
//!     let identity = Arc::new(Identity::generate(rng));
//!     Conversation::new(identity, InstanceTag::generate(rng), Policy::default())
//! };
//! let (mut alice, mut bob) = (end(), end());
//!
//! // Alice asks; four messages later both know whom they talk to.
//! let mut to_bob = alice.query()?.send;
//! let mut known = Vec::new();
//! while !to_bob.is_empty() {
//!     let mut to_alice = Vec::new();
//!     for line in to_bob.drain(..) {
//!         let output = bob.receive(&line, now, rng)?;
//!         to_alice.extend(output.send);
//!         known.extend(output.outcomes);
//!     }
//!     for line in to_alice {
//!         to_bob.extend(alice.receive(&line, now, rng)?.send);
//!     }
//! }
//! assert!(matches!(known.as_slice(), [Outcome::Encrypted { fingerprint, .. }]
//!     if *fingerprint == alice.identity().fingerprint()));
//!
//! // A text, and the end.
//! for line in alice.send("hello", &[], now, rng)?.send {
//!     assert_eq!(bob.receive(&line, now, rng)?.outcomes, [Outcome::Text("hello".to_owned())]);
//! }
//! for line in alice.end(now, rng).send {
//!     assert_eq!(bob.receive(&line, now, rng)?.outcomes, [Outcome::Finished]);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # Secrets
//!
//! Whatever depends on a secret takes the same time for each value of it. Which operation that is, and
//! by which primitive:
//!
//! | operation | by |
//! |---|---|
//! | powers with secret exponents: D-H keys and shared values, signatures, comparison of secrets | Montgomery products without branches; windows and combs that read every entry and keep one by a mask |
//! | inverses modulo q | a power of q - 2 |
//! | remainders, sums and differences of secret numbers | word by word, the last subtraction chosen by a mask |
//! | comparing MACs, hashes, numbers and extra keys | `subtle` |
//! | AES-128 | RustCrypto `aes`: the processor's instructions, or bit-sliced |
//! | SHA-1, SHA-256, HMAC | RustCrypto, without secret indices or branches |
//! | secrets derived of a long-term key (`Identity::derive`) | RustCrypto `hmac`, `sha2` |
//! | a private key's number in PEM files (feature `pem`) | RustCrypto `pkcs8`, `dsa` |
//!
//! What shows by its nature: how long a text is (see [`Policy::padding`]), and whether a shared value
//! begins with zeros, since the protocol hashes it without them.
//!
//! Key material is wiped when it is dropped (`zeroize`), stands in boxes so that moving it leaves no
//! copies, and shows nothing in `Debug`; so do texts that wait. `tests/freed_memory.rs` looks for the private
//! number of a long-term key in every block of the heap that is given back, `tests/freed_session_keys.rs` for the
//! private keys of a conversation and whatever is derived from them. What the compiler keeps in registers and on the stack while it
//! computes cannot be wiped in safe Rust, and no test looks there.
#![cfg_attr(not(feature = "npm"), forbid(unsafe_code))]

mod ake;
mod conversation;
mod crypto;
mod data;
mod error;
mod fingerprint;
mod generation;
mod identity;
mod instance_tag;
mod instances;
pub mod key_file;
mod key_id;
pub mod limits;
mod output;
mod policy;
mod secret;
mod smp;
mod statement;
#[cfg(test)]
#[path = "../tests/common/rng.rs"]
mod testing;
mod text;
mod timestamp;
mod version;
#[cfg(feature = "npm")]
mod wasm;
mod wire;

pub use conversation::{Conversation, State};
#[cfg(feature = "testing")]
pub use data::Forged;
pub use error::{Misuse, Reason, Rejected};
pub use fingerprint::{Fingerprint, NotAFingerprint};
pub use generation::{Generation, Progress};
pub use identity::Identity;
pub use instance_tag::{InstanceTag, NotATag};
pub use instances::{Instances, Sender};
pub use output::{ExtraKey, Half, Outcome, Output, SessionId, SmpEvent};
pub use policy::{Padding, Policy};
pub use statement::{PUBLIC_KEY_BYTES_MAX, STATEMENT_SIGNATURE_BYTES, Signer};
pub use timestamp::Timestamp;
pub use version::Version;
pub use wire::{reader::DecodeError, tlv::Tlv};
