//! The loops that Node times inside the module.

use crate::groups;
use crate::quota::{document, inputs, packet, send_all, simulation};
use sg_core::explain::outcome;
use sg_core::simulation::Answer;
use sg_core::wire::{Step, StepKind};
use wasm_bindgen::prelude::wasm_bindgen;

/// Sends so many packets with all evidence, past groups of so many rules; answers the checkpoints met.
#[wasm_bindgen(js_name = sendPackets)]
pub fn send_packets(count: u32, rules: u32) -> u32 {
    let mut simulation = simulation(rules);
    u32::try_from(send_all(&mut simulation, &inputs(count))).unwrap_or(u32::MAX)
}

/// The same, with every sentence and text of the answer made.
#[wasm_bindgen(js_name = sendAndExplain)]
pub fn send_and_explain(count: u32, rules: u32) -> u32 {
    let mut simulation = simulation(rules);
    let sentences =
        inputs(count).into_iter().map(|input| match simulation.step(Step::from(StepKind::Send(input))) {
            Ok(Answer::Sent(trace)) => outcome(&trace).summary.len(),
            _ => 0,
        });
    u32::try_from(sentences.sum::<usize>()).unwrap_or(u32::MAX)
}

/// The document, as JSON.
#[wasm_bindgen(js_name = quotaDocument)]
pub fn quota_document(rules: u32) -> String {
    document(rules).to_string()
}

/// A packet, as JSON.
#[wasm_bindgen(js_name = quotaPacket)]
pub fn quota_packet(number: u32) -> String {
    packet(number).to_string()
}

/// A large account's groups, as JSON.
#[wasm_bindgen(js_name = groupsText)]
pub fn groups_text() -> String {
    groups::text()
}

/// Imports them as often as it is told, and answers the rules that came of it.
#[wasm_bindgen(js_name = importGroups)]
pub fn import_groups(count: u32) -> u32 {
    let text = groups::text();
    let rules: usize = (0..count).map(|_| groups::import_rules(&text)).sum();
    u32::try_from(rules).unwrap_or(u32::MAX)
}
