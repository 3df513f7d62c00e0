//! What the network holds, as the lists show it: one line a resource, ready to be searched.

use std::rc::Rc;

use sg_core::explain::rule_says;
use sg_core::model::{
    Connectivity, Network, PeeringStatus, ResourceId, SecurityGroupId, SecurityGroupRule, Sought, Subnet,
    Tags, Traffic, VpcId,
};
use sg_core::net::Direction;

use super::directory::{Carrier, Directory};
use super::facts::subnets_served;
use super::resource_type::ResourceType;

/// What a list holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Security groups.
    #[default]
    Groups,
    /// Network interfaces, by what carries them.
    Interfaces,
    /// Network ACLs.
    Acls,
    /// Route tables.
    RouteTables,
    /// Prefix lists.
    PrefixLists,
    /// Gateways, peerings and endpoints.
    Gateways,
    /// Elastic IP addresses.
    Addresses,
    /// VPCs.
    Vpcs,
    /// Subnets.
    Subnets,
}

impl Kind {
    /// All, in the order of the panel.
    pub const ALL: [Self; 9] = [
        Self::Groups,
        Self::Interfaces,
        Self::Acls,
        Self::RouteTables,
        Self::PrefixLists,
        Self::Gateways,
        Self::Addresses,
        Self::Vpcs,
        Self::Subnets,
    ];

    /// What stands on it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Groups => "Security groups",
            Self::Interfaces => "Network interfaces",
            Self::Acls => "Network ACLs",
            Self::RouteTables => "Route tables",
            Self::PrefixLists => "Prefix lists",
            Self::Gateways => "Gateways",
            Self::Addresses => "Elastic IP addresses",
            Self::Vpcs => "VPCs",
            Self::Subnets => "Subnets",
        }
    }

    /// How many there are.
    #[must_use]
    pub fn count(self, network: &Network) -> usize {
        match self {
            Self::Groups => network.security_groups.len(),
            Self::Interfaces => network.interfaces.len(),
            Self::Acls => network.network_acls.len(),
            Self::RouteTables => network.route_tables.len(),
            Self::PrefixLists => network.prefix_lists.len(),
            Self::Gateways => {
                network.internet_gateways.len()
                    + network.egress_only_internet_gateways.len()
                    + network.nat_gateways.iter().filter(|gateway| !gateway.is_deleted()).count()
                    + network.transit_gateways.len()
                    + network.peerings.len()
                    + network.vpc_endpoints.len()
                    + network.vpn_gateways.len()
            }
            Self::Addresses => network.addresses.len(),
            Self::Vpcs => network.vpcs.len(),
            Self::Subnets => network.subnets.len(),
        }
    }

    /// What can be made from the list.
    #[must_use]
    pub const fn creatable(self) -> &'static [ResourceType] {
        match self {
            Self::Groups => &[ResourceType::SecurityGroup],
            Self::Interfaces => {
                &[ResourceType::Instance, ResourceType::NetworkInterface, ResourceType::Carrier]
            }
            Self::Acls => &[ResourceType::NetworkAcl],
            Self::RouteTables => &[ResourceType::RouteTable],
            Self::PrefixLists => &[ResourceType::PrefixList],
            Self::Gateways => &[
                ResourceType::InternetGateway,
                ResourceType::NatGateway,
                ResourceType::EgressOnlyInternetGateway,
                ResourceType::Endpoint,
                ResourceType::Peering,
                ResourceType::TransitGateway,
                ResourceType::TransitGatewayAttachment,
            ],
            Self::Addresses => &[ResourceType::ElasticIp],
            Self::Vpcs => &[ResourceType::Vpc],
            Self::Subnets => &[ResourceType::Subnet],
        }
    }

    /// The list that shows a resource of the type.
    #[must_use]
    pub const fn of(what: ResourceType) -> Self {
        match what {
            ResourceType::SecurityGroup => Self::Groups,
            ResourceType::NetworkInterface | ResourceType::Instance | ResourceType::Carrier => {
                Self::Interfaces
            }
            ResourceType::NetworkAcl => Self::Acls,
            ResourceType::RouteTable => Self::RouteTables,
            ResourceType::PrefixList => Self::PrefixLists,
            ResourceType::ElasticIp => Self::Addresses,
            ResourceType::Vpc => Self::Vpcs,
            ResourceType::Subnet => Self::Subnets,
            ResourceType::InternetGateway
            | ResourceType::EgressOnlyInternetGateway
            | ResourceType::NatGateway
            | ResourceType::TransitGateway
            | ResourceType::TransitGatewayAttachment
            | ResourceType::Peering
            | ResourceType::Endpoint
            | ResourceType::VpnGateway => Self::Gateways,
        }
    }
}

/// A resource as its list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourceLine {
    /// Its id.
    pub id: Rc<str>,
    /// What it is.
    pub what: ResourceType,
    /// Its name tag, or what else tells it from others; empty where nothing does.
    pub name: Rc<str>,
    /// Its address, its block.
    pub detail: Rc<str>,
    /// What it does, in a word or two.
    pub note: Rc<str>,
    /// What carries it, of an interface.
    pub carrier: Option<Carrier>,
    /// The colour of a group.
    pub hue: Option<usize>,
    /// The groups of an interface.
    pub groups: Vec<SecurityGroupId>,
    /// All that a search finds it by, in lower case.
    haystack: String,
}

impl ResourceLine {
    fn new(id: &str, what: ResourceType, name: &str, detail: String, note: String) -> Self {
        let haystack = format!("{id}\n{name}\n{detail}\n{note}").to_lowercase();
        Self {
            id: id.into(),
            what,
            name: name.into(),
            detail: detail.into(),
            note: note.into(),
            carrier: None,
            hue: None,
            groups: Vec::new(),
            haystack,
        }
    }

    fn found_by(mut self, more: &str) -> Self {
        self.haystack.push('\n');
        self.haystack.push_str(&more.to_lowercase());
        self
    }

    /// Whether a search for this text, in lower case, finds it. A port is no part of an id.
    #[must_use]
    pub fn has(&self, sought: &str) -> bool {
        let named = self.haystack.split_once('\n').map_or("", |(_, named)| named);
        let is_port = sought.len() < 6 && sought.bytes().all(|sign| sign.is_ascii_digit());
        (if is_port { named } else { &self.haystack }).contains(sought)
    }
}

/// The inbound rules of a group's line in which is found what is looked for: a port, a type, an address, everybody, a
/// group, or what it says of ICMP and the like. None of any other line.
pub fn let_in<'n>(
    network: &'n Network,
    line: &ResourceLine,
    sought: &'n Sought,
) -> impl Iterator<Item = &'n Rc<SecurityGroupRule>> {
    let is_group = line.what == ResourceType::SecurityGroup;
    let group = is_group.then(|| network.security_groups.find(&*line.id)).flatten();
    let rules = group.into_iter().flat_map(|group| group.rules_of(Direction::Ingress));
    rules.filter(|rule| {
        // Of the many others the words are not written out while somebody types.
        let is_told = matches!(rule.traffic, Traffic::All | Traffic::Ports(..));
        let says = || rule_says(network, rule, Direction::Ingress).to_lowercase();
        if is_told { sought.is_in(rule) } else { sought.is_said_of(rule, &says()) }
    })
}

/// The lines of a list: by carrier and name the interfaces, by name all else.
#[must_use]
pub fn lines(network: &Network, directory: &Directory, kind: Kind) -> Vec<ResourceLine> {
    let mut lines = match kind {
        Kind::Groups => return groups(network, directory),
        Kind::Interfaces => return interfaces(directory),
        Kind::Acls => acls(network),
        Kind::RouteTables => route_tables(network),
        Kind::PrefixLists => prefix_lists(network),
        Kind::Gateways => gateways(network),
        Kind::Addresses => addresses(network, directory),
        Kind::Vpcs => vpcs(network),
        Kind::Subnets => subnets(network),
    };
    lines.sort_by_cached_key(|line| {
        (line.what as u8, line.name.is_empty(), line.name.to_lowercase(), line.id.clone())
    });
    lines
}

fn groups(network: &Network, directory: &Directory) -> Vec<ResourceLine> {
    let line = |group: &super::directory::GroupLine| {
        let own = network.security_groups.find(&group.id);
        let group_name = own.map_or_else(String::new, |own| own.name.to_string());
        let line = ResourceLine::new(
            group.id.as_str(),
            ResourceType::SecurityGroup,
            &group.name,
            String::new(),
            String::new(),
        );
        ResourceLine { hue: Some(group.hue), ..line.found_by(&group_name) }
    };
    directory.groups().iter().map(line).collect()
}

fn interfaces(directory: &Directory) -> Vec<ResourceLine> {
    let mut all: Vec<_> = directory.interfaces().iter().collect();
    // The sort is stable and they come by name.
    all.sort_by_key(|one| one.carrier.order());
    let line = |one: &&super::directory::InterfaceLine| {
        let names: Vec<&str> = one.groups.iter().map(|id| directory.name(id.as_str())).collect();
        let line = ResourceLine::new(
            one.id.as_str(),
            ResourceType::NetworkInterface,
            &one.name,
            one.address.to_string(),
            one.carrier.noun().to_owned(),
        );
        let more = format!("{}\n{}", one.addresses().join("\n"), names.join("\n"));
        ResourceLine { carrier: Some(one.carrier), groups: one.groups.clone(), ..line.found_by(&more) }
    };
    all.iter().map(line).collect()
}

fn acls(network: &Network) -> Vec<ResourceLine> {
    let line = |acl: &Rc<sg_core::model::NetworkAcl>| {
        let name = acl.tags.name().unwrap_or(if acl.is_default { "Default" } else { "" });
        let note = counted(acl.associations.len(), "subnet", "subnets");
        ResourceLine::new(acl.id.as_str(), ResourceType::NetworkAcl, name, String::new(), note)
            .found_by(acl.vpc.as_str())
    };
    network.network_acls.iter().map(line).collect()
}

fn route_tables(network: &Network) -> Vec<ResourceLine> {
    let line = |table: &Rc<sg_core::model::RouteTable>| {
        let name = table.tags.name().unwrap_or(if table.is_main() { "Main" } else { "" });
        let note = counted(subnets_served(network, table.id.as_str()).len(), "subnet", "subnets");
        ResourceLine::new(table.id.as_str(), ResourceType::RouteTable, name, String::new(), note)
            .found_by(table.vpc.as_str())
    };
    network.route_tables.iter().map(line).collect()
}

fn prefix_lists(network: &Network) -> Vec<ResourceLine> {
    let line = |list: &Rc<sg_core::model::PrefixList>| {
        let note = match &list.entries {
            Some(entries) => counted(entries.len(), "entry", "entries"),
            None => "not described".to_owned(),
        };
        let blocks = list.entries.iter().flatten().map(|entry| entry.block.to_string());
        ResourceLine::new(list.id.as_str(), ResourceType::PrefixList, &list.name, String::new(), note)
            .found_by(&blocks.collect::<Vec<_>>().join("\n"))
    };
    network.prefix_lists.iter().map(line).collect()
}

fn gateways(network: &Network) -> Vec<ResourceLine> {
    let one = |id: &str, what: ResourceType, tags: &Tags, detail: String, note: String| {
        ResourceLine::new(id, what, tags.name().unwrap_or_default(), detail, note).found_by(what.noun())
    };
    let of_vpc = |vpc: &VpcId| name_of(network, vpc.as_str());
    let mut all = Vec::new();
    all.extend(network.internet_gateways.iter().map(|gateway| {
        let note = gateway.vpc.as_ref().map_or_else(|| "detached".to_owned(), of_vpc);
        one(gateway.id.as_str(), ResourceType::InternetGateway, &gateway.tags, String::new(), note)
    }));
    all.extend(network.nat_gateways.iter().filter(|gateway| !gateway.is_deleted()).map(|gateway| {
        let public = gateway.addresses.iter().find_map(|address| address.public_ip);
        let detail = public.map(|public| public.to_string()).unwrap_or_default();
        let kind = match gateway.connectivity {
            Connectivity::Private => "private",
            Connectivity::Public => "public",
        };
        one(gateway.id.as_str(), ResourceType::NatGateway, &gateway.tags, detail, kind.to_owned())
    }));
    all.extend(network.egress_only_internet_gateways.iter().map(|gateway| {
        let what = ResourceType::EgressOnlyInternetGateway;
        one(gateway.id.as_str(), what, &gateway.tags, String::new(), of_vpc(&gateway.vpc))
    }));
    all.extend(network.vpc_endpoints.iter().map(|endpoint| {
        let service = endpoint.service.rsplit('.').next().unwrap_or_default().to_owned();
        one(
            endpoint.id.as_str(),
            ResourceType::Endpoint,
            &endpoint.tags,
            service,
            endpoint.kind.name().to_lowercase(),
        )
    }));
    all.extend(network.peerings.iter().map(|peering| {
        let note = match &peering.status {
            PeeringStatus::Active => "active".to_owned(),
            other => other.code().to_owned(),
        };
        one(peering.id.as_str(), ResourceType::Peering, &peering.tags, String::new(), note)
            .found_by(&format!("{}\n{}", peering.requester.vpc, peering.accepter.vpc))
    }));
    all.extend(network.transit_gateways.iter().map(|gateway| {
        let attached = network.transit_gateway_attachments.iter();
        let attached = attached.filter(|one| one.transit_gateway == gateway.id).count();
        let note = counted(attached, "attachment", "attachments");
        one(gateway.id.as_str(), ResourceType::TransitGateway, &gateway.tags, String::new(), note)
    }));
    all.extend(network.vpn_gateways.iter().map(|gateway| {
        let note = gateway.vpc.as_ref().map_or_else(|| "detached".to_owned(), of_vpc);
        one(gateway.id.as_str(), ResourceType::VpnGateway, &gateway.tags, String::new(), note)
    }));
    all
}

fn addresses(network: &Network, directory: &Directory) -> Vec<ResourceLine> {
    let line = |address: &Rc<sg_core::model::ElasticIp>| {
        let note = address.association.as_ref().map_or_else(
            || "not associated".to_owned(),
            |association| directory.name(association.interface.as_str()).to_owned(),
        );
        let name = address.tags.name().unwrap_or_default();
        let public = address.public_ip.to_string();
        let (name, detail) = if name.is_empty() { (&*public, String::new()) } else { (name, public.clone()) };
        ResourceLine::new(address.id.as_str(), ResourceType::ElasticIp, name, detail, note)
    };
    network.addresses.iter().map(line).collect()
}

fn vpcs(network: &Network) -> Vec<ResourceLine> {
    let line = |vpc: &Rc<sg_core::model::Vpc>| {
        let blocks: Vec<String> = vpc.blocks().map(|block| block.to_string()).collect();
        let name = vpc.tags.name().unwrap_or(if vpc.is_default { "Default" } else { "" });
        let note =
            counted(network.subnets.iter().filter(|own| own.vpc == vpc.id).count(), "subnet", "subnets");
        ResourceLine::new(
            vpc.id.as_str(),
            ResourceType::Vpc,
            name,
            blocks.first().cloned().unwrap_or_default(),
            note,
        )
        .found_by(&blocks.join("\n"))
    };
    network.vpcs.iter().map(line).collect()
}

fn subnets(network: &Network) -> Vec<ResourceLine> {
    let line = |subnet: &Rc<Subnet>| {
        let name = subnet.tags.name().unwrap_or_default();
        let block = block_of(subnet);
        ResourceLine::new(
            subnet.id.as_str(),
            ResourceType::Subnet,
            name,
            block,
            subnet.availability_zone.to_string(),
        )
        .found_by(subnet.vpc.as_str())
    };
    network.subnets.iter().map(line).collect()
}

/// The first block of a subnet.
#[must_use]
pub fn block_of(subnet: &Subnet) -> String {
    let ipv4 = subnet.ipv4_block.map(|block| block.to_string());
    ipv4.or_else(|| subnet.ipv6_blocks.first().map(ToString::to_string)).unwrap_or_default()
}

/// The name of any resource: its tag `Name`, else what its type tells it by, else its id.
#[must_use]
pub fn name_of(network: &Network, id: &str) -> String {
    let tags = match ResourceType::of(id) {
        Some(ResourceType::SecurityGroup) => {
            return network
                .security_groups
                .find(id)
                .map_or_else(|| id.to_owned(), |group| group.display_name().to_owned());
        }
        Some(ResourceType::NetworkInterface) => {
            // An interface without a name goes by its instance's.
            let own = network.interfaces.find(id);
            let instance = own.and_then(|own| own.instance()).and_then(|id| network.instances.find(id));
            let named = own.map(|own| &own.tags).filter(|tags| tags.name().is_some());
            named.or(instance.map(|instance| &instance.tags))
        }
        Some(ResourceType::Instance) => network.instances.find(id).map(|one| &one.tags),
        Some(ResourceType::NetworkAcl) => network.network_acls.find(id).map(|one| &one.tags),
        Some(ResourceType::RouteTable) => network.route_tables.find(id).map(|one| &one.tags),
        Some(ResourceType::PrefixList) => {
            return network.prefix_lists.find(id).map_or_else(|| id.to_owned(), |list| list.name.to_string());
        }
        Some(ResourceType::InternetGateway) => network.internet_gateways.find(id).map(|one| &one.tags),
        Some(ResourceType::EgressOnlyInternetGateway) => {
            network.egress_only_internet_gateways.find(id).map(|one| &one.tags)
        }
        Some(ResourceType::NatGateway) => network.nat_gateways.find(id).map(|one| &one.tags),
        Some(ResourceType::TransitGateway) => network.transit_gateways.find(id).map(|one| &one.tags),
        Some(ResourceType::TransitGatewayAttachment) => {
            network.transit_gateway_attachments.find(id).map(|one| &one.tags)
        }
        Some(ResourceType::Peering) => network.peerings.find(id).map(|one| &one.tags),
        Some(ResourceType::Endpoint) => network.vpc_endpoints.find(id).map(|one| &one.tags),
        Some(ResourceType::VpnGateway) => network.vpn_gateways.find(id).map(|one| &one.tags),
        Some(ResourceType::ElasticIp) => network.addresses.find(id).map(|one| &one.tags),
        Some(ResourceType::Vpc) => network.vpcs.find(id).map(|one| &one.tags),
        Some(ResourceType::Subnet) => network.subnets.find(id).map(|one| &one.tags),
        Some(ResourceType::Carrier) => network.carriers.find(id).map(|one| &one.tags),
        None => None,
    };
    tags.and_then(Tags::name).unwrap_or(id).to_owned()
}

/// The name of a resource with its id, for a list of choices.
#[must_use]
pub fn choice_label(network: &Network, id: &str) -> String {
    let name = name_of(network, id);
    if name == id { name } else { format!("{name} ({id})") }
}

fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::scenarios::first;

    #[test]
    fn every_list_holds_as_many_lines_as_it_counts() {
        let simulation = first();
        let directory = Directory::of(simulation.network());
        for kind in Kind::ALL {
            let lines = lines(simulation.network(), &directory, kind);
            assert_eq!(lines.len(), kind.count(simulation.network()), "{}", kind.name());
        }
    }

    #[test]
    fn a_search_finds_by_name_id_and_address() {
        let simulation = first();
        let directory = Directory::of(simulation.network());
        let lines = lines(simulation.network(), &directory, Kind::Interfaces);
        let one = lines.first().unwrap();
        for sought in [&one.name, &one.id, &one.detail] {
            assert!(one.has(&sought.to_lowercase()), "{sought}");
        }
        assert!(!one.has("nothing of the kind"));
        // Digits as few as a port's are not looked for in ids, which hold any.
        assert!(one.id.contains("100000") && one.has("100000") && !one.has("10000"));
    }

    #[test]
    fn a_port_finds_the_groups_that_let_it_in_and_no_other_lines() {
        let simulation = first();
        let network = simulation.network();
        let directory = Directory::of(network);
        let found = |kind, sought: &str| -> Vec<String> {
            let lines = lines(network, &directory, kind).into_iter();
            let sought = Sought::read_in(sought, network);
            let found = lines.filter(|line| let_in(network, line, &sought).next().is_some());
            found.map(|line| line.name.to_string()).collect()
        };
        // Both may send anything to anywhere, which says nothing of what they let in.
        assert_eq!(found(Kind::Groups, "5432"), ["database"]);
        assert_eq!(found(Kind::Groups, "tcp 443"), ["web"]);
        assert_eq!(found(Kind::Groups, "443/udp"), [""; 0]);
        assert_eq!(found(Kind::Groups, "ssh"), ["web"]);
        assert_eq!(found(Kind::Groups, "ssh from anywhere"), [""; 0]);
        assert_eq!(found(Kind::Interfaces, "5432"), [""; 0]);
        // What is open to the world lets in any address.
        assert_eq!(found(Kind::Groups, "public"), ["web"]);
        assert_eq!(found(Kind::Groups, "0.0.0.0/0"), ["web"]);
        assert_eq!(found(Kind::Groups, "198.51.100.7"), ["web"]);
        // Whom it lets in: by the words of the hit, by its name and by its id.
        assert_eq!(found(Kind::Groups, "TCP 5432 from members of web"), ["database"]);
        assert_eq!(found(Kind::Groups, "postgres from web"), ["database"]);
        assert_eq!(found(Kind::Groups, "web"), ["database"]);
        assert_eq!(found(Kind::Groups, "5000-6000"), [""; 0]);
    }

    #[test]
    fn each_hit_is_found_by_its_own_words() {
        let ranges = |list: &str| format!(r#""IpRanges": [{{"CidrIp": "10.0.0.0/8"}}], {list}"#);
        let permission = |protocol: &str, from: i32, to: i32, peers: &str| {
            format!(r#"{{"IpProtocol": "{protocol}", "FromPort": {from}, "ToPort": {to}, {peers}}}"#)
        };
        let permissions = [
            permission("tcp", 8000, 8100, &ranges(r#""UserIdGroupPairs": [{"GroupId": "sg-2"}]"#)),
            permission("udp", 53, 53, &ranges(r#""PrefixListIds": [{"PrefixListId": "pl-1"}]"#)),
            permission("icmp", 8, 0, &ranges(r#""UserIdGroupPairs": [{"GroupId": "sg-9"}]"#)),
            r#"{"IpProtocol": "47", "IpRanges": [{"CidrIp": "10.0.0.0/8"}]}"#.to_owned(),
            r#"{"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": "sg-2"}]}"#.to_owned(),
        ];
        let text = format!(
            r#"{{"SecurityGroups": [{{"GroupId": "sg-1", "GroupName": "one", "VpcId": "vpc-1", "IpPermissions": [{}]}},
            {{"GroupId": "sg-2", "GroupName": "build machines - old", "VpcId": "vpc-1"}}],
            "ManagedPrefixLists": [{{"PrefixListId": "pl-1", "PrefixListName": "the office", "Entries": []}}]}}"#,
            permissions.join(", ")
        );
        let simulation = crate::state::import::read(&text).unwrap().simulation;
        let network = simulation.network();
        let lines = lines(network, &Directory::of(network), Kind::Groups);
        let one = lines.iter().find(|line| &*line.id == "sg-1").unwrap();
        let rules = &network.security_groups.find("sg-1").unwrap().rules;
        assert_eq!(rules.len(), 8);
        for rule in rules.iter() {
            let says = rule_says(network, rule, Direction::Ingress);
            let sought = Sought::read_in(&says, network);
            assert!(let_in(network, one, &sought).any(|found| found.id == rule.id), "{says}");
        }
    }
}
