//! AssociateVpcCidrBlock, DisassociateVpcCidrBlock.
//!
//! Sources: EC2 API; VPC User Guide `vpc-cidr-blocks`.

use super::registry::{ActionName, ec2};
use super::{Ec2Error, answers, blocks, defaults, find, parameters, vpcs};
use crate::catalog::quotas::{IPV4_BLOCKS_PER_VPC, IPV6_BLOCKS_PER_VPC, Quota};
use crate::model::{Network, Vpc, VpcId};
use crate::net::{IpNet, Ipv4Net, Ipv6Net};
use crate::wire::convert::{ipv4_block_shape, ipv6_block_shape};
use crate::wire::shape::Shape;
use serde_json::{Value, json};

pub(super) const ACTIONS: &[ActionName] = &[
    ec2!("AssociateVpcCidrBlock", associate_vpc_cidr_block),
    ec2!("DisassociateVpcCidrBlock", disassociate_vpc_cidr_block),
];

#[derive(Default, Shape)]
#[shape(names = "PascalCase", closed, optional)]
struct AssociateVpcCidrBlock {
    vpc_id: Option<String>,
    cidr_block: Option<String>,
    amazon_provided_ipv6_cidr_block: bool,
    ipv6_pool: Option<String>,
    ipv6_cidr_block: Option<String>,
}

fn associate_vpc_cidr_block(network: &mut Network, p: AssociateVpcCidrBlock) -> Result<Value, Ec2Error> {
    let id = parameters::required(p.vpc_id, "vpcId")?;
    let Some(text) = p.cidr_block else {
        let asked =
            vpcs::requested_ipv6(network, p.amazon_provided_ipv6_cidr_block, p.ipv6_pool, p.ipv6_cidr_block)?;
        return add_ipv6(network, &id, parameters::required(asked, "cidrBlock")?);
    };
    if p.amazon_provided_ipv6_cidr_block || p.ipv6_cidr_block.is_some() {
        return Err(Ec2Error::new(
            "InvalidParameterCombination",
            "An IPv4 and an IPv6 CIDR block cannot be associated in the same request",
        ));
    }
    let block = blocks::ipv4(&text)?;
    if !(16..=28).contains(&block.prefix_len()) {
        return Err(blocks::out_of_range("InvalidVpc.Range", block));
    }
    add_ipv4(network, &id, block)
}

fn add_ipv4(network: &mut Network, id: &str, block: Ipv4Net) -> Result<Value, Ec2Error> {
    let vpc = find::vpc(network, id)?;
    if let Some(own) = vpc.ipv4_blocks.iter().find(|own| blocks::overlap((**own).into(), block.into())) {
        return Err(Ec2Error::new(
            "InvalidVpc.Range",
            format!("The CIDR '{block}' conflicts with the CIDR '{own}' of the VPC"),
        ));
    }
    refuse_overfull(network, &vpc, vpc.ipv4_blocks.len(), &IPV4_BLOCKS_PER_VPC)?;
    if let Some(vpc) = network.vpcs.modify(&vpc.id) {
        vpc.ipv4_blocks.push(block);
    }
    defaults::add_block(network, &vpc.id, block.into());
    ipv4_answer(id, block)
}

fn add_ipv6(network: &mut Network, id: &str, block: Ipv6Net) -> Result<Value, Ec2Error> {
    let vpc = find::vpc(network, id)?;
    refuse_overfull(network, &vpc, vpc.ipv6_blocks.len(), &IPV6_BLOCKS_PER_VPC)?;
    if let Some(vpc) = network.vpcs.modify(&vpc.id) {
        vpc.ipv6_blocks.push(block);
    }
    defaults::add_block(network, &vpc.id, block.into());
    ipv6_answer(id, block)
}

fn refuse_overfull(network: &Network, vpc: &Vpc, count: usize, quota: &Quota) -> Result<(), Ec2Error> {
    let most = network.settings.quota(quota);
    if count < most as usize {
        return Ok(());
    }
    Err(Ec2Error::new(
        "CidrLimitExceeded",
        format!("This network '{}' has met its maximum number of allowed CIDRs: {most}", vpc.id),
    ))
}

#[derive(Default, Shape)]
#[shape(names = "PascalCase", closed, optional)]
struct DisassociateVpcCidrBlock {
    association_id: Option<String>,
}

fn disassociate_vpc_cidr_block(
    network: &mut Network,
    p: DisassociateVpcCidrBlock,
) -> Result<Value, Ec2Error> {
    let association = parameters::required(p.association_id, "associationId")?;
    let found = network.vpcs.iter().find_map(|vpc| {
        let named = |block: &IpNet| association_id(&vpc.id, *block).as_deref() == Some(&*association);
        let mut own = vpc.blocks();
        own.find(named).map(|block| (vpc.clone(), block))
    });
    let Some((vpc, block)) = found else {
        return Err(Ec2Error::new(
            "InvalidVpcCidrBlockAssociationID.NotFound",
            format!("The vpc CIDR block association ID '{association}' does not exist"),
        ));
    };
    if vpc.ipv4_blocks.first().is_some_and(|primary| IpNet::V4(*primary) == block) {
        return Err(Ec2Error::new(
            "OperationNotPermitted",
            format!(
                "The vpc CIDR block with association ID {association} may not be disassociated. It is the primary \
                 IPv4 CIDR block of the VPC"
            ),
        ));
    }
    let in_use = network.subnets.iter().filter(|subnet| subnet.vpc == vpc.id).any(|subnet| {
        let ipv6 = subnet.ipv6_blocks.iter().map(|own| IpNet::V6(*own));
        subnet.ipv4_block.map(IpNet::V4).into_iter().chain(ipv6).any(|own| blocks::overlap(own, block))
    });
    if in_use {
        return Err(Ec2Error::new(
            "DependencyViolation",
            format!("The vpc '{}' has dependencies and cannot be deleted.", vpc.id),
        ));
    }
    if let Some(vpc) = network.vpcs.modify(&vpc.id) {
        vpc.ipv4_blocks.retain(|own| IpNet::V4(*own) != block);
        vpc.ipv6_blocks.retain(|own| IpNet::V6(*own) != block);
    }
    defaults::remove_block(network, &vpc.id, block);
    match block {
        IpNet::V4(block) => ipv4_answer(&vpc.id.to_string(), block),
        IpNet::V6(block) => ipv6_answer(&vpc.id.to_string(), block),
    }
}

fn association_id(vpc: &VpcId, block: IpNet) -> Option<String> {
    match block {
        IpNet::V4(block) => ipv4_block_shape(&vpc.to_string(), block).association_id,
        IpNet::V6(block) => ipv6_block_shape(&vpc.to_string(), block).association_id,
    }
}

fn ipv4_answer(vpc: &str, block: Ipv4Net) -> Result<Value, Ec2Error> {
    let shape = answers::value(&ipv4_block_shape(vpc, block));
    Ok(json!({ "VpcId": vpc, "CidrBlockAssociation": shape }))
}

fn ipv6_answer(vpc: &str, block: Ipv6Net) -> Result<Value, Ec2Error> {
    let shape = answers::value(&ipv6_block_shape(vpc, block));
    Ok(json!({ "VpcId": vpc, "Ipv6CidrBlockAssociation": shape }))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{done, refused, subnet, text, with_vpc};
    use super::*;

    #[test]
    fn a_second_block_makes_room_for_subnets_and_leaves_when_empty() {
        let (mut network, vpc) = with_vpc();
        let before = network.clone();
        let parameters = json!({"VpcId": vpc, "CidrBlock": "10.1.0.9/16"});
        let made = done(&mut network, "AssociateVpcCidrBlock", parameters);
        assert_eq!(text(&made, "/CidrBlockAssociation/CidrBlock"), "10.1.0.0/16");
        assert_eq!(text(&made, "/CidrBlockAssociation/CidrBlockState/State"), "associated");
        let association = json!({"AssociationId": text(&made, "/CidrBlockAssociation/AssociationId")});
        let small = subnet(&mut network, &vpc, "10.1.5.0/24");
        let name = "DisassociateVpcCidrBlock";
        let message = format!("The vpc '{vpc}' has dependencies and cannot be deleted.");
        refused(&mut network, name, association.clone(), "DependencyViolation", &message);
        done(&mut network, "DeleteSubnet", json!({"SubnetId": small}));
        done(&mut network, name, association);
        assert_eq!(network.vpcs, before.vpcs);
    }

    #[test]
    fn blocks_do_not_overlap_and_the_primary_one_stays() {
        let (mut network, vpc) = with_vpc();
        let name = "AssociateVpcCidrBlock";
        refused(
            &mut network,
            name,
            json!({"VpcId": vpc, "CidrBlock": "10.0.4.0/24"}),
            "InvalidVpc.Range",
            "The CIDR '10.0.4.0/24' conflicts with the CIDR '10.0.0.0/16' of the VPC",
        );
        let primary = ipv4_block_shape(&vpc, "10.0.0.0/16".parse().unwrap()).association_id.unwrap();
        refused(
            &mut network,
            "DisassociateVpcCidrBlock",
            json!({ "AssociationId": primary }),
            "OperationNotPermitted",
            &format!(
                "The vpc CIDR block with association ID {primary} may not be disassociated. It is the primary IPv4 \
                 CIDR block of the VPC"
            ),
        );
    }

    #[test]
    fn five_blocks_of_each_family() {
        let (mut network, vpc) = with_vpc();
        let name = "AssociateVpcCidrBlock";
        let message = format!("This network '{vpc}' has met its maximum number of allowed CIDRs: 5");
        for index in 1..5 {
            done(&mut network, name, json!({"VpcId": vpc, "CidrBlock": format!("10.{index}.0.0/16")}));
        }
        let sixth = json!({"VpcId": vpc, "CidrBlock": "10.9.0.0/16"});
        refused(&mut network, name, sixth, "CidrLimitExceeded", &message);
        let ipv6 = json!({"VpcId": vpc, "AmazonProvidedIpv6CidrBlock": true});
        for index in 0..5 {
            let made = done(&mut network, name, ipv6.clone());
            let block = text(&made, "/Ipv6CidrBlockAssociation/Ipv6CidrBlock");
            let expected: Ipv6Net = format!("2001:db8:0:{index}00::/56").parse().unwrap();
            assert_eq!(block, expected.to_string());
        }
        refused(&mut network, name, ipv6, "CidrLimitExceeded", &message);
    }
}
