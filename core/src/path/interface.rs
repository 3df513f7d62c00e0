//! Out of an interface and into one: its addresses, its source/destination check, its groups, and what
//! its carrier does with what arrives.

use super::walk::{Gate, Walker};
use super::{Checkpoint, CheckpointKind, DecidedBy, Evidence, TrackedAs};
use crate::catalog::{Assumption, Code};
use crate::conntrack::{Allowance, Crossing, Passage, Side, Timeouts, Verdict};
use crate::evaluate::{Arrival, ByRules, judge_by_rules, unfiltered_service};
use crate::model::{InterfaceType, NetworkInterface, NetworkInterfaceId, ResourceId};
use crate::net::{Decision, Direction};
use std::net::IpAddr;
use std::rc::Rc;

impl Walker<'_, '_> {
    /// Out of the sender's interface, and on.
    pub fn leave(&mut self, sender: &Rc<NetworkInterface>) -> bool {
        let gate = Gate::new(CheckpointKind::Interface, sender.id.as_str(), Direction::Egress);
        if sender.source_dest_check && !sender.owns(self.packet.source) {
            return self.stop(&gate, Code::EniSourceDestCheckRestriction, None);
        }
        self.pass(&gate, Code::InterfaceAccepts, None);
        if let Some(service) = unfiltered_service(self.network, &sender.vpc, &self.packet) {
            self.assume(Assumption::UnfilteredByAddress);
            let gate = Gate { kind: CheckpointKind::UnfilteredService, ..gate };
            self.pass(&gate, Code::UnfilteredService, Some(service));
            return true;
        }
        if self.is_blocked_mail() {
            self.assume(Assumption::Port25AtInterface);
            return self.stop(&gate, Code::Port25Blocked, None);
        }
        self.filter(sender, Direction::Egress) && self.depart(sender)
    }

    /// From an interface that has sent the packet: back to a load balancer that it answers, or by route.
    pub fn depart(&mut self, sender: &Rc<NetworkInterface>) -> bool {
        if let Some(owed) = self.balancer_owed(sender) {
            return self.back_through_balancer(sender, owed);
        }
        match self.network.subnets.find(&sender.subnet) {
            Some(subnet) => self.route_from(subnet),
            None => {
                let gate = Gate::new(CheckpointKind::RouteTable, sender.subnet.as_str(), Direction::Egress);
                self.lose(&gate, Code::NotDescribed, Some(sender.subnet.as_str()))
            }
        }
    }

    /// Into the receiver's interface, and to what lies behind it.
    pub fn enter(&mut self, receiver: &Rc<NetworkInterface>) -> bool {
        self.at = Some(Rc::clone(receiver));
        let gate = Gate::new(CheckpointKind::Interface, receiver.id.as_str(), Direction::Ingress);
        if receiver.source_dest_check && !receiver.owns(self.packet.destination) {
            return self.stop(&gate, Code::EniSourceDestCheckRestriction, None);
        }
        if is_unsupported(receiver.interface_type) {
            return self.lose(&gate, Code::UnsupportedComponent, None);
        }
        self.pass(&gate, Code::InterfaceAccepts, None);
        if unfiltered_service(self.network, &receiver.vpc, &self.packet).is_some() {
            self.assume(Assumption::UnfilteredByAddress);
            return true;
        }
        if !self.filter(receiver, Direction::Ingress) {
            return false;
        }
        match receiver.interface_type {
            InterfaceType::Lambda if !self.was_established() => {
                self.stop(&gate, Code::NoInboundService, None)
            }
            InterfaceType::VpcEndpoint => self.reach_interface_endpoint(receiver),
            _ => self.through_balancer(receiver),
        }
    }

    /// The groups of an interface: by an entry of its table, or by rule.
    pub fn filter(&mut self, interface: &Rc<NetworkInterface>, direction: Direction) -> bool {
        let network = self.network;
        if interface.groups.is_empty() && may_lack_groups(interface.interface_type) {
            let gate = Gate::new(CheckpointKind::SecurityGroup, interface.id.as_str(), direction);
            self.pass(&gate, Code::SgAbsent, None);
            return true;
        }
        let own = self.world.rules.rules(network, interface, direction);
        let opposite = self.world.rules.rules(network, interface, direction.reverse());
        let arrival = match direction {
            Direction::Ingress => self.arrival.clone(),
            Direction::Egress => Arrival::default(),
        };
        let by_rules = judge_by_rules(&own, &self.packet, direction, &arrival);
        let instance = interface.instance();
        let instance_type =
            instance.and_then(|id| network.instances.find(id)).map(|instance| &*instance.instance_type);
        let siblings: Vec<NetworkInterfaceId> = instance.map_or_else(
            || vec![interface.id.clone()],
            |id| network.interfaces_of(id).iter().map(|interface| interface.id.clone()).collect(),
        );
        let options = &network.settings.options;
        let automatic = self.automatic_tracking(interface, direction);
        let passage = self.world.tracker.judge(&Crossing {
            interface: &interface.id,
            groups: &interface.groups,
            direction,
            packet: &self.packet,
            by_rules: &by_rules,
            opposite: &opposite,
            opposite_arrival: &self.arrival,
            automatic,
            timeouts: Timeouts::resolve(interface.tracking, instance_type),
            related: options.related,
            allowance: options.tracking_allowance.map(|limit| Allowance { limit, interfaces: &siblings }),
        });
        let anew = match &passage.verdict {
            Verdict::Established { side: Side::Original, .. } => Some(by_rules.decision),
            // The other end began it. How its first packet came here nothing tells any more.
            Verdict::Established { entry, .. } => {
                let began = entry.direction;
                Some(judge_by_rules(&opposite, &entry.packet(), began, &Arrival::default()).decision)
            }
            _ => None,
        };
        self.note_filter(interface, direction, by_rules, passage);
        let Some(noted) = self.checkpoints.last_mut() else { return false };
        noted.anew = anew;
        noted.decision == Decision::Allowed
    }

    fn note_filter(
        &mut self,
        interface: &NetworkInterface,
        direction: Direction,
        by_rules: ByRules,
        passage: Passage,
    ) {
        let decision = passage.decision();
        let (code, tracked, rule) = match &passage.verdict {
            Verdict::Established { entry, .. } | Verdict::Related { entry } => {
                (Code::Established, Some(TrackedAs::Established), Some(entry.admitted_by.clone()))
            }
            Verdict::Admitted { tracking, .. } => {
                let tracked = if tracking.is_tracked() { TrackedAs::Tracked } else { TrackedAs::Untracked };
                (Code::RuleAllows, Some(tracked), by_rules.rule().map(|rule| rule.rule.id.clone()))
            }
            Verdict::Denied if by_rules.considered.rules.is_empty() => (Code::SgHasNoRules, None, None),
            Verdict::Denied => (Code::EniSgRulesMismatch, None, None),
            Verdict::Unknown => (Code::NotDescribed, None, by_rules.rule().map(|rule| rule.rule.id.clone())),
            Verdict::AllowanceExceeded { .. } => (Code::AllowanceExceeded, None, None),
        };
        let entry = match decision {
            Decision::Denied => self.world.tracker.refused_of(&interface.id, &self.packet, direction),
            _ => passage.entry().cloned(),
        };
        self.assumptions.extend(passage.assumptions);
        self.checkpoints.push(Checkpoint {
            kind: CheckpointKind::SecurityGroup,
            resource: Rc::from(interface.id.as_str()),
            direction: Some(direction),
            decision,
            code,
            decided_by: rule.map(DecidedBy::Rule),
            tracked,
            entry: entry.map(Rc::new),
            anew: None,
            packet: self.packet.clone(),
            evidence: Evidence::Rules(by_rules),
        });
    }

    /// Whether the last groups let the packet by as one of a tracked flow.
    fn was_established(&self) -> bool {
        let last = self.checkpoints.iter().rev().find(|passed| passed.kind == CheckpointKind::SecurityGroup);
        last.is_some_and(|passed| passed.tracked == Some(TrackedAs::Established))
    }

    /// Outbound TCP 25 to a public address, which EC2 blocks by default.
    fn is_blocked_mail(&self) -> bool {
        let to_mail = self.packet.tcp_flags().is_some()
            && self.packet.ports().is_some_and(|(_, destination)| destination == 25);
        let destination = self.packet.destination;
        let inside = self.network.vpcs.iter().any(|vpc| vpc.contains(destination));
        to_mail && !inside && is_public(destination) && !self.network.settings.options.port_25_lifted
    }
}

/// Interfaces that no group can be attached to, or that may have none.
fn may_lack_groups(kind: InterfaceType) -> bool {
    matches!(
        kind,
        InterfaceType::NatGateway
            | InterfaceType::NetworkLoadBalancer
            | InterfaceType::GatewayLoadBalancer
            | InterfaceType::GatewayLoadBalancerEndpoint
            | InterfaceType::TransitGateway
    )
}

fn is_unsupported(kind: InterfaceType) -> bool {
    matches!(kind, InterfaceType::GatewayLoadBalancer | InterfaceType::GatewayLoadBalancerEndpoint)
}

/// Whether the address is one of the public internet.
pub(super) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => {
            let [first, second, ..] = v4.octets();
            let shared = first == 100 && (64..128).contains(&second);
            !v4.is_private() && !v4.is_loopback() && !v4.is_link_local() && !shared
        }
        // 2000::/3 is all that is routed on the internet.
        IpAddr::V6(v6) => v6.octets().first().is_some_and(|first| first & 0xe0 == 0x20),
    }
}
