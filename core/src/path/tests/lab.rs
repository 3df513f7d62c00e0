//! A network written in a few words, and packets sent through it.

use crate::evaluate::RuleCache;
use crate::model::*;
use crate::net::{Decision, Direction, Family, Instant, Packet, PortRange, Protocol, parse_cidr};
use crate::path::{Dialogue, Origin, Started, Trace, Translations, World, converse, packet_from, walk};
use crate::wire::{ConversationInput, ConversationKind, PacketInput, ProtocolName};
use ipnet::IpNet;
use std::net::IpAddr;
use std::rc::Rc;

/// A network under construction, and the tables that walks write to.
#[derive(Default)]
pub struct Lab {
    pub network: Network,
    tracker: crate::conntrack::Tracker,
    translations: Translations,
    rules: RuleCache,
}

fn block(text: &str) -> IpNet {
    parse_cidr(text).unwrap()
}

/// `all`, `tcp 443`, `udp 1024-65535`, `icmp 8`, `47`.
fn traffic(words: &[&str]) -> Traffic {
    match words {
        ["all"] => Traffic::All,
        [name, ports] => {
            let protocol = Protocol::parse(name).unwrap();
            if protocol.is_icmp() {
                return Traffic::Icmp { protocol, kind: ports.parse().ok(), code: None };
            }
            let (low, high) = ports.split_once('-').unwrap_or((ports, ports));
            Traffic::Ports(protocol, PortRange::new(low.parse().unwrap(), high.parse().unwrap()).unwrap())
        }
        other => Traffic::Other(Protocol(other[0].parse().unwrap())),
    }
}

impl Lab {
    /// A VPC with a main table of local routes, a default ACL and the group `open-<vpc>`.
    pub fn vpc(mut self, id: &str, blocks: &[&str]) -> Lab {
        let nets: Vec<IpNet> = blocks.iter().map(|text| block(text)).collect();
        let vpc = VpcId::new(id);
        let v4 = |net: &IpNet| if let IpNet::V4(net) = net { Some(*net) } else { None };
        let v6 = |net: &IpNet| if let IpNet::V6(net) = net { Some(*net) } else { None };
        self.network.vpcs.insert(
            vpc.clone(),
            Vpc {
                id: vpc.clone(),
                owner: Rc::from("111122223333"),
                ipv4_blocks: nets.iter().filter_map(v4).collect(),
                ipv6_blocks: nets.iter().filter_map(v6).collect(),
                is_default: false,
                tags: Tags::default(),
                is_stand_in: false,
            },
        );
        let locals: Vec<Route> = nets.iter().map(|net| Route::local(*net)).collect();
        let table = RouteTable {
            id: RouteTableId::new(&format!("rtb-{id}")),
            vpc: vpc.clone(),
            owner: Rc::from("111122223333"),
            routes: locals.into(),
            associations: vec![RouteTableAssociation {
                id: RouteTableAssociationId::new(&format!("rtbassoc-{id}")),
                user: RouteTableUser::Main,
            }],
            propagating_vgws: Vec::new(),
            tags: Tags::default(),
        };
        self.network.route_tables.insert(table.id.clone(), table);
        let open = [
            NetworkAclEntry::all_traffic(100, RuleAction::Allow, Family::Ipv4),
            NetworkAclEntry::all_traffic(101, RuleAction::Allow, Family::Ipv6),
            NetworkAclEntry::last(Family::Ipv4),
            NetworkAclEntry::last(Family::Ipv6),
        ];
        let acl = NetworkAcl {
            id: NetworkAclId::new(&format!("acl-{id}")),
            vpc,
            owner: Rc::from("111122223333"),
            is_default: true,
            inbound: open.clone().into(),
            outbound: open.into(),
            associations: Vec::new(),
            tags: Tags::default(),
        };
        self.network.network_acls.insert(acl.id.clone(), acl);
        let all = ["all 0.0.0.0/0", "all ::/0"];
        self.group(&format!("open-{id}"), id, &all, &all)
    }

    /// A group; a rule is `tcp 443 10.0.0.0/8`, its last word a block, a group `sg-…` or a list `pl-…`.
    pub fn group(mut self, id: &str, vpc: &str, inbound: &[&str], outbound: &[&str]) -> Lab {
        let rule = |direction, index: usize, text: &str| {
            let words: Vec<&str> = text.split(' ').collect();
            let (last, rest) = words.split_last().unwrap();
            let peer = match parse_cidr(last) {
                Ok(net) => Peer::from_block(net),
                Err(_) if last.starts_with("pl-") => Peer::PrefixList(PrefixListId::new(last)),
                Err(_) => Peer::SecurityGroup(GroupPeer::new(SecurityGroupId::new(last))),
            };
            Rc::new(SecurityGroupRule {
                id: SecurityGroupRuleId::new(&format!("sgr-{id}-{direction:?}-{index}")),
                id_is_invented: false,
                direction,
                traffic: traffic(rest),
                peer,
                description: None,
                tags: Tags::default(),
            })
        };
        let ins = inbound.iter().enumerate().map(|(index, text)| rule(Direction::Ingress, index, text));
        let outs = outbound.iter().enumerate().map(|(index, text)| rule(Direction::Egress, index, text));
        let group = SecurityGroup {
            id: SecurityGroupId::new(id),
            name: Rc::from(id),
            description: Rc::from(id),
            vpc: VpcId::new(vpc),
            owner: Rc::from("111122223333"),
            rules: ins.chain(outs).collect(),
            tags: Tags::default(),
        };
        self.network.security_groups.insert(group.id.clone(), group);
        self
    }

    /// A subnet of zone `a` that uses the default ACL.
    pub fn subnet(self, id: &str, vpc: &str, blocks: &[&str]) -> Lab {
        self.subnet_in(id, vpc, blocks, "a")
    }

    pub fn subnet_in(mut self, id: &str, vpc: &str, blocks: &[&str], zone: &str) -> Lab {
        let nets: Vec<IpNet> = blocks.iter().map(|text| block(text)).collect();
        let subnet = Subnet {
            id: SubnetId::new(id),
            vpc: VpcId::new(vpc),
            ipv4_block: nets.iter().find_map(|net| if let IpNet::V4(net) = net { Some(*net) } else { None }),
            ipv6_blocks: nets
                .iter()
                .filter_map(|net| if let IpNet::V6(net) = net { Some(*net) } else { None })
                .collect(),
            availability_zone: Rc::from(zone),
            map_public_ip_on_launch: false,
            tags: Tags::default(),
            is_stand_in: false,
        };
        self.network.subnets.insert(subnet.id.clone(), subnet);
        self.use_acl(id, &format!("acl-{vpc}"));
        self
    }

    fn use_acl(&mut self, subnet: &str, acl: &str) {
        let ids: Vec<NetworkAclId> = self.network.network_acls.ids().cloned().collect();
        for id in ids {
            let other = self.network.network_acls.modify(&id).unwrap();
            other.associations.retain(|own| own.subnet != SubnetId::new(subnet));
            if id.as_str() == acl {
                other.associations.push(NetworkAclAssociation {
                    id: NetworkAclAssociationId::new(&format!("aclassoc-{subnet}")),
                    subnet: SubnetId::new(subnet),
                });
            }
        }
    }

    /// An ACL for a subnet; an entry is `100 allow tcp 443 0.0.0.0/0`.
    pub fn acl(mut self, id: &str, subnet: &str, inbound: &[&str], outbound: &[&str]) -> Lab {
        let entry = |text: &&str| {
            let words: Vec<&str> = text.split(' ').collect();
            NetworkAclEntry {
                number: words[0].parse().unwrap(),
                action: RuleAction::parse(words[1]).unwrap(),
                traffic: traffic(&words[2..words.len() - 1]),
                block: block(words[words.len() - 1]),
            }
        };
        let vpc = self.network.subnets.find(subnet).unwrap().vpc.clone();
        let mut acl = NetworkAcl {
            id: NetworkAclId::new(id),
            vpc,
            owner: Rc::from("111122223333"),
            is_default: false,
            inbound: [NetworkAclEntry::last(Family::Ipv4), NetworkAclEntry::last(Family::Ipv6)].into(),
            outbound: [NetworkAclEntry::last(Family::Ipv4), NetworkAclEntry::last(Family::Ipv6)].into(),
            associations: Vec::new(),
            tags: Tags::default(),
        };
        inbound.iter().map(entry).for_each(|entry| acl.put_entry(Direction::Ingress, entry));
        outbound.iter().map(entry).for_each(|entry| acl.put_entry(Direction::Egress, entry));
        self.network.network_acls.insert(acl.id.clone(), acl);
        self.use_acl(subnet, id);
        self
    }

    /// A table for a subnet (or a gateway) with the local routes and these; a target is told by its prefix.
    pub fn table(mut self, user: &str, vpc: &str, routes: &[(&str, &str)]) -> Lab {
        let locals = self.network.vpcs.find(vpc).unwrap().blocks().map(Route::local);
        let told = routes.iter().map(|(destination, target)| {
            let destination = match parse_cidr(destination) {
                Ok(net) => RouteDestination::Block(net),
                Err(_) => RouteDestination::PrefixList(PrefixListId::new(destination)),
            };
            Route::new(destination, target_of(target))
        });
        let user_of = match user.starts_with("subnet-") {
            true => RouteTableUser::Subnet(SubnetId::new(user)),
            false => RouteTableUser::Gateway(Rc::from(user)),
        };
        let table = RouteTable {
            id: RouteTableId::new(&format!("rtb-{user}")),
            vpc: VpcId::new(vpc),
            owner: Rc::from("111122223333"),
            routes: locals.chain(told).collect(),
            associations: vec![RouteTableAssociation {
                id: RouteTableAssociationId::new(&format!("rtbassoc-{user}")),
                user: user_of,
            }],
            propagating_vgws: Vec::new(),
            tags: Tags::default(),
        };
        self.network.route_tables.insert(table.id.clone(), table);
        self
    }

    /// An interface with one address, or one of each family, in a subnet; `groups` empty: `open-<vpc>`.
    pub fn eni(mut self, id: &str, subnet: &str, addresses: &[&str], groups: &[&str]) -> Lab {
        let vpc = self.network.subnets.find(subnet).unwrap().vpc.clone();
        let all: Vec<IpAddr> = addresses.iter().map(|text| text.parse().unwrap()).collect();
        let groups = match groups {
            [] => vec![SecurityGroupId::new(&format!("open-{vpc}"))],
            told => told.iter().map(|id| SecurityGroupId::new(id)).collect(),
        };
        let own = |address: &IpAddr| match address {
            IpAddr::V4(address) => Some(PrivateAddress { address: *address, association: None }),
            IpAddr::V6(_) => None,
        };
        let interface = NetworkInterface {
            id: NetworkInterfaceId::new(id),
            interface_type: InterfaceType::Interface,
            vpc,
            subnet: SubnetId::new(subnet),
            owner: Rc::from("111122223333"),
            description: Rc::from(""),
            private_addresses: all.iter().filter_map(own).collect(),
            ipv6_addresses: all
                .iter()
                .filter_map(|a| if let IpAddr::V6(a) = a { Some(*a) } else { None })
                .collect(),
            ipv4_prefixes: Vec::new(),
            ipv6_prefixes: Vec::new(),
            groups,
            attachment: None,
            source_dest_check: true,
            requester_managed: false,
            requester_id: None,
            tracking: ConnectionTracking::default(),
            tags: Tags::default(),
            is_stand_in: false,
        };
        self.network.interfaces.insert(interface.id.clone(), interface);
        self
    }

    pub fn change_eni(mut self, id: &str, change: impl FnOnce(&mut NetworkInterface)) -> Lab {
        change(self.network.interfaces.modify(id).unwrap());
        self
    }

    pub fn public(self, id: &str, public: &str) -> Lab {
        let public_ip = public.parse().unwrap();
        self.change_eni(id, |eni| {
            eni.private_addresses[0].association = Some(PublicAssociation { public_ip, allocation_id: None });
        })
    }

    pub fn igw(mut self, id: &str, vpc: &str) -> Lab {
        let id = InternetGatewayId::new(id);
        let gateway = InternetGateway {
            id: id.clone(),
            owner: Rc::from("111122223333"),
            vpc: Some(VpcId::new(vpc)),
            tags: Tags::default(),
        };
        self.network.internet_gateways.insert(id, gateway);
        self
    }

    pub fn eigw(mut self, id: &str, vpc: &str) -> Lab {
        let id = EgressOnlyInternetGatewayId::new(id);
        let gateway =
            EgressOnlyInternetGateway { id: id.clone(), vpc: VpcId::new(vpc), tags: Tags::default() };
        self.network.egress_only_internet_gateways.insert(id, gateway);
        self
    }

    /// A NAT gateway with its interface; without a public address it is a private one, without a subnet
    /// a regional one.
    pub fn nat(mut self, id: &str, vpc: &str, subnet: Option<&str>, own: &str, public: Option<&str>) -> Lab {
        let interface = subnet.map(|_| NetworkInterfaceId::new(&format!("eni-{id}")));
        let gateway = NatGateway {
            id: NatGatewayId::new(id),
            vpc: VpcId::new(vpc),
            subnet: subnet.map(SubnetId::new),
            connectivity: if public.is_some() { Connectivity::Public } else { Connectivity::Private },
            addresses: vec![NatAddress {
                interface: interface.clone(),
                private_ip: own.parse().ok(),
                public_ip: public.map(|ip| ip.parse().unwrap()),
                allocation: None,
            }],
            state: Rc::from("available"),
            tags: Tags::default(),
        };
        self.network.nat_gateways.insert(gateway.id.clone(), gateway);
        let (Some(subnet), Some(interface)) = (subnet, interface) else { return self };
        let lab = self.eni(interface.as_str(), subnet, &[own], &[]).change_eni(interface.as_str(), |eni| {
            eni.interface_type = InterfaceType::NatGateway;
            eni.groups = Vec::new();
        });
        match public {
            Some(public) => lab.public(interface.as_str(), public),
            None => lab,
        }
    }

    pub fn peering(mut self, id: &str, one: &str, other: &str) -> Lab {
        let side = |vpc: &str| PeeringVpc {
            vpc: VpcId::new(vpc),
            owner: Rc::from("111122223333"),
            region: Rc::from("eu-west-1"),
            blocks: self.network.vpcs.find(vpc).map_or_else(Vec::new, |vpc| vpc.blocks().collect()),
        };
        let peering = VpcPeeringConnection {
            id: VpcPeeringConnectionId::new(id),
            requester: side(one),
            accepter: side(other),
            status: PeeringStatus::Active,
            tags: Tags::default(),
        };
        self.network.peerings.insert(peering.id.clone(), peering);
        self
    }

    pub fn list(mut self, id: &str, blocks: &[&str]) -> Lab {
        let list = PrefixList {
            id: PrefixListId::new(id),
            name: Rc::from(id),
            family: Family::of_block(&block(blocks[0])),
            owner: Rc::from("AWS"),
            max_entries: None,
            version: None,
            entries: Some(
                blocks.iter().map(|text| PrefixListEntry { block: block(text), description: None }).collect(),
            ),
            tags: Tags::default(),
        };
        self.network.prefix_lists.insert(list.id.clone(), list);
        self
    }

    pub fn change(mut self, change: impl FnOnce(&mut Network)) -> Lab {
        change(&mut self.network);
        self
    }

    fn world(&mut self) -> World<'_> {
        World {
            network: &self.network,
            tracker: &mut self.tracker,
            translations: &mut self.translations,
            rules: &mut self.rules,
        }
    }

    /// Sends `tcp 443`, `udp 53`, `icmp` or a number from one end to the other.
    pub fn send(&mut self, from: &str, to: &str, what: &str) -> Trace {
        let mut words = what.split(' ');
        let protocol = words.next().unwrap().to_owned();
        let port = words.next().map(|port| port.parse().unwrap());
        let input = PacketInput {
            from: from.to_owned(),
            to: to.to_owned(),
            protocol: ProtocolName::Name(protocol),
            source_port: None,
            destination_port: port,
            icmp_type: None,
            icmp_code: None,
            icmp_id: None,
            flags: None,
            family: (from.contains(':') || to.contains(':'))
                .then_some(crate::wire::FamilyNumber(Family::Ipv6)),
        };
        let started = packet_from(&self.network, &input).unwrap();
        walk(&mut self.world(), started)
    }

    /// Sends a packet as it is, from an interface or from outside.
    pub fn send_packet(&mut self, packet: Packet, from: Option<&str>) -> Trace {
        let origin = match from {
            Some(id) => Origin::Interface(Rc::clone(self.network.interfaces.find(id).unwrap())),
            None => Origin::Outside,
        };
        walk(&mut self.world(), Started::new(packet, origin))
    }

    /// Sends the answer to a packet that has arrived, from where it arrived.
    pub fn answer(&mut self, trace: &Trace) -> Trace {
        let started = Started::reply(trace.arrived.as_ref().unwrap(), trace.arrived_at.clone());
        walk(&mut self.world(), started)
    }

    /// Holds a conversation, for instance `path-mtu` with port 443.
    pub fn talk(&mut self, kind: ConversationKind, from: &str, to: &str, port: Option<u16>) -> Dialogue {
        let input = ConversationInput {
            kind,
            from: from.to_owned(),
            to: to.to_owned(),
            source_port: None,
            destination_port: port,
            icmp_id: None,
            family: (from.contains(':') || to.contains(':'))
                .then_some(crate::wire::FamilyNumber(Family::Ipv6)),
        };
        converse(&mut self.world(), &input).unwrap()
    }

    pub fn wait(&mut self, seconds: u64) {
        let then = Instant(self.tracker.now().0 + seconds * 1000);
        self.tracker.advance(then);
    }
}

fn target_of(text: &str) -> RouteTarget {
    match text.split('-').next().unwrap() {
        "igw" => RouteTarget::InternetGateway(InternetGatewayId::new(text)),
        "eigw" => RouteTarget::EgressOnlyInternetGateway(EgressOnlyInternetGatewayId::new(text)),
        "nat" => RouteTarget::NatGateway(NatGatewayId::new(text)),
        "pcx" => RouteTarget::Peering(VpcPeeringConnectionId::new(text)),
        "tgw" => RouteTarget::TransitGateway(TransitGatewayId::new(text)),
        "vgw" => RouteTarget::VpnGateway(VpnGatewayId::new(text)),
        "vpce" => RouteTarget::VpcEndpoint(VpcEndpointId::new(text)),
        "eni" => RouteTarget::Interface(NetworkInterfaceId::new(text)),
        "local" => RouteTarget::Local,
        _ => RouteTarget::Unsupported("CoreNetworkArn", Rc::from(text)),
    }
}

/// The checkpoints as `kind resource direction`, shortened to the words that matter.
pub fn path(trace: &Trace) -> Vec<String> {
    let one = |passed: &crate::path::Checkpoint| {
        let side = match passed.direction {
            Some(Direction::Ingress) => " in",
            Some(Direction::Egress) => " out",
            None => "",
        };
        format!("{} {}{side}", passed.kind.name(), passed.resource)
    };
    trace.checkpoints.iter().map(one).collect()
}

/// The verdict with its code, and where the packet was stopped.
pub fn end(trace: &Trace) -> (Decision, &'static str, String) {
    let at = path(trace).into_iter().zip(&trace.checkpoints);
    let stopped = at.into_iter().find(|(_, passed)| passed.decision != Decision::Allowed);
    (trace.verdict, trace.code.name(), stopped.map_or_else(String::new, |(name, _)| name))
}

/// Panics with the path where the packet did not arrive.
pub fn arrives(trace: &Trace) {
    assert_eq!(trace.verdict, Decision::Allowed, "{:?} {:#?}", end(trace), path(trace));
    assert!(trace.arrived.is_some());
}

/// Panics where the packet did not die of the code at the place.
pub fn dies(trace: &Trace, code: &str, at: &str) {
    let (verdict, found, place) = end(trace);
    assert_eq!((verdict, found, place.as_str()), (Decision::Denied, code, at), "{:#?}", path(trace));
    assert!(trace.arrived.is_none());
}
