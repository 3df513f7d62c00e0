//! The class `Simulation`, as `types.d.ts` declares it.

use super::boundary::{read, text, write, write_long};
use super::error::{invalid, thrown};
use crate::explain;
use crate::formats::{aws, document};
use crate::model::NetworkInterfaceId;
use crate::simulation::{Answer, Refusal, Simulation};
use crate::wire::{Action, ConntrackEntry, Ec2Error, Problem, StepKind};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// A playground document.
    #[wasm_bindgen(typescript_type = "Document")]
    pub type JsDocument;
    /// The output of describe calls.
    #[wasm_bindgen(typescript_type = "AwsDescription")]
    pub type JsAwsDescription;
    /// An action.
    #[wasm_bindgen(typescript_type = "Action")]
    pub type JsAction;
    /// Several actions.
    #[wasm_bindgen(typescript_type = "Action[]")]
    pub type JsActions;
    /// The result of an action.
    #[wasm_bindgen(typescript_type = "ActionResult")]
    pub type JsResult;
    /// The results of several actions.
    #[wasm_bindgen(typescript_type = "ActionResult[]")]
    pub type JsResults;
    /// A packet to send.
    #[wasm_bindgen(typescript_type = "PacketInput")]
    pub type JsPacketInput;
    /// What became of it.
    #[wasm_bindgen(typescript_type = "Outcome")]
    pub type JsOutcome;
    /// A conversation to hold.
    #[wasm_bindgen(typescript_type = "ConversationInput")]
    pub type JsConversationInput;
    /// How far it got.
    #[wasm_bindgen(typescript_type = "Conversation")]
    pub type JsConversation;
    /// Entries of tracking tables.
    #[wasm_bindgen(typescript_type = "ConntrackEntry[]")]
    pub type JsConntrackEntries;
    /// What an import could not use.
    #[wasm_bindgen(typescript_type = "Problem[]")]
    pub type JsProblems;
}

/// A network, its tracking tables and a clock, as JavaScript holds it.
#[wasm_bindgen(js_name = Simulation, skip_typescript)]
#[derive(Debug)]
pub struct JsSimulation {
    simulation: Simulation,
    problems: Vec<Problem>,
}

#[wasm_bindgen(js_class = Simulation)]
impl JsSimulation {
    /// Opens a document; without one, an empty Region.
    #[wasm_bindgen(constructor)]
    pub fn new(document: Option<JsDocument>) -> Result<JsSimulation, JsValue> {
        let Some(text) = text(&document.into(), "document")? else {
            return Ok(JsSimulation { simulation: Simulation::default(), problems: Vec::new() });
        };
        let (document, mut problems) = document::read(&text).map_err(|error| invalid(error.to_string()))?;
        let (simulation, mut more) = Simulation::new(document);
        problems.append(&mut more);
        Ok(JsSimulation { simulation, problems })
    }

    /// Opens the merged output of `aws ec2 describe-*` calls.
    #[wasm_bindgen(js_name = fromAws)]
    pub fn from_aws(description: JsAwsDescription) -> Result<JsSimulation, JsValue> {
        let text = text(&description.into(), "description")?.unwrap_or_default();
        let import = aws::import(&[aws::Source { name: "", text: &text }]);
        let aws::Import { network, problems, .. } = import.map_err(|error| invalid(error.to_string()))?;
        Ok(JsSimulation { simulation: Simulation::of(network), problems })
    }

    /// What could not be used, and what was supplied.
    #[wasm_bindgen(getter)]
    pub fn problems(&self) -> Result<JsProblems, JsValue> {
        write(&self.problems).map(Into::into)
    }

    /// Does an action as one step.
    pub fn apply(&mut self, action: JsAction) -> Result<JsResult, JsValue> {
        let action: Action = read(&action.into(), "action")?;
        match self.step(StepKind::Apply(vec![action]))? {
            Answer::Applied(results) => write(&results.first().cloned()).map(Into::into),
            _ => Ok(JsValue::NULL.into()),
        }
    }

    /// Does actions as one step, all or nothing.
    #[wasm_bindgen(js_name = applyAll)]
    pub fn apply_all(&mut self, actions: JsActions) -> Result<JsResults, JsValue> {
        let actions: Vec<Action> = read(&actions.into(), "actions")?;
        match self.step(StepKind::Apply(actions))? {
            Answer::Applied(results) => write(&results.to_vec()).map(Into::into),
            _ => Ok(JsValue::NULL.into()),
        }
    }

    /// Sends a packet.
    pub fn send(&mut self, packet: JsPacketInput) -> Result<JsOutcome, JsValue> {
        let packet = read(&packet.into(), "packet")?;
        match self.step(StepKind::Send(packet))? {
            Answer::Sent(trace) => write_long(&explain::outcome(&trace)).map(Into::into),
            _ => Ok(JsValue::NULL.into()),
        }
    }

    /// Holds a conversation.
    pub fn converse(&mut self, conversation: JsConversationInput) -> Result<JsConversation, JsValue> {
        let conversation = read(&conversation.into(), "conversation")?;
        match self.step(StepKind::Converse(conversation))? {
            Answer::Conversed(dialogue) => write_long(&explain::conversation(&dialogue)).map(Into::into),
            _ => Ok(JsValue::NULL.into()),
        }
    }

    /// Lets time pass, and answers the flows that were forgotten, in order.
    pub fn advance(&mut self, seconds: f64) -> Result<JsConntrackEntries, JsValue> {
        let milliseconds = seconds * 1000.0;
        // The largest whole number that JavaScript holds exactly.
        if !(0.0..=9_007_199_254_740_991.0).contains(&milliseconds) {
            return Err(invalid("seconds must be a number from 0 up"));
        }
        // In range, as was just seen; a fraction of a millisecond is rounded away.
        let milliseconds = (milliseconds + 0.5) as u64;
        match self.step(StepKind::Advance(milliseconds))? {
            Answer::Advanced(entries) => {
                let now = self.simulation.now();
                let entries: Vec<ConntrackEntry> =
                    entries.iter().map(|entry| explain::conntrack_entry(entry, now)).collect();
                write(&entries).map(Into::into)
            }
            _ => Ok(JsValue::NULL.into()),
        }
    }

    /// The flows known at an interface, or at all.
    pub fn conntrack(
        &self,
        #[wasm_bindgen(js_name = networkInterfaceId)] network_interface_id: Option<String>,
    ) -> Result<JsConntrackEntries, JsValue> {
        let id = network_interface_id.map(NetworkInterfaceId::from);
        if let Some(id) = &id
            && !self.simulation.network().interfaces.contains(id)
        {
            let message = format!("The networkInterface ID '{id}' does not exist");
            return Err(thrown(&Ec2Error::new("InvalidNetworkInterfaceID.NotFound", message)));
        }
        let now = self.simulation.now();
        let entries = self.simulation.conntrack(id.as_ref());
        let entries: Vec<ConntrackEntry> =
            entries.iter().map(|entry| explain::conntrack_entry(entry, now)).collect();
        write(&entries).map(Into::into)
    }

    /// Takes the last step back; false where there is none.
    pub fn undo(&mut self) -> bool {
        self.simulation.undo()
    }

    /// Does again what was undone last; false where there is nothing.
    pub fn redo(&mut self) -> bool {
        self.simulation.redo()
    }

    /// A copy that goes its own way.
    #[must_use]
    pub fn fork(&self) -> JsSimulation {
        JsSimulation { simulation: self.simulation.fork(), problems: self.problems.clone() }
    }

    /// The document that leads here: base and steps.
    #[wasm_bindgen(js_name = toDocument)]
    pub fn to_document(&self) -> Result<JsDocument, JsValue> {
        write_long(&self.simulation.to_document()).map(Into::into)
    }

    /// The network as `aws ec2 describe-*` would print it.
    #[wasm_bindgen(js_name = toAws)]
    pub fn to_aws(&self) -> Result<JsAwsDescription, JsValue> {
        write_long(&self.simulation.to_aws()).map(Into::into)
    }
}

impl JsSimulation {
    fn step(&mut self, kind: StepKind) -> Result<Answer, JsValue> {
        self.simulation.step(kind.into()).map_err(|Refusal { error, .. }| thrown(&error))
    }
}
