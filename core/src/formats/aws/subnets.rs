//! `Subnets`.

use super::builder::{At, Builder, said, shared, table};
use super::noun::{Key, Noun, described};
use super::vpcs::{ipv4_block, ipv6_blocks};
use crate::model::{Subnet, SubnetId, VpcId};
use crate::wire::AwsSubnet;
use crate::wire::convert::{subnet_shape, tags_of};

pub(super) const NOUN: Noun = Noun {
    keys: &[Key::list("Subnets", "SubnetId", |description| description.subnets.get_or_insert_default())],
    build,
    describe: |network, description| {
        description.subnets = described(&network.subnets, |subnet| subnet_shape(subnet));
    },
};

fn build(builder: &mut Builder<'_>) {
    let list = &builder.description.subnets;
    builder.network.subnets = table(list.is_some());
    for (index, subnet) in list.iter().flatten().enumerate() {
        let at = At { list: "/Subnets", index, id: &subnet.subnet_id };
        if !builder.has_id(at, "SubnetId") {
            continue;
        }
        if subnet.vpc_id.is_empty() {
            builder.error(at, "", "`VpcId` is missing: a subnet without a VPC is left out");
            continue;
        }
        let read = read(builder, at, subnet);
        if builder.is_new(|network| &network.subnets, &read.id, &read, at) {
            builder.network.subnets.supply(read.id.clone(), read);
        }
    }
}

fn read(builder: &mut Builder<'_>, at: At<'_>, subnet: &AwsSubnet) -> Subnet {
    let block = said(&subnet.cidr_block);
    Subnet {
        id: SubnetId::new(&subnet.subnet_id),
        vpc: VpcId::new(&subnet.vpc_id),
        ipv4_block: block.and_then(|text| ipv4_block(builder, at, "/CidrBlock", text)),
        ipv6_blocks: ipv6_blocks(builder, at, &subnet.ipv6_cidr_block_association_set),
        availability_zone: shared(said(&subnet.availability_zone)),
        map_public_ip_on_launch: subnet.map_public_ip_on_launch.unwrap_or_default(),
        tags: tags_of(&subnet.tags),
        is_stand_in: subnet.playground_stand_in == Some(true),
    }
}
