//! `VpcPeeringConnections`.

use super::builder::{At, Builder, said, table};
use super::noun::{Key, Noun, described};
use crate::model::{PeeringStatus, PeeringVpc, VpcId, VpcPeeringConnection, VpcPeeringConnectionId};
use crate::net::{IpNet, parse_cidr};
use crate::wire::AwsPeeringSide;
use crate::wire::convert::{peering_shape, tags_of};
use std::rc::Rc;

const LIST: &str = "/VpcPeeringConnections";

pub(super) const NOUN: Noun = Noun {
    keys: &[Key::list("VpcPeeringConnections", "VpcPeeringConnectionId", |description| {
        description.vpc_peering_connections.get_or_insert_default()
    })],
    build,
    describe: |network, description| {
        description.vpc_peering_connections = described(&network.peerings, |it| peering_shape(it));
    },
};

fn build(builder: &mut Builder<'_>) {
    let list = &builder.description.vpc_peering_connections;
    builder.network.peerings = table(list.is_some());
    for (index, peering) in list.iter().flatten().enumerate() {
        let at = At { list: LIST, index, id: &peering.vpc_peering_connection_id };
        if !builder.has_id(at, "VpcPeeringConnectionId") {
            continue;
        }
        let requester = side(builder, at, "RequesterVpcInfo", &peering.requester_vpc_info);
        let accepter = side(builder, at, "AccepterVpcInfo", &peering.accepter_vpc_info);
        let (Some(requester), Some(accepter)) = (requester, accepter) else {
            continue;
        };
        let code = peering.status.as_ref().and_then(|status| said(&status.code));
        let read = VpcPeeringConnection {
            id: VpcPeeringConnectionId::new(&peering.vpc_peering_connection_id),
            requester,
            accepter,
            status: PeeringStatus::parse(code.unwrap_or("active")),
            tags: tags_of(&peering.tags),
        };
        if builder.is_new(|network| &network.peerings, &read.id, &read, at) {
            builder.network.peerings.supply(read.id.clone(), read);
        }
    }
}

fn side(
    builder: &mut Builder<'_>,
    at: At<'_>,
    field: &str,
    side: &Option<AwsPeeringSide>,
) -> Option<PeeringVpc> {
    let vpc = side.as_ref().and_then(|side| said(&side.vpc_id).map(|vpc| (side, vpc)));
    let Some((side, vpc)) = vpc else {
        builder.error(at, "", format!("`{field}` names no VPC: the peering is left out"));
        return None;
    };
    let ipv4 = side.cidr_block_set.iter().map(|block| &block.cidr_block);
    let ipv6 = side.ipv6_cidr_block_set.iter().map(|block| &block.ipv6_cidr_block);
    let mut blocks: Vec<IpNet> = Vec::new();
    for text in side.cidr_block.iter().chain(ipv4).chain(ipv6).filter(|text| !text.is_empty()) {
        match parse_cidr(text) {
            Ok(block) if blocks.contains(&block) => {}
            Ok(block) => blocks.push(block),
            Err(error) => builder.error(at, &format!("/{field}"), format!("{error}: left out")),
        }
    }
    let settings = builder.settings();
    Some(PeeringVpc {
        vpc: VpcId::new(vpc),
        owner: said(&side.owner_id).map_or_else(|| Rc::clone(&settings.account), Rc::from),
        region: said(&side.region).map_or_else(|| Rc::clone(&settings.region), Rc::from),
        blocks,
    })
}
