//! Expectations in words, and what a change did to them.

use std::rc::Rc;

use sg_core::simulation::Turned;
use sg_core::wire::{Expectation, PacketInput, ProtocolName, Verb};

use super::ends::{End, between_addresses};

/// So many are named; the others are counted.
const NAMED: usize = 3;

/// A packet as it was asked for, in a word or two.
fn packet_title(packet: &PacketInput) -> String {
    let protocol = match &packet.protocol {
        ProtocolName::Name(name) => name.to_uppercase(),
        ProtocolName::Number(number) => format!("Protocol {number}"),
    };
    packet.destination_port.map_or_else(|| protocol.clone(), |port| format!("{protocol} {port}"))
}

/// What an expectation is called: its name, else its packet and what must become of it.
#[must_use]
pub fn title(expectation: &Expectation, ends: &[End]) -> String {
    expectation.name.clone().unwrap_or_else(|| demand(expectation, ends))
}

/// The packet of an expectation, and what must become of it.
#[must_use]
pub fn demand(expectation: &Expectation, ends: &[End]) -> String {
    let packet = &expectation.packet;
    format!("{} {} {}", packet_title(packet), between_addresses(ends, packet), must_be(expectation.must))
}

/// What must become of what, without its ends.
#[must_use]
pub fn requirement(expectation: &Expectation) -> String {
    format!("{} {}", packet_title(&expectation.packet), must_be(expectation.must))
}

/// What must become of an expected packet.
#[must_use]
pub const fn must_be(must: Verb) -> &'static str {
    match must {
        Verb::Allow => "must be allowed",
        Verb::Deny => "must be denied",
    }
}

/// The expectations that fail.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Failing {
    /// How many.
    pub count: usize,
    /// The place of the first of them.
    pub first: usize,
}

/// What a change did to expectations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// What it did, in a sentence or two.
    pub text: Rc<str>,
    /// The place of the first one to look at: one that broke, where one did.
    pub at: usize,
    /// Whether one broke.
    pub breaks: bool,
}

impl Turn {
    /// None where it turned none around.
    #[must_use]
    pub fn of(turned: &[Turned], expectations: &[Expectation], ends: &[End]) -> Option<Self> {
        let (mended, broken): (Vec<Turned>, Vec<Turned>) = turned.iter().partition(|one| one.holds);
        let first = broken.first().or(mended.first())?;
        let sentences = [
            sentence(&broken, ("no longer holds", "no longer hold"), expectations, ends),
            sentence(&mended, ("holds now", "hold now"), expectations, ends),
        ];
        let text = sentences.into_iter().flatten().collect::<Vec<_>>().join(". ");
        Some(Self { text: text.into(), at: first.at, breaks: !broken.is_empty() })
    }
}

fn sentence(
    turned: &[Turned],
    verb: (&str, &str),
    expectations: &[Expectation],
    ends: &[End],
) -> Option<String> {
    let all = turned.iter().filter_map(|one| expectations.get(one.at)).map(|one| title(one, ends));
    let names: Vec<String> = all.take(NAMED).collect();
    let names = names.join("; ");
    let more = turned.len().saturating_sub(NAMED);
    let more = if more > 0 { format!("; and {more} more") } else { String::new() };
    match turned.len() {
        0 => None,
        1 => Some(format!("1 expectation {}: {names}", verb.0)),
        many => Some(format!("{many} expectations {}: {names}{more}", verb.1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expectation(port: u16, must: Verb, name: Option<&str>) -> Expectation {
        let packet = serde_json::json!({ "from": "internet", "to": "10.0.0.5", "protocol": "tcp", "destinationPort": port });
        let packet = serde_json::from_value(packet).unwrap();
        Expectation { must, packet, packet_only: false, name: name.map(str::to_owned) }
    }

    #[test]
    fn what_broke_is_told_first_and_long_lists_are_counted() {
        let mut all = vec![expectation(80, Verb::Allow, Some("The page is public"))];
        all.extend((1..=5).map(|port| expectation(port, Verb::Deny, None)));
        let turn = |turned: &[(usize, bool)]| {
            let turned: Vec<Turned> =
                turned.iter().map(|(at, holds)| Turned { at: *at, holds: *holds }).collect();
            Turn::of(&turned, &all, &[])
        };
        assert_eq!(turn(&[]), None);
        let one = turn(&[(0, false)]).unwrap();
        assert_eq!(
            (&*one.text, one.at, one.breaks),
            ("1 expectation no longer holds: The page is public", 0, true)
        );
        let both = turn(&[(0, true), (1, false)]).unwrap();
        let text = "1 expectation no longer holds: TCP 1 internet → 10.0.0.5 must be denied. \
                    1 expectation holds now: The page is public";
        assert_eq!((&*both.text, both.at, both.breaks), (text, 1, true));
        let many = turn(&[(0, true), (1, true), (2, true), (3, true), (4, true)]).unwrap();
        assert!(many.text.starts_with("5 expectations hold now: The page is public; TCP 1"), "{}", many.text);
        assert!(many.text.ends_with("; and 2 more") && !many.breaks, "{}", many.text);
    }
}
