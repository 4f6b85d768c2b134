//! For where a passkey counts.

use serde::{Deserialize, Serialize};

/// A site for which there are passkeys: those of another host, or of its other ports, are not its own.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Site {
    /// Its host, by which authenticators know it (section 5.1.2: the RP ID).
    pub host: String,
    /// Scheme, host and port of its pages.
    pub origin: String,
}
