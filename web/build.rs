//! Makes the picker's list of `scenarios/`: topics and the order in which they teach from `order.txt`, the titles
//! from the documents' names.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

fn main() {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR").expect("set by cargo")).join("../scenarios");
    println!("cargo::rerun-if-changed={}", folder.display());
    let order = fs::read_to_string(folder.join("order.txt")).expect("the order of the scenarios");
    let mut source = String::from("&[\n");
    let mut is_first = true;
    for line in order.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(topic) = line.strip_prefix("# ") {
            source.push_str(if is_first { "" } else { "]),\n" });
            is_first = false;
            writeln!(source, "    ({topic:?}, &[").expect("writing to a string");
            continue;
        }
        let path = folder.join(format!("{line}.json"));
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let title = title_of(&text).unwrap_or_else(|| panic!("{} has no name", path.display()));
        writeln!(source, "    ({line:?}, {title:?}),").expect("writing to a string");
    }
    source.push_str("])]");
    let out = Path::new(&env::var("OUT_DIR").expect("set by cargo")).join("scenarios.rs");
    fs::write(out, source).expect("writing the list of scenarios");
}

/// The document's name, which stands before its base. A test holds the list against the documents as they are
/// read in full.
fn title_of(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once("\"name\": \"")?;
    rest.split_once('"').map(|(title, _)| title)
}
