//! What the element's methods reach: the simulation as it is, and the way to change it.

use std::cell::RefCell;
use std::rc::Rc;

use sg_core::explain;
use sg_core::formats::document;
use sg_core::simulation::{Answer, Moment, Simulation};
use sg_core::wire::{PacketInput, Step, StepKind};

use super::import::{self, Offered};
use super::store::{Act, Dispatch};

/// What the app last told: its simulation and its dispatcher.
type Told = (Rc<Simulation>, Dispatch);

/// A handle on the app, shared between it and the element. Empty until the app has drawn itself.
#[derive(Clone, Default)]
pub struct Remote(Rc<RefCell<Option<Told>>>);

impl PartialEq for Remote {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Remote {
    /// The app tells what it shows.
    pub fn follow(&self, simulation: &Rc<Simulation>, dispatch: &Dispatch) {
        *self.0.borrow_mut() = Some((Rc::clone(simulation), dispatch.clone()));
    }

    /// Lets go of the app.
    pub fn release(&self) {
        *self.0.borrow_mut() = None;
    }

    /// Whether the app has told what it shows.
    #[must_use]
    pub fn is_told(&self) -> bool {
        self.0.borrow().is_some()
    }

    /// The document as it is, as JSON.
    pub fn document(&self) -> Option<String> {
        let (simulation, _) = self.0.borrow().clone()?;
        Some(document::write(&simulation.to_document()))
    }

    /// Puts a document, or what the AWS CLI prints, in the place of the present one; with the name of the
    /// scenario that it is, if it is one.
    pub fn load(&self, text: &str, scenario: Option<&str>) -> Result<(), String> {
        let imported = import::read(text)?;
        self.put(imported.simulation.clone());
        self.act(Act::Load { simulation: Box::new(imported.simulation), scenario: scenario.map(Into::into) })
    }

    /// Opens a link. Where there is work on the screen, the reader is asked first.
    pub fn open(&self, link: &str) -> Result<(), String> {
        let imported = import::read_link(link)?;
        self.act(Act::Offer(Offered(Rc::new(imported))))
    }

    /// Sends a packet, given as JSON, and answers its outcome as JSON.
    pub fn send(&self, packet: &str) -> Result<String, String> {
        let packet: PacketInput = serde_json::from_str(packet).map_err(|error| error.to_string())?;
        let (simulation, _) = self.0.borrow().clone().ok_or(NOT_READY)?;
        // A fork answers at once; the app does the same step when it next draws.
        let mut fork = simulation.fork();
        let kind = StepKind::Send(packet);
        let answer = fork.step(Step::from(kind.clone())).map_err(|refusal| refusal.error.to_string())?;
        self.put(fork);
        self.act(Act::Step(kind))?;
        Ok(outcome(&answer).unwrap_or_default())
    }

    /// Goes back to the document as it was opened.
    pub fn reset(&self) -> Result<(), String> {
        self.act(Act::Reset)
    }

    fn put(&self, simulation: Simulation) {
        if let Some((held, _)) = &mut *self.0.borrow_mut() {
            *held = Rc::new(simulation);
        }
    }

    fn act(&self, act: Act) -> Result<(), String> {
        // The borrow ends before the app draws, and tells what it shows.
        let dispatch = self.0.borrow().as_ref().map(|(_, dispatch)| dispatch.clone()).ok_or(NOT_READY)?;
        dispatch.dispatch(act);
        Ok(())
    }
}

const NOT_READY: &str = "the playground is not ready yet: wait for its event `ready`";

/// The outcome of a packet, or of a conversation's last one, as JSON.
#[must_use]
pub fn verdict(moment: &Moment) -> Option<String> {
    outcome(&moment.answer)
}

fn outcome(answer: &Answer) -> Option<String> {
    match answer {
        Answer::Sent(trace) => serde_json::to_string(&explain::outcome(trace)).ok(),
        _ => None,
    }
}
