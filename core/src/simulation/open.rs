//! Opening documents and descriptions.

use super::Simulation;
use crate::formats::aws;
use crate::wire::{AwsDescription, Document, Problem, Severity, Step};
use std::mem::take;

impl Simulation {
    /// Opens a document: builds its base and replays its steps. What could not be used is named, and a
    /// step that is refused is left out, in silence where the document expects just that refusal.
    ///
    /// ```
    /// use sg_core::{simulation::Simulation, wire::Document};
    /// let (simulation, problems) = Simulation::new(Document::empty());
    /// assert!(problems.is_empty());
    /// assert_eq!(simulation.network(), Simulation::default().network());
    /// ```
    pub fn new(mut document: Document) -> (Simulation, Vec<Problem>) {
        let (network, mut problems) = aws::build(&document.base);
        let steps = take(&mut document.steps);
        let mut simulation = Simulation::start(document, network);
        for (index, step) in steps.into_iter().enumerate() {
            problems.extend(simulation.replay(index, step));
        }
        (simulation, problems)
    }

    /// Opens the merged output of `aws ec2 describe-*` calls.
    pub fn from_aws(description: AwsDescription) -> (Simulation, Vec<Problem>) {
        let (network, problems) = aws::build(&description);
        (Simulation::of(network), problems)
    }

    /// Opens a network that an importer made.
    pub fn of(network: crate::model::Network) -> Simulation {
        let imported = Some(network.clone());
        Simulation { imported, ..Simulation::start(Document::empty(), network) }
    }

    /// The network as `aws ec2 describe-*` would print it.
    pub fn to_aws(&self) -> AwsDescription {
        aws::describe(self.network())
    }

    fn replay(&mut self, index: usize, step: Step) -> Option<Problem> {
        let expected = step.expect.as_ref().and_then(|expect| expect.code.clone());
        let refusal = self.step(step).err()?;
        if expected.as_deref() == Some(&*refusal.error.code) {
            return None;
        }
        let action = refusal.action.map_or_else(String::new, |action| format!("/apply/{action}"));
        Some(Problem {
            severity: Severity::Error,
            path: format!("/steps/{index}{action}"),
            resource: None,
            message: format!("the step is refused and left out: {}", refusal.error),
        })
    }
}
