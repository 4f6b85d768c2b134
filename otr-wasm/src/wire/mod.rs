//! Bytes on the wire: the data types the protocol names, and what is built of them.

pub(crate) mod header;
pub(crate) mod reader;
pub(crate) mod tlv;
pub(crate) mod writer;
