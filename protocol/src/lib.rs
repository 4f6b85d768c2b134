//! What Hushdesk's browsers and its edge say to each other: the frames of the chat sockets, the bodies
//! of the REST routes, the names and numbers in both, and their limits.
//!
//! There is no logic here beyond refusing what is not well formed: a value of one of these types has
//! been checked, so neither end checks it again. `docs/protocol.md` tells the whole conversation in
//! prose; `tests/wire_format.rs` pins each frame by a literal.
//!
//! Not the business of this crate: who may say what when (the `durable-queue` crate), what a sealed text
//! holds (the `otr-wasm` crate), and how frames travel (the Durable Object and the browser's socket).

pub mod answers;
pub mod close;
pub mod colour;
pub mod earlier;
pub mod email_address;
pub mod frames;
pub mod ids;
pub mod invisible;
pub mod language;
pub mod limits;
pub mod page_origin;
pub mod rest;
pub mod strict;
pub mod text;

/// The version of the frames. A client says it when it says hello; another number is refused with
/// [`frames::Refusal::Version`], so that a page kept open over a deploy offers to be reloaded instead of guessing.
pub const VERSION: u16 = 1;
