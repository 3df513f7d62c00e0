//! The load balancer, its listeners and targets.
//!
//! Source: ELB guides, `load-balancer-security-groups` (Network), `TargetGroupAttribute`.

use super::{CarrierId, InstanceId};
use crate::net::Protocol;
use std::net::IpAddr;
use std::rc::Rc;

/// A load balancer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadBalancer {
    /// Which kind.
    pub kind: LoadBalancerKind,
    /// Whether clients on the internet may reach it; else it is internal.
    pub internet_facing: bool,
    /// Whether a group was given at creation: a Network Load Balancer without lets everything in, and
    /// can never get one.
    pub has_groups: bool,
    /// Whether inbound rules apply to what comes over PrivateLink.
    pub enforces_private_link: bool,
    /// Its listeners.
    pub listeners: Vec<Listener>,
}

/// The kinds of load balancer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LoadBalancerKind {
    /// Ends the client's connection and opens another to the target.
    Application,
    /// Is not modelled.
    Gateway,
    /// Passes the client's flow on.
    Network,
}

/// A listener with where it leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listener {
    /// For instance `HTTP`, `HTTPS`, `TCP`, `TLS`, `UDP`, `TCP_UDP`.
    pub protocol: Rc<str>,
    /// The port.
    pub port: u16,
    /// The target group of its default action; none where it answers by itself.
    pub target_group: Option<TargetGroup>,
}

/// A target group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetGroup {
    /// Its ARN or name.
    pub id: Rc<str>,
    /// For instance `HTTP`, `TCP`, `UDP`.
    pub protocol: Rc<str>,
    /// The port of targets that have none of their own.
    pub port: u16,
    /// What its targets are named by.
    pub target_type: TargetType,
    /// `preserve_client_ip.enabled`, where set.
    pub preserve_client_ip: Option<bool>,
    /// Its targets; none where nobody told.
    pub targets: Option<Vec<Target>>,
}

/// What targets are named by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TargetType {
    /// An Application Load Balancer.
    Alb,
    /// Instances.
    Instance,
    /// Addresses.
    Ip,
    /// A Lambda function.
    Lambda,
}

/// One target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Who it is.
    pub id: TargetId,
    /// Its port; none: the group's.
    pub port: Option<u16>,
}

/// Who a target is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TargetId {
    /// An address.
    Address(IpAddr),
    /// A load balancer, or a function: by ARN.
    Carrier(CarrierId),
    /// An instance: its primary interface.
    Instance(InstanceId),
}

impl LoadBalancerKind {
    /// ELB's `Type`.
    pub fn name(self) -> &'static str {
        match self {
            LoadBalancerKind::Application => "application",
            LoadBalancerKind::Gateway => "gateway",
            LoadBalancerKind::Network => "network",
        }
    }

    /// Reads ELB's `Type`.
    pub fn parse(text: &str) -> Option<LoadBalancerKind> {
        [LoadBalancerKind::Application, LoadBalancerKind::Gateway, LoadBalancerKind::Network]
            .into_iter()
            .find(|kind| kind.name() == text)
    }
}

impl TargetType {
    const NAMES: [(TargetType, &'static str); 4] = [
        (TargetType::Alb, "alb"),
        (TargetType::Instance, "instance"),
        (TargetType::Ip, "ip"),
        (TargetType::Lambda, "lambda"),
    ];

    /// ELB's `TargetType`.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(kind, _)| *kind == self).map_or("", |(_, name)| name)
    }

    /// Reads ELB's `TargetType`.
    pub fn parse(text: &str) -> Option<TargetType> {
        Self::NAMES.iter().find(|(_, name)| *name == text).map(|(kind, _)| *kind)
    }
}

impl Listener {
    /// Whether it listens for packets of the protocol.
    pub fn takes(&self, protocol: Protocol) -> bool {
        carries(&self.protocol, protocol)
    }
}

impl TargetGroup {
    /// Whether targets see the client's address. Over UDP and TCP_UDP that cannot be switched off;
    /// IP-type targets over TCP and TLS have it off unless set, all others on.
    pub fn preserves_client_ip(&self) -> bool {
        let carries_udp = carries(&self.protocol, Protocol::UDP);
        carries_udp || self.preserve_client_ip.unwrap_or(self.target_type != TargetType::Ip)
    }
}

/// Whether a listener or target group of ELB's protocol carries packets of the IP protocol.
fn carries(name: &str, protocol: Protocol) -> bool {
    match name {
        "UDP" | "QUIC" => protocol == Protocol::UDP,
        "TCP_UDP" | "TCP_QUIC" => protocol == Protocol::TCP || protocol == Protocol::UDP,
        _ => protocol == Protocol::TCP,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_sees_the_clients_address() {
        let group = |protocol: &str, target_type, preserve_client_ip| TargetGroup {
            id: Rc::from("tg"),
            protocol: Rc::from(protocol),
            port: 80,
            target_type,
            preserve_client_ip,
            targets: None,
        };
        assert!(group("TCP", TargetType::Instance, None).preserves_client_ip());
        assert!(!group("TCP", TargetType::Ip, None).preserves_client_ip());
        assert!(!group("TLS", TargetType::Ip, None).preserves_client_ip());
        assert!(group("TCP", TargetType::Ip, Some(true)).preserves_client_ip());
        assert!(!group("TCP", TargetType::Instance, Some(false)).preserves_client_ip());
        assert!(group("UDP", TargetType::Ip, Some(false)).preserves_client_ip());
        assert!(group("TCP_UDP", TargetType::Instance, Some(false)).preserves_client_ip());
    }
}
