//! What each fuzz target does with its bytes. `tests/tests/fuzz.rs` includes this file and drives the same
//! functions with random inputs.

use sg_core::catalog::rule_types::{parse_ports, parse_protocol};
use sg_core::formats::aws::{self, Source};
use sg_core::formats::{document, share};
use sg_core::net::parse_cidr;
use sg_core::simulation::Simulation;
use sg_core::wire::{Document, PacketInput, Step, StepKind};
use std::sync::OnceLock;

/// A description of an account: it builds a network or is refused, and what was built can be described and
/// built again without change.
pub fn import(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Ok(import) = aws::import(&[Source { name: "fuzz", text }]) else { return };
    let described = aws::describe(&import.network);
    let (again, _) = aws::build(&described);
    assert!(again == import.network, "described and built again it is another network");
}

/// A link: what it decodes to can be written as a link again, and read back the same.
pub fn link(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Ok((document, _)) = share::read_fragment(text) else { return };
    let (again, _) = share::read_fragment(&share::write_fragment(&document)).expect("a link of one's own");
    assert!(again.steps == document.steps && again.name == document.name, "the link loses something");
}

/// A document: it is read and replayed, and what is written of it can be read.
pub fn document(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Ok((read, _)) = document::read(text) else { return };
    // A step of ten thousand instances is no bug.
    if text.len() > 1 << 20 {
        return;
    }
    let (simulation, _) = Simulation::new(read);
    let written = document::write(&simulation.to_document());
    document::read(&written).expect("a document of one's own");
}

/// What a person types into the rule form.
pub fn rule_form(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    // Numbers beyond the ports are EC2's to refuse, in its words.
    if let Some((from, to)) = parse_ports(text).filter(|(from, _)| *from >= 0) {
        assert!(parse_ports(&format!("{from} - {to}")) == Some((from, to)), "{text:?} gives {from} - {to}");
    }
    if let Some(protocol) = parse_protocol(text) {
        assert!(parse_protocol(&protocol.0.to_string()) == Some(protocol), "{text:?} gives {protocol:?}");
    }
    if let Ok(block) = parse_cidr(text) {
        assert!(parse_cidr(&block.to_string()) == Ok(block), "{text:?} gives {block}");
        assert!(block == block.trunc(), "{text:?} is not canonical");
    }
}

/// A packet as JSON, sent in a network of an instance, a database and the internet.
pub fn packet(data: &[u8]) {
    let Ok(input) = serde_json::from_slice::<PacketInput>(data) else { return };
    let mut simulation = start();
    let before = simulation.fork();
    if simulation.step(Step::from(StepKind::Send(input))).is_ok() {
        assert!(simulation.undo(), "a packet can be taken back");
    }
    assert!(simulation.conntrack(None) == before.conntrack(None), "undo leaves flows behind");
}

fn start() -> Simulation {
    static TEXT: OnceLock<Document> = OnceLock::new();
    let text = include_str!("../../scenarios/first-look.json");
    let document = TEXT.get_or_init(|| serde_json::from_str(text).expect("a document"));
    Simulation::new(document.clone()).0
}
