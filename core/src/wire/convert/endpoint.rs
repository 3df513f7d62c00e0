//! A VPC endpoint as the API shows it.

use super::tag_shapes;
use crate::model::{Network, VpcEndpoint};
use crate::wire::{AwsGroupIdentifier, AwsVpcEndpoint};

/// One endpoint.
pub fn vpc_endpoint_shape(network: &Network, endpoint: &VpcEndpoint) -> AwsVpcEndpoint {
    let groups = endpoint.groups.iter().map(|id| AwsGroupIdentifier {
        group_id: id.to_string(),
        group_name: network.security_groups.find(id).map(|group| group.name.to_string()),
    });
    AwsVpcEndpoint {
        vpc_endpoint_id: endpoint.id.to_string(),
        vpc_endpoint_type: Some(endpoint.kind.name().to_owned()),
        vpc_id: Some(endpoint.vpc.to_string()),
        service_name: Some(endpoint.service.to_string()),
        state: Some(endpoint.state.to_string()),
        route_table_ids: endpoint.route_tables.iter().map(ToString::to_string).collect(),
        subnet_ids: endpoint.subnets.iter().map(ToString::to_string).collect(),
        groups: groups.collect(),
        network_interface_ids: endpoint.interfaces.iter().map(ToString::to_string).collect(),
        tags: tag_shapes(&endpoint.tags),
    }
}
