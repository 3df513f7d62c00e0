//! Who is who: names, colours and addresses of what the network holds, ready to be shown and searched.

use std::collections::BTreeMap;
use std::rc::Rc;

use sg_core::model::{
    InterfaceType, Network, NetworkInterface, NetworkInterfaceId, ResourceId, SecurityGroupId, Tags,
};
use sg_core::net::Family;

/// A group as the lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupLine {
    /// Its id.
    pub id: SecurityGroupId,
    /// Its name: the tag `Name`, else the group's name.
    pub name: Rc<str>,
    /// The number of its colour.
    pub hue: usize,
    /// How many interfaces carry it.
    pub members: usize,
}

/// An interface as the lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InterfaceLine {
    /// Its id.
    pub id: NetworkInterfaceId,
    /// Its name: its tag `Name`, else its instance's, else its description, else its id.
    pub name: Rc<str>,
    /// Its primary private address, else its first IPv6 address, else nothing.
    pub address: Rc<str>,
    /// Its public IPv4 address, where it has one.
    pub public: Option<Rc<str>>,
    /// Its first IPv6 address, where it is not the one above.
    pub ipv6: Option<Rc<str>>,
    /// What carries it.
    pub carrier: Carrier,
    /// Its groups.
    pub groups: Vec<SecurityGroupId>,
}

impl InterfaceLine {
    /// All its addresses in words, the primary private one first.
    #[must_use]
    pub fn addresses(&self) -> Vec<String> {
        let public = self.public.iter().map(|public| format!("Public\u{a0}{public}"));
        let ipv6 = self.ipv6.iter().map(ToString::to_string);
        std::iter::once(self.address.to_string()).chain(public).chain(ipv6).collect()
    }
}

/// What an interface belongs to, as far as a picture tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carrier {
    /// A database.
    Database,
    /// An endpoint of a service.
    Endpoint,
    /// Lambda functions.
    Function,
    /// An instance, or nothing yet.
    Instance,
    /// A load balancer.
    LoadBalancer,
    /// A NAT or transit gateway.
    Gateway,
    /// A task of a container service.
    Task,
}

impl Carrier {
    /// What it is called.
    #[must_use]
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Database => "Database",
            Self::Endpoint => "Endpoint",
            Self::Function => "Lambda functions",
            Self::Instance => "Instance",
            Self::LoadBalancer => "Load balancer",
            Self::Gateway => "Gateway",
            Self::Task => "Task",
        }
    }

    /// Its place among the others: what people made first, what AWS put there last.
    #[must_use]
    pub const fn order(self) -> u8 {
        match self {
            Self::Instance => 0,
            Self::LoadBalancer => 1,
            Self::Task => 2,
            Self::Function => 3,
            Self::Database => 4,
            Self::Endpoint => 5,
            Self::Gateway => 6,
        }
    }
}

/// Names, colours and addresses, by id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Directory {
    groups: Vec<GroupLine>,
    group_at: BTreeMap<SecurityGroupId, usize>,
    interfaces: Vec<InterfaceLine>,
    interface_at: BTreeMap<NetworkInterfaceId, usize>,
    /// The tag `Name` of everything else that has one.
    names: BTreeMap<Rc<str>, Rc<str>>,
}

impl Directory {
    /// Reads the network once.
    #[must_use]
    pub fn of(network: &Network) -> Self {
        let mut members: BTreeMap<&SecurityGroupId, usize> = BTreeMap::new();
        for group in network.interfaces.iter().flat_map(|interface| &interface.groups) {
            *members.entry(group).or_default() += 1;
        }
        let mut groups: Vec<GroupLine> = network
            .security_groups
            .iter()
            .enumerate()
            .map(|(hue, group)| GroupLine {
                id: group.id.clone(),
                name: group.display_name().into(),
                hue,
                members: members.get(&group.id).copied().unwrap_or(0),
            })
            .collect();
        groups.sort_by_cached_key(|group| (group.name.to_lowercase(), group.id.clone()));
        let mut interfaces: Vec<InterfaceLine> =
            network.interfaces.iter().map(|interface| line(network, interface)).collect();
        interfaces.sort_by_cached_key(|interface| (interface.name.to_lowercase(), interface.id.clone()));
        Self {
            group_at: groups.iter().enumerate().map(|(at, group)| (group.id.clone(), at)).collect(),
            interface_at: interfaces.iter().enumerate().map(|(at, one)| (one.id.clone(), at)).collect(),
            groups,
            interfaces,
            names: names(network),
        }
    }

    /// All groups, by name.
    #[must_use]
    pub fn groups(&self) -> &[GroupLine] {
        &self.groups
    }

    /// All interfaces, by name.
    #[must_use]
    pub fn interfaces(&self) -> &[InterfaceLine] {
        &self.interfaces
    }

    /// The group with the id.
    pub fn group(&self, id: &str) -> Option<&GroupLine> {
        self.group_at.get(id).and_then(|at| self.groups.get(*at))
    }

    /// The interface with the id.
    pub fn interface(&self, id: &str) -> Option<&InterfaceLine> {
        self.interface_at.get(id).and_then(|at| self.interfaces.get(*at))
    }

    /// The name of a resource of any kind, else its id.
    #[must_use]
    pub fn name<'a>(&'a self, id: &'a str) -> &'a str {
        let group = self.group(id).map(|group| &*group.name);
        let interface = || self.interface(id).map(|interface| &*interface.name);
        group.or_else(interface).or_else(|| self.names.get(id).map(|name| &**name)).unwrap_or(id)
    }
}

/// The names of what is neither a group nor an interface.
fn names(network: &Network) -> BTreeMap<Rc<str>, Rc<str>> {
    let mut names = BTreeMap::new();
    let mut note = |id: &str, tags: &Tags| {
        if let Some(name) = tags.name() {
            names.insert(Rc::from(id), Rc::from(name));
        }
    };
    network.vpcs.iter().for_each(|one| note(one.id.as_str(), &one.tags));
    network.subnets.iter().for_each(|one| note(one.id.as_str(), &one.tags));
    network.instances.iter().for_each(|one| note(one.id.as_str(), &one.tags));
    network.network_acls.iter().for_each(|one| note(one.id.as_str(), &one.tags));
    network.route_tables.iter().for_each(|one| note(one.id.as_str(), &one.tags));
    network.internet_gateways.iter().for_each(|one| note(one.id.as_str(), &one.tags));
    network.egress_only_internet_gateways.iter().for_each(|one| note(one.id.as_str(), &one.tags));
    network.nat_gateways.iter().for_each(|one| note(one.id.as_str(), &one.tags));
    network.vpc_endpoints.iter().for_each(|one| note(one.id.as_str(), &one.tags));
    network.peerings.iter().for_each(|one| note(one.id.as_str(), &one.tags));
    network.transit_gateways.iter().for_each(|one| note(one.id.as_str(), &one.tags));
    network.vpn_gateways.iter().for_each(|one| note(one.id.as_str(), &one.tags));
    names
}

fn line(network: &Network, interface: &NetworkInterface) -> InterfaceLine {
    let instance = interface.instance().and_then(|id| network.instances.find(id));
    let described = Some(&*interface.description).filter(|text| !text.is_empty());
    let name =
        interface.tags.name().or_else(|| instance.and_then(|instance| instance.tags.name())).or(described);
    let ipv6 = interface.address_of(Family::Ipv6);
    let address = interface.address_of(Family::Ipv4).or(ipv6);
    InterfaceLine {
        id: interface.id.clone(),
        name: name.map_or_else(|| interface.id.to_string().into(), Rc::from),
        address: address.map(|address| address.to_string()).unwrap_or_default().into(),
        public: interface.public_address().map(|address| address.to_string().into()),
        ipv6: ipv6.filter(|_| address != ipv6).map(|ipv6| ipv6.to_string().into()),
        carrier: carrier(interface),
        groups: interface.groups.clone(),
    }
}

fn carrier(interface: &NetworkInterface) -> Carrier {
    match interface.interface_type {
        InterfaceType::LoadBalancer
        | InterfaceType::NetworkLoadBalancer
        | InterfaceType::GatewayLoadBalancer => Carrier::LoadBalancer,
        InterfaceType::VpcEndpoint | InterfaceType::GatewayLoadBalancerEndpoint => Carrier::Endpoint,
        InterfaceType::Lambda => Carrier::Function,
        InterfaceType::NatGateway | InterfaceType::TransitGateway => Carrier::Gateway,
        // Databases and tasks show as plain interfaces that a service manages; only their words tell them.
        _ if interface.description.starts_with("RDSNetworkInterface") => Carrier::Database,
        _ if interface.description.starts_with("ELB ") => Carrier::LoadBalancer,
        _ if interface.description.contains("ecs:") => Carrier::Task,
        _ => Carrier::Instance,
    }
}
