//! Embeds the files of `scenarios/`, so that the same list runs natively and in WebAssembly.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

fn main() {
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR").expect("set by cargo")).join("../scenarios");
    println!("cargo::rerun-if-changed={}", root.display());
    let mut ids: Vec<String> = fs::read_dir(&root)
        .expect("the folder of scenarios")
        .filter_map(|entry| entry.expect("an entry of the folder").file_name().into_string().ok())
        .filter_map(|name| name.strip_suffix(".json").map(str::to_owned))
        .collect();
    ids.sort();
    let mut source = String::from("const SCENARIOS: &[Scenario] = &[\n");
    for id in ids {
        let json = root.join(format!("{id}.json"));
        let markdown = root.join(format!("{id}.md"));
        writeln!(
            source,
            "    Scenario {{ id: {id:?}, json: include_str!({:?}), markdown: include_str!({:?}) }},",
            json.display().to_string(),
            markdown.display().to_string()
        )
        .expect("writing to a string");
    }
    source.push_str("];\n");
    let out = Path::new(&env::var("OUT_DIR").expect("set by cargo")).join("scenarios.rs");
    fs::write(out, source).expect("writing the list of scenarios");
}
