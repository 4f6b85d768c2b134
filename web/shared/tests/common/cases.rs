//! How many random schedules are run.

use std::env;

use proptest::prelude::ProptestConfig;

/// As many as are usual, unless somebody asks for more.
pub(crate) fn cases(usual: u32) -> ProptestConfig {
    if env::var_os("PROPTEST_CASES").is_some() {
        ProptestConfig::default()
    } else {
        ProptestConfig::with_cases(usual)
    }
}
