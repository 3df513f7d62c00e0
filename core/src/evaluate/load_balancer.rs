//! Where a load balancer sends what arrives at one of its listeners.
//!
//! The choice among targets is AWS's own; here it is the first that can be used. Source: ELB guides.

use crate::catalog::Code;
use crate::model::{
    Carrier, LoadBalancer, Network, NetworkInterface, Target, TargetGroup, TargetId, TargetType,
};
use crate::net::{Family, Packet};
use std::net::IpAddr;

/// Where a listener leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListenerChoice<'a> {
    /// The target group.
    pub group: &'a TargetGroup,
    /// The target's address.
    pub address: IpAddr,
    /// The target's port.
    pub port: u16,
    /// How many targets there were to choose from.
    pub targets: usize,
}

/// What a load balancer does with a packet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListenerAnswer<'a> {
    /// It answers by itself.
    Answers,
    /// It leads to a target.
    Forwards(ListenerChoice<'a>),
    /// It does not take the packet.
    Refuses(Code),
    /// What decides is not described or not modelled.
    Unknown(Code),
}

/// Looks up the listener for a packet that has arrived at the load balancer, and its target.
pub fn choose_target<'a>(
    network: &Network,
    balancer: &'a LoadBalancer,
    packet: &Packet,
) -> ListenerAnswer<'a> {
    let Some((_, port)) = packet.ports() else { return ListenerAnswer::Answers };
    let protocol = packet.protocol();
    let listener =
        balancer.listeners.iter().find(|listener| listener.port == port && listener.takes(protocol));
    let Some(listener) = listener else { return ListenerAnswer::Refuses(Code::Elbv2ListenersMismatch) };
    let Some(group) = &listener.target_group else { return ListenerAnswer::Answers };
    if group.target_type == TargetType::Lambda {
        return ListenerAnswer::Answers;
    }
    let Some(targets) = &group.targets else { return ListenerAnswer::Unknown(Code::NotDescribed) };
    let first = targets.iter().find_map(|target| {
        let address = address_of(network, target, packet.family())?;
        Some(ListenerChoice {
            group,
            address,
            port: target.port.unwrap_or(group.port),
            targets: targets.len(),
        })
    });
    first.map_or(ListenerAnswer::Refuses(Code::Elbv2ListenerHasNoTg), ListenerAnswer::Forwards)
}

/// The address of a target. An IPv6 client may be served by IPv4 targets.
fn address_of(network: &Network, target: &Target, family: Family) -> Option<IpAddr> {
    let of_interface = |interface: &NetworkInterface| {
        interface.address_of(family).or_else(|| interface.address_of(Family::Ipv4))
    };
    match &target.id {
        TargetId::Address(address) => Some(*address),
        TargetId::Instance(instance) => {
            network.interfaces_of(instance).first().and_then(|interface| of_interface(interface))
        }
        TargetId::Carrier(carrier) => {
            let first = network.carriers.find(carrier)?.interfaces.first()?;
            network.interfaces.find(first).and_then(|interface| of_interface(interface))
        }
    }
}

/// The load balancer that an interface belongs to.
pub fn balancer_of<'a>(network: &'a Network, interface: &NetworkInterface) -> Option<&'a Carrier> {
    network
        .carriers
        .iter()
        .find(|carrier| carrier.load_balancer().is_some() && carrier.interfaces.contains(&interface.id))
        .map(|carrier| &**carrier)
}
