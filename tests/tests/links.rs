//! Links that releases have made. Each opens for ever, and gives the document beside it.
//!
//! `tests/links/<release>-<name>.txt` is a link as someone keeps it, `.json` the document that was in it. Files
//! are added with a release and never changed.

#![cfg(not(target_arch = "wasm32"))]

use sg_core::formats::share::{SAFE_LENGTH, read_fragment, write_fragment};
use sg_core::wire::Document;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

fn links() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("links");
    let entries = fs::read_dir(folder).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "txt"));
    paths.sort();
    paths
}

#[test]
fn every_link_ever_made_opens() {
    let links = links();
    assert!(links.len() >= 3, "the folder of links is not where it was");
    for path in links {
        let link = fs::read_to_string(&path).unwrap();
        let began = Instant::now();
        let opened = read_fragment(&link);
        let (document, problems) = opened.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert!(began.elapsed() < Duration::from_secs(1), "{}", path.display());
        let expected: Document =
            serde_json::from_str(&fs::read_to_string(path.with_extension("json")).unwrap()).unwrap();
        assert_eq!(document, expected, "{}", path.display());
        assert_eq!(problems, [], "{}", path.display());
        assert_eq!(read_fragment(&write_fragment(&document)), Ok((document, problems)));
    }
}

#[test]
fn every_worked_scenario_survives_mail_and_without_its_story_most_fill_half_of_that() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios");
    let mut lengths = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|end| end != "json") {
            continue;
        }
        let mut document: Document = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let length = write_fragment(&document).len();
        assert!(length < SAFE_LENGTH, "{}: {length} characters", path.display());
        // What its author tells of every step is as long as the author likes.
        document.steps.iter_mut().for_each(|step| step.note = None);
        lengths.push(write_fragment(&document).len());
    }
    let short = lengths.iter().filter(|length| **length < SAFE_LENGTH / 2).count();
    assert!(short * 10 >= lengths.len() * 9, "{short} of {}", lengths.len());
}
