//! The two ends of a packet: how they are written in the form, and who is meant.

use std::net::IpAddr;
use std::rc::Rc;

use sg_core::model::{Network, NetworkInterface, NetworkInterfaceId, Options};
use sg_core::net::{Family, Protocol};
use sg_core::wire::PacketInput;

use super::directory::{Carrier, Directory};

/// Something a packet can come from or go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct End {
    /// What the evaluator is told: an id, or `internet`.
    pub value: Rc<str>,
    /// What stands in the form: a name, made unique by the address where two share it.
    pub label: Rc<str>,
    /// The address it stands for.
    pub address: Rc<str>,
    /// All its addresses in words: what the gates of a verdict name may be the public one.
    pub addresses: Rc<str>,
    /// What carries it; none for the internet.
    pub carrier: Option<Carrier>,
}

/// The word for the reader's own address on the internet.
pub const INTERNET: &str = "internet";

/// All ends that have a name, the internet first.
#[must_use]
pub fn ends(network: &Network, directory: &Directory) -> Vec<End> {
    let you = network.settings.options.you.to_string();
    let you: Rc<str> = you.into();
    let internet = End {
        value: INTERNET.into(),
        label: "Internet".into(),
        address: you.clone(),
        addresses: you,
        carrier: None,
    };
    let interfaces = directory.interfaces();
    let named = interfaces.iter().enumerate().map(|(at, one)| {
        // They are sorted by name, so another of the same name stands beside it.
        let before = at.checked_sub(1).and_then(|at| interfaces.get(at));
        let shared =
            [before, interfaces.get(at + 1)].into_iter().flatten().any(|other| other.name == one.name);
        let label = if shared { format!("{} ({})", one.name, one.address).into() } else { one.name.clone() };
        End {
            value: one.id.to_string().into(),
            label,
            address: one.address.clone(),
            addresses: one.addresses().join(", ").into(),
            carrier: Some(one.carrier),
        }
    });
    std::iter::once(internet).chain(named).collect()
}

/// Who is meant by what was typed: a label in any case, an id, else the text itself, as an address.
#[must_use]
pub fn resolve<'a>(ends: &'a [End], typed: &'a str) -> &'a str {
    let typed = typed.trim();
    let meant = ends.iter().find(|end| end.label.eq_ignore_ascii_case(typed));
    meant.map_or(typed, |end| &end.value)
}

/// How an end is written in the form.
#[must_use]
pub fn label<'a>(ends: &'a [End], value: &'a str) -> &'a str {
    ends.iter().find(|end| &*end.value == value).map_or(value, |end| &end.label)
}

/// A packet's ends in words, for the history.
#[must_use]
pub fn between(ends: &[End], packet: &PacketInput) -> String {
    format!("{} → {}", label(ends, &packet.from), label(ends, &packet.to))
}

/// A packet's ends in words, the internet with the one address that stands for it.
#[must_use]
pub fn between_addresses(ends: &[End], options: &Options, packet: &PacketInput) -> String {
    let stated = packet.family.map(|family| family.0);
    let is_v6 = packet.from.contains(':')
        || packet.to.contains(':')
        || packet.protocol.protocol() == Some(Protocol::ICMPV6);
    let family = stated.unwrap_or(if is_v6 { Family::Ipv6 } else { Family::Ipv4 });
    let end = |value: &str| match value {
        INTERNET => format!("{} ({})", label(ends, value), options.you_of(family)),
        other => label(ends, other).to_owned(),
    };
    format!("{} → {}", end(&packet.from), end(&packet.to))
}

/// The interface that has an address, private or public.
pub fn holder(network: &Network, address: IpAddr) -> Option<NetworkInterfaceId> {
    let has = |interface: &NetworkInterface| {
        interface.owns(address)
            || interface.private_addresses.iter().any(|private| {
                private.association.as_ref().is_some_and(|public| IpAddr::V4(public.public_ip) == address)
            })
    };
    network.interfaces.iter().find(|interface| has(interface)).map(|interface| interface.id.clone())
}
