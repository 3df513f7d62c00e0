//! Which route of a table a packet takes.
//!
//! The longest prefix wins, whatever its origin; among equal ones a static route, then one by prefix list,
//! then a propagated one. A propagated route that overlaps the VPC's local route loses even if it is more
//! specific. The state of a route plays no part: a blackhole is chosen, and then drops the packet.
//! Sources: VPC User Guide `route-tables-priority`; Site-to-Site VPN User Guide `vpn-route-priority`.

use super::{Miss, Misses};
use crate::catalog::is_never_forwarded;
use crate::model::{
    Network, PrefixList, PrefixListId, Route, RouteDestination, RouteState, RouteTable, RouteTarget,
};
use crate::net::Family;
use ipnet::IpNet;
use std::net::IpAddr;
use std::rc::Rc;

/// A table's answer, with every route looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByRoutes {
    /// What the table answers.
    pub choice: RouteChoice,
    /// The routes as they were: a handle.
    pub routes: Rc<[Route]>,
    /// One for each route.
    pub fits: Vec<RouteFit>,
}

/// What a table answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RouteChoice {
    /// The route with this index.
    Route(usize),
    /// No route covers the address.
    NoRoute,
    /// The route with this index may win, but nobody told what its prefix list holds.
    Undescribed(usize),
}

/// How a route fared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RouteFit {
    /// It is for the other address family.
    Family,
    /// It does not cover the address.
    Elsewhere,
    /// It covers the address, but another route has the longer prefix.
    LessSpecific,
    /// It covers the address with the prefix of the one that won, but ranks below it.
    LowerPriority,
    /// Nobody told what its prefix list holds.
    Undescribed,
    /// It won.
    Chosen,
}

impl RouteFit {
    /// The field that does not fit, for a route that does not cover the address.
    pub fn misses(self) -> Misses {
        match self {
            RouteFit::Family => Misses::default().and(Miss::Family),
            RouteFit::Elsewhere => Misses::default().and(Miss::Peer),
            RouteFit::Undescribed => Misses::default().undecided(),
            RouteFit::LessSpecific | RouteFit::LowerPriority | RouteFit::Chosen => Misses::default(),
        }
    }
}

impl ByRoutes {
    /// The route that won.
    pub fn route(&self) -> Option<&Route> {
        match self.choice {
            RouteChoice::Route(index) => self.routes.get(index),
            RouteChoice::NoRoute | RouteChoice::Undescribed(_) => None,
        }
    }

    /// Whether two prefix lists with different targets tie, so that AWS picks one arbitrarily.
    pub fn is_arbitrary(&self) -> bool {
        let Some(chosen) = self.route() else { return false };
        let tied = self.routes.iter().zip(&self.fits).any(|(route, fit)| {
            *fit == RouteFit::LowerPriority && rank(route) == rank(chosen) && route.target != chosen.target
        });
        tied && rank(chosen) == RANK_PREFIX_LIST
    }
}

/// Looks the address up in the table.
pub fn look_up(network: &Network, table: &RouteTable, address: IpAddr) -> ByRoutes {
    let covers: Vec<Cover> =
        table.routes.iter().map(|route| covered(network, table, route, address)).collect();
    let is_local = table
        .routes
        .iter()
        .zip(&covers)
        .any(|(route, cover)| route.target == RouteTarget::Local && matches!(cover, Cover::Prefix(_)));
    let key = |index: usize| match (table.routes.get(index), covers.get(index)) {
        (Some(route), Some(Cover::Prefix(length))) if is_usable(route, is_local) => {
            // The later of two equal routes loses, so that the same table gives the same answer.
            Some((*length, std::cmp::Reverse(rank(route)), std::cmp::Reverse(index)))
        }
        _ => None,
    };
    let best = (0..covers.len()).filter_map(|index| key(index).map(|key| (key, index))).max();
    let undescribed = covers.iter().position(|cover| *cover == Cover::Undescribed);
    let choice = match (best, undescribed) {
        // A prefix list could beat anything but the route to the address alone.
        (Some(((length, ..), index)), Some(open)) if length < bits(address) && !beats(table, index, open) => {
            RouteChoice::Undescribed(open)
        }
        (Some((_, index)), _) => RouteChoice::Route(index),
        (None, Some(open)) => RouteChoice::Undescribed(open),
        (None, None) => RouteChoice::NoRoute,
    };
    let fits = covers
        .iter()
        .enumerate()
        .map(|(index, cover)| match cover {
            Cover::Family => RouteFit::Family,
            Cover::No => RouteFit::Elsewhere,
            Cover::Undescribed => RouteFit::Undescribed,
            Cover::Prefix(_) if choice == RouteChoice::Route(index) => RouteFit::Chosen,
            Cover::Prefix(length) => match best {
                Some(((longest, ..), _)) if *length < longest => RouteFit::LessSpecific,
                _ => RouteFit::LowerPriority,
            },
        })
        .collect();
    ByRoutes { choice, routes: Rc::clone(&table.routes), fits }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cover {
    Family,
    No,
    Undescribed,
    Prefix(u8),
}

fn covered(network: &Network, table: &RouteTable, route: &Route, address: IpAddr) -> Cover {
    let family = Family::of(address);
    match &route.destination {
        RouteDestination::Block(block) if Family::of_block(block) != family => Cover::Family,
        RouteDestination::Block(block) if covers(block, address) => Cover::Prefix(block.prefix_len()),
        RouteDestination::Block(_) => Cover::No,
        RouteDestination::PrefixList(id) => by_prefix_list(network, table, id, address),
    }
}

fn by_prefix_list(network: &Network, table: &RouteTable, id: &PrefixListId, address: IpAddr) -> Cover {
    let list = network.prefix_lists.find(id);
    if list.is_some_and(|list| list.family != Family::of(address)) {
        return Cover::Family;
    }
    match list.and_then(|list| list.entries.as_ref()) {
        Some(entries) => {
            let lengths = entries.iter().filter(|entry| covers(&entry.block, address));
            lengths.map(|entry| entry.block.prefix_len()).max().map_or(Cover::No, Cover::Prefix)
        }
        None if is_aws_list(list.map(|list| &**list), table, id) && is_never_awss(address) => Cover::No,
        None => Cover::Undescribed,
    }
}

/// Whether the list is one of AWS's own: by its owner, or since it leads to a gateway endpoint.
fn is_aws_list(list: Option<&PrefixList>, table: &RouteTable, id: &PrefixListId) -> bool {
    list.is_some_and(PrefixList::is_aws_managed)
        || table.routes.iter().any(|route| {
            matches!(&route.destination, RouteDestination::PrefixList(other) if other == id)
                && matches!(route.target, RouteTarget::VpcEndpoint(_))
        })
}

/// Whether no list of AWS's own holds the address: private ones, and those set aside for documentation.
fn is_never_awss(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => v4.is_private() || v4.is_documentation() || v4.is_link_local(),
        IpAddr::V6(v6) => v6.is_unique_local() || v6.segments().starts_with(&[0x2001, 0xdb8]),
    }
}

fn covers(block: &IpNet, address: IpAddr) -> bool {
    block.contains(&address) && !is_never_forwarded(&IpNet::from(address))
}

/// Whether a route may be chosen at all.
fn is_usable(route: &Route, is_local: bool) -> bool {
    route.state != RouteState::Filtered && !(is_local && route.is_propagated())
}

const RANK_PREFIX_LIST: u8 = 1;

/// The rank among routes of equal prefix length, best first.
fn rank(route: &Route) -> u8 {
    match &route.destination {
        _ if route.is_propagated() => 2,
        RouteDestination::PrefixList(_) => RANK_PREFIX_LIST,
        RouteDestination::Block(_) => 0,
    }
}

/// Whether it does not matter which of the two routes wins.
fn beats(table: &RouteTable, index: usize, open: usize) -> bool {
    match (table.routes.get(index), table.routes.get(open)) {
        (Some(chosen), Some(open)) => chosen.target == open.target && chosen.state == open.state,
        _ => false,
    }
}

fn bits(address: IpAddr) -> u8 {
    match address {
        IpAddr::V4(_) => 32,
        IpAddr::V6(_) => 128,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{PrefixListEntry, RouteOrigin, RouteTableId, Tags, VpcId};
    use crate::net::parse_cidr;

    fn route(destination: &str, target: &str) -> Route {
        let target = match target {
            "local" => return Route::local(parse_cidr(destination).unwrap()),
            other => RouteTarget::Unsupported("GatewayId", Rc::from(other)),
        };
        let destination = match parse_cidr(destination) {
            Ok(block) => RouteDestination::Block(block),
            Err(_) => RouteDestination::PrefixList(PrefixListId::new(destination)),
        };
        Route::new(destination, target)
    }

    fn propagated(destination: &str, target: &str) -> Route {
        Route { origin: RouteOrigin::EnableVgwRoutePropagation, ..route(destination, target) }
    }

    fn table(routes: Vec<Route>) -> RouteTable {
        RouteTable {
            id: RouteTableId::new("rtb-1"),
            vpc: VpcId::new("vpc-1"),
            owner: Rc::from("1"),
            routes: routes.into(),
            associations: Vec::new(),
            propagating_vgws: Vec::new(),
            tags: Tags::default(),
        }
    }

    fn with_list(id: &str, blocks: Option<&[&str]>, owner: &str) -> Network {
        let mut network = Network::default();
        let entry = |block: &&str| PrefixListEntry { block: parse_cidr(block).unwrap(), description: None };
        let list = PrefixList {
            id: PrefixListId::new(id),
            name: Rc::from(id),
            family: Family::Ipv4,
            owner: Rc::from(owner),
            max_entries: None,
            version: None,
            entries: blocks.map(|blocks| blocks.iter().map(entry).collect()),
            tags: Tags::default(),
        };
        network.prefix_lists.insert(list.id.clone(), list);
        network
    }

    fn target(network: &Network, table: &RouteTable, address: &str) -> Option<String> {
        let judged = look_up(network, table, address.parse().unwrap());
        judged.route().map(|route| route.target.id().to_owned())
    }

    #[test]
    fn the_worked_example_of_the_longest_prefix() {
        let routes = vec![
            route("10.0.0.0/16", "local"),
            route("10.1.0.0/16", "pcx-a"),
            route("10.1.2.0/24", "tgw-b"),
            route("0.0.0.0/0", "nat-c"),
        ];
        let mut table = table(routes);
        let network = Network::default();
        for (address, expected) in
            [("10.1.2.9", "tgw-b"), ("10.1.3.9", "pcx-a"), ("10.0.9.9", "local"), ("203.0.113.5", "nat-c")]
        {
            assert_eq!(target(&network, &table, address).as_deref(), Some(expected), "{address}");
        }
        let fits = look_up(&network, &table, "10.1.2.9".parse().unwrap()).fits;
        let lost = [RouteFit::Elsewhere, RouteFit::LessSpecific, RouteFit::Chosen, RouteFit::LessSpecific];
        assert_eq!(fits, lost);
        let blackhole = Route { state: RouteState::Blackhole, ..route("10.1.2.0/24", "tgw-b") };
        table.put_route(blackhole);
        let chosen = look_up(&network, &table, "10.1.2.9".parse().unwrap());
        assert_eq!(chosen.route().unwrap().state, RouteState::Blackhole);
    }

    #[test]
    fn families_are_apart_and_nothing_may_cover() {
        let table = table(vec![route("10.0.0.0/16", "local"), route("0.0.0.0/0", "igw-1")]);
        let judged = look_up(&Network::default(), &table, "2001:db8::1".parse().unwrap());
        assert_eq!((judged.choice, judged.fits), (RouteChoice::NoRoute, vec![RouteFit::Family; 2]));
    }

    #[test]
    fn a_propagated_route_never_beats_the_local_one() {
        let table = table(vec![
            route("10.0.0.0/16", "local"),
            propagated("10.0.1.0/24", "vgw-1"),
            propagated("172.16.0.0/16", "vgw-1"),
        ]);
        assert_eq!(target(&Network::default(), &table, "10.0.1.7").as_deref(), Some("local"));
        assert_eq!(target(&Network::default(), &table, "172.16.0.1").as_deref(), Some("vgw-1"));
    }

    #[test]
    fn equal_prefixes_rank_static_then_prefix_list_then_propagated() {
        let network = with_list("pl-1", Some(&["172.16.0.0/16"]), "1");
        let all = vec![
            propagated("172.16.0.0/16", "vgw-1"),
            route("pl-1", "tgw-1"),
            route("172.16.0.0/16", "pcx-1"),
        ];
        assert_eq!(target(&network, &table(all.clone()), "172.16.0.1").as_deref(), Some("pcx-1"));
        let two = all.into_iter().take(2).collect();
        assert_eq!(target(&network, &table(two), "172.16.0.1").as_deref(), Some("tgw-1"));
    }

    #[test]
    fn a_prefix_list_that_nobody_described_leaves_the_answer_open() {
        let table = table(vec![route("0.0.0.0/0", "igw-1"), route("pl-1", "tgw-1")]);
        let own = with_list("pl-1", None, "111122223333");
        let open = look_up(&own, &table, "203.0.113.9".parse().unwrap());
        assert_eq!(open.choice, RouteChoice::Undescribed(1));
        let awss = with_list("pl-1", None, "AWS");
        assert_eq!(target(&awss, &table, "203.0.113.9").as_deref(), Some("igw-1"));
        assert_eq!(target(&awss, &table, "52.218.1.1"), None);
    }

    #[test]
    fn link_local_ranges_are_never_forwarded_to() {
        let table = table(vec![route("0.0.0.0/0", "igw-1"), route("::/0", "igw-1")]);
        assert_eq!(target(&Network::default(), &table, "169.254.169.1"), None);
        assert_eq!(target(&Network::default(), &table, "169.254.167.1").as_deref(), Some("igw-1"));
        assert_eq!(target(&Network::default(), &table, "fd00:ec2::9"), None);
    }

    #[test]
    fn two_prefix_lists_that_tie_are_told() {
        let mut network = with_list("pl-1", Some(&["172.16.0.0/16"]), "1");
        let other = with_list("pl-2", Some(&["172.16.0.0/16"]), "1");
        let list = other.prefix_lists.find("pl-2").unwrap();
        network.prefix_lists.insert(list.id.clone(), PrefixList::clone(list));
        let table = table(vec![route("pl-1", "tgw-1"), route("pl-2", "pcx-1")]);
        let judged = look_up(&network, &table, "172.16.0.1".parse().unwrap());
        assert!(judged.is_arbitrary());
        assert_eq!(judged.choice, RouteChoice::Route(0));
    }
}
