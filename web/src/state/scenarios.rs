//! The worked examples. The first is part of the module, so that nothing has to be loaded before it is seen; the
//! others are files beside the page.

use sg_core::simulation::Simulation;
use sg_core::wire::Document;

/// The id of the scenario of the first visit.
pub const FIRST: &str = "first-look";

const FIRST_TEXT: &str = include_str!("../../../scenarios/first-look.json");

/// A topic and its scenarios, each as id and title.
pub type Topic = (&'static str, &'static [(&'static str, &'static str)]);

/// The list by topic, in the order in which they teach. It is made of `scenarios/` when this is built.
pub const TOPICS: &[Topic] = include!(concat!(env!("OUT_DIR"), "/scenarios.rs"));

/// The list without its topics.
pub fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    TOPICS.iter().flat_map(|(_, scenarios)| scenarios.iter().copied())
}

/// The scenario of the first visit, replayed.
#[must_use]
pub fn first() -> Simulation {
    // The file is part of the module and a test replays it, so an empty Region is never seen.
    read(FIRST_TEXT).unwrap_or_default()
}

/// A scenario's file, replayed.
pub fn read(text: &str) -> Result<Simulation, String> {
    let document: Document = serde_json::from_str(text).map_err(|error| error.to_string())?;
    Ok(Simulation::new(document).0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_scenario_is_shown_with_a_verdict() {
        let document: Document = serde_json::from_str(FIRST_TEXT).unwrap();
        let (simulation, problems) = Simulation::new(document);
        assert!(problems.is_empty(), "{problems:?}");
        let state = crate::state::store::State::new(simulation);
        assert!(state.shown().is_some());
    }

    #[test]
    fn every_listed_scenario_is_a_file_and_every_file_is_listed() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../scenarios");
        let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
        let names = names
            .filter_map(|name| name.to_str().and_then(|name| name.strip_suffix(".json")).map(str::to_owned));
        let files: std::collections::BTreeSet<String> = names.collect();
        let listed: std::collections::BTreeSet<String> = all().map(|(id, _)| id.to_owned()).collect();
        assert_eq!(listed, files);
        for (id, title) in all() {
            let text = std::fs::read_to_string(format!("{folder}/{id}.json")).unwrap();
            let document: Document = serde_json::from_str(&text).unwrap();
            assert_eq!(document.name, title, "{id}");
            let (simulation, _) = Simulation::new(document);
            let state = crate::state::store::State::new(simulation);
            assert!(!state.lesson_is_done(), "{id} has nothing left to do");
        }
    }
}
