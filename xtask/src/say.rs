//! What `cargo xtask` tells whoever waits for it: one line a step, on the standard error.

use anyhow::Error;

/// A step begins. `usual` says how long it usually takes, if that is more than a moment.
pub(crate) fn step(what: &str, usual: Option<&str>) {
    match usual {
        Some(usual) => eprintln!("==> {what} (usually {usual})"),
        None => eprintln!("==> {what}"),
    }
}

/// Something worth knowing that stops nothing.
pub(crate) fn note(what: &str) {
    eprintln!("    {what}");
}

/// The command failed: why, outermost first.
pub(crate) fn failure(error: &Error) {
    eprintln!("error: {error:#}");
}
