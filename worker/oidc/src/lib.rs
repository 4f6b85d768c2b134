//! Signing in at an organisation's identity provider (OpenID Connect Core 1.0, with the authorisation code flow, PKCE and
//! `state` of RFC 9700): what the provider says of itself goes in, and out comes what it is asked; what it answers goes in, and out
//! comes who it is, or why nobody.
//!
//! All of it is plain logic: bytes in, values out. The time and the randomness are arguments.
//!
//! Not its business: fetching, cookies, and whom of the organisation somebody is. Signatures are verified by `jsonwebtoken` with
//! the curves and numbers of RustCrypto; here stands which of its algorithms and keys count, and what must be true of a token.

mod attempt;
mod client;
mod exchange;
mod id_token;
mod keys;
mod metadata;
mod returned;
mod signatures;

pub use attempt::{Attempt, Bound, Purpose, SECRET_BYTES};
pub use client::{Client, Reach};
pub use exchange::{NoIdToken, TokenRequest, Tokens, tokens_in};
pub use id_token::{Expected, IdToken, Untrue, verify};
pub use keys::{Keys, NoKeys};
pub use metadata::{Metadata, Unusable, metadata_address};
pub use returned::{NotReturned, code_of};
