//! Passkeys (Web Authentication Level 2): what an authenticator has made or signed goes in, and out comes what is true of it, or
//! why nothing is.
//!
//! All of it is plain logic: bytes in, values out. No attestation is asked for (section 8.7), so of a passkey that is made nothing is
//! signed: its key comes as the browser gives it beside (section 5.2.1.1), and nothing here reads CBOR. Curves and numbers are
//! RustCrypto's; here stands which algorithms count, and what must be true of an answer (sections 7.1 and 7.2).
//!
//! Not its business: challenges and whether one was used, whose a passkey is, and where it is stored.

mod answer;
mod authenticator_data;
mod client_data;
mod encoded;
mod made;
mod public_key;
mod site;
#[cfg(any(test, feature = "testing"))]
pub mod testing;

pub use answer::{Answer, is_ahead};
pub use encoded::{decoded, encoded};
pub use made::Made;
pub use public_key::{NoKey, PublicKey};
pub use site::Site;

/// Why what an authenticator has made or signed is not true here.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Untrue {
    /// It is not written as it has to be.
    #[error("it cannot be read")]
    Unreadable,
    /// It was made for something else than what it is given for.
    #[error("it was made for something else")]
    OtherPurpose,
    /// A page of another site had it made.
    #[error("a page of another site had it made")]
    OtherOrigin,
    /// The authenticator has made it for another site.
    #[error("it was made for another site")]
    OtherSite,
    /// Nobody was there who had it made.
    #[error("nobody was there")]
    NobodyThere,
    /// The authenticator has not made sure who was there.
    #[error("the authenticator has not made sure who it is")]
    Unverified,
    /// Its key is none that counts.
    #[error("its key is none that counts")]
    Key,
}
