//! Embeds the files of `scenarios/` and of `documents/`, so that the same lists run natively and in WebAssembly.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

fn main() {
    let here = env::var("CARGO_MANIFEST_DIR").expect("set by cargo");
    let here = Path::new(&here);
    let mut source = String::new();
    let scenarios = here.join("../scenarios");
    source.push_str("const SCENARIOS: &[Scenario] = &[\n");
    for id in ids_in(&scenarios) {
        let (json, markdown) = (scenarios.join(format!("{id}.json")), scenarios.join(format!("{id}.md")));
        let (json, markdown) = (json.display().to_string(), markdown.display().to_string());
        writeln!(
            source,
            "    Scenario {{ id: {id:?}, json: include_str!({json:?}), markdown: include_str!({markdown:?}) }},"
        )
        .expect("writing to a string");
    }
    source.push_str("];\nconst DOCUMENTS: &[(&str, &str)] = &[\n");
    let documents = here.join("documents");
    for id in ids_in(&documents) {
        let json = documents.join(format!("{id}.json")).display().to_string();
        writeln!(source, "    ({id:?}, include_str!({json:?})),").expect("writing to a string");
    }
    source.push_str("];\n");
    let out = Path::new(&env::var("OUT_DIR").expect("set by cargo")).join("scenarios.rs");
    fs::write(out, source).expect("writing the lists");
}

/// The names of a folder's documents without their ending, in order.
fn ids_in(folder: &Path) -> Vec<String> {
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut ids: Vec<String> = fs::read_dir(folder)
        .expect("the folder of documents")
        .filter_map(|entry| entry.expect("an entry of the folder").file_name().into_string().ok())
        .filter_map(|name| name.strip_suffix(".json").map(str::to_owned))
        .collect();
    ids.sort();
    ids
}
