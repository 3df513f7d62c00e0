//! Both planes, the clock and the steps; undo, redo, looking back, forks.
//!
//! [`Simulation::step`] is the only way anything changes. A step is a list of actions (all or nothing), a
//! packet, a conversation, or a move of time. A refused step changes nothing and leaves no trace.

mod afresh;
mod answer;
mod drops;
mod expectation;
mod moment;
mod next;
mod open;
mod preview;
mod state;

pub use afresh::begins;
pub use answer::{Answer, Refusal};
pub use expectation::{Judgement, Turned, judge};
pub use moment::Moment;
pub use preview::{Course, Fate};

use crate::conntrack::Entry;
use crate::evaluate::RuleCache;
use crate::formats::aws;
use crate::model::{Network, NetworkInterfaceId};
use crate::net::Instant;
use crate::wire::{AwsDescription, Document, Step, StepKind};
use state::State;
use std::rc::Rc;

/// A network, its connection tracking tables, a clock, and how it came to be so.
#[derive(Clone, Debug)]
pub struct Simulation {
    /// The document without its steps.
    document: Rc<Document>,
    /// The network at the start where an importer made it: described only when a document is written.
    imported: Option<Network>,
    state: State,
    history: Vec<Rc<Moment>>,
    undone: Vec<Rc<Moment>>,
    rules: RuleCache,
}

impl Default for Simulation {
    fn default() -> Simulation {
        Simulation::start(Document::empty(), Network::default())
    }
}

impl Simulation {
    /// A network and the document whose base it was made of.
    pub(crate) fn start(document: Document, network: Network) -> Simulation {
        Simulation {
            document: Rc::new(document),
            imported: None,
            state: State::new(network),
            history: Vec::new(),
            undone: Vec::new(),
            rules: RuleCache::default(),
        }
    }

    /// Does a step, or says why not.
    ///
    /// # Errors
    /// EC2's error, with the index of the action that met it; then nothing has changed.
    pub fn step(&mut self, step: Step) -> Result<Answer, Refusal> {
        let (moment, answer) = self.state.step(step, &mut self.rules)?;
        self.undone.clear();
        self.remember(moment);
        Ok(answer)
    }

    /// Consecutive moves of time are one step.
    fn remember(&mut self, moment: Moment) {
        if let (StepKind::Advance(more), Some(last)) = (&moment.step.kind, self.history.last_mut())
            && let StepKind::Advance(before) = last.step.kind
        {
            Rc::make_mut(last).lengthen(before.saturating_add(*more), moment);
            return;
        }
        self.history.push(Rc::new(moment));
    }

    /// Takes the last step back: network, tracking and clock are as they were before it.
    pub fn undo(&mut self) -> bool {
        let Some(moment) = self.history.pop() else { return false };
        self.state.revert(&moment);
        self.undone.push(moment);
        true
    }

    /// Takes back all that came after the first `steps` steps.
    pub fn undo_to(&mut self, steps: usize) {
        while self.history.len() > steps && self.undo() {}
    }

    /// Forgets what was undone: the present moment is the newest from now on.
    pub fn forget_undone(&mut self) {
        self.undone.clear();
    }

    /// Does again what was undone last.
    pub fn redo(&mut self) -> bool {
        let Some(moment) = self.undone.pop() else { return false };
        match self.state.step(moment.step.clone(), &mut self.rules) {
            Ok((again, _)) => {
                self.history.push(Rc::new(again));
                true
            }
            Err(_) => false,
        }
    }

    /// A copy that goes its own way. Cheap: the two share all that neither changes.
    #[must_use]
    pub fn fork(&self) -> Simulation {
        self.clone()
    }

    /// The simulation as it stood after the first `steps` steps; what came later can be redone.
    #[must_use]
    pub fn at(&self, steps: usize) -> Simulation {
        let mut then = self.fork();
        then.undo_to(steps);
        then
    }

    /// A copy with the same network, empty tables and no history, for previews and expectations.
    #[must_use]
    pub fn fresh(&self) -> Simulation {
        let document = Document { base: AwsDescription::default(), ..Document::empty() };
        let mut fresh = Simulation::start(document, self.state.network.clone());
        fresh.rules = self.rules.clone();
        fresh
    }

    /// The network as it is.
    pub fn network(&self) -> &Network {
        &self.state.network
    }

    /// The time.
    pub fn now(&self) -> Instant {
        self.state.tracker.now()
    }

    /// The steps done, with their answers.
    pub fn history(&self) -> &[Rc<Moment>] {
        &self.history
    }

    /// The steps that can be redone, the next one last.
    pub fn undone(&self) -> &[Rc<Moment>] {
        &self.undone
    }

    /// The flows known at an interface, or at all, in the order in which they began.
    pub fn conntrack(&self, interface: Option<&NetworkInterfaceId>) -> Vec<Entry> {
        match interface {
            Some(interface) => self.state.tracker.entries_of(interface),
            None => self.state.tracker.entries(),
        }
    }

    /// When the next flow is forgotten if no packet comes.
    pub fn next_expiry(&self) -> Option<Instant> {
        self.state.tracker.next_expiry()
    }

    /// The document: its base, the steps done, and what it was opened with.
    pub fn to_document(&self) -> Document {
        let steps = self.history.iter().map(|moment| moment.step.clone()).collect();
        let mut document = Document { steps, ..(*self.document).clone() };
        if let Some(imported) = &self.imported {
            document.base = aws::describe(imported);
        }
        document
    }

    /// The document with the steps that were taken back and can be redone.
    pub fn to_whole_document(&self) -> Document {
        let mut document = self.to_document();
        document.steps.extend(self.undone.iter().rev().map(|moment| moment.step.clone()));
        document
    }

    /// What the document holds beside base and steps: its name, its expectations, its lesson.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// Changes what a document holds beside base and steps: its name, its expectations, its lesson.
    pub fn set_document(&mut self, change: impl FnOnce(&mut Document)) {
        change(Rc::make_mut(&mut self.document));
    }
}
