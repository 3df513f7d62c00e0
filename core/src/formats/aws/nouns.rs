//! The list of all kinds, in the order in which they are built: what others refer to comes first.

use super::noun::Noun;
use super::{
    associations, block_public_access, carriers, elastic_ips, groups, instances, interfaces,
    internet_gateways, nat_gateways, network_acls, peerings, prefix_lists, route_tables, rules, settings,
    subnets, transit_gateways, vpc_endpoints, vpcs, vpn_gateways,
};

/// All kinds of resources.
pub(super) const NOUNS: &[Noun] = &[
    settings::NOUN,
    vpcs::NOUN,
    subnets::NOUN,
    prefix_lists::NOUN,
    peerings::NOUN,
    groups::NOUN,
    rules::NOUN,
    associations::NOUN,
    instances::NOUN,
    interfaces::NOUN,
    carriers::NOUN,
    elastic_ips::NOUN,
    internet_gateways::NOUN,
    nat_gateways::NOUN,
    vpc_endpoints::NOUN,
    vpn_gateways::NOUN,
    transit_gateways::NOUN,
    network_acls::NOUN,
    route_tables::NOUN,
    block_public_access::NOUN,
];
