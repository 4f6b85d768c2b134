//! What the fuzz targets were given and kept (`fuzz/corpus`) is survived.

use std::fs;
use std::path::Path;

use anyhow::{Result, ensure};
use hushdesk_tests::fuzzing::TARGETS;

#[test]
fn every_kept_input_is_survived() -> Result<()> {
    let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    for (name, target) in TARGETS {
        let mut tried = 0;
        for input in fs::read_dir(corpora.join(name))? {
            target(&fs::read(input?.path())?);
            tried += 1;
        }
        ensure!(tried > 0, "{name} has no corpus");
    }
    Ok(())
}
