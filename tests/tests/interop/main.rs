//! Our engine and other implementations understand each other: key exchange, texts, fragments, comparison of
//! secrets, ends and restarts, extra key, tags, crossing starts, damaged and repeated messages. Each test of
//! `tests/interop/interop_test.py`, in both versions of the protocol; either side asks first.

mod libotr;
mod otrjs;
mod peers;
