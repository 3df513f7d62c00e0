//! The lines for the AWS CLI that the evaluator writes: of every action in the scenarios and in the documents of
//! the semantics, of every fix for what a step of theirs blocks, and of one call each of what those do not use, with
//! all the parameters that the AWS CLI could spell in its own way.

use crate::scenario::{all as scenarios, documents};
use serde_json::{Map, Value};
use sg_core::control::action_names;
use sg_core::explain::{command_line, confirmation, fixes};
use sg_core::path::Trace;
use sg_core::simulation::{Answer, Simulation};
use sg_core::wire::{Action, Document, Service, StepKind};
use std::collections::BTreeSet;

/// An action a line: its name, and its parameters.
const CALLS: &str = include_str!("../fixtures/calls.jsonl");

/// The lines, and what none of them is about.
#[derive(Debug, Default)]
pub struct Commands {
    /// Each line once, in order.
    pub lines: BTreeSet<String>,
    /// The actions of EC2 that none of them is about.
    pub never_used: BTreeSet<&'static str>,
}

/// All of them.
pub fn all() -> Commands {
    let mut commands = Commands::default();
    let names = action_names().filter(|listed| listed.service == Service::Ec2).map(|listed| listed.name);
    commands.never_used = names.collect();
    let jsons = scenarios().iter().map(|scenario| scenario.json);
    for json in jsons.chain(documents().iter().map(|(_, json)| *json)) {
        let Ok(mut document) = serde_json::from_str::<Document>(json) else { continue };
        let steps = std::mem::take(&mut document.steps);
        let (mut simulation, _) = Simulation::new(document);
        for step in steps {
            if let StepKind::Apply(actions) = &step.kind {
                commands.add(actions);
            }
            match simulation.step(step) {
                Ok(Answer::Sent(trace)) => commands.walk(&trace),
                Ok(Answer::Conversed(dialogue)) => {
                    dialogue.lines.iter().for_each(|line| commands.walk(&line.trace));
                }
                Ok(Answer::Applied(_) | Answer::Advanced(_)) | Err(_) => {}
            }
        }
    }
    for line in CALLS.lines() {
        let (name, parameters): (String, Map<String, Value>) = serde_json::from_str(line).expect("a call");
        commands.add(&[parameters
            .into_iter()
            .fold(Action::new(&name), |action, (key, value)| action.with(&key, value))]);
    }
    commands
}

impl Commands {
    fn add(&mut self, actions: &[Action]) {
        for action in actions {
            self.never_used.remove(action.name.as_str());
            self.lines.extend(command_line(action));
        }
    }

    fn walk(&mut self, trace: &Trace) {
        // The line that makes a path stands inside of the one that has it analysed.
        for line in
            confirmation(trace, "igw-1", "eni-1").iter().chain(&confirmation(trace, "eni-1", "internet"))
        {
            if let Some((outer, rest)) = line.split_once("\"$(")
                && let Some((inner, _)) = rest.split_once(")\"")
            {
                self.lines.extend([format!("{outer}nip-1"), inner.to_owned()]);
            }
        }
        for fix in fixes(trace) {
            self.add(&fix.actions);
        }
    }
}
