//! Through load balancers and back.
//!
//! An Application Load Balancer ends the client's connection and opens one of its own. A Network Load
//! Balancer passes one flow on: with client-address preservation the target sees the client, and its
//! replies find their way back through the load balancer all the same. Source: ELB guides.

use super::translations::with_source_port;
use super::walk::{Gate, Walker};
use super::{CheckpointKind, Translation, Tuple};
use crate::catalog::{Assumption, Code};
use crate::conntrack::AutomaticTracking;
use crate::evaluate::{ListenerAnswer, ListenerChoice, balancer_of, choose_target};
use crate::model::{
    Carrier, LoadBalancer, LoadBalancerKind, NetworkInterface, NetworkInterfaceId, ResourceId,
};
use crate::net::{Direction, Family, Protocol};
use std::rc::Rc;

/// Idle seconds after which a Network Load Balancer forgets a TCP flow.
const NLB_TCP_TIMEOUT: u32 = 350;
/// The same for UDP.
const NLB_UDP_TIMEOUT: u32 = 120;
/// The idle timeout of an Application Load Balancer's connections, unless set.
const ALB_TIMEOUT: u32 = 60;

/// A flow that a target answers through a load balancer, although the answer names the client.
pub(super) struct Owed {
    balancer: Rc<NetworkInterface>,
    flow: Translation,
}

impl Walker<'_, '_> {
    /// What arrives at an interface: of a load balancer it goes on to a target, or back to a client; at
    /// any other it has arrived.
    pub fn through_balancer(&mut self, interface: &Rc<NetworkInterface>) -> bool {
        let Some(carrier) = balancer_of(self.network, interface) else { return true };
        let Some(balancer) = carrier.load_balancer() else { return true };
        let now = self.now();
        let tuple = Tuple::of(&self.packet);
        let device = interface.id.as_str();
        let answered = tuple.and_then(|tuple| self.world.translations.answered_by(device, tuple, now));
        if let Some(flow) = answered {
            return self.back_to_client(interface, flow);
        }
        let known = tuple.and_then(|tuple| self.world.translations.find(device, tuple, now));
        if let Some(flow) = known {
            self.world.translations.touch(device, flow, now);
            let by = flow.went.destination.0.to_string();
            return self.on_to_target(interface, carrier, balancer, flow, &by);
        }
        self.begin_at_listener(interface, carrier, balancer, tuple)
    }

    fn begin_at_listener(
        &mut self,
        interface: &Rc<NetworkInterface>,
        carrier: &Carrier,
        balancer: &LoadBalancer,
        tuple: Option<Tuple>,
    ) -> bool {
        let gate = Gate::new(CheckpointKind::LoadBalancer, carrier.id.as_str(), Direction::Ingress);
        let choice = match choose_target(self.network, balancer, &self.packet) {
            ListenerAnswer::Answers => {
                self.pass(&gate, Code::LoadBalancerAnswers, None);
                return true;
            }
            ListenerAnswer::Refuses(code) => return self.stop(&gate, code, None),
            ListenerAnswer::Unknown(code) => return self.lose(&gate, code, Some(carrier.id.as_str())),
            ListenerAnswer::Forwards(choice) => choice,
        };
        let Some(came) = tuple else { return true };
        if choice.targets > 1 {
            self.assume(Assumption::FirstTarget);
        }
        let Some(went) = self.onward(interface, balancer, &choice, came) else {
            return self.lose(&gate, Code::NotDescribed, Some(carrier.id.as_str()));
        };
        let now = self.now();
        let timeout = timeout_of(balancer.kind, came.protocol);
        let device = interface.id.as_str();
        self.world.translations.remember(device, came, went, timeout, now);
        let by = format!("{}:{}", choice.address, choice.port);
        let flow = Translation { came, went, expires: now.plus_seconds(timeout), timeout };
        self.on_to_target(interface, carrier, balancer, flow, &by)
    }

    /// The tuple with which a flow goes on to its target.
    fn onward(
        &mut self,
        interface: &NetworkInterface,
        balancer: &LoadBalancer,
        choice: &ListenerChoice<'_>,
        came: Tuple,
    ) -> Option<Tuple> {
        let destination = (choice.address, choice.port);
        let preserves = balancer.kind == LoadBalancerKind::Network
            && choice.group.preserves_client_ip()
            && Family::of(choice.address) == Family::of(came.source.0);
        if preserves {
            return Some(Tuple { destination, ..came });
        }
        let own = interface.address_of(Family::of(choice.address))?;
        let went = Tuple { source: (own, 0), destination, ..came };
        let port = self.world.translations.free_port(interface.id.as_str(), went, self.now())?;
        self.assume(Assumption::LowestFreePort);
        Some(with_source_port(went, port))
    }

    fn on_to_target(
        &mut self,
        interface: &Rc<NetworkInterface>,
        carrier: &Carrier,
        balancer: &LoadBalancer,
        flow: Translation,
        by: &str,
    ) -> bool {
        let gate = Gate::new(CheckpointKind::LoadBalancer, carrier.id.as_str(), Direction::Egress);
        self.pass(&gate, Code::LoadBalancerForwards, Some(by));
        self.rewrite(flow.came, flow.went);
        if balancer.kind == LoadBalancerKind::Network {
            self.arrival.through.clone_from(&interface.groups);
            self.automatic = Some(AutomaticTracking::NetworkLoadBalancer);
        }
        self.filter(interface, Direction::Egress) && self.depart_from_balancer(interface)
    }

    /// A target's answer has arrived at the load balancer's own address.
    fn back_to_client(&mut self, interface: &Rc<NetworkInterface>, flow: Translation) -> bool {
        let carrier = balancer_of(self.network, interface).map(|carrier| carrier.id.to_string());
        let resource = carrier.unwrap_or_else(|| interface.id.to_string());
        let gate = Gate::new(CheckpointKind::LoadBalancer, &resource, Direction::Egress);
        let now = self.now();
        self.world.translations.touch(interface.id.as_str(), flow, now);
        let by = flow.came.source.0.to_string();
        self.pass(&gate, Code::LoadBalancerForwards, Some(&by));
        self.rewrite(flow.went, flow.came);
        self.filter(interface, Direction::Egress) && self.depart_from_balancer(interface)
    }

    /// The flow of a Network Load Balancer that the sender's packet answers, although it names the client.
    pub fn balancer_owed(&self, sender: &NetworkInterface) -> Option<Owed> {
        let tuple = Tuple::of(&self.packet)?;
        let is_balancer = |device: &str| {
            let interface = self.network.interfaces.find(device);
            interface.is_some_and(|interface| {
                interface.id != sender.id && balancer_of(self.network, interface).is_some()
            })
        };
        let (device, flow) = self.world.translations.answered_by_any(tuple, self.now(), is_balancer)?;
        let preserved = flow.came.source == flow.went.source;
        let balancer = self.network.interfaces.find(&NetworkInterfaceId::new(&device))?;
        preserved.then(|| Owed { balancer: Rc::clone(balancer), flow })
    }

    /// The answer of a target that saw the client's address goes back through the load balancer.
    pub fn back_through_balancer(&mut self, sender: &NetworkInterface, owed: Owed) -> bool {
        let Owed { balancer, flow } = owed;
        if !self.cross(Some(&sender.subnet), Some(&balancer.subnet)) {
            return false;
        }
        self.automatic = Some(AutomaticTracking::NetworkLoadBalancer);
        self.filter(&balancer, Direction::Ingress) && self.back_to_client(&balancer, flow)
    }

    fn depart_from_balancer(&mut self, interface: &Rc<NetworkInterface>) -> bool {
        match self.network.subnets.find(&interface.subnet) {
            Some(subnet) => self.route_from(subnet),
            None => {
                let gate =
                    Gate::new(CheckpointKind::RouteTable, interface.subnet.as_str(), Direction::Egress);
                self.lose(&gate, Code::NotDescribed, Some(interface.subnet.as_str()))
            }
        }
    }
}

fn timeout_of(kind: LoadBalancerKind, protocol: Protocol) -> u32 {
    match kind {
        LoadBalancerKind::Application => ALB_TIMEOUT,
        LoadBalancerKind::Network | LoadBalancerKind::Gateway if protocol == Protocol::UDP => NLB_UDP_TIMEOUT,
        LoadBalancerKind::Network | LoadBalancerKind::Gateway => NLB_TCP_TIMEOUT,
    }
}
