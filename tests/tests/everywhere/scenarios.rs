//! Every scenario gives at every step what it says: natively, in Node and in a browser.

use sg_core::wire::Document;
use sg_tests::scenario;

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
fn every_scenario_gives_what_it_says() {
    let failures: Vec<String> =
        scenario::all().iter().filter_map(|scenario| scenario::run(scenario).err()).flatten().collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(!scenario::all().is_empty());
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
fn every_row_of_the_semantics_gives_what_it_says() {
    let run = |(id, json): &(&str, &str)| {
        let document = serde_json::from_str(json).map_err(|error| vec![format!("{id}: {error}")])?;
        scenario::run_document(id, document)
    };
    let failures: Vec<String> =
        scenario::documents().iter().filter_map(|document| run(document).err()).flatten().collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(!scenario::documents().is_empty());
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
fn every_scenario_has_a_lesson_with_a_title() {
    for scenario in scenario::all() {
        assert!(scenario.markdown.starts_with("# "), "{}", scenario.id);
    }
}

/// A lesson is read from its banner, which has room for two sentences a step, and ends with something to do.
#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
fn every_step_of_a_lesson_says_why_and_every_lesson_asks_for_something() {
    let mut wanting = Vec::new();
    for scenario in scenario::all() {
        let document: Document = serde_json::from_str(scenario.json).expect("a document");
        for (index, step) in document.steps.iter().enumerate() {
            let note = step.note.as_deref().unwrap_or_default();
            if !(1..=150).contains(&note.chars().count()) || !note.ends_with('.') {
                wanting.push(format!("{}: step {index}: {note:?}", scenario.id));
            }
        }
        let task = document.lesson.map(|lesson| lesson.task).unwrap_or_default();
        if !(1..=130).contains(&task.chars().count()) || !task.ends_with(['.', '?']) {
            wanting.push(format!("{}: {task:?}", scenario.id));
        }
    }
    assert!(wanting.is_empty(), "{}", wanting.join("\n"));
}

/// A lesson tells AWS's behaviour, not what an import would lack; none of them is about that yet.
#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
fn no_verdict_of_a_lesson_rests_on_something_that_is_not_described() {
    let lacking: Vec<String> = scenario::all().iter().flat_map(scenario::lacking).collect();
    assert!(lacking.is_empty(), "{}", lacking.join("\n"));
}

/// A wrong expectation must be noticed: the runner itself can fail.
#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
fn a_wrong_expectation_is_noticed() {
    let source = scenario::all().first().expect("a scenario").json;
    for (right, wrong) in [("\"allowed\"", "\"denied\""), ("\"denied\"", "\"unknown\"")] {
        if let Some(position) = source.find(&format!("\"verdict\": {right}")) {
            let mut changed = source.to_owned();
            let start = position + "\"verdict\": ".len();
            changed.replace_range(start..start + right.len(), wrong);
            let document = serde_json::from_str(&changed).expect("still a document");
            assert!(scenario::run_document("changed", document).is_err());
            return;
        }
    }
    panic!("the first scenario states no verdict");
}
