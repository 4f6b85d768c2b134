//! What is mailed: an occasion in, a [`Letter`] in the reader's language out, once as text and once as HTML.
//!
//! There is no letter about a sealed chat: a [transcript](transcript::of) is made of what a
//! [`Said`](hushdesk_protocol::rest::Said) holds, and no sealed text fits in there.
//!
//! Not its business: sending. Neither headers nor encodings are written here; whoever delivers a letter is given its
//! parts, so that nothing in one can become a header.

pub mod account;
pub mod alert;
mod draft;
pub mod follow_up;
mod letter;
pub mod message;
pub mod transcript;

pub use hushdesk_texts::mail::Words;
pub use letter::Letter;
