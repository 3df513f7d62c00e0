//! Scenarios: the documents of `scenarios/`, each step held against what it must give.
//!
//! The gallery, the widget and the tests read the same files. Here they are embedded, so that the same
//! list runs natively, in Node and in a browser.

use sg_core::explain;
use sg_core::net::Decision;
use sg_core::simulation::{Answer, Refusal, Simulation};
use sg_core::wire::{Checkpoint, Document, Expect, Outcome, Severity, Step};
use std::rc::Rc;

include!(concat!(env!("OUT_DIR"), "/scenarios.rs"));

/// A scenario of the folder.
#[derive(Clone, Copy, Debug)]
pub struct Scenario {
    /// Its file's name without the ending.
    pub id: &'static str,
    /// The document.
    pub json: &'static str,
    /// The lesson's text.
    pub markdown: &'static str,
}

/// All scenarios, in the order of their names.
pub fn all() -> &'static [Scenario] {
    SCENARIOS
}

/// Documents that are no lessons: rows of the semantics, each step with a note that names its row.
pub fn documents() -> &'static [(&'static str, &'static str)] {
    DOCUMENTS
}

/// Runs a scenario and tells every step that did not give what it must.
///
/// # Errors
/// One line a failure.
pub fn run(scenario: &Scenario) -> Result<(), Vec<String>> {
    let document: Document =
        serde_json::from_str(scenario.json).map_err(|error| vec![format!("{}: {error}", scenario.id)])?;
    run_document(scenario.id, document)
}

/// The same for a document at hand.
///
/// # Errors
/// One line a failure.
pub fn run_document(name: &str, mut document: Document) -> Result<(), Vec<String>> {
    let steps = std::mem::take(&mut document.steps);
    let (mut simulation, problems) = Simulation::new(document);
    let mut failures: Vec<String> = problems
        .iter()
        .filter(|problem| problem.severity == Severity::Error)
        .map(|problem| format!("{name}: base {}: {}", problem.path, problem.message))
        .collect();
    if steps.iter().all(|step| step.expect.is_none()) {
        failures.push(format!("{name}: no step says what it must give"));
    }
    for (index, step) in steps.into_iter().enumerate() {
        let expect = step.expect.clone();
        let given = simulation.step(step.clone());
        let wrong = match (&expect, &given) {
            (Some(expect), given) => compare(expect, given),
            (None, Err(refusal)) => vec![format!("refused: {refusal}")],
            (None, Ok(_)) => Vec::new(),
        };
        failures
            .extend(wrong.into_iter().map(|wrong| format!("{name}: step {index} {}: {wrong}", told(&step))));
    }
    for (index, expectation) in simulation.document().expectations.iter().enumerate() {
        match sg_core::simulation::judge(&simulation, expectation) {
            Ok(judgement) if judgement.holds => {}
            Ok(_) => failures.push(format!("{name}: expectation {index} does not hold")),
            Err(refusal) => failures.push(format!("{name}: expectation {index}: {refusal}")),
        }
    }
    if failures.is_empty() { Ok(()) } else { Err(failures) }
}

/// The verdicts of a scenario that rest on something that it does not describe: the step's number, and what it lacks.
#[must_use]
pub fn lacking(scenario: &Scenario) -> Vec<String> {
    let Ok(mut document) = serde_json::from_str::<Document>(scenario.json) else { return Vec::new() };
    let steps = std::mem::take(&mut document.steps);
    let (mut simulation, _) = Simulation::new(document);
    let mut found = Vec::new();
    for (index, step) in steps.into_iter().enumerate() {
        let traces = match simulation.step(step) {
            Ok(Answer::Sent(trace)) => vec![trace],
            Ok(Answer::Conversed(dialogue)) => {
                dialogue.lines.iter().map(|line| Rc::clone(&line.trace)).collect()
            }
            Ok(Answer::Applied(_) | Answer::Advanced(_)) | Err(_) => Vec::new(),
        };
        let all = traces.iter().flat_map(|trace| &trace.assumptions);
        let lacks = all.filter(|assumption| assumption.is_lacking());
        found.extend(lacks.map(|lacks| format!("{}: step {index}: {}", scenario.id, lacks.id())));
    }
    found
}

fn told(step: &Step) -> String {
    serde_json::to_string(step).unwrap_or_default().chars().take(120).collect()
}

fn compare(expect: &Expect, given: &Result<Answer, Refusal>) -> Vec<String> {
    let mut wrong = Vec::new();
    match given {
        Err(refusal) => {
            if expect.code.as_deref() != Some(&*refusal.error.code) {
                wrong.push(format!("refused: {refusal}, expected {expect:?}"));
            }
        }
        Ok(Answer::Applied(_)) => {
            if let Some(code) = &expect.code {
                wrong.push(format!("succeeded, expected {code}"));
            }
        }
        Ok(Answer::Advanced(expired)) => {
            if expect.expired.is_some_and(|expected| expected != expired.len()) {
                wrong.push(format!("{} flows expired, expected {:?}", expired.len(), expect.expired));
            }
        }
        Ok(Answer::Sent(trace)) => compare_outcome(expect, &explain::outcome(trace), &mut wrong),
        Ok(Answer::Conversed(dialogue)) => {
            let verdict = dialogue.verdict();
            if expect.verdict.is_some_and(|expected| expected != verdict) {
                wrong.push(format!("the conversation is {verdict:?}"));
            }
            let died = dialogue.died();
            let label = died.map(|line| &*line.label);
            if expect.died_at.is_some() && expect.died_at.as_deref() != label {
                wrong.push(format!("died at {label:?}, expected {:?}", expect.died_at));
            }
            if let Some(line) = died.or(dialogue.lines.last()) {
                let rest = Expect { verdict: None, ..expect.clone() };
                compare_outcome(&rest, &explain::outcome(&line.trace), &mut wrong);
            }
        }
    }
    wrong
}

fn compare_outcome(expect: &Expect, outcome: &Outcome, wrong: &mut Vec<String>) {
    if expect.verdict.is_some_and(|expected| expected != outcome.verdict) {
        wrong.push(format!("{:?}: {}", outcome.verdict, outcome.summary));
    }
    let decisive = decisive(outcome);
    if let Some(at) = &expect.at {
        let found = decisive.map(|checkpoint| (checkpoint.kind.clone(), checkpoint.resource.clone()));
        let fits = found
            .as_ref()
            .is_some_and(|(kind, resource)| *at == *kind || *at == format!("{kind} {resource}"));
        if !fits {
            wrong.push(format!("decided at {found:?}, expected {at}"));
        }
    }
    if let Some(code) = &expect.code {
        let fits =
            outcome.code == *code || outcome.checkpoints.iter().any(|checkpoint| checkpoint.code == *code);
        if !fits {
            wrong.push(format!("code {}, expected {code}", outcome.code));
        }
    }
    let tracked = outcome.checkpoints.iter().rev().find_map(|checkpoint| checkpoint.tracked);
    if expect.tracked.is_some() && expect.tracked != tracked {
        wrong.push(format!("tracked: {tracked:?}, expected {:?}", expect.tracked));
    }
    for assumption in &expect.assumptions {
        if !outcome.assumptions.contains(assumption) {
            wrong.push(format!("assumption {assumption} not named in {:?}", outcome.assumptions));
        }
    }
}

/// The checkpoint that blocks, else the last one.
fn decisive(outcome: &Outcome) -> Option<&Checkpoint> {
    let blocking = outcome.checkpoints.iter().find(|checkpoint| checkpoint.decision != Decision::Allowed);
    blocking.or(outcome.checkpoints.last())
}
