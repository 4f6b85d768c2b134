//! A password as the directory keeps it.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A password's hash as a PHC string. `Debug` shows nothing of it.
#[derive(Clone, Eq, PartialEq, Serialize, Deserialize)]
pub struct PasswordHash(String);

impl PasswordHash {
    /// A hash as it was made, or stored.
    pub const fn stored(text: String) -> Self {
        Self(text)
    }

    /// The PHC string.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PasswordHash").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_not_printed() {
        let hash = PasswordHash::stored("$argon2id$secret".to_owned());
        assert_eq!(format!("{hash:?}"), "PasswordHash { .. }");
    }
}
