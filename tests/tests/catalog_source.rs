//! The documentation reads the catalogs of assumptions and codes from their source: name and sentence, one after the
//! other, each a plain literal. Whoever changes how they are written finds out here.

#![cfg(not(target_arch = "wasm32"))]

use sg_core::catalog::{Assumption, Code};
use std::fs;
use std::path::Path;

fn check(file: &str, entries: impl Iterator<Item = (&'static str, &'static str)>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/src/catalog").join(file);
    let source = fs::read_to_string(path).unwrap();
    let mut count = 0;
    for (name, sentence) in entries {
        let (_, after) = source
            .split_once(&format!(" = \"{name}\","))
            .unwrap_or_else(|| panic!("{name} is not in {file}"));
        let literal = sentence.replace('\\', "\\\\").replace('"', "\\\"");
        assert!(after.trim_start().starts_with(&format!("\"{literal}\";")), "{name} in {file}");
        count += 1;
    }
    assert!(count > 20, "{file} has only {count} entries");
}

#[test]
fn assumptions_and_codes_stand_in_their_source_as_the_documentation_reads_them() {
    check("assumptions.rs", Assumption::ALL.iter().map(|one| (one.id(), one.sentence())));
    check("codes.rs", Code::ALL.iter().map(|one| (one.name(), one.sentence())));
}
