//! With otr.js.

use anyhow::Result;

use crate::peers::{Peer, all_tests, exchanges};

#[test]
fn otrjs_answers_our_engine() -> Result<()> {
    all_tests(Peer::Native, Peer::OtrJs)
}

#[test]
fn our_engine_answers_otrjs() -> Result<()> {
    all_tests(Peer::OtrJs, Peer::Native)
}

#[test]
fn otrjs_answers_our_npm_package() -> Result<()> {
    all_tests(Peer::Npm, Peer::OtrJs)
}

#[test]
fn our_npm_package_answers_otrjs() -> Result<()> {
    all_tests(Peer::OtrJs, Peer::Npm)
}

#[test]
fn no_key_exchange_started_by_otrjs_fails() -> Result<()> {
    exchanges(Peer::Native, Peer::OtrJs)
}

#[test]
fn no_key_exchange_started_by_us_with_otrjs_fails() -> Result<()> {
    exchanges(Peer::OtrJs, Peer::Native)
}

#[test]
fn no_key_exchange_of_our_npm_package_started_by_otrjs_fails() -> Result<()> {
    exchanges(Peer::Npm, Peer::OtrJs)
}

#[test]
fn no_key_exchange_started_by_our_npm_package_with_otrjs_fails() -> Result<()> {
    exchanges(Peer::OtrJs, Peer::Npm)
}
