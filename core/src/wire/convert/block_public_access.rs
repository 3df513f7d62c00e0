//! VPC Block Public Access as the API shows it.

use crate::model::{
    ExcludedResource, ExclusionMode, Network, SubnetId, VpcBlockPublicAccessExclusion,
    VpcBlockPublicAccessExclusionId, VpcId,
};
use crate::wire::{AwsVpcBlockPublicAccessExclusion, AwsVpcBlockPublicAccessOptions};

/// The options.
pub fn block_public_access_shape(network: &Network) -> AwsVpcBlockPublicAccessOptions {
    AwsVpcBlockPublicAccessOptions {
        internet_gateway_block_mode: Some(network.block_public_access.mode.name().to_owned()),
        state: Some("update-complete".to_owned()),
    }
}

/// One exclusion.
pub fn exclusion_shape(
    network: &Network,
    exclusion: &VpcBlockPublicAccessExclusion,
) -> AwsVpcBlockPublicAccessExclusion {
    let (kind, id) = match &exclusion.resource {
        ExcludedResource::Subnet(id) => ("subnet", id.to_string()),
        ExcludedResource::Vpc(id) => ("vpc", id.to_string()),
    };
    let (region, account) = (&network.settings.region, &network.settings.account);
    AwsVpcBlockPublicAccessExclusion {
        exclusion_id: exclusion.id.to_string(),
        internet_gateway_exclusion_mode: Some(exclusion.mode.name().to_owned()),
        resource_arn: Some(format!("arn:aws:ec2:{region}:{account}:{kind}/{id}")),
        state: Some(if exclusion.in_use { "create-complete" } else { "delete-complete" }.to_owned()),
    }
}

/// Reads an exclusion; none where it names no mode or no VPC or subnet.
pub fn exclusion_of(shape: &AwsVpcBlockPublicAccessExclusion) -> Option<VpcBlockPublicAccessExclusion> {
    let id = shape.resource_arn.as_deref()?.rsplit('/').next()?;
    let resource = if id.starts_with("subnet-") {
        ExcludedResource::Subnet(SubnetId::new(id))
    } else if id.starts_with("vpc-") {
        ExcludedResource::Vpc(VpcId::new(id))
    } else {
        return None;
    };
    let state = shape.state.as_deref().unwrap_or("create-complete");
    Some(VpcBlockPublicAccessExclusion {
        id: VpcBlockPublicAccessExclusionId::new(&shape.exclusion_id),
        resource,
        mode: ExclusionMode::parse(shape.internet_gateway_exclusion_mode.as_deref()?)?,
        in_use: matches!(state, "create-complete" | "update-complete" | "update-in-progress"),
    })
}
