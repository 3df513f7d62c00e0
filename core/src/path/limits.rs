//! What a packet on its way can run into beside filters: links that carry shorter packets only, and the
//! end of its time to live. Whoever drops it tells its sender by an ICMP error, which walks a path of its
//! own and needs rules of its own.
//!
//! Sources: RFC 792, 1191, 4443, 8201; EC2 User Guide `network_mtu`.

use super::walk::{Gate, Walker};
use super::{CheckpointKind, Origin, Started};
use crate::catalog::links::internet_router;
use crate::catalog::{Assumption, Code};
use crate::model::{NatGateway, NetworkInterface};
use crate::net::{Family, IcmpMessage, Packet, Payload};
use std::net::IpAddr;
use std::rc::Rc;

/// What a packet brings along for its way. By default it is short, and lives as long as it must.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// Its length in bytes, where nobody may cut it into fragments.
    pub size: Option<u16>,
    /// How many hops it has left.
    pub time_to_live: Option<u8>,
}

/// What a component that drops a packet tells its sender.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bounce {
    /// The ICMP error, and where it starts.
    pub error: Started,
    /// The length that would have passed; none where the time to live has run out.
    pub carries: Option<u16>,
}

/// The ICMP errors that tell a sender what became of its packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Complaint {
    PortUnreachable,
    TimeExceeded,
    TooBig,
}

impl Complaint {
    /// The type and code in the packet's family.
    fn kind_and_code(self, family: Family) -> (u8, u8) {
        match (self, family) {
            (Complaint::PortUnreachable, Family::Ipv4) => (3, 3),
            (Complaint::PortUnreachable, Family::Ipv6) => (1, 4),
            (Complaint::TimeExceeded, Family::Ipv4) => (11, 0),
            (Complaint::TimeExceeded, Family::Ipv6) => (3, 0),
            (Complaint::TooBig, Family::Ipv4) => (3, 4),
            (Complaint::TooBig, Family::Ipv6) => (2, 0),
        }
    }

    /// The error about a packet, from an address to the packet's sender.
    pub fn about(self, packet: &Packet, from: IpAddr, origin: Origin) -> Started {
        let (kind, code) = self.kind_and_code(packet.family());
        let message =
            IcmpMessage { about: Some(Box::new(packet.clone())), ..IcmpMessage::new(kind, code, 0) };
        let payload = match packet.family() {
            Family::Ipv4 => Payload::Icmp(message),
            Family::Ipv6 => Payload::Icmpv6(message),
        };
        Started::new(Packet { source: from, destination: packet.source, payload }, origin)
    }
}

impl Walker<'_, '_> {
    /// Whether the packet, as it is passed on, fits a link; else it ends at the gate, and its sender is
    /// told from `origin`.
    pub fn fits(&mut self, gate: &Gate<'_>, carries: u16, onward: &Packet, origin: Origin) -> bool {
        if self.limits.size.is_none_or(|size| size <= carries) {
            return true;
        }
        self.assume(Assumption::PacketTooBigSender);
        let error = Complaint::TooBig.about(onward, onward.destination, origin);
        self.bounce = Some(Bounce { error, carries: Some(carries) });
        self.stop(gate, Code::PacketTooBig, Some(&carries.to_string()))
    }

    /// One hop more. Where it is one too many the packet ends at the gate, and its sender is told from
    /// the hop's address.
    fn hop(&mut self, gate: &Gate<'_>, own: IpAddr, origin: Origin) -> bool {
        let Some(left) = self.limits.time_to_live else { return true };
        self.assume(Assumption::TracerouteHops);
        self.limits.time_to_live = Some(left.saturating_sub(1));
        if left > 1 {
            return true;
        }
        let error = Complaint::TimeExceeded.about(&self.packet, own, origin);
        self.bounce = Some(Bounce { error, carries: None });
        self.stop(gate, Code::TimeExceeded, None)
    }

    /// The hop that a NAT gateway is, where it lies in a subnet.
    pub fn hop_at_nat_gateway(&mut self, gateway: &NatGateway, gate: &Gate<'_>) -> bool {
        let subnet = gateway.subnet.as_ref().and_then(|id| self.network.subnets.find(id)).cloned();
        let own = gateway.addresses.first().and_then(|address| address.private_ip);
        match (subnet, own) {
            (Some(subnet), Some(own)) => self.hop(gate, IpAddr::V4(own), Origin::Subnet(subnet)),
            _ => true,
        }
    }

    /// The hop that an appliance is.
    pub fn hop_at_appliance(&mut self, appliance: &Rc<NetworkInterface>, gate: &Gate<'_>) -> bool {
        match appliance.address_of(self.packet.family()) {
            Some(own) => self.hop(gate, own, Origin::Interface(Rc::clone(appliance))),
            None => true,
        }
    }

    /// The one router that the internet is here.
    pub fn hop_on_the_internet(&mut self) -> bool {
        let gate = Gate { kind: CheckpointKind::Interface, resource: "internet", direction: None };
        self.hop(&gate, internet_router(self.packet.destination), Origin::Outside)
    }
}
