//! VPC Block Public Access: its options and exclusions.
//!
//! Source: EC2 API; VPC User Guide `security-vpc-bpa`.

use super::parameters::parameters;
use super::registry::{ActionName, ec2};
use super::{Ec2Error, answers, find, parameters};
use crate::model::{
    ExcludedResource, ExclusionMode, InternetGatewayBlockMode, Network, VpcBlockPublicAccessExclusion,
    VpcBlockPublicAccessExclusionId, VpcBlockPublicAccessOptions,
};
use crate::wire::convert::{block_public_access_shape, exclusion_shape};
use serde_json::Value;

pub(super) const ACTIONS: &[ActionName] = &[
    ec2!("CreateVpcBlockPublicAccessExclusion", create_exclusion),
    ec2!("DeleteVpcBlockPublicAccessExclusion", delete_exclusion),
    ec2!("ModifyVpcBlockPublicAccessOptions", modify_options),
];

parameters! {
    ModifyOptions {
        internet_gateway_block_mode: Option<String>,
    }
    CreateExclusion {
        internet_gateway_exclusion_mode: Option<String>,
        vpc_id: Option<String>,
        subnet_id: Option<String>,
    }
    DeleteExclusion {
        exclusion_id: Option<String>,
    }
}

fn modify_options(network: &mut Network, p: ModifyOptions) -> Result<Value, Ec2Error> {
    let text = parameters::required(p.internet_gateway_block_mode, "internetGatewayBlockMode")?;
    let mode = InternetGatewayBlockMode::parse(&text);
    let mode = mode.ok_or_else(|| invalid(&text, "internetGatewayBlockMode"))?;
    network.block_public_access = VpcBlockPublicAccessOptions { mode, described: true };
    answers::named("VpcBlockPublicAccessOptions", &block_public_access_shape(network))
}

fn create_exclusion(network: &mut Network, p: CreateExclusion) -> Result<Value, Ec2Error> {
    let text = parameters::required(p.internet_gateway_exclusion_mode, "internetGatewayExclusionMode")?;
    let mode = ExclusionMode::parse(&text).ok_or_else(|| invalid(&text, "internetGatewayExclusionMode"))?;
    let resource = match (p.vpc_id, p.subnet_id) {
        (Some(vpc), None) => ExcludedResource::Vpc(find::vpc(network, &vpc)?.id.clone()),
        (None, Some(subnet)) => ExcludedResource::Subnet(find::subnet(network, &subnet)?.id.clone()),
        _ => return Err(parameters::missing("vpcId or subnetId")),
    };
    let id: VpcBlockPublicAccessExclusionId =
        network.make_id(|network, id| network.block_public_access_exclusions.contains(id));
    let exclusion = VpcBlockPublicAccessExclusion { id: id.clone(), resource, mode, in_use: true };
    network.block_public_access_exclusions.insert(id, exclusion.clone());
    answers::named("VpcBlockPublicAccessExclusion", &exclusion_shape(network, &exclusion))
}

fn delete_exclusion(network: &mut Network, p: DeleteExclusion) -> Result<Value, Ec2Error> {
    let id = parameters::required(p.exclusion_id, "exclusionId")?;
    let missing = format!("The VPC Block Public Access exclusion ID '{id}' does not exist");
    let taken = network.block_public_access_exclusions.remove(&*id);
    let gone =
        taken.ok_or_else(|| Ec2Error::new("InvalidVpcBlockPublicAccessExclusionId.NotFound", missing))?;
    answers::named("VpcBlockPublicAccessExclusion", &exclusion_shape(network, &gone))
}

fn invalid(text: &str, parameter: &str) -> Ec2Error {
    Ec2Error::new("InvalidParameterValue", format!("Value ({text}) for parameter {parameter} is invalid."))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{done, refused, with_vpc};
    use super::*;
    use serde_json::json;

    #[test]
    fn modes_and_exclusions() {
        let (mut network, vpc) = with_vpc();
        let name = "ModifyVpcBlockPublicAccessOptions";
        let text = "Value (on) for parameter internetGatewayBlockMode is invalid.";
        let on = json!({"InternetGatewayBlockMode": "on"});
        refused(&mut network, name, on, "InvalidParameterValue", text);
        done(&mut network, name, json!({"InternetGatewayBlockMode": "block-ingress"}));
        assert_eq!(network.block_public_access.mode, InternetGatewayBlockMode::BlockIngress);
        let create = json!({"InternetGatewayExclusionMode": "allow-bidirectional", "VpcId": vpc});
        let made = done(&mut network, "CreateVpcBlockPublicAccessExclusion", create);
        let id = made["VpcBlockPublicAccessExclusion"]["ExclusionId"].clone();
        done(&mut network, "DeleteVpcBlockPublicAccessExclusion", json!({ "ExclusionId": id }));
        assert!(network.block_public_access_exclusions.is_empty());
    }
}
