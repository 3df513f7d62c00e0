//! Everything of one kind, as the console lists it: the columns, and what stands in them.

use sg_core::model::{Network, ResourceId};
use sg_core::net::Direction;

use super::directory::Directory;
use super::facts::{Value, facts, subnets_served};
use super::inventory::{Kind, ResourceLine, name_of};
use super::resource_type::ResourceType;

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
        Kind::Acls => &["Network ACL ID", "Associated with", "Default", "VPC"],
        Kind::RouteTables => &["Route table ID", "Subnet associations", "Main", "VPC"],
        Kind::PrefixLists => &["Prefix list ID", "Entries"],
        Kind::Gateways => &["ID", "Type", "State", "VPC", "Address or service"],
        Kind::Addresses => &["Allocation ID", "Address", "Associated with"],
        Kind::Vpcs => &["VPC ID", "IPv4 CIDR", "Subnets"],
        Kind::Subnets => &["Subnet ID", "VPC", "IPv4 CIDR", "Availability Zone"],
    }
}

/// What stands in these columns of one resource.
#[must_use]
pub fn cells(network: &Network, directory: &Directory, kind: Kind, line: &ResourceLine) -> Vec<Vec<Value>> {
    let own = network.interfaces.find(&*line.id);
    let is_made = own.is_some_and(|own| own.is_stand_in);
    let id = if is_made { Value::Made } else { Value::Code }(line.id.to_string());
    let (detail, note) = (Value::Code(line.detail.to_string()), Value::Word(line.note.to_string()));
    let link = |id: &str| Value::Link(id.to_owned(), name_of(network, id));
    let vpc = |id: Option<&str>| id.map(link).into_iter().collect::<Vec<_>>();
    match kind {
        Kind::Groups => {
            let group = network.security_groups.find(&*line.id);
            let rules = |direction| counted(group.map_or(0, |group| group.rules_of(direction).count()));
            let members = directory.group(&line.id).map_or(0, |group| group.members);
            vec![
                vec![id],
                vpc(group.map(|group| group.vpc.as_str())),
                rules(Direction::Ingress),
                rules(Direction::Egress),
                counted(members),
            ]
        }
        Kind::Interfaces => {
            let one = directory.interface(&line.id);
            let subnet = own.map(|own| own.subnet.as_str());
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
            let acl = network.network_acls.find(&*line.id);
            let default = yes(acl.is_some_and(|own| own.is_default));
            vec![vec![id], vec![note], default, vpc(acl.map(|own| own.vpc.as_str()))]
        }
        Kind::RouteTables => {
            let table = network.route_tables.find(&*line.id);
            let subnets = counted(subnets_served(network, &line.id).len());
            let main = yes(table.is_some_and(|own| own.is_main()));
            vec![vec![id], subnets, main, vpc(table.map(|own| own.vpc.as_str()))]
        }
        Kind::PrefixLists => {
            let list = network.prefix_lists.find(&*line.id);
            let entries = list.and_then(|own| own.entries.as_ref());
            vec![vec![id], entries.map_or_else(|| vec![note], |entries| counted(entries.len()))]
        }
        Kind::Gateways => {
            let of = facts_of(network, &line.id);
            let noun = line.what.noun();
            // Of these two the word beside the name tells which sort it is, of the others where or how it is.
            let sort = match line.what {
                ResourceType::NatGateway | ResourceType::Endpoint => format!("{noun}, {}", line.note),
                _ => noun.to_owned(),
            };
            vec![
                vec![id],
                vec![Value::Word(sort)],
                of(&["State", "Status"]),
                of(&["VPC", "Requester VPC", "Accepter VPC"]),
                if line.detail.is_empty() { Vec::new() } else { vec![detail] },
            ]
        }
        Kind::Addresses => {
            let of = facts_of(network, &line.id);
            vec![vec![id], of(&["Allocated IPv4 address"]), of(&["Network interface"])]
        }
        Kind::Vpcs => {
            let of = facts_of(network, &line.id);
            vec![vec![id], of(&["IPv4 CIDR"]), counted(of(&["Subnets"]).len())]
        }
        Kind::Subnets => {
            let own = network.subnets.find(&*line.id).map(|own| own.vpc.as_str());
            vec![vec![id], vpc(own), vec![detail], vec![note]]
        }
    }
}

/// The values of a resource's facts that have one of these names.
fn facts_of(network: &Network, id: &str) -> impl Fn(&[&str]) -> Vec<Value> {
    let facts = facts(network, id);
    move |names| {
        let named = facts.iter().filter(|fact| names.contains(&fact.name));
        named.flat_map(|fact| fact.values.iter().cloned()).collect()
    }
}

fn yes(is: bool) -> Vec<Value> {
    vec![Value::Word(if is { "Yes" } else { "No" }.to_owned())]
}

fn counted(count: usize) -> Vec<Value> {
    vec![Value::Word(count.to_string())]
}

/// A resource of the list: its name and its columns.
#[derive(Debug, PartialEq, Eq)]
pub struct Listed {
    /// The line under Resources.
    pub line: ResourceLine,
    /// What stands in the columns beside the first.
    pub cells: Vec<Vec<Value>>,
}

impl Listed {
    /// The row of a line.
    #[must_use]
    pub fn of(network: &Network, directory: &Directory, kind: Kind, line: &ResourceLine) -> Self {
        Self { cells: cells(network, directory, kind, line), line: line.clone() }
    }

    /// What stands in the first column.
    #[must_use]
    pub fn name(&self) -> &str {
        if self.line.name.is_empty() { &self.line.id } else { &self.line.name }
    }

    /// What a column sorts by, the first of which is the name: addresses and counts by their numbers, all else by its
    /// text. What is empty comes last upwards.
    #[must_use]
    pub fn sort_key(&self, column: usize) -> (bool, u128, String) {
        let Some(column) = column.checked_sub(1) else { return (false, 0, self.name().to_lowercase()) };
        let values = self.cells.get(column).map_or(&[][..], Vec::as_slice);
        let text = values.iter().map(text_of).collect::<Vec<_>>().join("\n").to_lowercase();
        (text.trim().is_empty(), number_of(&text), text)
    }

    /// Whether a text, in lower case, stands in any column.
    #[must_use]
    pub fn has(&self, sought: &str) -> bool {
        let values = self.cells.iter().flatten();
        let texts = values.flat_map(|value| match value {
            Value::Word(text) | Value::Code(text) | Value::Made(text) => [text.as_str(), ""],
            Value::Link(id, name) => [id.as_str(), name.as_str()],
        });
        texts.chain([self.name()]).any(|text| text.to_lowercase().contains(sought))
    }
}

fn text_of(value: &Value) -> &str {
    match value {
        Value::Word(text) | Value::Code(text) | Value::Made(text) | Value::Link(_, text) => text,
    }
}

/// The number that a text begins with, or the address that it is.
fn number_of(text: &str) -> u128 {
    let start = text.split(['/', ' ', '\n']).next().unwrap_or_default();
    match start.parse() {
        Ok(std::net::IpAddr::V4(address)) => u32::from(address).into(),
        Ok(std::net::IpAddr::V6(address)) => address.into(),
        Err(_) => start.parse().unwrap_or_default(),
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
    fn a_main_table_counts_the_subnets_that_name_none() {
        let simulation = first();
        let network = simulation.network();
        let directory = Directory::of(network);
        let tables = lines(network, &directory, Kind::RouteTables);
        let main = tables.iter().find(|line| &*line.name == "main").unwrap();
        assert_eq!(&*main.note, "1 subnet");
        assert_eq!(cells(network, &directory, Kind::RouteTables, main)[1], counted(1));
    }

    #[test]
    fn a_gateway_tells_its_state_and_its_vpc() {
        let simulation = first();
        let network = simulation.network();
        let directory = Directory::of(network);
        let gateway = lines(network, &directory, Kind::Gateways).remove(0);
        let cells = cells(network, &directory, Kind::Gateways, &gateway);
        assert_eq!(cells[1], [Value::Word("Internet gateway".to_owned())]);
        assert_eq!(cells[2], [Value::Word("Attached".to_owned())]);
        assert!(matches!(&cells[3][..], [Value::Link(id, name)] if id.starts_with("vpc-") && name == "shop"));
        assert!(cells[4].is_empty());
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

    #[test]
    fn an_interface_that_stands_in_has_an_id_that_is_made_here() {
        let text = r#"{"SecurityGroups": [{"GroupId": "sg-1", "GroupName": "web", "VpcId": "vpc-1"}]}"#;
        let simulation = crate::state::import::read(text).unwrap().simulation;
        let network = simulation.network();
        let directory = Directory::of(network);
        let lines = lines(network, &directory, Kind::Interfaces);
        let row = Listed::of(network, &directory, Kind::Interfaces, &lines[0]);
        assert_eq!(row.cells[0], [Value::Made(lines[0].id.to_string())]);
        assert!(row.has("eni-") && row.sort_key(1).2.starts_with("eni-"));
    }

    #[test]
    fn columns_sort_by_numbers_where_they_hold_some_and_a_search_looks_into_all_of_them() {
        let row = |name: &str, value: Option<&str>| {
            let mut line = lines_of_first().remove(0);
            line.name = name.into();
            Listed { line, cells: vec![value.map(|text| Value::Code(text.to_owned())).into_iter().collect()] }
        };
        let mut rows = [
            row("B", Some("10.0.10.4")),
            row("c", None),
            row("a", Some("10.0.9.4")),
            row("d", Some("9 rules")),
        ];
        let order = |rows: &[Listed]| rows.iter().map(|row| row.name().to_owned()).collect::<String>();
        rows.sort_by_cached_key(|row| row.sort_key(1));
        assert_eq!(order(&rows), "daBc");
        rows.sort_by_cached_key(|row| row.sort_key(0));
        assert_eq!(order(&rows), "aBcd");
        assert!(rows[1].has("10.0.10") && rows[1].has("b") && !rows[1].has("rules"));
    }

    fn lines_of_first() -> Vec<ResourceLine> {
        let simulation = first();
        let network = simulation.network();
        lines(network, &Directory::of(network), Kind::Groups)
    }
}
