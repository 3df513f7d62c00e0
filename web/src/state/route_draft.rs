//! The rows of the dialog "Edit routes", and the actions they stand for.

use sg_core::control::{Ec2Error, apply};
use sg_core::model::{Network, Route, RouteTable, RouteTarget};
use sg_core::wire::Action;

use super::rule_draft::{Problems, RowField, RowProblem, each_problem};
use super::told::told;

/// The kinds of target, as the console lists them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetKind {
    /// `eigw-`
    EgressOnlyInternetGateway,
    /// `vpce-`
    Endpoint,
    /// `i-`
    Instance,
    /// `igw-`
    InternetGateway,
    /// The VPC itself.
    Local,
    /// `nat-`
    NatGateway,
    /// `eni-`
    NetworkInterface,
    /// `pcx-`
    PeeringConnection,
    /// `tgw-`
    TransitGateway,
    /// `vgw-`
    VirtualPrivateGateway,
}

impl TargetKind {
    /// All, in the console's order.
    pub const ALL: [Self; 10] = [
        Self::EgressOnlyInternetGateway,
        Self::Endpoint,
        Self::Instance,
        Self::InternetGateway,
        Self::Local,
        Self::NatGateway,
        Self::NetworkInterface,
        Self::PeeringConnection,
        Self::TransitGateway,
        Self::VirtualPrivateGateway,
    ];

    /// The console's words.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::EgressOnlyInternetGateway => "Egress Only Internet Gateway",
            Self::Endpoint => "Gateway Load Balancer Endpoint",
            Self::Instance => "Instance",
            Self::InternetGateway => "Internet Gateway",
            Self::Local => "local",
            Self::NatGateway => "NAT Gateway",
            Self::NetworkInterface => "Network Interface",
            Self::PeeringConnection => "Peering Connection",
            Self::TransitGateway => "Transit Gateway",
            Self::VirtualPrivateGateway => "Virtual Private Gateway",
        }
    }

    /// Reads the console's words.
    #[must_use]
    pub fn parse(name: &str) -> Self {
        Self::ALL.into_iter().find(|kind| kind.name() == name).unwrap_or(Self::InternetGateway)
    }

    /// The parameter that takes the target.
    const fn parameter(self) -> &'static str {
        match self {
            Self::EgressOnlyInternetGateway => "EgressOnlyInternetGatewayId",
            Self::Endpoint => "VpcEndpointId",
            Self::Instance => "InstanceId",
            Self::InternetGateway | Self::Local | Self::VirtualPrivateGateway => "GatewayId",
            Self::NatGateway => "NatGatewayId",
            Self::NetworkInterface => "NetworkInterfaceId",
            Self::PeeringConnection => "VpcPeeringConnectionId",
            Self::TransitGateway => "TransitGatewayId",
        }
    }

    const fn of(target: &RouteTarget) -> Self {
        match target {
            RouteTarget::EgressOnlyInternetGateway(_) => Self::EgressOnlyInternetGateway,
            RouteTarget::Interface(_) => Self::NetworkInterface,
            RouteTarget::InternetGateway(_) | RouteTarget::Unsupported(..) => Self::InternetGateway,
            RouteTarget::Local => Self::Local,
            RouteTarget::NatGateway(_) => Self::NatGateway,
            RouteTarget::Peering(_) => Self::PeeringConnection,
            RouteTarget::TransitGateway(_) => Self::TransitGateway,
            RouteTarget::VpcEndpoint(_) => Self::Endpoint,
            RouteTarget::VpnGateway(_) => Self::VirtualPrivateGateway,
        }
    }
}

/// One row. Everything is kept as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteDraft {
    /// Names the row for as long as the dialog is open.
    pub key: u32,
    /// The destination: a block or a prefix list.
    pub destination: String,
    /// What kind of thing it leads to.
    pub kind: TargetKind,
    /// Its id; `local` for the VPC itself.
    pub target: String,
    /// The route that it began as.
    pub origin: Option<Route>,
}

impl RouteDraft {
    /// An empty row.
    #[must_use]
    pub fn new(key: u32) -> Self {
        Self {
            key,
            destination: String::new(),
            kind: TargetKind::InternetGateway,
            target: String::new(),
            origin: None,
        }
    }

    /// The row that shows a route.
    #[must_use]
    pub fn of(key: u32, route: &Route) -> Self {
        Self {
            key,
            destination: route.destination.to_string(),
            kind: TargetKind::of(&route.target),
            target: route.target.id().to_owned(),
            origin: Some(route.clone()),
        }
    }

    /// Whether the row can only be looked at: propagated routes, those of gateway endpoints, and what is not
    /// modelled.
    #[must_use]
    pub fn is_fixed(&self) -> bool {
        self.origin.as_ref().is_some_and(|route| {
            let by_endpoint =
                matches!(route.target, RouteTarget::VpcEndpoint(_)) && route.destination.block().is_none();
            route.is_propagated() || by_endpoint || matches!(route.target, RouteTarget::Unsupported(..))
        })
    }

    /// Whether it is the local route: its destination stays, and it cannot be deleted.
    #[must_use]
    pub fn is_local(&self) -> bool {
        self.origin.as_ref().is_some_and(|route| route.target == RouteTarget::Local)
    }

    /// Another kind of target: what stood there is of the old kind.
    pub fn choose_kind(&mut self, kind: TargetKind) {
        self.kind = kind;
        self.target = if kind == TargetKind::Local { "local".to_owned() } else { String::new() };
    }

    fn keeps(&self, route: &Route) -> bool {
        self.origin.as_ref() == Some(route) && self.destination.trim() == route.destination.to_string()
    }
}

/// The rows of a table.
#[must_use]
pub fn rows(table: &RouteTable) -> Vec<RouteDraft> {
    table.routes.iter().zip(1..).map(|(route, key)| RouteDraft::of(key, route)).collect()
}

/// The actions that turn the table's routes into the rows: deletions, then what changes and comes.
#[must_use]
pub fn actions(table: &RouteTable, rows: &[RouteDraft]) -> Vec<Action> {
    deletions(table, rows).chain(rows.iter().filter_map(|row| put(table, row))).collect()
}

fn deletions(table: &RouteTable, rows: &[RouteDraft]) -> impl Iterator<Item = Action> {
    let gone = table.routes.iter().filter(|route| !rows.iter().any(|row| row.keeps(route)));
    gone.map(|route| {
        let destination = route.destination.to_string();
        let action = Action::new("DeleteRoute").with("RouteTableId", table.id.to_string());
        with_destination(action, &destination)
    })
}

fn with_destination(action: Action, text: &str) -> Action {
    match text.trim() {
        "" => action,
        text if text.starts_with("pl-") => action.with("DestinationPrefixListId", text),
        text if text.contains(':') => action.with("DestinationIpv6CidrBlock", text),
        text => action.with("DestinationCidrBlock", text),
    }
}

/// The action of one row; none where it says what its route says.
fn put(table: &RouteTable, row: &RouteDraft) -> Option<Action> {
    let kept = row.origin.as_ref().filter(|route| row.keeps(route));
    if kept.is_some_and(|route| row.target.trim() == route.target.id()) {
        return None;
    }
    let name = if kept.is_some() { "ReplaceRoute" } else { "CreateRoute" };
    let action = Action::new(name).with("RouteTableId", table.id.to_string());
    let action = with_destination(action, &row.destination);
    Some(match row.target.trim() {
        "local" if kept.is_some() => action.with("LocalTarget", true),
        "" => action,
        target => action.with(row.kind.parameter(), target),
    })
}

/// Tries the rows one after the other on a copy of the network and gives the refused ones, by key.
#[must_use]
pub fn check(network: &Network, table: &RouteTable, rows: &[RouteDraft]) -> Problems {
    let mut network = network.clone();
    for action in deletions(table, rows) {
        // Refused only where the route is gone already.
        let _ = apply(&mut network, &action);
    }
    let mut problems = Problems::new();
    for row in rows {
        let mut tried = network.clone();
        let attempt = |row: &RouteDraft| apply(&mut tried, &put(table, row)?).err().map(problem_of);
        let found = each_problem(row, attempt, |row, field| {
            // Nothing can be put in the place of a target.
            "192.0.2.1/32".clone_into(&mut row.destination);
            field == RowField::Source
        });
        if found.is_empty() {
            network = tried;
        } else {
            problems.insert(row.key, found);
        }
    }
    problems
}

fn problem_of(error: Ec2Error) -> RowProblem {
    let says = |words: &str| error.message.contains(words);
    let target = [
        "gateway",
        "Gateway",
        "interface",
        "instance",
        "Instance",
        "peering",
        "Peering",
        "transit",
        "can target only",
        "belong to different networks",
        "ndpoint",
    ];
    let destination = ["destination", "Destination", "identified by", "prefix list"];
    let field = if says("can target only") {
        RowField::Target
    } else if destination.into_iter().any(says) {
        RowField::Source
    } else if target.into_iter().any(says) {
        RowField::Target
    } else {
        RowField::Row
    };
    RowProblem { field, early: says("already exists"), message: told(&error) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sg_core::control::apply_all;

    /// A network with a VPC and an internet gateway, and the main table.
    fn table() -> (Network, RouteTable, String) {
        let mut network = Network::default();
        let made = apply(&mut network, &Action::new("CreateVpc").with("CidrBlock", "10.0.0.0/16")).unwrap();
        let vpc = made["Vpc"]["VpcId"].as_str().unwrap().to_owned();
        let made = apply(&mut network, &Action::new("CreateInternetGateway")).unwrap();
        let gateway = made["InternetGateway"]["InternetGatewayId"].as_str().unwrap().to_owned();
        let attach = Action::new("AttachInternetGateway").with("VpcId", vpc);
        apply(&mut network, &attach.with("InternetGatewayId", &*gateway)).unwrap();
        let table = (**network.route_tables.iter().next().unwrap()).clone();
        (network, table, gateway)
    }

    #[test]
    fn rows_become_routes_and_untouched_ones_ask_for_nothing() {
        let (mut network, table, gateway) = table();
        let mut drafts = rows(&table);
        assert_eq!(actions(&table, &drafts), []);
        assert!(drafts[0].is_local());
        let new = RouteDraft { destination: "0.0.0.0/0".to_owned(), target: gateway, ..RouteDraft::new(9) };
        drafts.push(new);
        assert!(check(&network, &table, &drafts).is_empty());
        apply_all(&mut network, &actions(&table, &drafts)).unwrap();
        let after = network.route_tables.find(&table.id).unwrap();
        assert_eq!(after.routes.len(), 2);
        // Gone again, and moved.
        let drafts = rows(after);
        let names = |rows: &[RouteDraft]| -> Vec<String> {
            actions(after, rows).into_iter().map(|action| action.name).collect()
        };
        assert_eq!(names(&drafts[..1]), ["DeleteRoute"]);
        let mut moved = drafts;
        moved[1].destination = "203.0.113.0/24".to_owned();
        assert_eq!(names(&moved), ["DeleteRoute", "CreateRoute"]);
    }

    #[test]
    fn errors_stand_under_their_field() {
        let (network, table, gateway) = table();
        let tried = |destination: &str, target: &str| {
            let mut all = rows(&table);
            let (destination, target) = (destination.to_owned(), target.to_owned());
            all.push(RouteDraft { destination, target, ..RouteDraft::new(9) });
            check(&network, &table, &all).remove(&9).unwrap().remove(0)
        };
        let cases = [
            (
                "10.0.0.0/16",
                &*gateway,
                RowField::Source,
                "The route identified by 10.0.0.0/16 already exists.",
            ),
            ("10.0.1.0/24", &*gateway, RowField::Target, "can target only an interface or an instance"),
            ("0.0.0.0", &*gateway, RowField::Source, "This is not a valid CIDR block."),
            ("", &*gateway, RowField::Source, "destination"),
            ("0.0.0.0/0", "igw-0123456789abcdef0", RowField::Target, "igw-0123456789abcdef0"),
            ("0.0.0.0/0", "", RowField::Target, "gatewayId"),
        ];
        for (destination, target, field, words) in cases {
            let problem = tried(destination, target);
            assert_eq!(problem.field, field, "{destination} {target}: {}", problem.message);
            assert!(problem.message.contains(words), "{}", problem.message);
        }
    }
}
