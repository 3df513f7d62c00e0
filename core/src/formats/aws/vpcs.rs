//! `Vpcs`.

use super::builder::{At, Builder, said, table};
use super::noun::{Key, Noun, described};
use crate::model::{Vpc, VpcId};
use crate::net::{Ipv4Net, Ipv6Net};
use crate::wire::convert::{parse_ipv4_block, parse_ipv6_block, tags_of, vpc_shape};
use crate::wire::{AwsBlockState, AwsIpv6CidrBlock, AwsVpc};
use std::rc::Rc;

pub(super) const NOUN: Noun = Noun {
    keys: &[Key::list("Vpcs", "VpcId", |description| description.vpcs.get_or_insert_default())],
    build,
    describe: |network, description| description.vpcs = described(&network.vpcs, |vpc| vpc_shape(vpc)),
};

fn build(builder: &mut Builder<'_>) {
    let list = &builder.description.vpcs;
    builder.network.vpcs = table(list.is_some());
    for (index, vpc) in list.iter().flatten().enumerate() {
        let at = At { list: "/Vpcs", index, id: &vpc.vpc_id };
        if builder.has_id(at, "VpcId") {
            let read = read(builder, at, vpc);
            if builder.is_new(|network| &network.vpcs, &read.id, &read, at) {
                builder.network.vpcs.supply(read.id.clone(), read);
            }
        }
    }
}

fn read(builder: &mut Builder<'_>, at: At<'_>, vpc: &AwsVpc) -> Vpc {
    let owner = said(&vpc.owner_id).map_or_else(|| Rc::clone(&builder.settings().account), Rc::from);
    let mut ipv4_blocks: Vec<Ipv4Net> = Vec::new();
    if let Some(text) = said(&vpc.cidr_block) {
        ipv4_blocks.extend(ipv4_block(builder, at, "/CidrBlock", text));
    }
    for (index, block) in vpc.cidr_block_association_set.iter().enumerate() {
        // The primary one stands here too.
        let is_known = vpc.cidr_block.as_ref() == Some(&block.cidr_block);
        if !is_known && is_in_use(&block.cidr_block_state) {
            let within = format!("/CidrBlockAssociationSet/{index}/CidrBlock");
            let read = ipv4_block(builder, at, &within, &block.cidr_block);
            ipv4_blocks.extend(read.filter(|block| !ipv4_blocks.contains(block)));
        }
    }
    Vpc {
        id: VpcId::new(&vpc.vpc_id),
        owner,
        ipv4_blocks,
        ipv6_blocks: ipv6_blocks(builder, at, &vpc.ipv6_cidr_block_association_set),
        is_default: vpc.is_default.unwrap_or_default(),
        tags: tags_of(&vpc.tags),
        is_stand_in: vpc.playground_stand_in == Some(true),
    }
}

/// Reads an IPv4 block, or says why not.
pub(super) fn ipv4_block(builder: &mut Builder<'_>, at: At<'_>, within: &str, text: &str) -> Option<Ipv4Net> {
    builder.told_cut(at, within, Some(text));
    builder.taken(at, within, parse_ipv4_block(text))
}

/// Reads the IPv6 blocks that are in use.
pub(super) fn ipv6_blocks(
    builder: &mut Builder<'_>,
    at: At<'_>,
    blocks: &[AwsIpv6CidrBlock],
) -> Vec<Ipv6Net> {
    let mut read: Vec<Ipv6Net> = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        if is_in_use(&block.ipv6_cidr_block_state) {
            let within = format!("/Ipv6CidrBlockAssociationSet/{index}/Ipv6CidrBlock");
            builder.told_cut(at, &within, Some(&block.ipv6_cidr_block));
            let block = builder.taken(at, &within, parse_ipv6_block(&block.ipv6_cidr_block));
            read.extend(block.filter(|block| !read.contains(block)));
        }
    }
    read
}

/// An associated block whose state is not `associated` is not in use.
fn is_in_use(state: &Option<AwsBlockState>) -> bool {
    let state = state.as_ref().and_then(|state| said(&state.state));
    state.is_none_or(|state| state == "associated")
}
