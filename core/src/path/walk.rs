//! The walk: from where a packet starts to where it arrives, or dies.

use super::{Checkpoint, CheckpointKind, DecidedBy, Evidence, Origin, Started, Trace, TrackedAs, World};
use crate::catalog::{Assumption, Code};
use crate::conntrack::{Allowance, AutomaticTracking, Crossing, Passage, Timeouts, Verdict};
use crate::evaluate::{Arrival, ByRules, judge_by_rules, unfiltered_service};
use crate::model::{InterfaceType, NetworkInterface, NetworkInterfaceId, ResourceId};
use crate::net::{Decision, Direction, Packet};
use std::rc::Rc;

/// Sends a packet on its way and answers what became of it.
pub fn walk(world: &mut World<'_>, started: Started) -> Trace {
    let sent = started.packet.clone();
    let mut walker =
        Walker { world, packet: started.packet, checkpoints: Vec::new(), assumptions: Vec::new(), at: None };
    let alive = walker.walk(&started.origin);
    let Walker { world, packet, checkpoints, mut assumptions, at } = walker;
    assumptions.sort_unstable();
    assumptions.dedup();
    let blocking = checkpoints.iter().find(|checkpoint| checkpoint.decision != Decision::Allowed);
    Trace {
        network: world.network.clone(),
        packet: sent,
        verdict: blocking.map_or(Decision::Allowed, |checkpoint| checkpoint.decision),
        code: blocking.map_or(Code::Delivered, |checkpoint| checkpoint.code),
        arrived: alive.then_some(packet),
        arrived_at: at.map_or(Origin::Outside, Origin::Interface),
        checkpoints,
        assumptions,
    }
}

/// A packet under way.
pub(super) struct Walker<'a, 'w> {
    pub world: &'a mut World<'w>,
    /// The packet as it is now.
    pub packet: Packet,
    pub checkpoints: Vec<Checkpoint>,
    pub assumptions: Vec<Assumption>,
    /// The interface where it arrives.
    pub at: Option<Rc<NetworkInterface>>,
}

impl Walker<'_, '_> {
    /// Whether the packet arrives.
    fn walk(&mut self, origin: &Origin) -> bool {
        match origin {
            Origin::Interface(sender) => self.leave(sender) && self.between(Some(sender)),
            Origin::Outside => self.between(None),
        }
    }

    /// Out of the sender's interface.
    fn leave(&mut self, sender: &Rc<NetworkInterface>) -> bool {
        if sender.source_dest_check && !sender.owns(self.packet.source) {
            return self.stop_at(sender, Direction::Egress, Code::EniSourceDestCheckRestriction);
        }
        self.pass_interface(sender, Direction::Egress);
        if let Some(service) = unfiltered_service(self.world.network, &sender.vpc, &self.packet) {
            return self.reach_service(sender, service);
        }
        if self.is_blocked_mail() {
            self.assumptions.push(Assumption::Port25AtInterface);
            return self.stop_at(sender, Direction::Egress, Code::Port25Blocked);
        }
        self.filter(sender, Direction::Egress, &Arrival::default(), None)
    }

    /// From the sender's interface (or the outside) to the receiver's.
    fn between(&mut self, sender: Option<&Rc<NetworkInterface>>) -> bool {
        if sender.is_none() {
            self.translate_public_destination();
        }
        match self.receiver(sender) {
            Some(receiver) => self.enter(&receiver),
            None => self.outside(sender),
        }
    }

    /// Into the receiver's interface.
    fn enter(&mut self, receiver: &Rc<NetworkInterface>) -> bool {
        self.at = Some(Rc::clone(receiver));
        if receiver.source_dest_check && !receiver.owns(self.packet.destination) {
            return self.stop_at(receiver, Direction::Ingress, Code::EniSourceDestCheckRestriction);
        }
        self.pass_interface(receiver, Direction::Ingress);
        if unfiltered_service(self.world.network, &receiver.vpc, &self.packet).is_some() {
            return true;
        }
        self.filter(receiver, Direction::Ingress, &Arrival::default(), None)
    }

    /// The groups of an interface: by an entry of its table, or by rule.
    pub(super) fn filter(
        &mut self,
        interface: &Rc<NetworkInterface>,
        direction: Direction,
        arrival: &Arrival,
        automatic: Option<AutomaticTracking>,
    ) -> bool {
        let network = self.world.network;
        if interface.interface_type == InterfaceType::NatGateway {
            return true;
        }
        let own = self.world.rules.rules(network, interface, direction);
        let opposite = self.world.rules.rules(network, interface, direction.reverse());
        let by_rules = judge_by_rules(&own, &self.packet, direction, arrival);
        let instance = interface.instance();
        let instance_type =
            instance.and_then(|id| network.instances.find(id)).map(|instance| &*instance.instance_type);
        let siblings: Vec<NetworkInterfaceId> = instance.map_or_else(
            || vec![interface.id.clone()],
            |id| network.interfaces_of(id).iter().map(|interface| interface.id.clone()).collect(),
        );
        let options = &network.settings.options;
        let passage = self.world.tracker.judge(&Crossing {
            interface: &interface.id,
            groups: &interface.groups,
            direction,
            packet: &self.packet,
            by_rules: &by_rules,
            opposite: &opposite,
            opposite_arrival: arrival,
            automatic: automatic.or_else(|| automatic_of(interface)),
            timeouts: Timeouts::resolve(interface.tracking, instance_type),
            related: options.related,
            allowance: options.tracking_allowance.map(|limit| Allowance { limit, interfaces: &siblings }),
        });
        self.note_filter(interface, direction, by_rules, passage)
    }

    fn note_filter(
        &mut self,
        interface: &NetworkInterface,
        direction: Direction,
        by_rules: ByRules,
        passage: Passage,
    ) -> bool {
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
        self.assumptions.extend(passage.assumptions);
        self.checkpoints.push(Checkpoint {
            kind: CheckpointKind::SecurityGroup,
            resource: Rc::from(interface.id.as_str()),
            direction: Some(direction),
            decision,
            code,
            decided_by: rule.map(DecidedBy::Rule),
            tracked,
            packet: self.packet.clone(),
            evidence: Evidence::Rules(by_rules),
        });
        decision == Decision::Allowed
    }

    /// Outbound TCP 25 to a public address, which EC2 blocks by default.
    fn is_blocked_mail(&self) -> bool {
        let to_mail = self.packet.tcp_flags().is_some()
            && self.packet.ports().is_some_and(|(_, destination)| destination == 25);
        let destination = self.packet.destination;
        let inside = self.world.network.vpcs.iter().any(|vpc| vpc.contains(destination));
        to_mail && !inside && is_public(destination) && !self.world.network.settings.options.port_25_lifted
    }

    pub(super) fn pass_interface(&mut self, interface: &NetworkInterface, direction: Direction) {
        self.note_interface(interface, direction, Decision::Allowed, Code::InterfaceAccepts);
    }

    pub(super) fn stop_at(&mut self, interface: &NetworkInterface, direction: Direction, code: Code) -> bool {
        self.note_interface(interface, direction, Decision::Denied, code);
        false
    }

    fn note_interface(
        &mut self,
        interface: &NetworkInterface,
        direction: Direction,
        decision: Decision,
        code: Code,
    ) {
        self.checkpoints.push(Checkpoint {
            kind: CheckpointKind::Interface,
            resource: Rc::from(interface.id.as_str()),
            direction: Some(direction),
            decision,
            code,
            decided_by: None,
            tracked: None,
            packet: self.packet.clone(),
            evidence: Evidence::None,
        });
    }

    fn reach_service(&mut self, sender: &NetworkInterface, service: &'static str) -> bool {
        self.assumptions.push(Assumption::UnfilteredByAddress);
        self.checkpoints.push(Checkpoint {
            kind: CheckpointKind::UnfilteredService,
            resource: Rc::from(sender.id.as_str()),
            direction: Some(Direction::Egress),
            decision: Decision::Allowed,
            code: Code::UnfilteredService,
            decided_by: Some(DecidedBy::Named(Rc::from(service))),
            tracked: None,
            packet: self.packet.clone(),
            evidence: Evidence::None,
        });
        true
    }
}

/// What the interface is of that makes AWS track its flows always.
fn automatic_of(interface: &NetworkInterface) -> Option<AutomaticTracking> {
    match interface.interface_type {
        InterfaceType::Lambda => Some(AutomaticTracking::Lambda),
        InterfaceType::NetworkLoadBalancer => Some(AutomaticTracking::NetworkLoadBalancer),
        InterfaceType::VpcEndpoint => Some(AutomaticTracking::InterfaceEndpoint),
        InterfaceType::GlobalAcceleratorManaged => Some(AutomaticTracking::GlobalAccelerator),
        _ => None,
    }
}

/// Whether the address is one of the public internet.
fn is_public(address: std::net::IpAddr) -> bool {
    match address {
        std::net::IpAddr::V4(v4) => {
            let shared = v4.octets()[0] == 100 && (64..128).contains(&v4.octets()[1]);
            !v4.is_private() && !v4.is_loopback() && !v4.is_link_local() && !shared
        }
        std::net::IpAddr::V6(v6) => (v6.segments()[0] & 0xe000) == 0x2000,
    }
}
