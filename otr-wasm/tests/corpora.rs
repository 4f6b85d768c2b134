//! What the fuzz targets were given and kept (`fuzz/corpus`) is survived.

mod common;

use std::{fs, path::Path};

use common::fuzzing::TARGETS;

#[test]
fn every_kept_input_is_survived() {
    // From the package's folder, where cargo starts tests: what is compiled may come from another checkout.
    let corpora = Path::new("fuzz/corpus");
    for (name, target) in TARGETS {
        let inputs: Vec<_> = fs::read_dir(corpora.join(name)).unwrap().collect();
        assert!(!inputs.is_empty(), "{name} has no corpus");
        for input in inputs {
            target(&fs::read(input.unwrap().path()).unwrap());
        }
    }
}
