//! The gateways on a VPC's border.

use std::rc::Rc;

use sg_core::model::{EndpointKind, Network, ResourceId, Tags, VpcId};

/// A gateway on a VPC's border.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    /// Its id.
    pub id: Rc<str>,
    /// Its name, else what it is in a word.
    pub label: Rc<str>,
    /// What it is.
    pub what: &'static str,
    /// Whether the internet lies behind it.
    pub outward: bool,
}

/// The gateways of a VPC, those to the internet first.
#[must_use]
pub fn posts(network: &Network, vpc: &VpcId) -> Vec<Post> {
    let mut posts = Vec::new();
    let mut add = |id: &str, tags: &Tags, what: &'static str, outward: bool| {
        let word = id.split('-').next().unwrap_or(what);
        posts.push(Post { id: id.into(), label: tags.name().unwrap_or(word).into(), what, outward });
    };
    for one in network.internet_gateways.iter().filter(|one| one.vpc.as_ref() == Some(vpc)) {
        add(one.id.as_str(), &one.tags, "internet gateway", true);
    }
    for one in network.egress_only_internet_gateways.iter().filter(|one| one.vpc == *vpc) {
        add(one.id.as_str(), &one.tags, "egress-only gateway", true);
    }
    for one in network.vpn_gateways.iter().filter(|one| one.vpc.as_ref() == Some(vpc)) {
        add(one.id.as_str(), &one.tags, "VPN gateway", false);
    }
    for one in network.peerings.iter().filter(|one| one.far_side(vpc).is_some()) {
        add(one.id.as_str(), &one.tags, "peering", false);
    }
    for attachment in network.transit_gateway_attachments.iter().filter(|one| one.vpc == *vpc) {
        if let Some(one) = network.transit_gateways.find(&attachment.transit_gateway) {
            add(one.id.as_str(), &one.tags, "transit gateway", false);
        }
    }
    let gateways = network.vpc_endpoints.iter().filter(|one| one.kind == EndpointKind::Gateway);
    for one in gateways.filter(|one| one.vpc == *vpc) {
        add(one.id.as_str(), &one.tags, "gateway endpoint", false);
    }
    posts
}
