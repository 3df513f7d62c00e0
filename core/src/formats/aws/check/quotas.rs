//! What a network holds beyond AWS's quotas. Nothing is left out for it: the account may have had them
//! raised, which says no description. Beyond what AWS grants at all it is a warning.

use super::Found;
use crate::catalog::quotas::{self, Quota};
use crate::model::{Network, ResourceId, RouteTarget, SubnetId};
use crate::net::{Direction, Family};
use crate::wire::Severity;
use std::collections::BTreeMap;
use std::rc::Rc;

/// What exceeds a quota, and how bad that is.
pub(super) fn exceeded(network: &Network) -> Vec<(Severity, Found)> {
    let mut count = Count { network, found: Vec::new() };
    count.groups();
    count.interfaces();
    count.acls();
    count.tables();
    count.vpcs();
    count.region();
    count.found
}

struct Count<'a> {
    network: &'a Network,
    found: Vec<(Severity, Found)>,
}

impl Count<'_> {
    /// Names an excess. `of` tells what is counted apart, as `inbound IPv4`.
    fn hold(&mut self, quota: &Quota, list: &'static str, resource: &str, of: &str, count: usize) {
        let value = self.network.settings.quota(quota) as usize;
        if count <= value {
            return;
        }
        let of = if of.is_empty() { String::new() } else { format!(" ({of})") };
        let (severity, why) = match quota.max {
            Some(max) if count > max as usize => {
                (Severity::Warning, format!("and AWS grants no more than {max}"))
            }
            _ => (Severity::Info, "so that it must have been raised for the account".to_owned()),
        };
        let message = format!("{}{of}: {count} where the quota is {value}, {why}", quota.name);
        self.found.push((severity, (list, resource.to_owned(), message)));
    }

    fn groups(&mut self) {
        let network = self.network;
        for group in network.security_groups.iter() {
            for direction in [Direction::Ingress, Direction::Egress] {
                let counted = network.count_rules(group.rules_of(direction).map(Rc::as_ref));
                for family in Family::ALL {
                    let of = format!("{} {}", direction.adjective(), family.name());
                    let count = counted.of(family) as usize;
                    self.hold(&quotas::RULES_PER_GROUP, "/SecurityGroups", group.id.as_str(), &of, count);
                }
            }
        }
    }

    fn interfaces(&mut self) {
        for interface in self.network.interfaces.iter() {
            let (id, count) = (interface.id.as_str(), interface.groups.len());
            self.hold(&quotas::GROUPS_PER_INTERFACE, "/NetworkInterfaces", id, "", count);
        }
    }

    fn acls(&mut self) {
        for acl in self.network.network_acls.iter() {
            for direction in [Direction::Ingress, Direction::Egress] {
                for family in Family::ALL {
                    let own = acl.entries(direction).iter().filter(|entry| !entry.is_last());
                    let count = own.filter(|entry| Family::of_block(&entry.block) == family).count();
                    let of = format!("{} {}", direction.adjective(), family.name());
                    self.hold(&quotas::RULES_PER_NETWORK_ACL, "/NetworkAcls", acl.id.as_str(), &of, count);
                }
            }
        }
    }

    fn tables(&mut self) {
        for table in self.network.route_tables.iter() {
            let id = table.id.as_str();
            for family in Family::ALL {
                let routes = || {
                    let own = table.routes.iter().filter(|route| route.target != RouteTarget::Local);
                    let of_family = |block| Family::of_block(&block) == family;
                    own.filter(move |route| route.destination.block().is_none_or(of_family))
                };
                let propagated = routes().filter(|route| route.is_propagated()).count();
                let fixed = routes().count() - propagated;
                self.hold(&quotas::ROUTES_PER_TABLE, "/RouteTables", id, family.name(), fixed);
                let quota = &quotas::PROPAGATED_ROUTES_PER_TABLE;
                self.hold(quota, "/RouteTables", id, family.name(), propagated);
            }
        }
    }

    fn vpcs(&mut self) {
        let network = self.network;
        for vpc in network.vpcs.iter() {
            let active = network.peerings.iter().filter(|it| it.is_active());
            let counts = [
                (&quotas::SUBNETS_PER_VPC, network.subnets.iter().filter(|it| it.vpc == vpc.id).count()),
                (&quotas::IPV4_BLOCKS_PER_VPC, vpc.ipv4_blocks.len()),
                (&quotas::IPV6_BLOCKS_PER_VPC, vpc.ipv6_blocks.len()),
                (
                    &quotas::NETWORK_ACLS_PER_VPC,
                    network.network_acls.iter().filter(|it| it.vpc == vpc.id).count(),
                ),
                (
                    &quotas::ROUTE_TABLES_PER_VPC,
                    network.route_tables.iter().filter(|it| it.vpc == vpc.id).count(),
                ),
                (
                    &quotas::ACTIVE_PEERINGS_PER_VPC,
                    active.filter(|it| it.far_side(&vpc.id).is_some()).count(),
                ),
            ];
            for (quota, count) in counts {
                self.hold(quota, "/Vpcs", vpc.id.as_str(), "", count);
            }
        }
        let mut by_zone: BTreeMap<&str, usize> = BTreeMap::new();
        let living = network.nat_gateways.iter().filter(|gateway| !gateway.is_deleted());
        for subnet in living.filter_map(|gateway| gateway.subnet.as_ref()) {
            let zone = zone_of(network, subnet);
            *by_zone.entry(zone).or_default() += 1;
        }
        for (zone, count) in by_zone {
            self.hold(&quotas::NAT_GATEWAYS_PER_ZONE, "/NatGateways", "", zone, count);
        }
    }

    fn region(&mut self) {
        let network = self.network;
        let counts = [
            (&quotas::SECURITY_GROUPS_PER_REGION, "/SecurityGroups", network.security_groups.len()),
            (&quotas::VPCS_PER_REGION, "/Vpcs", network.vpcs.len()),
            (&quotas::INTERNET_GATEWAYS_PER_REGION, "/InternetGateways", network.internet_gateways.len()),
            (
                &quotas::EGRESS_ONLY_GATEWAYS_PER_REGION,
                "/EgressOnlyInternetGateways",
                network.egress_only_internet_gateways.len(),
            ),
            (&quotas::ELASTIC_IPS_PER_REGION, "/Addresses", network.addresses.len()),
            (&quotas::INTERFACES_PER_REGION, "/NetworkInterfaces", network.interfaces.len()),
        ];
        for (quota, list, count) in counts {
            self.hold(quota, list, "", "", count);
        }
    }
}

fn zone_of<'a>(network: &'a Network, subnet: &SubnetId) -> &'a str {
    network.subnets.find(subnet).map_or("", |subnet| &subnet.availability_zone)
}
