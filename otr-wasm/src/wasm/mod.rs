//! The same API for JavaScript: feature `npm`, carried on by the modules of the folder `npm`. No
//! decisions.
//!
//! What a call gives is a plain object, `{ send: string[], events: { type: string, ... }[] }`; what it
//! refuses becomes an exception. Time comes from JavaScript, randomness from WebCrypto.
#![allow(
    unsafe_code,
    missing_docs,
    unreachable_pub,
    reason = "what wasm_bindgen generates; JavaScript's documentation is in npm/index.d.ts"
)]

mod conversation;
mod identity;
mod options;
mod shown;

use getrandom::{SysRng, rand_core::UnwrapErr};
use wasm_bindgen::prelude::JsError;

type Result<T> = std::result::Result<T, JsError>;

/// WebCrypto's random numbers.
fn rng() -> UnwrapErr<SysRng> {
    UnwrapErr(SysRng)
}
