//! The primitives the protocol uses, and for what.
//!
//! | what for | primitive | here |
//! |---|---|---|
//! | keys agreed with the other side, comparison of secrets | Diffie-Hellman in the 1536-bit group of RFC 3526 | [`dh_group`] |
//! | who somebody is | DSA, 1024 and 160 bits (FIPS 186) | [`dsa`], [`dsa_parameters`] |
//! | what is sent | AES-128 in counter mode (FIPS 197, SP 800-38A) | [`aes_ctr`] |
//! | that it is genuine | HMAC with SHA-1 and SHA-256 (RFC 2104) | [`mac`] |
//! | the numbers under it | Montgomery arithmetic in constant time | [`number`] |

pub(crate) mod aes_ctr;
pub(crate) mod dh_group;
pub(crate) mod dsa;
pub(crate) mod dsa_parameters;
pub(crate) mod mac;
pub(crate) mod number;
