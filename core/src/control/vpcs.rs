//! CreateVpc, DeleteVpc.
//!
//! Sources: EC2 API CreateVpc, DeleteVpc; VPC User Guide `vpc-cidr-blocks`, `delete-vpc`.

use super::registry::{ActionName, ec2};
use super::{Ec2Error, answers, blocks, default_group, defaults, find, obstacles, parameters, tagging};
use crate::catalog::quotas;
use crate::model::{Network, Vpc, VpcId};
use crate::wire::TagSpecification;
use crate::wire::convert::vpc_shape;
use crate::wire::shape::Shape;
use serde_json::Value;
use std::rc::Rc;

pub(super) const ACTIONS: &[ActionName] = &[ec2!("CreateVpc", create_vpc), ec2!("DeleteVpc", delete_vpc)];

#[derive(Default, Shape)]
#[shape(names = "PascalCase", closed, optional)]
struct CreateVpc {
    cidr_block: Option<String>,
    amazon_provided_ipv6_cidr_block: bool,
    ipv6_pool: Option<String>,
    ipv6_cidr_block: Option<String>,
    /// Hardware, nothing to do with packets: taken and forgotten.
    #[shape(name = "InstanceTenancy")]
    _instance_tenancy: Option<String>,
    tag_specifications: Vec<TagSpecification>,
}

fn create_vpc(network: &mut Network, p: CreateVpc) -> Result<Value, Ec2Error> {
    let block = blocks::ipv4(&parameters::required(p.cidr_block, "cidrBlock")?)?;
    if !(16..=28).contains(&block.prefix_len()) {
        return Err(blocks::out_of_range("InvalidVpc.Range", block));
    }
    let ipv6_block =
        requested_ipv6(network, p.amazon_provided_ipv6_cidr_block, p.ipv6_pool, p.ipv6_cidr_block)?;
    let tags = tagging::tags_for(&p.tag_specifications, "vpc", &[])?;
    if network.vpcs.len() >= network.settings.quota(&quotas::VPCS_PER_REGION) as usize {
        return Err(Ec2Error::new("VpcLimitExceeded", "The maximum number of VPCs has been reached."));
    }
    let id: VpcId = network.make_id(|network, id| network.vpcs.contains(id));
    let vpc = Vpc {
        id: id.clone(),
        owner: Rc::clone(&network.settings.account),
        ipv4_blocks: vec![block],
        ipv6_blocks: ipv6_block.into_iter().collect(),
        is_default: false,
        tags,
        is_stand_in: false,
    };
    network.vpcs.insert(id, vpc.clone());
    default_group::create(network, &vpc);
    defaults::create(network, &vpc);
    answers::named("Vpc", &vpc_shape(&vpc))
}

/// The IPv6 block that a request asks for: Amazon's next one, or one of an address pool of one's own.
pub(super) fn requested_ipv6(
    network: &Network,
    from_amazon: bool,
    pool: Option<String>,
    block: Option<String>,
) -> Result<Option<crate::net::Ipv6Net>, Ec2Error> {
    let Some(text) = block else {
        return Ok(from_amazon.then(|| blocks::amazon_ipv6(network)).flatten());
    };
    if from_amazon {
        return Err(Ec2Error::new(
            "InvalidParameterCombination",
            "The parameter Ipv6CidrBlock cannot be used with the parameter AmazonProvidedIpv6CidrBlock",
        ));
    }
    parameters::required(pool, "ipv6Pool")?;
    let block = blocks::ipv6(&text)?;
    let free = network
        .vpcs
        .iter()
        .flat_map(|vpc| &vpc.ipv6_blocks)
        .all(|taken| !blocks::overlap((*taken).into(), block.into()));
    if free && (44..=60).contains(&block.prefix_len()) && block.prefix_len().is_multiple_of(4) {
        Ok(Some(block))
    } else {
        Err(blocks::out_of_range("InvalidVpc.Range", block))
    }
}

#[derive(Default, Shape)]
#[shape(names = "PascalCase", closed, optional)]
struct DeleteVpc {
    vpc_id: Option<String>,
}

fn delete_vpc(network: &mut Network, p: DeleteVpc) -> Result<Value, Ec2Error> {
    let vpc = find::vpc(network, &parameters::required(p.vpc_id, "vpcId")?)?;
    if !obstacles::of_vpc(network, &vpc).is_empty() {
        return Err(Ec2Error::new(
            "DependencyViolation",
            format!("The vpc '{}' has dependencies and cannot be deleted.", vpc.id),
        ));
    }
    if let Some(group) = network.default_group(&vpc.id).cloned() {
        network.security_groups.remove(&group.id);
    }
    defaults::remove(network, &vpc.id);
    network.vpcs.remove(&vpc.id);
    answers::nothing()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{done, group, refused, subnet, text, vpc, with_vpc};
    use super::*;
    use crate::net::Direction;
    use serde_json::json;

    #[test]
    fn a_vpc_comes_with_its_default_group() {
        let (mut network, vpc) = with_vpc();
        let shown = done(&mut network, "DescribeSecurityGroups", json!({}));
        let id = text(&shown, "/SecurityGroups/0/GroupId");
        assert_eq!(shown["SecurityGroups"].as_array().unwrap().len(), 1);
        let group = &shown["SecurityGroups"][0];
        assert_eq!((&group["GroupName"], &group["VpcId"]), (&json!("default"), &json!(vpc)));
        assert_eq!(
            group["IpPermissions"],
            json!([{"IpProtocol": "-1", "IpRanges": [], "Ipv6Ranges": [], "PrefixListIds": [],
                "UserIdGroupPairs": [{"GroupId": id, "UserId": "111122223333"}]}])
        );
        assert_eq!(
            group["IpPermissionsEgress"],
            json!([{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}], "Ipv6Ranges": [],
                "PrefixListIds": [], "UserIdGroupPairs": []}])
        );
    }

    #[test]
    fn with_ipv6_the_default_group_lets_out_both_families() {
        let mut network = Network::default();
        let parameters = json!({"CidrBlock": "10.0.0.0/16", "AmazonProvidedIpv6CidrBlock": true});
        let made = done(&mut network, "CreateVpc", parameters);
        let block = text(&made, "/Vpc/Ipv6CidrBlockAssociationSet/0/Ipv6CidrBlock");
        assert_eq!(block, "2001:db8::/56");
        let vpc = network.vpcs.iter().next().unwrap().id.clone();
        let group = network.default_group(&vpc).unwrap();
        let out: Vec<String> = group.rules_of(Direction::Egress).map(|rule| rule.peer.to_string()).collect();
        assert_eq!(out, ["0.0.0.0/0", "::/0"]);
    }

    #[test]
    fn the_block_is_canonical_and_from_16_to_28() {
        let mut network = Network::default();
        let made = done(&mut network, "CreateVpc", json!({"CidrBlock": "100.68.0.18/18"}));
        assert_eq!(text(&made, "/Vpc/CidrBlock"), "100.68.0.0/18");
        let refuse = |network: &mut Network, block: &str, code: &str, text: &str| {
            refused(network, "CreateVpc", json!({"CidrBlock": block}), code, text);
        };
        refuse(&mut network, "10.0.0.0/15", "InvalidVpc.Range", "The CIDR '10.0.0.0/15' is invalid.");
        refuse(&mut network, "10.0.0.0/29", "InvalidVpc.Range", "The CIDR '10.0.0.0/29' is invalid.");
        let text = "Value (10.0.0.0) for parameter cidrBlock is invalid. This is not a valid CIDR block.";
        refuse(&mut network, "10.0.0.0", "InvalidParameterValue", text);
    }

    #[test]
    fn five_vpcs_per_region_unless_raised() {
        let mut network = Network::default();
        for index in 0..5 {
            vpc(&mut network, &format!("10.{index}.0.0/16"));
        }
        let sixth = json!({"CidrBlock": "10.9.0.0/16"});
        let full = "The maximum number of VPCs has been reached.";
        refused(&mut network, "CreateVpc", sixth.clone(), "VpcLimitExceeded", full);
        done(&mut network, "playground:SetQuota", json!({"QuotaCode": "L-F678F1CE", "Value": 6}));
        done(&mut network, "CreateVpc", sixth);
    }

    #[test]
    fn a_vpc_goes_with_its_default_group_and_with_nothing_else() {
        let (mut network, vpc) = with_vpc();
        let delete = json!({ "VpcId": vpc });
        let text = format!("The vpc '{vpc}' has dependencies and cannot be deleted.");
        let web = group(&mut network, &vpc, "web");
        refused(&mut network, "DeleteVpc", delete.clone(), "DependencyViolation", &text);
        done(&mut network, "DeleteSecurityGroup", json!({ "GroupId": web }));
        let small = subnet(&mut network, &vpc, "10.0.0.0/24");
        refused(&mut network, "DeleteVpc", delete.clone(), "DependencyViolation", &text);
        done(&mut network, "DeleteSubnet", json!({ "SubnetId": small }));
        done(&mut network, "DeleteVpc", delete.clone());
        assert!(network.vpcs.is_empty() && network.security_groups.is_empty());
        let gone = format!("The vpc ID '{vpc}' does not exist");
        refused(&mut network, "DeleteVpc", delete, "InvalidVpcID.NotFound", &gone);
    }
}
