//! What AWS's text says becomes of a packet, decided by brute force over the plan: no line of it is the
//! evaluator's. Where several checks would stop the packet, the first on its way is named.

use crate::plan::{
    Balancer, Block, Carrier, Interface, Plan, SERVICE, Subnet, Target, nat_private, nat_public,
    subnet_block, subnet_block6, vpc_block, vpc_block6,
};
use sg_tests::plain::{ICMP, ICMPV6, PlainPacket, PlainPeer, PlainRule, TCP, UDP, admits};
use std::net::IpAddr;

/// Delivered, as it arrived; or the kind of the checkpoint that stops it; or not decided by the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    Arrives(PlainPacket),
    Stopped(&'static str),
    Open,
}

/// What interfaces and gateways remember between a packet and its answer.
pub struct Oracle<'a> {
    plan: &'a Plan,
    /// Whether the packet answers another: TCP's control bits and ICMP's type differ.
    is_answer: bool,
    /// At the interface with this address, out or in, as seen there.
    flows: Vec<(IpAddr, bool, PlainPacket)>,
    /// By VPC: the packet as it came to the NAT gateway and as it went on.
    mapped: Vec<(usize, PlainPacket, PlainPacket)>,
    /// By VPC: flows that left by an egress-only gateway.
    left: Vec<(usize, PlainPacket)>,
    /// By a load balancer's address: the packet as it came and as it went on.
    balanced: Vec<(IpAddr, PlainPacket, PlainPacket)>,
    /// VPC and groups of the Network Load Balancer that the packet has come through.
    through: Option<(usize, Vec<usize>)>,
}

/// The first port that a NAT gateway gives: AWS promises 1024-65535, which one is the test's to learn.
const NAT_PORT: u16 = 1024;

impl<'a> Oracle<'a> {
    pub fn new(plan: &'a Plan) -> Oracle<'a> {
        Oracle {
            plan,
            is_answer: false,
            flows: Vec::new(),
            mapped: Vec::new(),
            left: Vec::new(),
            balanced: Vec::new(),
            through: None,
        }
    }

    pub fn send(&mut self, packet: &PlainPacket) -> Fate {
        let plan = self.plan;
        self.through = None;
        if self.is_answer && covers(&SERVICE, packet.source) {
            // The service behind a gateway endpoint answers to the private address.
            let to = plan.interfaces().find(|(_, _, own)| owns(own, packet.destination));
            if let Some((vpc, ..)) = to {
                return self.deliver(vpc, None, packet.clone());
            }
        }
        let sender = plan.interfaces().find(|(_, _, own)| owns(own, packet.source));
        match sender {
            Some((vpc, subnet, interface)) => self.leave(vpc, subnet, interface, packet.clone()),
            None => self.on_the_internet(packet.clone(), false),
        }
    }

    /// The packet that answers the one before.
    pub fn answer(&mut self, packet: &PlainPacket) -> Fate {
        self.is_answer = true;
        self.send(packet)
    }

    fn leave(&mut self, vpc: usize, subnet: usize, from: &Interface, packet: PlainPacket) -> Fate {
        let to_mail = packet.protocol == TCP && packet.destination_port == 25;
        if to_mail && !is_in_any_range(packet.destination) {
            return Fate::Stopped("interface");
        }
        if !self.groups_let(vpc, from, &packet, true) {
            return Fate::Stopped("security-group");
        }
        // The answer to a client whose address a Network Load Balancer has kept goes back through it.
        let owed = self
            .balanced
            .iter()
            .find(|(_, came, went)| came.source == went.source && self.is_answer && answers(went, &packet));
        if let Some((balancer, came, _)) = owed.cloned() {
            return self.owed_to_balancer(subnet, balancer, came, packet);
        }
        self.route(vpc, subnet, packet)
    }

    fn owed_to_balancer(
        &mut self,
        from: usize,
        balancer: IpAddr,
        came: PlainPacket,
        packet: PlainPacket,
    ) -> Fate {
        let plan = self.plan;
        let at = plan.interfaces().find(|(_, _, own)| IpAddr::V4(own.address) == balancer);
        let (vpc, subnet, own) = at.expect("the load balancer");
        if !self.crosses(vpc, Some(from), Some(subnet), &packet) {
            return Fate::Stopped("network-acl");
        }
        if !self.groups_let(vpc, own, &packet, false) {
            return Fate::Stopped("security-group");
        }
        self.back_to_client(vpc, subnet, own, &came, packet)
    }

    /// From a load balancer to its client, from the address that the client wrote to.
    fn back_to_client(
        &mut self,
        vpc: usize,
        subnet: usize,
        own: &Interface,
        came: &PlainPacket,
        packet: PlainPacket,
    ) -> Fate {
        let back = PlainPacket {
            source: came.destination,
            source_port: came.destination_port,
            destination: came.source,
            destination_port: came.source_port,
            ..packet
        };
        if !self.groups_let(vpc, own, &back, true) {
            return Fate::Stopped("security-group");
        }
        self.route(vpc, subnet, back)
    }

    /// Section 0: an Application Load Balancer opens a flow of its own, from its own address; a Network Load
    /// Balancer may keep the client's.
    fn at_balancer(
        &mut self,
        (vpc, subnet): (usize, usize),
        own: &Interface,
        it: &Balancer,
        packet: PlainPacket,
    ) -> Fate {
        let address = IpAddr::V4(own.address);
        let answered =
            self.balanced.iter().find(|(at, _, went)| *at == address && answers(went, &packet)).cloned();
        if let Some((_, came, _)) = answered.filter(|_| self.is_answer) {
            return self.back_to_client(vpc, subnet, own, &came, packet);
        }
        if !matches!(packet.protocol, TCP | UDP) {
            // Nothing but what a listener takes goes on to a target.
            return Fate::Arrives(packet);
        }
        if packet.protocol != TCP || packet.destination_port != it.port {
            return Fate::Stopped("load-balancer");
        }
        if packet.source == IpAddr::V4(it.target) {
            // A target that is its own client: AWS documents no way for it.
            return Fate::Open;
        }
        let keeps = it.preserves_client && packet.source.is_ipv4();
        let (source, source_port) =
            if keeps { (packet.source, packet.source_port) } else { (address, NAT_PORT) };
        let (destination, destination_port) = (IpAddr::V4(it.target), it.target_port);
        let went = PlainPacket { source, source_port, destination, destination_port, ..packet.clone() };
        self.balanced.push((address, packet, went.clone()));
        if it.is_network {
            self.through = Some((vpc, own.groups.clone()));
        }
        if !self.groups_let(vpc, own, &went, true) {
            return Fate::Stopped("security-group");
        }
        self.route(vpc, subnet, went)
    }

    /// Section 3 and 4: a flow that this interface knows, or one rule that allows.
    fn groups_let(&mut self, vpc: usize, at: &Interface, packet: &PlainPacket, outbound: bool) -> bool {
        let is_network_balancer = matches!(&at.of, Carrier::Balancer(it) if it.is_network);
        if at.groups.is_empty() && is_network_balancer {
            // Made without groups, it lets everything by.
            return true;
        }
        let own = IpAddr::V4(at.address);
        let known = self.flows.iter().any(|(interface, was_outbound, flow)| {
            *interface == own && *was_outbound != outbound && answers(flow, packet)
        });
        if known {
            return true;
        }
        let groups = at.groups.iter().flat_map(|group| &self.plan.vpcs[vpc].groups[*group]);
        let allowed = groups.into_iter().any(|rule| match rule.group {
            None => admits(&rule.plain, packet, outbound),
            Some((far, group))
                if !outbound
                    && self
                        .through
                        .as_ref()
                        .is_some_and(|(vpc, own)| *vpc == far && own.contains(&group)) =>
            {
                // The documented exception: by the load balancer's group though the source is the client's.
                admits(&PlainRule { peer: everyone(packet), ..rule.plain.clone() }, packet, outbound)
            }
            Some((far, group)) => {
                let peer = PlainPeer::Group(self.members(vpc, far, group));
                admits(&PlainRule { peer, ..rule.plain.clone() }, packet, outbound)
            }
        });
        if allowed {
            self.flows.push((own, outbound, packet.clone()));
        }
        allowed
    }

    /// Section 3.3: the private addresses of those that carry the group, in the same VPC or over an active
    /// peering.
    fn members(&self, from: usize, vpc: usize, group: usize) -> Vec<IpAddr> {
        let is_peered =
            self.plan.peerings.iter().any(|peering| {
                peering.is_active && peering.ends.contains(&from) && peering.ends.contains(&vpc)
            });
        if from != vpc && !is_peered {
            return Vec::new();
        }
        let carry = self.plan.interfaces().filter(|(at, _, own)| *at == vpc && own.groups.contains(&group));
        carry
            .flat_map(|(_, _, own)| [Some(own.address.into()), own.ipv6.map(IpAddr::from)])
            .flatten()
            .collect()
    }

    /// Section 6: the longest prefix of the subnet's table; nothing inside the subnet itself.
    fn route(&mut self, vpc: usize, subnet: usize, packet: PlainPacket) -> Fate {
        if is_in_subnet(vpc, subnet, packet.destination) {
            return self.deliver(vpc, Some(subnet), packet);
        }
        let own = &self.plan.vpcs[vpc];
        let fitting = own.tables[own.subnets[subnet].table].iter();
        let fitting = fitting.filter(|route| covers(&route.to, packet.destination));
        let Some(route) = fitting.max_by_key(|route| route.to.1) else { return Fate::Stopped("route-table") };
        match route.target {
            Target::Blackhole => Fate::Stopped("route-table"),
            Target::Local => self.deliver(vpc, Some(subnet), packet),
            Target::Nat => self.by_nat(vpc, subnet, packet),
            _ if !self.acl_lets(vpc, subnet, &packet, true) => Fate::Stopped("network-acl"),
            Target::Internet => self.by_internet_gateway(vpc, packet),
            Target::EgressOnly => self.by_egress_only(vpc, packet),
            Target::Peering(at) => self.by_peering(vpc, at, packet),
            Target::Transit => self.by_transit(vpc, packet),
            Target::GatewayEndpoint => match packet.protocol {
                // Section 12: TCP and echo only.
                TCP | ICMP => Fate::Arrives(packet),
                _ => Fate::Stopped("endpoint"),
            },
        }
    }

    /// Section 5.5: the attachment's subnet looks at the source on the way out; on the way in its own table
    /// and lists count as for anything that leaves it, and none inside it.
    fn by_transit(&mut self, vpc: usize, packet: PlainPacket) -> Fate {
        let Some(near) = self.plan.attachments[vpc] else { return Fate::Stopped("transit-gateway") };
        if !self.acl_lets(vpc, near, &packet, false) {
            return Fate::Stopped("network-acl");
        }
        let attached = self.plan.attachments.iter().enumerate();
        let mut attached = attached.filter_map(|(far, subnet)| Some((far, (*subnet)?)));
        match attached.find(|(far, _)| is_in_vpc(*far, packet.destination)) {
            Some((far, subnet)) => self.route(far, subnet, packet),
            None => Fate::Stopped("transit-gateway"),
        }
    }

    /// Section 5: the lowest number that matches decides.
    fn acl_lets(&self, vpc: usize, subnet: usize, packet: &PlainPacket, outbound: bool) -> bool {
        let own = &self.plan.vpcs[vpc];
        let entries = own.acls[own.subnets[subnet].acl].0[usize::from(outbound)].iter();
        let matching = entries.filter(|entry| admits(&entry.about, packet, outbound));
        matching.min_by_key(|entry| entry.number).is_some_and(|entry| entry.allow)
    }

    /// To whoever has the address in the VPC; both ACLs, unless the packet stays in its subnet.
    fn deliver(&mut self, vpc: usize, from: Option<usize>, packet: PlainPacket) -> Fate {
        let subnets = &self.plan.vpcs[vpc].subnets;
        let into = (0..subnets.len()).find(|subnet| is_in_subnet(vpc, *subnet, packet.destination));
        if !self.crosses(vpc, from, into, &packet) {
            return Fate::Stopped("network-acl");
        }
        let Some(subnet) = into else { return Fate::Stopped("interface") };
        let nat = self.plan.vpcs[vpc].nat_subnet;
        if nat == Some(subnet) && packet.destination == IpAddr::V4(nat_private(vpc, subnet)) {
            return self.back_by_nat(vpc, subnet, packet);
        }
        let Subnet { interfaces, .. } = &subnets[subnet];
        match interfaces.iter().find(|own| owns(own, packet.destination)) {
            None => Fate::Stopped("interface"),
            Some(at) if !self.groups_let(vpc, at, &packet, false) => Fate::Stopped("security-group"),
            Some(at) => match &at.of {
                Carrier::Balancer(it) => self.at_balancer((vpc, subnet), at, it, packet),
                Carrier::Instance | Carrier::Endpoint => Fate::Arrives(packet),
            },
        }
    }

    fn crosses(&self, vpc: usize, from: Option<usize>, into: Option<usize>, packet: &PlainPacket) -> bool {
        from == into
            || (from.is_none_or(|from| self.acl_lets(vpc, from, packet, true))
                && into.is_none_or(|into| self.acl_lets(vpc, into, packet, false)))
    }

    /// Section 7.4, steps 3 to 6.
    fn by_nat(&mut self, vpc: usize, subnet: usize, packet: PlainPacket) -> Fate {
        let at = self.plan.vpcs[vpc].nat_subnet.expect("a route to a NAT gateway that exists");
        if !self.crosses(vpc, Some(subnet), Some(at), &packet) {
            return Fate::Stopped("network-acl");
        }
        if !matches!(packet.protocol, TCP | UDP | ICMP) || (self.is_answer && packet.protocol != UDP) {
            // It carries three protocols; a segment of a connection that it does not know gets a reset, and
            // an echo reply to nothing begins nothing.
            return Fate::Stopped("nat-gateway");
        }
        let source_port = if packet.protocol == ICMP { 0 } else { NAT_PORT };
        let source = IpAddr::V4(nat_private(vpc, at));
        let went = PlainPacket { source, source_port, ..packet.clone() };
        self.mapped.push((vpc, packet, went.clone()));
        self.route(vpc, at, went)
    }

    fn back_by_nat(&mut self, vpc: usize, at: usize, packet: PlainPacket) -> Fate {
        let known = self.mapped.iter().find(|(own, _, went)| *own == vpc && answers(went, &packet)).cloned();
        let Some((_, came, _)) = known else { return Fate::Stopped("nat-gateway") };
        let (destination, destination_port) = (came.source, came.source_port);
        self.route(vpc, at, PlainPacket { destination, destination_port, ..packet })
    }

    /// Section 7.3.
    fn by_internet_gateway(&mut self, vpc: usize, packet: PlainPacket) -> Fate {
        let by_nat = self.is_nat(vpc, packet.source);
        if self.is_blocked(by_nat) {
            return Fate::Stopped("block-public-access");
        }
        let IpAddr::V4(destination) = packet.destination else { return self.on_the_internet(packet, true) };
        if destination.is_private() {
            return Fate::Stopped("internet-gateway");
        }
        let interfaces = self.plan.interfaces().filter(|(at, ..)| *at == vpc);
        let own = interfaces.into_iter().find(|(_, _, own)| own.address == packet.source);
        let public = if by_nat { Some(nat_public(vpc)) } else { own.and_then(|(_, _, own)| own.public) };
        match public {
            None => Fate::Stopped("internet-gateway"),
            Some(public) => self.on_the_internet(PlainPacket { source: public.into(), ..packet }, true),
        }
    }

    fn by_egress_only(&mut self, vpc: usize, packet: PlainPacket) -> Fate {
        if self.is_blocked(true) {
            return Fate::Stopped("block-public-access");
        }
        self.left.push((vpc, packet.clone()));
        self.on_the_internet(packet, true)
    }

    /// Section 6.5: Block Public Access.
    fn is_blocked(&self, by_nat_or_egress_only: bool) -> bool {
        match self.plan.block_mode {
            "block-bidirectional" => true,
            "block-ingress" => !by_nat_or_egress_only,
            _ => false,
        }
    }

    fn is_nat(&self, vpc: usize, address: IpAddr) -> bool {
        let subnet = self.plan.vpcs[vpc].nat_subnet;
        subnet.is_some_and(|subnet| address == IpAddr::V4(nat_private(vpc, subnet)))
    }

    /// Among the internet's networks, on the way to whoever has the public address.
    fn on_the_internet(&mut self, packet: PlainPacket, began_inside: bool) -> Fate {
        let plan = self.plan;
        let vpcs = 0..plan.vpcs.len();
        if packet.destination.is_ipv6() {
            let vpc = vpcs.into_iter().find(|vpc| covers(&vpc_block6(*vpc), packet.destination));
            return match vpc {
                Some(vpc) => self.enter(vpc, packet.destination, packet),
                None if began_inside => Fate::Arrives(packet),
                None => Fate::Stopped("interface"),
            };
        }
        let mut interfaces = plan.interfaces();
        let holder = interfaces.find(|(_, _, own)| own.public.map(IpAddr::from) == Some(packet.destination));
        let of_nat = vpcs.into_iter().find_map(|vpc| {
            let subnet = plan.vpcs[vpc].nat_subnet?;
            (packet.destination == IpAddr::V4(nat_public(vpc))).then(|| (vpc, nat_private(vpc, subnet)))
        });
        match holder.map(|(vpc, _, own)| (vpc, own.address)).or(of_nat) {
            Some((vpc, private)) => self.enter(vpc, private.into(), packet),
            None if began_inside => Fate::Arrives(packet),
            None => Fate::Stopped("interface"),
        }
    }

    /// Section 7.2; IPv6 first by the egress-only gateway that knows the flow.
    fn enter(&mut self, vpc: usize, private: IpAddr, packet: PlainPacket) -> Fate {
        let own = &self.plan.vpcs[vpc];
        if private.is_ipv6() && own.egress_only_gateway {
            let known = self.left.iter().any(|(at, flow)| *at == vpc && answers(flow, &packet));
            if known && self.is_blocked(true) {
                return Fate::Stopped("block-public-access");
            }
            if known {
                return self.deliver(vpc, None, packet);
            }
            if !own.internet_gateway {
                return Fate::Stopped("egress-only-internet-gateway");
            }
        }
        if !own.internet_gateway || is_private(packet.source) {
            return Fate::Stopped("internet-gateway");
        }
        if self.is_nat(vpc, private) && packet.source == IpAddr::V4(nat_public(vpc)) {
            // What a NAT gateway does with a packet of its own is not documented.
            return Fate::Open;
        }
        if self.is_blocked(self.is_nat(vpc, private)) {
            return Fate::Stopped("block-public-access");
        }
        self.deliver(vpc, None, PlainPacket { destination: private, ..packet })
    }

    /// Section 7.5: only from the one VPC's blocks to the other's.
    fn by_peering(&mut self, vpc: usize, at: usize, packet: PlainPacket) -> Fate {
        let peering = &self.plan.peerings[at];
        let far = if peering.ends[0] == vpc { peering.ends[1] } else { peering.ends[0] };
        let fits = is_in_vpc(vpc, packet.source) && is_in_vpc(far, packet.destination);
        if !peering.is_active || !fits {
            return Fate::Stopped("peering");
        }
        self.deliver(far, None, packet)
    }
}

fn everyone(packet: &PlainPacket) -> PlainPeer {
    match packet.source {
        IpAddr::V4(_) => PlainPeer::V4(std::net::Ipv4Addr::UNSPECIFIED, 0),
        IpAddr::V6(_) => PlainPeer::V6(std::net::Ipv6Addr::UNSPECIFIED, 0),
    }
}

/// Whether one packet answers the other: ends exchanged, and an echo reply to a request.
fn answers(flow: &PlainPacket, packet: &PlainPacket) -> bool {
    let is_echo = matches!(packet.protocol, ICMP | ICMPV6);
    flow.protocol == packet.protocol
        && (!is_echo || flow.icmp_type != packet.icmp_type)
        && (flow.source, flow.source_port) == (packet.destination, packet.destination_port)
        && (flow.destination, flow.destination_port) == (packet.source, packet.source_port)
}

fn owns(interface: &Interface, address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => interface.address == address,
        IpAddr::V6(address) => interface.ipv6 == Some(address),
    }
}

fn covers((base, length): &Block, address: IpAddr) -> bool {
    match (base, address) {
        (IpAddr::V4(base), IpAddr::V4(address)) => {
            (u32::from(*base) ^ u32::from(address)).leading_zeros() >= u32::from(*length)
        }
        (IpAddr::V6(base), IpAddr::V6(address)) => {
            (u128::from(*base) ^ u128::from(address)).leading_zeros() >= u32::from(*length)
        }
        _ => false,
    }
}

fn is_in_vpc(vpc: usize, address: IpAddr) -> bool {
    covers(&vpc_block(vpc), address) || covers(&vpc_block6(vpc), address)
}

fn is_in_subnet(vpc: usize, subnet: usize, address: IpAddr) -> bool {
    covers(&subnet_block(vpc, subnet), address) || covers(&subnet_block6(vpc, subnet), address)
}

/// Whether the address is private, or of a VPC that could be.
fn is_in_any_range(address: IpAddr) -> bool {
    is_private(address) || (0..3).any(|vpc| is_in_vpc(vpc, address))
}

fn is_private(address: IpAddr) -> bool {
    matches!(address, IpAddr::V4(address) if address.is_private())
}
