//! What shows that a row of the semantics holds, and which rows nothing shows.

use crate::scenario;
use sg_core::wire::Document;
use std::path::Path;

/// Where a row is shown.
#[derive(Clone, Copy, Debug)]
pub enum Shown {
    /// By a scenario of `scenarios/`, natively and in WebAssembly.
    Scenario(&'static str),
    /// By the steps of `tests/documents/` whose note it is, natively and in WebAssembly.
    Steps(&'static str),
    /// By a test in a file of the repository, natively.
    Test(&'static str, &'static str),
}

/// A row by its name, with all that shows it.
pub type Row = (&'static str, &'static [Shown]);

/// A line for each row that nothing shows, and for each thing that is said to show one and is not there.
pub fn missing(rows: &[Row]) -> Vec<String> {
    let notes = notes();
    let mut missing = Vec::new();
    for (row, shown) in rows {
        if shown.is_empty() {
            missing.push(format!("{row}: shown by nothing"));
        }
        for shown in *shown {
            let is_there = match shown {
                Shown::Scenario(id) => scenario::all().iter().any(|scenario| scenario.id == *id),
                Shown::Steps(note) => notes.iter().any(|own| own == note),
                Shown::Test(file, name) => has_test(file, name),
            };
            if !is_there {
                missing.push(format!("{row}: there is no {shown:?}"));
            }
        }
    }
    missing
}

/// Every note of a section's steps that no row speaks of: a row was added there and forgotten here.
pub fn unspoken(rows: &[Row], section: &str) -> Vec<String> {
    let spoken = |note: &str| {
        let mut all = rows.iter().flat_map(|(_, shown)| shown.iter());
        all.any(|shown| matches!(shown, Shown::Steps(own) if *own == note))
    };
    let own = notes().into_iter().filter(|note| note.starts_with(section));
    own.filter(|note| !spoken(note)).collect()
}

/// The notes of all steps that expect something.
fn notes() -> Vec<String> {
    let documents = scenario::documents().iter().filter_map(|(_, json)| serde_json::from_str(json).ok());
    let steps = documents.flat_map(|document: Document| document.steps);
    steps.filter(|step| step.expect.is_some()).filter_map(|step| step.note).collect()
}

fn has_test(file: &str, name: &str) -> bool {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(file);
    let source = std::fs::read_to_string(path).unwrap_or_default();
    source.contains(&format!("#[test]\n    fn {name}(")) || source.contains(&format!("#[test]\nfn {name}("))
}
