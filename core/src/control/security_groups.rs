//! CreateSecurityGroup, DeleteSecurityGroup.
//!
//! Sources: EC2 API; VPC User Guide `security-groups`.

use super::registry::{ActionName, ec2};
use super::{Ec2Error, answers, default_group, find, group_text, obstacles, tagging};
use crate::catalog::quotas;
use crate::model::{Network, SecurityGroup};
use crate::wire::TagSpecification;
use crate::wire::convert::{group_arn, tag_shapes};
use crate::wire::shape::Shape;
use serde_json::{Map, Value, json};
use std::rc::Rc;

pub(super) const ACTIONS: &[ActionName] =
    &[ec2!("CreateSecurityGroup", create_security_group), ec2!("DeleteSecurityGroup", delete_security_group)];

#[derive(Default, Shape)]
#[shape(names = "PascalCase", closed, optional)]
struct CreateSecurityGroup {
    group_name: Option<String>,
    description: Option<String>,
    vpc_id: Option<String>,
    tag_specifications: Vec<TagSpecification>,
}

fn create_security_group(network: &mut Network, p: CreateSecurityGroup) -> Result<Value, Ec2Error> {
    let name = group_text::name(p.group_name.as_deref())?;
    let description = group_text::description(p.description.as_deref())?;
    let tags = tagging::tags_for(&p.tag_specifications, "security-group", &[])?;
    let vpc = match p.vpc_id {
        Some(id) => find::vpc(network, &id)?,
        None => network
            .vpcs
            .iter()
            .find(|vpc| vpc.is_default)
            .cloned()
            .ok_or_else(|| Ec2Error::new("VPCIdNotSpecified", "No default VPC for this user"))?,
    };
    if find::group_named(network, &vpc, &name).is_some() {
        return Err(Ec2Error::new(
            "InvalidGroup.Duplicate",
            format!("The security group '{name}' already exists for VPC '{}'", vpc.id),
        ));
    }
    if network.security_groups.len() >= network.settings.quota(&quotas::SECURITY_GROUPS_PER_REGION) as usize {
        return Err(Ec2Error::new(
            "SecurityGroupLimitExceeded",
            "The maximum number of security groups has been reached.",
        ));
    }
    let id = default_group::new_group_id(network);
    let group = SecurityGroup {
        id: id.clone(),
        name,
        description,
        vpc: vpc.id.clone(),
        owner: Rc::clone(&network.settings.account),
        rules: default_group::outbound_rules(network, &vpc),
        tags,
    };
    let mut answer = Map::new();
    answer.insert("GroupId".to_owned(), id.to_string().into());
    if !group.tags.is_empty() {
        answer.insert("Tags".to_owned(), answers::value(&tag_shapes(&group.tags)));
    }
    answer.insert("SecurityGroupArn".to_owned(), group_arn(network, &group).into());
    network.security_groups.insert(id, group);
    Ok(Value::Object(answer))
}

#[derive(Default, Shape)]
#[shape(names = "PascalCase", closed, optional)]
struct DeleteSecurityGroup {
    group_id: Option<String>,
    group_name: Option<String>,
}

fn delete_security_group(network: &mut Network, p: DeleteSecurityGroup) -> Result<Value, Ec2Error> {
    let group = find::group_by(network, p.group_id.as_deref(), p.group_name.as_deref())?;
    if group.is_default() {
        return Err(Ec2Error::new(
            "CannotDelete",
            format!(
                "the specified group: \"{}\" name: \"{}\" cannot be deleted by a user",
                group.id, group.name
            ),
        ));
    }
    if !obstacles::of_group(network, &group).is_empty() {
        return Err(dependency_violation(&group.id));
    }
    network.security_groups.remove(&group.id);
    Ok(json!({ "Return": true, "GroupId": group.id.to_string() }))
}

/// EC2's error for something that others still use.
pub(super) fn dependency_violation(id: impl std::fmt::Display) -> Ec2Error {
    Ec2Error::new("DependencyViolation", format!("resource {id} has a dependent object"))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{done, group, refused, subnet, text, vpc, with_group, with_vpc};
    use super::*;

    fn create(vpc: &str, name: &str) -> Value {
        json!({ "VpcId": vpc, "GroupName": name, "Description": "a group" })
    }

    #[test]
    fn a_new_group_lets_everything_out_and_nothing_in() {
        let (mut network, vpc) = with_vpc();
        let parameters = json!({
            "VpcId": vpc, "GroupName": "web ", "Description": "Web tier",
            "TagSpecifications": [{"ResourceType": "security-group", "Tags": [{"Key": "Name", "Value": "w"}]}],
        });
        let made = done(&mut network, "CreateSecurityGroup", parameters);
        let id = text(&made, "/GroupId");
        assert_eq!((id.len(), id.starts_with("sg-0")), (20, true));
        let arn = format!("arn:aws:ec2:eu-west-1:111122223333:security-group/{id}");
        let tags = json!([{"Key": "Name", "Value": "w"}]);
        assert_eq!(made, json!({"GroupId": id, "SecurityGroupArn": arn, "Tags": tags}));
        let shown = done(&mut network, "DescribeSecurityGroups", json!({ "GroupIds": [id] }));
        let everywhere = json!([{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}],
            "Ipv6Ranges": [], "PrefixListIds": [], "UserIdGroupPairs": []}]);
        assert_eq!(
            shown["SecurityGroups"],
            json!([{"GroupId": id, "GroupName": "web", "Description": "Web tier", "VpcId": vpc,
                "OwnerId": "111122223333", "SecurityGroupArn": arn, "Tags": tags,
                "IpPermissions": [], "IpPermissionsEgress": everywhere}])
        );
    }

    #[test]
    fn with_ipv6_a_new_group_lets_everything_out_in_both_families() {
        let (mut network, vpc) = with_vpc();
        done(
            &mut network,
            "AssociateVpcCidrBlock",
            json!({ "VpcId": vpc, "AmazonProvidedIpv6CidrBlock": true }),
        );
        let id = group(&mut network, &vpc, "web");
        let shown = done(&mut network, "DescribeSecurityGroups", json!({ "GroupIds": [id] }));
        let out = &shown["SecurityGroups"][0]["IpPermissionsEgress"];
        assert_eq!(out[0]["Ipv6Ranges"], json!([{"CidrIpv6": "::/0"}]));
        assert_eq!(out[0]["IpRanges"], json!([{"CidrIp": "0.0.0.0/0"}]));
    }

    #[test]
    fn names_are_unique_in_a_vpc_without_case() {
        let (mut network, vpc_id, _) = with_group();
        let message = format!("The security group 'WEB' already exists for VPC '{vpc_id}'");
        let name = "CreateSecurityGroup";
        refused(&mut network, name, create(&vpc_id, "WEB"), "InvalidGroup.Duplicate", &message);
        let other = vpc(&mut network, "10.1.0.0/16");
        done(&mut network, name, create(&other, "web"));
    }

    #[test]
    fn what_a_group_needs_must_be_there() {
        let (mut network, vpc) = with_vpc();
        let name = "CreateSecurityGroup";
        refused(
            &mut network,
            name,
            json!({ "VpcId": vpc, "GroupName": "web" }),
            "MissingParameter",
            "The request must contain the parameter GroupDescription",
        );
        let gone = "The vpc ID 'vpc-1' does not exist";
        refused(&mut network, name, create("vpc-1", "web"), "InvalidVpcID.NotFound", gone);
        let parameters = json!({ "GroupName": "web", "Description": "web" });
        refused(&mut network, name, parameters, "VPCIdNotSpecified", "No default VPC for this user");
    }

    #[test]
    fn as_many_groups_as_the_quota_says_default_groups_included() {
        let (mut network, vpc) = with_vpc();
        done(&mut network, "playground:SetQuota", json!({"QuotaCode": "L-E79EC296", "Value": 1}));
        let full = "The maximum number of security groups has been reached.";
        refused(&mut network, "CreateSecurityGroup", create(&vpc, "web"), "SecurityGroupLimitExceeded", full);
    }

    #[test]
    fn the_default_group_cannot_be_deleted() {
        let (mut network, _) = with_vpc();
        let id = network.security_groups.iter().next().unwrap().id.to_string();
        let text = format!("the specified group: \"{id}\" name: \"default\" cannot be deleted by a user");
        refused(&mut network, "DeleteSecurityGroup", json!({ "GroupId": id }), "CannotDelete", &text);
    }

    #[test]
    fn a_group_that_an_interface_carries_stays() {
        let (mut network, vpc, web) = with_group();
        let small = subnet(&mut network, &vpc, "10.0.0.0/24");
        let made =
            done(&mut network, "CreateNetworkInterface", json!({ "SubnetId": small, "Groups": [web] }));
        let interface = text(&made, "/NetworkInterface/NetworkInterfaceId");
        let message = format!("resource {web} has a dependent object");
        let delete = json!({ "GroupId": web });
        refused(&mut network, "DeleteSecurityGroup", delete.clone(), "DependencyViolation", &message);
        done(&mut network, "DeleteNetworkInterface", json!({ "NetworkInterfaceId": interface }));
        let answer = done(&mut network, "DeleteSecurityGroup", delete);
        assert_eq!(answer, json!({ "Return": true, "GroupId": web }));
    }

    #[test]
    fn a_group_that_another_of_its_vpc_mentions_stays_but_not_one_that_mentions_itself() {
        let (mut network, vpc, web) = with_group();
        let app = group(&mut network, &vpc, "app");
        let refer = |to: &str, from: &str| {
            json!({"GroupId": to, "IpPermissions": [
                {"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": from}]}]})
        };
        done(&mut network, "AuthorizeSecurityGroupIngress", refer(&web, &web));
        done(&mut network, "AuthorizeSecurityGroupIngress", refer(&app, &web));
        let message = format!("resource {web} has a dependent object");
        let delete = json!({ "GroupId": web });
        refused(&mut network, "DeleteSecurityGroup", delete.clone(), "DependencyViolation", &message);
        done(&mut network, "RevokeSecurityGroupIngress", refer(&app, &web));
        done(&mut network, "DeleteSecurityGroup", delete.clone());
        let gone = format!("The security group '{web}' does not exist");
        refused(&mut network, "DeleteSecurityGroup", delete, "InvalidGroup.NotFound", &gone);
        let malformed = "Invalid id: \"web\" (expecting \"sg-...\")";
        let delete = json!({ "GroupId": "web" });
        refused(&mut network, "DeleteSecurityGroup", delete, "InvalidGroupId.Malformed", malformed);
    }
}
