//! The two ends of a packet: how they are written in the form, and who is meant.

use std::net::{IpAddr, SocketAddr};
use std::rc::Rc;

use sg_core::model::{Network, NetworkInterface, NetworkInterfaceId, ResourceId, SecurityGroupId};
use sg_core::net::{Family, IpNet};
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
    /// Its IPv6 address, where it has one beside.
    pub ipv6: Option<Rc<str>>,
    /// All its addresses in words: what the checkpoints of a verdict name may be the public one.
    pub addresses: Rc<str>,
    /// What carries it; none for the internet.
    pub carrier: Option<Carrier>,
    /// The groups that it carries.
    pub groups: Vec<CarriedGroup>,
}

/// A group by all that it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarriedGroup {
    /// Its id.
    pub id: Rc<str>,
    /// Its name as the page shows it.
    pub name: Rc<str>,
    /// Its name at EC2.
    pub group_name: Rc<str>,
}

impl CarriedGroup {
    fn is_called(&self, typed: &str) -> bool {
        [&self.id, &self.name, &self.group_name].iter().any(|name| name.eq_ignore_ascii_case(typed))
    }
}

/// The word for the reader's own address on the internet.
pub const INTERNET: &str = "internet";

/// An address with its port, where it has one: `[2001:db8::1]:443`.
#[must_use]
pub fn endpoint(address: IpAddr, port: Option<u16>) -> String {
    port.map_or_else(|| address.to_string(), |port| SocketAddr::new(address, port).to_string())
}

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
        ipv6: Some(network.settings.options.you_ipv6.to_string().into()),
        carrier: None,
        groups: Vec::new(),
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
            ipv6: one.ipv6.clone(),
            carrier: Some(one.carrier),
            groups: one.groups.iter().filter_map(|id| carried(network, id)).collect(),
        }
    });
    std::iter::once(internet).chain(named).collect()
}

fn carried(network: &Network, id: &SecurityGroupId) -> Option<CarriedGroup> {
    let group = network.security_groups.find(id)?;
    Some(CarriedGroup {
        id: id.as_str().into(),
        name: group.display_name().into(),
        group_name: Rc::clone(&group.name),
    })
}

/// Who is meant by what was typed: a label in any case, an id, the only interface that carries a group, else the text
/// itself, as an address.
#[must_use]
pub fn resolve<'a>(ends: &'a [End], typed: &'a str) -> &'a str {
    let typed = typed.trim();
    if let Some(end) = ends.iter().find(|end| end.label.eq_ignore_ascii_case(typed)) {
        return &end.value;
    }
    if let Some((address, _)) = typed.split_once('/').filter(|_| is_one(block(typed))) {
        return address;
    }
    match carrying(ends, typed).as_slice() {
        [only] => &only.value,
        _ => typed,
    }
}

/// Whether what was typed names one end as it stands, so that nothing completes it.
#[must_use]
pub fn is_whole(ends: &[End], typed: &str) -> bool {
    let typed = typed.trim();
    let names = |end: &End| end.label.eq_ignore_ascii_case(typed) || *end.value == *typed;
    typed.parse::<IpAddr>().is_ok() || block(typed).is_some() || ends.iter().any(names)
}

/// Why what was typed is not one end: several interfaces carry the group, or it is a block of addresses.
#[must_use]
pub fn why_not_one(ends: &[End], typed: &str, comes_from: bool) -> Option<String> {
    let typed = typed.trim();
    if block(typed).is_some_and(|block| !is_one(Some(block))) {
        let one = if comes_from { "A packet comes from one address" } else { "A packet goes to one address" };
        return Some(format!("{one}, and {typed} is a block of them: choose one"));
    }
    let several = carrying(ends, typed).len();
    (several > 1 && resolve(ends, typed) == typed).then_some(format!(
        "{several} interfaces carry {typed}, and a packet has one at each end: choose one"
    ))
}

/// What can be chosen instead: what goes into the form, and what a person reads.
#[must_use]
pub fn instead(ends: &[End], typed: &str) -> Vec<(Rc<str>, Rc<str>)> {
    const MOST: usize = 6;
    let typed = typed.trim();
    let Some(block) = block(typed) else {
        let carrying = carrying(ends, typed).into_iter().take(MOST);
        return carrying.map(|end| (Rc::clone(&end.label), Rc::clone(&end.label))).collect();
    };
    let within = |end: &&End| end.address.parse().is_ok_and(|address: IpAddr| block.contains(&address));
    let within: Vec<_> = ends.iter().filter(within).take(MOST).map(one_within).collect();
    if !within.is_empty() {
        return within;
    }
    let first: Rc<str> = block.hosts().next().unwrap_or(block.addr()).to_string().into();
    vec![(Rc::clone(&first), first)]
}

/// An end within a block: the internet by the address that is its own there.
fn one_within(end: &End) -> (Rc<str>, Rc<str>) {
    match end.carrier {
        Some(_) => (Rc::clone(&end.label), format!("{}, {}", end.label, end.address).into()),
        None => (Rc::clone(&end.address), Rc::clone(&end.address)),
    }
}

fn block(typed: &str) -> Option<IpNet> {
    typed.parse().ok()
}

/// Whether a block is of one address alone.
fn is_one(block: Option<IpNet>) -> bool {
    block.is_some_and(|block| block.prefix_len() == block.max_prefix_len())
}

/// The interfaces that carry the group with this name or id, unless an interface has it as its own.
fn carrying<'a>(ends: &'a [End], typed: &str) -> Vec<&'a End> {
    if typed.is_empty() || ends.iter().any(|end| *end.value == *typed) {
        return Vec::new();
    }
    ends.iter().filter(|end| end.groups.iter().any(|group| group.is_called(typed))).collect()
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
pub fn between_addresses(ends: &[End], packet: &PacketInput) -> String {
    let family = packet.family_meant();
    let end = |value: &str| match ends.iter().find(|end| *end.value == *value) {
        Some(End { carrier: None, address, ipv6, label, .. }) => {
            let address = ipv6.as_ref().filter(|_| family == Family::Ipv6).unwrap_or(address);
            format!("{label} ({address})")
        }
        _ => label(ends, value).to_owned(),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::scenarios::first;
    use crate::state::store::State;

    /// The ends of the first scenario, after the database took the web server's group on as well where asked.
    fn first_ends(both_carry_web: bool) -> Rc<Vec<End>> {
        use sg_core::wire::{Action, Step, StepKind};
        let mut simulation = first();
        if both_carry_web {
            let groups = ["sg-0a1000000000000e1", "sg-0a1000000000000e2"].map(str::to_owned).to_vec();
            let attach = Action::new("ModifyNetworkInterfaceAttribute")
                .with("NetworkInterfaceId", "eni-0a1000000000000f2")
                .with("Groups", groups);
            simulation.step(Step::from(StepKind::Apply(vec![attach]))).unwrap();
        }
        State::new(simulation).ends
    }

    #[test]
    fn an_ipv6_address_stands_in_brackets_where_a_port_follows() {
        let addresses = ["10.0.1.10", "2001:db8::10"].map(|text| text.parse().unwrap());
        assert_eq!(
            addresses.map(|address| endpoint(address, Some(443))),
            ["10.0.1.10:443", "[2001:db8::10]:443"]
        );
        assert_eq!(addresses.map(|address| endpoint(address, None)), ["10.0.1.10", "2001:db8::10"]);
    }

    #[test]
    fn a_group_stands_for_the_only_interface_that_carries_it() {
        let ends = first_ends(false);
        for name in ["database", "DATABASE", "sg-0a1000000000000e2"] {
            assert_eq!(resolve(&ends, name), "eni-0a1000000000000f2", "{name}");
            assert_eq!(why_not_one(&ends, name, true), None);
        }
        assert_eq!(resolve(&ends, "nothing"), "nothing");
        assert_eq!(resolve(&ends, ""), "");
    }

    #[test]
    fn a_group_that_several_carry_leads_to_them() {
        let ends = first_ends(true);
        assert_eq!(resolve(&ends, "web"), "web");
        let why = why_not_one(&ends, "web", true).unwrap();
        assert!(why.starts_with("2 interfaces carry web"), "{why}");
        let labels: Vec<String> =
            instead(&ends, "web").into_iter().map(|(label, _)| label.to_string()).collect();
        assert_eq!(labels, ["db-1", "web-1"]);
        assert_eq!(resolve(&ends, "database"), "eni-0a1000000000000f2");
    }

    #[test]
    fn a_block_is_no_end_unless_it_is_of_one_address() {
        let ends = first_ends(false);
        let why = why_not_one(&ends, "203.0.113.0/24", true).unwrap();
        assert!(why.starts_with("A packet comes from one address"), "{why}");
        let offered = |block: &str| -> Vec<String> {
            instead(&ends, block).into_iter().map(|(value, _)| value.to_string()).collect()
        };
        assert_eq!(offered("203.0.113.0/24"), ["203.0.113.10"], "the reader's own");
        assert_eq!(offered("192.0.2.0/24"), ["192.0.2.1"]);
        assert_eq!(offered("2001:db8:77::/64"), ["2001:db8:77::"]);
        assert_eq!(offered("10.0.2.0/24"), ["db-1"]);
        assert!(
            why_not_one(&ends, "10.0.2.0/24", false).unwrap().starts_with("A packet goes to one address")
        );
        assert_eq!(resolve(&ends, "198.51.100.7/32"), "198.51.100.7");
        assert_eq!(why_not_one(&ends, "198.51.100.7/32", true), None);
    }

    #[test]
    fn an_expectation_says_which_address_of_the_internet_it_is_about() {
        let state = State::new(first());
        let mut packet = (*state.last_packet().unwrap()).clone();
        let options = &state.network.settings.options;
        assert_eq!(between_addresses(&state.ends, &packet), "Internet (203.0.113.10) → web-1");
        packet.to = "2001:db8::1".to_owned();
        let said = between_addresses(&state.ends, &packet);
        assert_eq!(said, format!("Internet ({}) → 2001:db8::1", options.you_ipv6));
    }
}
