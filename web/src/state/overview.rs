//! Everything of one kind, as the console lists it: the columns, and what stands in them.

use sg_core::model::{Network, ResourceId};
use sg_core::net::Direction;

use super::directory::Directory;
use super::facts::Value;
use super::inventory::{Kind, ResourceLine, name_of};

/// The columns of a kind beside the first, which is the name.
#[must_use]
pub const fn heads(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Groups => &["Security group ID", "VPC", "Inbound rules", "Outbound rules", "Attached"],
        Kind::Interfaces => &[
            "Network interface ID",
            "Type",
            "Private address",
            "Public address",
            "Subnet",
            "Security groups",
        ],
        Kind::Acls => &["Network ACL ID", "VPC", "Associated with"],
        Kind::RouteTables => &["Route table ID", "VPC", "Associated with"],
        Kind::PrefixLists => &["Prefix list ID", "Entries"],
        Kind::Gateways => &["ID", "Type", "Address or service", "State"],
        Kind::Addresses => &["Allocation ID", "Address", "Associated with"],
        Kind::Vpcs => &["VPC ID", "CIDR", "Subnets"],
        Kind::Subnets => &["Subnet ID", "VPC", "CIDR", "Availability Zone"],
    }
}

/// What stands in these columns of one resource.
#[must_use]
pub fn cells(network: &Network, directory: &Directory, kind: Kind, line: &ResourceLine) -> Vec<Vec<Value>> {
    let id = Value::Code(line.id.to_string());
    let (detail, note) = (Value::Code(line.detail.to_string()), Value::Word(line.note.to_string()));
    let link = |id: &str| Value::Link(id.to_owned(), name_of(network, id));
    let vpc = |id: Option<&str>| id.map(link).into_iter().collect::<Vec<_>>();
    match kind {
        Kind::Groups => {
            let group = network.security_groups.find(&*line.id);
            let rules = |direction| {
                let count = group.map_or(0, |group| group.rules_of(direction).count());
                vec![Value::Word(count.to_string())]
            };
            let members = directory.group(&line.id).map_or(0, |group| group.members);
            vec![
                vec![id],
                vpc(group.map(|group| group.vpc.as_str())),
                rules(Direction::Ingress),
                rules(Direction::Egress),
                vec![Value::Word(members.to_string())],
            ]
        }
        Kind::Interfaces => {
            let one = directory.interface(&line.id);
            let subnet = network.interfaces.find(&*line.id).map(|own| own.subnet.as_str());
            let public = one.and_then(|one| one.public.as_ref()).map(|own| Value::Code(own.to_string()));
            vec![
                vec![id],
                vec![note],
                vec![detail],
                public.into_iter().collect(),
                vpc(subnet),
                line.groups.iter().map(|group| link(group.as_str())).collect(),
            ]
        }
        Kind::Acls => {
            vec![vec![id], vpc(network.network_acls.find(&*line.id).map(|own| own.vpc.as_str())), vec![note]]
        }
        Kind::RouteTables => {
            vec![vec![id], vpc(network.route_tables.find(&*line.id).map(|own| own.vpc.as_str())), vec![note]]
        }
        Kind::PrefixLists => vec![vec![id], vec![note]],
        Kind::Gateways => {
            vec![vec![id], vec![Value::Word(line.what.noun().to_owned())], vec![detail], vec![note]]
        }
        Kind::Addresses => {
            let address = network.addresses.find(&*line.id).map(|own| Value::Code(own.public_ip.to_string()));
            vec![vec![id], address.into_iter().collect(), vec![note]]
        }
        Kind::Vpcs => vec![vec![id], vec![detail], vec![note]],
        Kind::Subnets => {
            let own = network.subnets.find(&*line.id).map(|own| own.vpc.as_str());
            vec![vec![id], vpc(own), vec![detail], vec![note]]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::inventory::lines;
    use crate::state::scenarios::first;

    #[test]
    fn every_row_fills_the_columns_of_its_kind() {
        let simulation = first();
        let network = simulation.network();
        let directory = Directory::of(network);
        for kind in Kind::ALL {
            for line in lines(network, &directory, kind) {
                let cells = cells(network, &directory, kind, &line);
                assert_eq!(cells.len(), heads(kind).len(), "{}", kind.name());
                assert_eq!(cells[0], [Value::Code(line.id.to_string())]);
            }
        }
    }

    #[test]
    fn an_interface_tells_its_public_address_and_its_groups() {
        let simulation = first();
        let network = simulation.network();
        let directory = Directory::of(network);
        let all = lines(network, &directory, Kind::Interfaces);
        let web = all.iter().find(|line| &*line.name == "web-1").unwrap();
        let cells = cells(network, &directory, Kind::Interfaces, web);
        assert_eq!(cells[3], [Value::Code("198.18.0.20".to_owned())]);
        assert!(matches!(&cells[5][..], [Value::Link(id, name)] if id.starts_with("sg-") && name == "web"));
    }
}
