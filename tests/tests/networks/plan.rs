//! A network in its plainest form, made at random, and as the AWS CLI would print it.

use serde_json::{Value, json};
use sg_tests::Random;
use sg_tests::plain::{ICMP, ICMPV6, PlainPeer, PlainRule, TCP, UDP};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Address and prefix length.
pub type Block = (IpAddr, u8);

#[derive(Clone, Debug, Default)]
pub struct Plan {
    pub vpcs: Vec<Vpc>,
    pub peerings: Vec<Peering>,
    /// The subnet of each VPC's attachment to the transit gateway, where it has one.
    pub attachments: Vec<Option<usize>>,
    /// `InternetGatewayBlockMode`.
    pub block_mode: &'static str,
}

#[derive(Clone, Debug)]
pub struct Vpc {
    pub internet_gateway: bool,
    pub egress_only_gateway: bool,
    /// The subnet of its public NAT gateway.
    pub nat_subnet: Option<usize>,
    pub subnets: Vec<Subnet>,
    pub acls: Vec<Acl>,
    /// The first one serves the NAT gateway's subnet and leads to no NAT gateway.
    pub tables: Vec<Vec<Route>>,
    pub groups: Vec<Vec<Rule>>,
    /// Whether it has a gateway endpoint of the service whose addresses are [`SERVICE`].
    pub gateway_endpoint: bool,
}

#[derive(Clone, Debug)]
pub struct Subnet {
    pub acl: usize,
    pub table: usize,
    pub interfaces: Vec<Interface>,
}

#[derive(Clone, Debug)]
pub struct Interface {
    pub address: Ipv4Addr,
    pub public: Option<Ipv4Addr>,
    pub ipv6: Option<Ipv6Addr>,
    pub groups: Vec<usize>,
    pub of: Carrier,
}

/// Whose interface it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Carrier {
    Instance,
    /// An interface endpoint: it answers by itself.
    Endpoint,
    Balancer(Balancer),
}

/// A load balancer with one TCP listener and one target of the same VPC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Balancer {
    /// A Network Load Balancer; else an Application Load Balancer.
    pub is_network: bool,
    pub preserves_client: bool,
    pub port: u16,
    pub target: Ipv4Addr,
    pub target_port: u16,
}

/// An ACL by its entries: inbound, outbound.
#[derive(Clone, Debug, Default)]
pub struct Acl(pub [Vec<Entry>; 2]);

#[derive(Clone, Debug)]
pub struct Entry {
    pub number: u16,
    pub allow: bool,
    /// Protocol, ports and block, in the form of a rule.
    pub about: PlainRule,
}

/// A rule whose peer may be a group: VPC and group by their places.
#[derive(Clone, Debug)]
pub struct Rule {
    pub plain: PlainRule,
    pub group: Option<(usize, usize)>,
}

#[derive(Clone, Debug)]
pub struct Route {
    pub to: Block,
    pub target: Target,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    Local,
    Internet,
    EgressOnly,
    Nat,
    Peering(usize),
    Transit,
    /// By prefix list.
    GatewayEndpoint,
    Blackhole,
}

#[derive(Clone, Debug)]
pub struct Peering {
    pub ends: [usize; 2],
    pub is_active: bool,
}

/// The addresses of a service that a gateway endpoint leads to.
pub const SERVICE: Block = (IpAddr::V4(Ipv4Addr::new(192, 0, 2, 0)), 24);

pub const PORTS: [u16; 7] = [0, 22, 80, 443, 1024, 50000, 65535];

/// 10.N.0.0/16.
pub fn vpc_block(vpc: usize) -> Block {
    (IpAddr::V4(Ipv4Addr::new(10, small(vpc), 0, 0)), 16)
}

/// 2001:db8:0:N00::/56.
pub fn vpc_block6(vpc: usize) -> Block {
    (IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 0, u16::from(small(vpc + 1)) << 8, 0, 0, 0, 0)), 56)
}

pub fn subnet_block(vpc: usize, subnet: usize) -> Block {
    (IpAddr::V4(Ipv4Addr::new(10, small(vpc), small(subnet), 0)), 24)
}

pub fn subnet_block6(vpc: usize, subnet: usize) -> Block {
    let fourth = (u16::from(small(vpc + 1)) << 8) + u16::from(small(subnet));
    (IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 0, fourth, 0, 0, 0, 0)), 64)
}

/// The private address of a VPC's NAT gateway.
pub fn nat_private(vpc: usize, subnet: usize) -> Ipv4Addr {
    Ipv4Addr::new(10, small(vpc), small(subnet), 200)
}

/// Its Elastic IP.
pub fn nat_public(vpc: usize) -> Ipv4Addr {
    Ipv4Addr::new(198, 51, 100, 200 + small(vpc))
}

fn small(number: usize) -> u8 {
    u8::try_from(number).expect("a small number")
}

impl Plan {
    pub fn any(random: &mut Random) -> Plan {
        let count = 1 + random.below(3);
        let mut plan = Plan { block_mode: "off", ..Plan::default() };
        if random.chance(15) {
            plan.block_mode = *random.pick(&["block-bidirectional", "block-ingress"]);
        }
        for far in 1..count {
            if random.chance(85) {
                plan.peerings.push(Peering { ends: [far - 1, far], is_active: random.chance(90) });
            }
        }
        let groups: Vec<usize> = (0..count).map(|_| 2 + random.below(2)).collect();
        let is_attached: Vec<bool> = (0..count).map(|_| random.chance(60)).collect();
        for (vpc, is_attached) in is_attached.iter().enumerate() {
            let made = Vpc::any(random, vpc, &groups, &plan.peerings, *is_attached);
            plan.attachments.push(is_attached.then(|| random.below(made.subnets.len())));
            plan.vpcs.push(made);
        }
        plan
    }

    pub fn instances(&self) -> impl Iterator<Item = (usize, usize, &Interface)> {
        self.interfaces().filter(|(_, _, own)| own.of == Carrier::Instance)
    }

    /// Every interface with its VPC and subnet.
    pub fn interfaces(&self) -> impl Iterator<Item = (usize, usize, &Interface)> {
        self.vpcs.iter().enumerate().flat_map(|(vpc, own)| {
            let subnets = own.subnets.iter().enumerate();
            subnets.flat_map(move |(subnet, own)| own.interfaces.iter().map(move |one| (vpc, subnet, one)))
        })
    }
}

impl Vpc {
    fn any(
        random: &mut Random,
        vpc: usize,
        groups: &[usize],
        peerings: &[Peering],
        is_attached: bool,
    ) -> Vpc {
        let internet_gateway = random.chance(85);
        let egress_only_gateway = random.chance(40);
        let subnets = 1 + random.below(4);
        let nat_subnet = (internet_gateway && random.chance(60)).then(|| random.below(subnets));
        let acls: Vec<Acl> = (0..1 + random.below(3)).map(|_| Acl::any(random)).collect();
        let mut made = Vpc {
            internet_gateway,
            egress_only_gateway,
            nat_subnet,
            subnets: Vec::new(),
            acls,
            tables: Vec::new(),
            groups: (0..groups[vpc]).map(|_| group(random, vpc, groups)).collect(),
            gateway_endpoint: random.chance(50),
        };
        let own: Vec<usize> = (0..peerings.len()).filter(|at| peerings[*at].ends.contains(&vpc)).collect();
        for table in 0..1 + random.below(3) {
            let nat = table > 0 && nat_subnet.is_some();
            let routes = made.table(random, vpc, &own, nat, is_attached);
            made.tables.push(routes);
        }
        for subnet in 0..subnets {
            let table = if nat_subnet == Some(subnet) { 0 } else { random.below(made.tables.len()) };
            let interfaces =
                (0..1 + random.below(2)).map(|at| Interface::any(random, vpc, subnet, at, groups));
            let interfaces = interfaces.collect();
            made.subnets.push(Subnet { acl: random.below(made.acls.len()), table, interfaces });
        }
        made.add_carriers(random, vpc, groups);
        made
    }

    /// An interface endpoint and a load balancer, each in any subnet.
    fn add_carriers(&mut self, random: &mut Random, vpc: usize, groups: &[usize]) {
        let targets: Vec<Ipv4Addr> =
            self.subnets.iter().flat_map(|subnet| &subnet.interfaces).map(|own| own.address).collect();
        if random.chance(40) {
            let subnet = random.below(self.subnets.len());
            let mut own = Interface::any(random, vpc, subnet, 2, groups);
            (own.of, own.public) = (Carrier::Endpoint, None);
            self.subnets[subnet].interfaces.push(own);
        }
        if random.chance(60) {
            let subnet = random.below(self.subnets.len());
            let is_network = random.chance(60);
            let mut own = Interface::any(random, vpc, subnet, 3, groups);
            own.of = Carrier::Balancer(Balancer {
                is_network,
                preserves_client: is_network && random.chance(60),
                port: *random.pick(&[80, 443]),
                target: *random.pick(&targets),
                target_port: *random.pick(&[80, 443, 1024]),
            });
            if is_network && random.chance(20) {
                own.groups.clear();
            }
            self.subnets[subnet].interfaces.push(own);
        }
    }

    fn table(
        &self,
        random: &mut Random,
        vpc: usize,
        peerings: &[usize],
        nat: bool,
        is_attached: bool,
    ) -> Vec<Route> {
        let local = |to| Route { to, target: Target::Local };
        let mut routes = vec![local(vpc_block(vpc)), local(vpc_block6(vpc))];
        let any4 = (IpAddr::V4(Ipv4Addr::UNSPECIFIED), 0);
        let any6 = (IpAddr::V6(Ipv6Addr::UNSPECIFIED), 0);
        let documentation = (IpAddr::V4(Ipv4Addr::new(203, 0, 113, 0)), 24);
        let mut wanted = vec![(any4, 85), (any6, 75), (documentation, 20)];
        for far in (0..3).filter(|far| *far != vpc) {
            wanted.extend([(vpc_block(far), 75), (subnet_block(far, 0), 15), (vpc_block6(far), 60)]);
        }
        for (to, chance) in wanted {
            if !random.chance(chance) {
                continue;
            }
            let is_inside = ![any4, any6, documentation].contains(&to);
            let mut targets = vec![Target::Blackhole];
            let by_peering = peerings.iter().map(|at| Target::Peering(*at));
            targets.extend(by_peering.clone());
            if is_inside {
                (0..3).for_each(|_| targets.extend(by_peering.clone()));
                (0..4).for_each(|_| targets.extend(is_attached.then_some(Target::Transit)));
            }
            for _ in 0..if is_inside { 1 } else { 6 } {
                targets.extend(self.internet_gateway.then_some(Target::Internet));
                targets.extend((self.egress_only_gateway && to.0.is_ipv6()).then_some(Target::EgressOnly));
                targets.extend((nat && to.0.is_ipv4()).then_some(Target::Nat));
            }
            routes.push(Route { to, target: *random.pick(&targets) });
        }
        if self.gateway_endpoint && random.chance(70) {
            routes.push(Route { to: SERVICE, target: Target::GatewayEndpoint });
        }
        random.shuffle(&mut routes);
        routes
    }
}

impl Interface {
    fn any(random: &mut Random, vpc: usize, subnet: usize, at: usize, groups: &[usize]) -> Interface {
        let number = small(vpc * 16 + subnet * 4 + at);
        let mut carried = vec![random.below(groups[vpc])];
        let second = random.below(groups[vpc]);
        if random.chance(30) && !carried.contains(&second) {
            carried.push(second);
        }
        let IpAddr::V6(base) = subnet_block6(vpc, subnet).0 else { panic!("an IPv6 block") };
        Interface {
            address: Ipv4Addr::new(10, small(vpc), small(subnet), 10 + small(at)),
            public: random.chance(60).then(|| Ipv4Addr::new(198, 51, 100, 10 + number)),
            ipv6: random.chance(60).then(|| Ipv6Addr::from(u128::from(base) + 0x10 + at as u128)),
            groups: carried,
            of: Carrier::Instance,
        }
    }
}

impl Acl {
    fn any(random: &mut Random) -> Acl {
        let mut acl = Acl::default();
        for outbound in [false, true] {
            let mut numbers = Vec::new();
            let count = if random.chance(35) { 0 } else { 1 + random.below(5) };
            while numbers.len() < count {
                let number = 1 + random.below(40);
                if !numbers.contains(&number) {
                    numbers.push(number);
                }
            }
            let list = &mut acl.0[usize::from(outbound)];
            for number in numbers {
                let number = u16::try_from(number).expect("a number");
                list.push(Entry { number, allow: random.chance(50), about: about(random, outbound) });
            }
            if random.chance(85) {
                for (number, ipv6) in [(100, false), (101, true)] {
                    let about = PlainRule { outbound, protocol: None, from: 0, to: 0, peer: everyone(ipv6) };
                    list.push(Entry { number, allow: true, about });
                }
            }
        }
        acl
    }
}

fn everyone(ipv6: bool) -> PlainPeer {
    match ipv6 {
        false => PlainPeer::V4(Ipv4Addr::UNSPECIFIED, 0),
        true => PlainPeer::V6(Ipv6Addr::UNSPECIFIED, 0),
    }
}

fn group(random: &mut Random, vpc: usize, groups: &[usize]) -> Vec<Rule> {
    let mut rules = Vec::new();
    for outbound in [false, true] {
        for _ in 0..random.below(5) {
            let mut rule = Rule { plain: about(random, outbound), group: None };
            if random.chance(25) {
                let far = random.below(groups.len());
                let far = if random.chance(60) { vpc } else { far };
                rule.group = Some((far, random.below(groups[far])));
            }
            rules.push(rule);
        }
        for ipv6 in [false, true] {
            if random.chance(if outbound { 75 } else { 45 }) {
                let plain = PlainRule { outbound, protocol: None, from: 0, to: 0, peer: everyone(ipv6) };
                rules.push(Rule { plain, group: None });
            }
        }
    }
    rules
}

/// What a rule or an entry is about; the peer is a block.
fn about(random: &mut Random, outbound: bool) -> PlainRule {
    let ipv6 = random.chance(25);
    let mut ports = [*random.pick(&PORTS), *random.pick(&PORTS)].map(i32::from);
    ports.sort_unstable();
    let (protocol, (from, to)) = match random.below(10) {
        0..4 => (Some(TCP), (ports[0], ports[1])),
        4..6 => (Some(UDP), (ports[0], ports[1])),
        6 => (Some(if ipv6 { ICMPV6 } else { ICMP }), *random.pick(&[(-1, -1), (8, -1), (128, 0), (0, -1)])),
        7 => (Some(47), (0, 0)),
        _ => (None, (0, 0)),
    };
    let peer = match block(random, ipv6) {
        (IpAddr::V4(base), length) => PlainPeer::V4(base, length),
        (IpAddr::V6(base), length) => PlainPeer::V6(base, length),
    };
    PlainRule { outbound, protocol, from, to, peer }
}

fn block(random: &mut Random, ipv6: bool) -> Block {
    let (vpc, subnet) = (random.below(3), random.below(4));
    let host = IpAddr::V4(Ipv4Addr::new(10, small(vpc), small(subnet), 10));
    let choices = match ipv6 {
        false => [
            (IpAddr::V4(Ipv4Addr::UNSPECIFIED), 0),
            vpc_block(vpc),
            subnet_block(vpc, subnet),
            (host, 32),
            (IpAddr::V4(Ipv4Addr::new(203, 0, 113, 0)), 24),
            (IpAddr::V4(Ipv4Addr::new(198, 51, 100, 0)), 24),
            SERVICE,
        ],
        true => [
            (IpAddr::V6(Ipv6Addr::UNSPECIFIED), 0),
            vpc_block6(vpc),
            subnet_block6(vpc, subnet),
            (internet(true), 128),
            (IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0)), 32),
            (IpAddr::V6(Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0)), 3),
            (IpAddr::V6(Ipv6Addr::UNSPECIFIED), 1),
        ],
    };
    *random.pick(&choices)
}

/// A host of the internet.
pub fn internet(ipv6: bool) -> IpAddr {
    match ipv6 {
        false => IpAddr::V4(Ipv4Addr::new(203, 0, 113, 10)),
        true => IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 0xffff, 0, 0, 0, 0, 0x10)),
    }
}

fn text((address, length): &Block) -> String {
    format!("{address}/{length}")
}

fn block_of(peer: &PlainPeer) -> Block {
    match peer {
        PlainPeer::V4(base, length) => (IpAddr::V4(*base), *length),
        PlainPeer::V6(base, length) => (IpAddr::V6(*base), *length),
        PlainPeer::Group(_) | PlainPeer::PrefixList(_) => panic!("only blocks here"),
    }
}

impl Plan {
    /// As `aws ec2 describe-*` would print it, merged.
    pub fn to_aws(&self) -> Value {
        let per_vpc = |made: &dyn Fn(usize, &Vpc) -> Vec<Value>| -> Value {
            self.vpcs.iter().enumerate().flat_map(|(at, vpc)| made(at, vpc)).collect()
        };
        json!({
            "Vpcs": per_vpc(&|at, _| vec![vpc_json(at)]),
            "Subnets": per_vpc(&|at, vpc| (0..vpc.subnets.len()).map(|subnet| subnet_json(at, subnet)).collect()),
            "NetworkAcls": per_vpc(&acls_json),
            "RouteTables": per_vpc(&|at, vpc| self.tables_json(at, vpc)),
            "SecurityGroups": per_vpc(&|at, vpc| self.groups_json(at, vpc)),
            "NetworkInterfaces": per_vpc(&interfaces_json),
            "InternetGateways": per_vpc(&|at, vpc| vpc.internet_gateway.then(|| json!({
                "InternetGatewayId": format!("igw-{at}"),
                "Attachments": [{"State": "available", "VpcId": format!("vpc-{at}")}]})).into_iter().collect()),
            "EgressOnlyInternetGateways": per_vpc(&|at, vpc| vpc.egress_only_gateway.then(|| json!({
                "EgressOnlyInternetGatewayId": format!("eigw-{at}"),
                "Attachments": [{"State": "attached", "VpcId": format!("vpc-{at}")}]})).into_iter().collect()),
            "NatGateways": per_vpc(&|at, vpc| vpc.nat_subnet.map(|subnet| json!({
                "NatGatewayId": format!("nat-{at}"), "VpcId": format!("vpc-{at}"), "State": "available",
                "SubnetId": format!("subnet-{at}-{subnet}"), "ConnectivityType": "public",
                "NatGatewayAddresses": [{"PrivateIp": nat_private(at, subnet), "PublicIp": nat_public(at),
                    "IsPrimary": true, "Status": "succeeded"}]})).into_iter().collect()),
            "VpcPeeringConnections": self.peerings.iter().enumerate().map(|(at, peering)| json!({
                "VpcPeeringConnectionId": format!("pcx-{at}"),
                "Status": {"Code": if peering.is_active { "active" } else { "pending-acceptance" }},
                "RequesterVpcInfo": far_json(peering.ends[0]), "AccepterVpcInfo": far_json(peering.ends[1]),
            })).collect::<Value>(),
            "VpcBlockPublicAccessOptions": {"InternetGatewayBlockMode": self.block_mode},
            "PrefixLists": [{"PrefixListId": "pl-service", "PrefixListName": "com.amazonaws.eu-west-1.s3",
                "Cidrs": [text(&SERVICE)]}],
            "VpcEndpoints": per_vpc(&endpoints_json),
            "TransitGateways": [{"TransitGatewayId": "tgw-1", "State": "available", "Options": {
                "AssociationDefaultRouteTableId": "tgw-rtb-1", "PropagationDefaultRouteTableId": "tgw-rtb-1",
                "DefaultRouteTableAssociation": "enable", "DefaultRouteTablePropagation": "enable"}}],
            "TransitGatewayVpcAttachments": self.attachments_json(|vpc, subnet| json!({
                "TransitGatewayAttachmentId": format!("tgw-attach-{vpc}"), "TransitGatewayId": "tgw-1",
                "VpcId": format!("vpc-{vpc}"), "SubnetIds": [format!("subnet-{vpc}-{subnet}")], "State": "available"})),
            "TransitGatewayRouteTables": [{"TransitGatewayRouteTableId": "tgw-rtb-1", "TransitGatewayId": "tgw-1",
                "State": "available", "Routes": [],
                "Associations": self.attachments_json(|vpc, _| json!({
                    "TransitGatewayAttachmentId": format!("tgw-attach-{vpc}"), "ResourceType": "vpc"})),
                "TransitGatewayRouteTablePropagations": self.attachments_json(|vpc, _| json!({
                    "TransitGatewayAttachmentId": format!("tgw-attach-{vpc}"), "ResourceType": "vpc"}))}],
            "LoadBalancers": self.balancers_json(|vpc, own, it| json!({"LoadBalancerArn": arn(vpc, it),
                "LoadBalancerName": "web", "Type": if it.is_network { "network" } else { "application" },
                "Scheme": "internet-facing", "VpcId": format!("vpc-{vpc}"),
                "SecurityGroups": own.groups.iter().map(|group| format!("sg-{vpc}-{group}")).collect::<Vec<_>>()})),
            "Listeners": self.balancers_json(|vpc, _, it| json!({"ListenerArn": format!("listener-{vpc}"),
                "LoadBalancerArn": arn(vpc, it), "Port": it.port,
                "Protocol": if it.is_network { "TCP" } else { "HTTP" },
                "DefaultActions": [{"Type": "forward", "TargetGroupArn": format!("tg-{vpc}")}]})),
            "TargetGroups": self.balancers_json(|vpc, _, it| json!({"TargetGroupArn": format!("tg-{vpc}"),
                "Protocol": if it.is_network { "TCP" } else { "HTTP" }, "Port": it.target_port, "TargetType": "ip",
                "Attributes": [{"Key": "preserve_client_ip.enabled", "Value": it.preserves_client.to_string()}]})),
            "TargetHealthDescriptions": self.balancers_json(|vpc, _, it| json!({
                "TargetGroupArn": format!("tg-{vpc}"), "Target": {"Id": it.target, "Port": it.target_port}})),
        })
    }

    fn attachments_json(&self, one: impl Fn(usize, usize) -> Value) -> Value {
        let all = self.attachments.iter().enumerate();
        all.filter_map(|(vpc, subnet)| subnet.map(|subnet| one(vpc, subnet))).collect()
    }

    fn balancers_json(&self, one: impl Fn(usize, &Interface, &Balancer) -> Value) -> Value {
        self.interfaces()
            .filter_map(|(vpc, _, own)| match &own.of {
                Carrier::Balancer(balancer) => Some(one(vpc, own, balancer)),
                _ => None,
            })
            .collect()
    }

    fn tables_json(&self, at: usize, vpc: &Vpc) -> Vec<Value> {
        let one = |(table, routes): (usize, &Vec<Route>)| {
            let used = vpc.subnets.iter().enumerate().filter(|(_, own)| own.table == table);
            let mut associations: Vec<Value> = used
                .map(|(subnet, _)| {
                    json!({"RouteTableAssociationId": format!("rtbassoc-{at}-{subnet}"), "Main": false,
                    "RouteTableId": format!("rtb-{at}-{table}"), "SubnetId": format!("subnet-{at}-{subnet}")})
                })
                .collect();
            if table == 0 {
                associations
                    .push(json!({"RouteTableAssociationId": format!("rtbassoc-{at}-main"), "Main": true,
                    "RouteTableId": format!("rtb-{at}-{table}")}));
            }
            let routes: Value = routes.iter().map(|route| route_json(at, route)).collect();
            json!({"RouteTableId": format!("rtb-{at}-{table}"), "VpcId": format!("vpc-{at}"),
                "Associations": associations, "Routes": routes})
        };
        vpc.tables.iter().enumerate().map(one).collect()
    }

    fn groups_json(&self, at: usize, vpc: &Vpc) -> Vec<Value> {
        let permissions = |rules: &[Rule], outbound: bool| -> Value {
            rules
                .iter()
                .filter(|rule| rule.plain.outbound == outbound)
                .map(|rule| self.permission(at, rule))
                .collect()
        };
        let one = |(group, rules): (usize, &Vec<Rule>)| {
            json!({"GroupId": format!("sg-{at}-{group}"), "GroupName": format!("group {group}"),
                "Description": "random", "VpcId": format!("vpc-{at}"), "OwnerId": "111122223333",
                "IpPermissions": permissions(rules, false), "IpPermissionsEgress": permissions(rules, true)})
        };
        vpc.groups.iter().enumerate().map(one).collect()
    }

    fn permission(&self, at: usize, rule: &Rule) -> Value {
        let protocol = match rule.plain.protocol {
            None => "-1".to_owned(),
            Some(TCP) => "tcp".to_owned(),
            Some(UDP) => "udp".to_owned(),
            Some(ICMP) => "icmp".to_owned(),
            Some(ICMPV6) => "icmpv6".to_owned(),
            Some(other) => other.to_string(),
        };
        let mut made = json!({"IpProtocol": protocol});
        if matches!(rule.plain.protocol, Some(TCP | UDP | ICMP | ICMPV6)) {
            (made["FromPort"], made["ToPort"]) = (rule.plain.from.into(), rule.plain.to.into());
        }
        match rule.group {
            Some((far, group)) => {
                let mut pair = json!({"GroupId": format!("sg-{far}-{group}"), "UserId": "111122223333"});
                let over = self.peerings.iter().position(|peering| {
                    far != at && peering.ends.contains(&far) && peering.ends.contains(&at)
                });
                if let Some(over) = over {
                    pair["VpcId"] = format!("vpc-{far}").into();
                    pair["VpcPeeringConnectionId"] = format!("pcx-{over}").into();
                }
                made["UserIdGroupPairs"] = json!([pair]);
            }
            None => match block_of(&rule.plain.peer) {
                block if block.0.is_ipv4() => made["IpRanges"] = json!([{"CidrIp": text(&block)}]),
                block => made["Ipv6Ranges"] = json!([{"CidrIpv6": text(&block)}]),
            },
        }
        made
    }
}

fn vpc_json(at: usize) -> Value {
    let (v4, v6) = (text(&vpc_block(at)), text(&vpc_block6(at)));
    json!({"VpcId": format!("vpc-{at}"), "CidrBlock": v4, "OwnerId": "111122223333",
        "CidrBlockAssociationSet": [{"CidrBlock": v4, "CidrBlockState": {"State": "associated"}}],
        "Ipv6CidrBlockAssociationSet": [{"Ipv6CidrBlock": v6, "Ipv6CidrBlockState": {"State": "associated"}}]})
}

fn subnet_json(vpc: usize, subnet: usize) -> Value {
    json!({"SubnetId": format!("subnet-{vpc}-{subnet}"), "VpcId": format!("vpc-{vpc}"),
        "CidrBlock": text(&subnet_block(vpc, subnet)), "AvailabilityZone": "eu-west-1a",
        "Ipv6CidrBlockAssociationSet": [{"Ipv6CidrBlock": text(&subnet_block6(vpc, subnet)),
            "Ipv6CidrBlockState": {"State": "associated"}}]})
}

fn acls_json(at: usize, vpc: &Vpc) -> Vec<Value> {
    let one = |(acl, Acl(lists)): (usize, &Acl)| {
        let mut entries = Vec::new();
        for (list, outbound) in lists.iter().zip([false, true]) {
            entries.extend(list.iter().map(|entry| entry_json(entry, outbound)));
            for (number, ipv6) in [(32767, false), (32768, true)] {
                let about = PlainRule { outbound, protocol: None, from: 0, to: 0, peer: everyone(ipv6) };
                entries.push(entry_json(&Entry { number, allow: false, about }, outbound));
            }
        }
        let used = vpc.subnets.iter().enumerate().filter(|(_, own)| own.acl == acl);
        let associations: Value = used
            .map(|(subnet, _)| {
                json!({"NetworkAclAssociationId": format!("aclassoc-{at}-{subnet}"),
                "NetworkAclId": format!("acl-{at}-{acl}"), "SubnetId": format!("subnet-{at}-{subnet}")})
            })
            .collect();
        json!({"NetworkAclId": format!("acl-{at}-{acl}"), "VpcId": format!("vpc-{at}"), "IsDefault": acl == 0,
            "Entries": entries, "Associations": associations})
    };
    vpc.acls.iter().enumerate().map(one).collect()
}

fn entry_json(entry: &Entry, outbound: bool) -> Value {
    let about = &entry.about;
    let block = block_of(&about.peer);
    let mut made = json!({"RuleNumber": entry.number, "Egress": outbound,
        "RuleAction": if entry.allow { "allow" } else { "deny" },
        "Protocol": about.protocol.map_or("-1".to_owned(), |number| number.to_string())});
    made[if block.0.is_ipv4() { "CidrBlock" } else { "Ipv6CidrBlock" }] = text(&block).into();
    match about.protocol {
        Some(TCP | UDP) => made["PortRange"] = json!({"From": about.from, "To": about.to}),
        Some(ICMP | ICMPV6) => made["IcmpTypeCode"] = json!({"Type": about.from, "Code": about.to}),
        _ => {}
    }
    made
}

/// The end of a load balancer's ARN stands in its interface's description.
fn balancer_name(vpc: usize, it: &Balancer) -> String {
    format!("{}/web/50dc6c4{vpc}", if it.is_network { "net" } else { "app" })
}

fn arn(vpc: usize, it: &Balancer) -> String {
    format!("arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/{}", balancer_name(vpc, it))
}

fn endpoints_json(at: usize, vpc: &Vpc) -> Vec<Value> {
    let mut made = Vec::new();
    if vpc.gateway_endpoint {
        made.push(json!({"VpcEndpointId": format!("vpce-{at}"), "VpcEndpointType": "Gateway",
            "VpcId": format!("vpc-{at}"), "ServiceName": "com.amazonaws.eu-west-1.s3", "State": "available"}));
    }
    for (subnet, own) in vpc.subnets.iter().enumerate() {
        for interface in own.interfaces.iter().filter(|interface| interface.of == Carrier::Endpoint) {
            made.push(json!({"VpcEndpointId": format!("vpce-if-{at}"), "VpcEndpointType": "Interface",
                "VpcId": format!("vpc-{at}"), "ServiceName": "com.amazonaws.eu-west-1.sqs", "State": "available",
                "SubnetIds": [format!("subnet-{at}-{subnet}")],
                "NetworkInterfaceIds": [format!("eni-{}", interface.address)]}));
        }
    }
    made
}

fn route_json(vpc: usize, route: &Route) -> Value {
    let mut made = json!({"Origin": "CreateRoute", "State": "active"});
    let key = if route.to.0.is_ipv4() { "DestinationCidrBlock" } else { "DestinationIpv6CidrBlock" };
    match route.target {
        Target::GatewayEndpoint => made["DestinationPrefixListId"] = "pl-service".into(),
        _ => made[key] = text(&route.to).into(),
    }
    match route.target {
        Target::Local => (made["GatewayId"], made["Origin"]) = ("local".into(), "CreateRouteTable".into()),
        Target::Internet => made["GatewayId"] = format!("igw-{vpc}").into(),
        Target::EgressOnly => made["EgressOnlyInternetGatewayId"] = format!("eigw-{vpc}").into(),
        Target::Nat => made["NatGatewayId"] = format!("nat-{vpc}").into(),
        Target::Peering(at) => made["VpcPeeringConnectionId"] = format!("pcx-{at}").into(),
        Target::Transit => made["TransitGatewayId"] = "tgw-1".into(),
        Target::GatewayEndpoint => made["GatewayId"] = format!("vpce-{vpc}").into(),
        Target::Blackhole => (made["GatewayId"], made["State"]) = ("igw-gone".into(), "blackhole".into()),
    }
    made
}

fn interfaces_json(at: usize, vpc: &Vpc) -> Vec<Value> {
    let mut made = Vec::new();
    for (subnet, own) in vpc.subnets.iter().enumerate() {
        for interface in &own.interfaces {
            let mut address = json!({"PrivateIpAddress": interface.address, "Primary": true});
            if let Some(public) = interface.public {
                address["Association"] = json!({"PublicIp": public, "IpOwnerId": "amazon"});
            }
            let groups: Value =
                interface.groups.iter().map(|group| json!({"GroupId": format!("sg-{at}-{group}")})).collect();
            let ipv6: Value = interface.ipv6.iter().map(|own| json!({"Ipv6Address": own})).collect();
            let (kind, description) = match &interface.of {
                Carrier::Instance => ("interface", String::new()),
                Carrier::Endpoint => ("vpc_endpoint", String::new()),
                Carrier::Balancer(it) if it.is_network => {
                    ("network_load_balancer", format!("ELB {}", balancer_name(at, it)))
                }
                Carrier::Balancer(it) => ("load_balancer", format!("ELB {}", balancer_name(at, it))),
            };
            made.push(json!({"NetworkInterfaceId": format!("eni-{}", interface.address), "InterfaceType": kind,
                "Description": description, "VpcId": format!("vpc-{at}"), "SubnetId": format!("subnet-{at}-{subnet}"), "OwnerId": "111122223333",
                "PrivateIpAddress": interface.address, "PrivateIpAddresses": [address], "Ipv6Addresses": ipv6,
                "Groups": groups, "SourceDestCheck": kind != "network_load_balancer", "Status": "in-use"}));
        }
    }
    made
}

fn far_json(vpc: usize) -> Value {
    json!({"VpcId": format!("vpc-{vpc}"), "CidrBlock": text(&vpc_block(vpc)), "OwnerId": "111122223333",
        "CidrBlockSet": [{"CidrBlock": text(&vpc_block(vpc))}],
        "Ipv6CidrBlockSet": [{"Ipv6CidrBlock": text(&vpc_block6(vpc))}]})
}
