//! CreateSubnet, DeleteSubnet, AssociateSubnetCidrBlock, DisassociateSubnetCidrBlock.
//!
//! Sources: EC2 API; VPC User Guide `subnet-sizing`.

use super::registry::{ActionName, ec2};
use super::{Ec2Error, answers, blocks, defaults, find, obstacles, parameters, tagging};
use crate::catalog::quotas;
use crate::model::{Network, Subnet, SubnetId, Vpc};
use crate::net::{IpNet, Ipv6Net};
use crate::wire::TagSpecification;
use crate::wire::convert::{ipv6_block_shape, subnet_shape};
use crate::wire::shape::Shape;
use serde_json::{Value, json};
use std::rc::Rc;

pub(super) const ACTIONS: &[ActionName] = &[
    ec2!("CreateSubnet", create_subnet),
    ec2!("DeleteSubnet", delete_subnet),
    ec2!("AssociateSubnetCidrBlock", associate_subnet_cidr_block),
    ec2!("DisassociateSubnetCidrBlock", disassociate_subnet_cidr_block),
];

/// The zones of every Region, by the letter after the Region's name.
const ZONES: [char; 3] = ['a', 'b', 'c'];

#[derive(Default, Shape)]
#[shape(names = "PascalCase", closed, optional)]
struct CreateSubnet {
    vpc_id: Option<String>,
    cidr_block: Option<String>,
    ipv6_cidr_block: Option<String>,
    ipv6_native: bool,
    availability_zone: Option<String>,
    tag_specifications: Vec<TagSpecification>,
}

fn create_subnet(network: &mut Network, p: CreateSubnet) -> Result<Value, Ec2Error> {
    let vpc_id = parameters::required(p.vpc_id, "vpcId")?;
    let ipv4_block = match p.cidr_block {
        Some(text) => Some(blocks::ipv4(&text)?),
        None if p.ipv6_native => None,
        None => return Err(parameters::missing("cidrBlock")),
    };
    let ipv6_block = p.ipv6_cidr_block.as_deref().map(blocks::ipv6).transpose()?;
    if p.ipv6_native && ipv6_block.is_none() {
        return Err(parameters::missing("ipv6CidrBlock"));
    }
    let availability_zone = zone(network, p.availability_zone)?;
    let tags = tagging::tags_for(&p.tag_specifications, "subnet", &[])?;
    let vpc = find::vpc(network, &vpc_id)?;
    if let Some(block) = ipv4_block {
        let inside = vpc.ipv4_blocks.iter().any(|whole| whole.contains(&block));
        if !(16..=28).contains(&block.prefix_len()) || !inside {
            return Err(blocks::out_of_range("InvalidSubnet.Range", block));
        }
        check_free(network, &vpc, IpNet::V4(block))?;
    }
    if let Some(block) = ipv6_block {
        check_ipv6(network, &vpc, block)?;
    }
    let count = network.subnets.iter().filter(|subnet| subnet.vpc == vpc.id).count();
    if count >= network.settings.quota(&quotas::SUBNETS_PER_VPC) as usize {
        return Err(Ec2Error::new("SubnetLimitExceeded", "The maximum number of subnets has been reached."));
    }
    let id: SubnetId = network.make_id(|network, id| network.subnets.contains(id));
    let subnet = Subnet {
        id: id.clone(),
        vpc: vpc.id.clone(),
        ipv4_block,
        ipv6_blocks: ipv6_block.into_iter().collect(),
        availability_zone,
        map_public_ip_on_launch: false,
        tags,
        is_stand_in: false,
    };
    network.subnets.insert(id, subnet.clone());
    defaults::add_subnet(network, &subnet);
    answers::named("Subnet", &subnet_shape(&subnet))
}

fn zone(network: &Network, asked: Option<String>) -> Result<Rc<str>, Ec2Error> {
    let region = &network.settings.region;
    let zones = ZONES.map(|letter| format!("{region}{letter}"));
    let Some(asked) = asked else {
        return Ok(Rc::from(format!("{region}a")));
    };
    if zones.contains(&asked) {
        return Ok(Rc::from(asked));
    }
    Err(Ec2Error::new(
        "InvalidParameterValue",
        format!(
            "Value ({asked}) for parameter availabilityZone is invalid. Subnets can currently only be created in \
             the following availability zones: {}.",
            zones.join(", ")
        ),
    ))
}

/// Refuses an IPv6 block that is not of a size that AWS takes, or not inside one of the VPC's.
fn check_ipv6(network: &Network, vpc: &Vpc, block: Ipv6Net) -> Result<(), Ec2Error> {
    let size_is_right = (44..=64).contains(&block.prefix_len()) && block.prefix_len().is_multiple_of(4);
    if !size_is_right || !vpc.ipv6_blocks.iter().any(|whole| whole.contains(&block)) {
        return Err(blocks::out_of_range("InvalidSubnet.Range", block));
    }
    check_free(network, vpc, IpNet::V6(block))
}

fn check_free(network: &Network, vpc: &Vpc, block: IpNet) -> Result<(), Ec2Error> {
    let taken = network.subnets.iter().filter(|subnet| subnet.vpc == vpc.id).any(|subnet| {
        let ipv6 = subnet.ipv6_blocks.iter().map(|own| IpNet::V6(*own));
        subnet.ipv4_block.map(IpNet::V4).into_iter().chain(ipv6).any(|own| blocks::overlap(own, block))
    });
    if taken {
        return Err(Ec2Error::new(
            "InvalidSubnet.Conflict",
            format!("The CIDR '{block}' conflicts with another subnet"),
        ));
    }
    Ok(())
}

#[derive(Default, Shape)]
#[shape(names = "PascalCase", closed, optional)]
struct DeleteSubnet {
    subnet_id: Option<String>,
}

fn delete_subnet(network: &mut Network, p: DeleteSubnet) -> Result<Value, Ec2Error> {
    let subnet = find::subnet(network, &parameters::required(p.subnet_id, "subnetId")?)?;
    if !obstacles::of_subnet(network, &subnet).is_empty() {
        return Err(Ec2Error::new(
            "DependencyViolation",
            format!("The subnet '{}' has dependencies and cannot be deleted.", subnet.id),
        ));
    }
    defaults::remove_subnet(network, &subnet.id);
    network.subnets.remove(&subnet.id);
    answers::nothing()
}

#[derive(Default, Shape)]
#[shape(names = "PascalCase", closed, optional)]
struct AssociateSubnetCidrBlock {
    subnet_id: Option<String>,
    ipv6_cidr_block: Option<String>,
}

fn associate_subnet_cidr_block(
    network: &mut Network,
    p: AssociateSubnetCidrBlock,
) -> Result<Value, Ec2Error> {
    let subnet_id = parameters::required(p.subnet_id, "subnetId")?;
    let block = blocks::ipv6(&parameters::required(p.ipv6_cidr_block, "ipv6CidrBlock")?)?;
    let subnet = find::subnet(network, &subnet_id)?;
    let vpc = find::vpc(network, &subnet.vpc.to_string())?;
    if !subnet.ipv6_blocks.is_empty() {
        return Err(Ec2Error::new(
            "InvalidParameterValue",
            format!("The subnet '{}' already has an IPv6 CIDR block.", subnet.id),
        ));
    }
    check_ipv6(network, &vpc, block)?;
    if let Some(subnet) = network.subnets.modify(&subnet.id) {
        subnet.ipv6_blocks.push(block);
    }
    Ok(json!({
        "SubnetId": subnet_id,
        "Ipv6CidrBlockAssociation": answers::value(&ipv6_block_shape(&subnet_id, block)),
    }))
}

#[derive(Default, Shape)]
#[shape(names = "PascalCase", closed, optional)]
struct DisassociateSubnetCidrBlock {
    association_id: Option<String>,
}

fn disassociate_subnet_cidr_block(
    network: &mut Network,
    p: DisassociateSubnetCidrBlock,
) -> Result<Value, Ec2Error> {
    let association = parameters::required(p.association_id, "associationId")?;
    let found = network.subnets.iter().find_map(|subnet| {
        let mut blocks = subnet.ipv6_blocks.iter().copied();
        let named = |block: &Ipv6Net| {
            ipv6_block_shape(&subnet.id.to_string(), *block).association_id.as_deref() == Some(&*association)
        };
        blocks.find(named).map(|block| (subnet.id.clone(), block))
    });
    let Some((id, block)) = found else {
        return Err(Ec2Error::new(
            "InvalidSubnetCidrBlockAssociationID.NotFound",
            format!("The subnet CIDR block association ID '{association}' does not exist"),
        ));
    };
    let mut inside = network.interfaces.iter().filter(|interface| interface.subnet == id);
    if inside.any(|interface| interface.ipv6_addresses.iter().any(|address| block.contains(address))) {
        return Err(Ec2Error::new(
            "DependencyViolation",
            format!("The subnet '{id}' has dependencies and cannot be deleted."),
        ));
    }
    if let Some(subnet) = network.subnets.modify(&id) {
        subnet.ipv6_blocks.retain(|own| *own != block);
    }
    Ok(json!({
        "SubnetId": id.to_string(),
        "Ipv6CidrBlockAssociation": answers::value(&ipv6_block_shape(&id.to_string(), block)),
    }))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{done, refused, subnet, text, with_vpc};
    use super::*;

    #[test]
    fn a_subnet_lies_in_its_vpc_and_overlaps_no_other() {
        let (mut network, vpc) = with_vpc();
        subnet(&mut network, &vpc, "10.0.1.0/24");
        let mut refuse = |block: &str, code: &str, text: &str| {
            let parameters = json!({"VpcId": vpc, "CidrBlock": block});
            refused(&mut network, "CreateSubnet", parameters, code, text);
        };
        refuse("10.1.0.0/24", "InvalidSubnet.Range", "The CIDR '10.1.0.0/24' is invalid.");
        refuse("10.0.2.0/29", "InvalidSubnet.Range", "The CIDR '10.0.2.0/29' is invalid.");
        let text = "The CIDR '10.0.1.128/25' conflicts with another subnet";
        refuse("10.0.1.128/25", "InvalidSubnet.Conflict", text);
        let text = "Value (10.0.2.0) for parameter cidrBlock is invalid. This is not a valid CIDR block.";
        refuse("10.0.2.0", "InvalidParameterValue", text);
    }

    #[test]
    fn the_zone_is_the_first_unless_asked_for() {
        let (mut network, vpc) = with_vpc();
        let made = done(&mut network, "CreateSubnet", json!({"VpcId": vpc, "CidrBlock": "10.0.1.0/24"}));
        assert_eq!(text(&made, "/Subnet/AvailabilityZone"), "eu-west-1a");
        let parameters =
            |zone: &str| json!({"VpcId": vpc, "CidrBlock": "10.0.2.0/24", "AvailabilityZone": zone});
        refused(
            &mut network,
            "CreateSubnet",
            parameters("us-east-1a"),
            "InvalidParameterValue",
            "Value (us-east-1a) for parameter availabilityZone is invalid. Subnets can currently only be created \
             in the following availability zones: eu-west-1a, eu-west-1b, eu-west-1c.",
        );
        let made = done(&mut network, "CreateSubnet", parameters("eu-west-1b"));
        assert_eq!(text(&made, "/Subnet/AvailabilityZone"), "eu-west-1b");
    }

    #[test]
    fn an_ipv6_block_comes_and_goes() {
        let mut network = Network::default();
        let parameters = json!({"CidrBlock": "10.0.0.0/16", "AmazonProvidedIpv6CidrBlock": true});
        let vpc = text(&done(&mut network, "CreateVpc", parameters), "/Vpc/VpcId");
        let small = subnet(&mut network, &vpc, "10.0.1.0/24");
        let associate = |block: &str| json!({"SubnetId": small, "Ipv6CidrBlock": block});
        let outside = "The CIDR '2001:db9::/64' is invalid.";
        let name = "AssociateSubnetCidrBlock";
        refused(&mut network, name, associate("2001:db9::/64"), "InvalidSubnet.Range", outside);
        let before = network.clone();
        let made = done(&mut network, name, associate("2001:db8:0:1::/64"));
        let association = text(&made, "/Ipv6CidrBlockAssociation/AssociationId");
        let conflict = "The CIDR '2001:db8:0:1::/64' conflicts with another subnet";
        let parameters =
            json!({"VpcId": vpc, "CidrBlock": "10.0.2.0/24", "Ipv6CidrBlock": "2001:db8:0:1::/64"});
        refused(&mut network, "CreateSubnet", parameters, "InvalidSubnet.Conflict", conflict);
        done(&mut network, "DisassociateSubnetCidrBlock", json!({"AssociationId": association}));
        assert_eq!(network, before);
    }

    #[test]
    fn a_subnet_with_interfaces_stays() {
        let (mut network, vpc) = with_vpc();
        let small = subnet(&mut network, &vpc, "10.0.1.0/24");
        let made = done(&mut network, "CreateNetworkInterface", json!({"SubnetId": small}));
        let interface = text(&made, "/NetworkInterface/NetworkInterfaceId");
        let message = format!("The subnet '{small}' has dependencies and cannot be deleted.");
        let delete = json!({"SubnetId": small});
        refused(&mut network, "DeleteSubnet", delete.clone(), "DependencyViolation", &message);
        done(&mut network, "DeleteNetworkInterface", json!({"NetworkInterfaceId": interface}));
        done(&mut network, "DeleteSubnet", delete.clone());
        let gone = format!("The subnet ID '{small}' does not exist");
        refused(&mut network, "DeleteSubnet", delete, "InvalidSubnetID.NotFound", &gone);
    }

    #[test]
    fn as_many_subnets_as_the_quota_says() {
        let (mut network, vpc) = with_vpc();
        done(&mut network, "playground:SetQuota", json!({"QuotaCode": "L-407747CB", "Value": 1}));
        subnet(&mut network, &vpc, "10.0.1.0/24");
        let parameters = json!({"VpcId": vpc, "CidrBlock": "10.0.2.0/24"});
        let full = "The maximum number of subnets has been reached.";
        refused(&mut network, "CreateSubnet", parameters, "SubnetLimitExceeded", full);
    }
}
