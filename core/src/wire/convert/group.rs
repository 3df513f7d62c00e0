//! A group as describe-security-groups shows it, and its associations.

use super::{permissions_of, tag_shapes};
use crate::model::{Network, SecurityGroup, SecurityGroupVpcAssociation};
use crate::net::Direction;
use crate::wire::{AwsSecurityGroup, AwsSecurityGroupVpcAssociation};

/// The group's ARN.
pub fn group_arn(network: &Network, group: &SecurityGroup) -> String {
    format!("arn:aws:ec2:{}:{}:security-group/{}", network.settings.region, group.owner, group.id)
}

/// One group with its rules grouped by protocol and ports.
pub fn group_shape(network: &Network, group: &SecurityGroup) -> AwsSecurityGroup {
    let permissions = |direction| permissions_of(network, group.rules_of(direction).map(|rule| &**rule));
    AwsSecurityGroup {
        group_id: group.id.to_string(),
        group_name: group.name.to_string(),
        description: group.description.to_string(),
        vpc_id: Some(group.vpc.to_string()),
        owner_id: Some(group.owner.to_string()),
        security_group_arn: Some(group_arn(network, group)),
        ip_permissions: permissions(Direction::Ingress),
        ip_permissions_egress: permissions(Direction::Egress),
        tags: tag_shapes(&group.tags),
    }
}

/// One association.
pub fn association_shape(association: &SecurityGroupVpcAssociation) -> AwsSecurityGroupVpcAssociation {
    AwsSecurityGroupVpcAssociation {
        group_id: association.group.to_string(),
        vpc_id: association.vpc.to_string(),
        vpc_owner_id: Some(association.vpc_owner.to_string()),
        state: Some(association.state.name().to_owned()),
    }
}
