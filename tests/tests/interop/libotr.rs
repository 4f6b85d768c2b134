//! With libotr.

use anyhow::Result;

use crate::peers::{Peer, all_tests, exchanges};

#[test]
fn libotr_answers_our_engine() -> Result<()> {
    all_tests(Peer::Native, Peer::Libotr)
}

#[test]
fn our_engine_answers_libotr() -> Result<()> {
    all_tests(Peer::Libotr, Peer::Native)
}

#[test]
fn libotr_answers_our_npm_package() -> Result<()> {
    all_tests(Peer::Npm, Peer::Libotr)
}

#[test]
fn our_npm_package_answers_libotr() -> Result<()> {
    all_tests(Peer::Libotr, Peer::Npm)
}

#[test]
fn no_key_exchange_started_by_libotr_fails() -> Result<()> {
    exchanges(Peer::Native, Peer::Libotr)
}

#[test]
fn no_key_exchange_started_by_us_with_libotr_fails() -> Result<()> {
    exchanges(Peer::Libotr, Peer::Native)
}

#[test]
fn no_key_exchange_of_our_npm_package_started_by_libotr_fails() -> Result<()> {
    exchanges(Peer::Npm, Peer::Libotr)
}

#[test]
fn no_key_exchange_started_by_our_npm_package_with_libotr_fails() -> Result<()> {
    exchanges(Peer::Libotr, Peer::Npm)
}
