//! What is known of a resource that has no panel of its own: names and values, and what it leads to.

use sg_core::model::{Network, NetworkInterface, ResourceId, RouteTableUser, VpcId};

use super::inventory::{block_of, name_of};
use super::resource_type::ResourceType;

/// A fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is called.
    pub name: &'static str,
    /// Its value, or several.
    pub values: Vec<Value>,
}

/// A value of a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A word.
    Word(String),
    /// An address, a block, an id of something that is not on the screen.
    Code(String),
    /// An id that was made here.
    Made(String),
    /// Another resource: its id and its name.
    Link(String, String),
}

fn word(name: &'static str, text: impl Into<String>) -> Fact {
    Fact { name, values: vec![Value::Word(text.into())] }
}

fn code(name: &'static str, text: impl Into<String>) -> Fact {
    Fact { name, values: vec![Value::Code(text.into())] }
}

fn codes(name: &'static str, texts: impl Iterator<Item = String>) -> Fact {
    Fact { name, values: texts.map(Value::Code).collect() }
}

fn links<'a>(network: &Network, name: &'static str, ids: impl Iterator<Item = &'a str>) -> Fact {
    let link = |id: &str| Value::Link(id.to_owned(), name_of(network, id));
    Fact { name, values: ids.map(link).collect() }
}

fn yes(is: bool) -> &'static str {
    if is { "Yes" } else { "No" }
}

/// The facts of a resource; none where it is not there.
#[must_use]
pub fn facts(network: &Network, id: &str) -> Vec<Fact> {
    of(network, id).unwrap_or_default()
}

fn of(network: &Network, id: &str) -> Option<Vec<Fact>> {
    let link = |name: &'static str, id: Option<&str>| links(network, name, id.into_iter());
    let vpc = |vpc: &VpcId| link("VPC", Some(vpc.as_str()));
    Some(match ResourceType::of(id)? {
        ResourceType::Vpc => of_vpc(network, id)?,
        ResourceType::Subnet => of_subnet(network, id)?,
        ResourceType::InternetGateway => {
            let gateway = network.internet_gateways.find(id)?;
            vec![
                code("Internet gateway ID", id),
                word("State", if gateway.vpc.is_some() { "Attached" } else { "Detached" }),
                link("VPC", gateway.vpc.as_ref().map(ResourceId::as_str)),
                routes(network, id),
            ]
        }
        ResourceType::EgressOnlyInternetGateway => {
            let gateway = network.egress_only_internet_gateways.find(id)?;
            vec![code("Egress-only internet gateway ID", id), vpc(&gateway.vpc), routes(network, id)]
        }
        ResourceType::NatGateway => {
            let gateway = network.nat_gateways.find(id)?;
            let addresses = &gateway.addresses;
            vec![
                code("NAT gateway ID", id),
                word("Connectivity type", capital(gateway.connectivity.name())),
                word("State", capital(&gateway.state)),
                codes(
                    "Elastic IP address",
                    addresses.iter().filter_map(|one| Some(one.public_ip?.to_string())),
                ),
                codes(
                    "Private address",
                    addresses.iter().filter_map(|one| Some(one.private_ip?.to_string())),
                ),
                vpc(&gateway.vpc),
                link("Subnet", gateway.subnet.as_ref().map(ResourceId::as_str)),
                routes(network, id),
            ]
        }
        ResourceType::TransitGateway => {
            let gateway = network.transit_gateways.find(id)?;
            let attachments = network.transit_gateway_attachments.iter();
            let attached = attachments.filter(|one| one.transit_gateway == gateway.id);
            let referencing = gateway.security_group_referencing;
            vec![
                code("Transit gateway ID", id),
                word("State", capital(&gateway.state)),
                word("Security group referencing", if referencing { "Enabled" } else { "Disabled" }),
                links(network, "Attachments", attached.map(|one| one.id.as_str())),
                routes(network, id),
            ]
        }
        ResourceType::TransitGatewayAttachment => {
            let attachment = network.transit_gateway_attachments.find(id)?;
            vec![
                code("Attachment ID", id),
                link("Transit gateway", Some(attachment.transit_gateway.as_str())),
                vpc(&attachment.vpc),
                links(network, "Subnets", attachment.subnets.iter().map(ResourceId::as_str)),
            ]
        }
        ResourceType::Peering => {
            let peering = network.peerings.find(id)?;
            vec![
                code("Peering connection ID", id),
                word("Status", capital(peering.status.code())),
                link("Requester VPC", Some(peering.requester.vpc.as_str())),
                codes("Requester CIDRs", peering.requester.blocks.iter().map(ToString::to_string)),
                link("Accepter VPC", Some(peering.accepter.vpc.as_str())),
                codes("Accepter CIDRs", peering.accepter.blocks.iter().map(ToString::to_string)),
                routes(network, id),
            ]
        }
        ResourceType::Endpoint => {
            let endpoint = network.vpc_endpoints.find(id)?;
            vec![
                code("Endpoint ID", id),
                word("Endpoint type", endpoint.kind.name()),
                code("Service name", &*endpoint.service),
                vpc(&endpoint.vpc),
                links(network, "Route tables", endpoint.route_tables.iter().map(ResourceId::as_str)),
                links(network, "Subnets", endpoint.subnets.iter().map(ResourceId::as_str)),
                links(network, "Network interfaces", endpoint.interfaces.iter().map(ResourceId::as_str)),
                links(network, "Security groups", endpoint.groups.iter().map(ResourceId::as_str)),
            ]
        }
        ResourceType::VpnGateway => {
            let gateway = network.vpn_gateways.find(id)?;
            vec![
                code("Virtual private gateway ID", id),
                word("State", capital(&gateway.state)),
                link("VPC", gateway.vpc.as_ref().map(ResourceId::as_str)),
                routes(network, id),
            ]
        }
        ResourceType::ElasticIp => {
            let address = network.addresses.find(id)?;
            let association = address.association.as_ref();
            vec![
                code("Allocated IPv4 address", address.public_ip.to_string()),
                code("Allocation ID", id),
                link("Network interface", association.map(|one| one.interface.as_str())),
                codes("Private address", association.iter().map(|one| one.private_address.to_string())),
            ]
        }
        _ => return None,
    })
}

fn of_vpc(network: &Network, id: &str) -> Option<Vec<Fact>> {
    let vpc = network.vpcs.find(id)?;
    let own = |other: &VpcId| *other == vpc.id;
    let gateways = network.internet_gateways.iter().filter(|one| one.vpc.as_ref() == Some(&vpc.id));
    let acls = network.network_acls.iter().filter(|one| own(&one.vpc));
    let tables = network.route_tables.iter().filter(|one| own(&one.vpc));
    let groups = network.security_groups.iter().filter(|one| own(&one.vpc));
    let subnets = network.subnets.iter().filter(|one| own(&one.vpc));
    let mut facts = vec![
        code("VPC ID", id),
        codes("IPv4 CIDR", vpc.ipv4_blocks.iter().map(ToString::to_string)),
        codes("IPv6 CIDR", vpc.ipv6_blocks.iter().map(ToString::to_string)),
        word("Default VPC", yes(vpc.is_default)),
        links(network, "Internet gateway", gateways.map(|one| one.id.as_str())),
        links(network, "Subnets", subnets.map(|one| one.id.as_str())),
        links(network, "Route tables", tables.map(|one| one.id.as_str())),
        links(network, "Network ACLs", acls.map(|one| one.id.as_str())),
        links(network, "Security groups", groups.map(|one| one.id.as_str())),
    ];
    if vpc.is_stand_in {
        facts.insert(1, stand_in());
    }
    Some(facts)
}

fn of_subnet(network: &Network, id: &str) -> Option<Vec<Fact>> {
    let subnet = network.subnets.find(id)?;
    let acl = network.acl_of(&subnet.id).map(|acl| acl.id.as_str());
    let table = network.route_table_of(subnet).map(|table| table.id.as_str());
    let within = |one: &&std::rc::Rc<NetworkInterface>| one.subnet == subnet.id;
    let mut facts = vec![
        code("Subnet ID", id),
        links(network, "VPC", std::iter::once(subnet.vpc.as_str())),
        word("Availability Zone", &*subnet.availability_zone),
        code("IPv4 CIDR", block_of(subnet)),
        codes("IPv6 CIDR", subnet.ipv6_blocks.iter().map(ToString::to_string)),
        word("Auto-assign public IPv4 address", yes(subnet.map_public_ip_on_launch)),
        links(network, "Route table", table.into_iter()),
        links(network, "Network ACL", acl.into_iter()),
        links(
            network,
            "Network interfaces",
            network.interfaces.iter().filter(within).map(|one| one.id.as_str()),
        ),
    ];
    if subnet.is_stand_in {
        facts.insert(1, stand_in());
    }
    Some(facts)
}

/// What is told of a resource that an import supplied.
#[must_use]
pub fn stand_in() -> Fact {
    word("Stand-in", "Not in the import, so that packets can be tried")
}

/// The tables with a route to a gateway: without one nothing takes it.
fn routes(network: &Network, id: &str) -> Fact {
    let tables = network.route_tables.iter();
    let leading = tables.filter(|table| table.routes.iter().any(|route| route.target.id() == id));
    links(network, "Routes in", leading.map(|table| table.id.as_str()))
}

/// The subnets that an ACL serves or a table is associated with: id, block, zone, and whether it is by being the
/// main table.
#[must_use]
pub fn subnets_served(network: &Network, id: &str) -> Vec<(String, String, String, bool)> {
    let row = |subnet: &sg_core::model::Subnet, main: bool| {
        (subnet.id.to_string(), block_of(subnet), subnet.availability_zone.to_string(), main)
    };
    if let Some(acl) = network.network_acls.find(id) {
        let served = acl.associations.iter().filter_map(|own| network.subnets.find(&own.subnet));
        return served.map(|subnet| row(subnet, false)).collect();
    }
    let Some(table) = network.route_tables.find(id) else { return Vec::new() };
    let explicit = |subnet: &sg_core::model::Subnet| {
        table.associations.iter().any(|own| own.user == RouteTableUser::Subnet(subnet.id.clone()))
    };
    let served = network.subnets.iter().filter(|subnet| {
        subnet.vpc == table.vpc && network.route_table_of(subnet).is_some_and(|own| own.id == table.id)
    });
    served.map(|subnet| row(subnet, !explicit(subnet))).collect()
}

/// A word with a capital at its beginning.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}", first.to_uppercase(), letters.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::directory::Directory;
    use crate::state::inventory::{Kind, lines};
    use crate::state::scenarios::first;

    #[test]
    fn everything_without_a_panel_of_its_own_has_facts() {
        let simulation = first();
        let network = simulation.network();
        let directory = Directory::of(network);
        for kind in [Kind::Gateways, Kind::Addresses, Kind::Vpcs, Kind::Subnets] {
            for line in lines(network, &directory, kind) {
                assert!(!facts(network, &line.id).is_empty(), "{}", line.id);
            }
        }
        assert!(facts(network, "vpc-0123456789abcdef0").is_empty());
    }

    #[test]
    fn what_an_import_supplied_says_so() {
        let told = |network: &Network| {
            let ids = network.vpcs.ids().map(ResourceId::as_str);
            let ids = ids.chain(network.subnets.ids().map(ResourceId::as_str));
            ids.map(|id| facts(network, id).contains(&stand_in())).collect::<Vec<_>>()
        };
        let text = r#"{"SecurityGroups": [{"GroupId": "sg-1", "GroupName": "web", "VpcId": "vpc-1"}]}"#;
        assert_eq!(told(crate::state::import::read(text).unwrap().simulation.network()), [true; 2]);
        assert!(!told(first().network()).contains(&true));
    }
}
