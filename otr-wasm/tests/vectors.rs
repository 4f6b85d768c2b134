//! Each recorded conversation of `vectors/` goes the same way again, to the last byte: one file for each, with
//! what it shows and how it ends in its head. `common/script.rs` says how they are written.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::{fs, path::Path};

use common::script::Script;

#[test]
fn every_recorded_conversation_goes_the_same_way_again() {
    // From the package's folder, where cargo starts tests: what is compiled may come from another checkout.
    let mut paths: Vec<_> = fs::read_dir("tests/vectors")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    assert!(paths.len() > 20);
    for path in paths {
        let file = fs::read_to_string(&path).unwrap();
        replay(&file, &path);
    }
}

fn replay(file: &str, path: &Path) {
    let (head, steps) = file.split_once("\n\n").unwrap();
    let field = |name: &str| {
        let prefix = format!("{name}: ");
        head.lines()
            .find_map(|line| line.strip_prefix(&prefix))
            .unwrap()
    };
    let mut script = Script::new(field("versions"));
    for line in steps
        .lines()
        .filter(|line| !line.starts_with("  ") && !line.is_empty())
    {
        script.step(line);
    }
    assert_eq!(script.written().trim_start(), steps, "{}", path.display());
    assert_eq!(script.expected(), field("expect"), "{}", path.display());
}
