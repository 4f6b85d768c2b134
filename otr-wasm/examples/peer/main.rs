//! One end of an OTR conversation as a process that reads commands and writes events, a line each.
//!
//! `tests/interop/PROTOCOL.md` describes the lines. With it, this implementation is tested against
//! others.

mod options;
mod peer;

use std::io::{BufRead, Write};

use anyhow::Result;

fn main() -> Result<()> {
    let options = options::Options::parse(std::env::args().skip(1))?;
    let mut out = std::io::stdout().lock();
    let mut peer = peer::Peer::new(options)?;
    writeln!(out, "{}", peer.ready())?;
    out.flush()?;
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        if line == "QUIT" {
            break;
        }
        // A space at the end stands before an empty word.
        for event in peer.command(line.trim_end_matches('\r')) {
            writeln!(out, "{event}")?;
        }
        out.flush()?;
    }
    Ok(())
}
