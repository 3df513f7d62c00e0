//! CreateNetworkAcl, DeleteNetworkAcl, ReplaceNetworkAclAssociation.
//!
//! Source: EC2 API; VPC User Guide `vpc-network-acls`.

use super::parameters::parameters;
use super::registry::{ActionName, ec2};
use super::{Ec2Error, answers, defaults, find, obstacles, parameters, tagging};
use crate::catalog::quotas;
use crate::model::{Network, NetworkAclAssociation};
use crate::wire::TagSpecification;
use crate::wire::convert::network_acl_shape;
use serde_json::{Value, json};

pub(super) const ACTIONS: &[ActionName] = &[
    ec2!("CreateNetworkAcl", create_network_acl),
    ec2!("DeleteNetworkAcl", delete_network_acl),
    ec2!("ReplaceNetworkAclAssociation", replace_network_acl_association),
];

parameters! {
    CreateNetworkAcl {
        vpc_id: Option<String>,
        tag_specifications: Vec<TagSpecification>,
    }
    DeleteNetworkAcl {
        network_acl_id: Option<String>,
    }
    ReplaceNetworkAclAssociation {
        association_id: Option<String>,
        network_acl_id: Option<String>,
    }
}

fn create_network_acl(network: &mut Network, p: CreateNetworkAcl) -> Result<Value, Ec2Error> {
    let vpc = parameters::required(p.vpc_id, "vpcId")?;
    let tags = tagging::tags_for(&p.tag_specifications, "network-acl", &[])?;
    let vpc = find::vpc(network, &vpc)?;
    let count = network.network_acls.iter().filter(|acl| acl.vpc == vpc.id).count();
    if count >= network.settings.quota(&quotas::NETWORK_ACLS_PER_VPC) as usize {
        let text = "The maximum number of network acls has been reached.";
        return Err(Ec2Error::new("NetworkAclLimitExceeded", text));
    }
    let acl = defaults::new_acl(network, &vpc, false, tags);
    network.network_acls.insert(acl.id.clone(), acl.clone());
    answers::named("NetworkAcl", &network_acl_shape(&acl))
}

fn delete_network_acl(network: &mut Network, p: DeleteNetworkAcl) -> Result<Value, Ec2Error> {
    let acl = find::acl(network, &parameters::required(p.network_acl_id, "networkAclId")?)?;
    if acl.is_default {
        let text = format!("cannot delete default network ACL {}", acl.id);
        return Err(Ec2Error::new("InvalidParameterValue", text));
    }
    if !obstacles::of_acl(&acl).is_empty() {
        let text = format!("The networkAcl '{}' has dependencies and cannot be deleted.", acl.id);
        return Err(Ec2Error::new("DependencyViolation", text));
    }
    network.network_acls.remove(&acl.id);
    answers::nothing()
}

fn replace_network_acl_association(
    network: &mut Network,
    p: ReplaceNetworkAclAssociation,
) -> Result<Value, Ec2Error> {
    let association = parameters::required(p.association_id, "associationId")?;
    let acl = find::acl(network, &parameters::required(p.network_acl_id, "networkAclId")?)?;
    let named = |it: &&NetworkAclAssociation| it.id.to_string() == association;
    let found = network.network_acls.iter().find_map(|other| {
        other
            .associations
            .iter()
            .find(named)
            .map(|it| (other.id.clone(), other.vpc.clone(), it.subnet.clone()))
    });
    let Some((old, vpc, subnet)) = found else {
        let text = format!("The association ID '{association}' does not exist");
        return Err(Ec2Error::new("InvalidAssociationID.NotFound", text));
    };
    if vpc != acl.vpc {
        let text = format!("network acl {} and subnet {subnet} belong to different networks", acl.id);
        return Err(Ec2Error::new("InvalidParameterValue", text));
    }
    let id = defaults::new_acl_association(network);
    if let Some(old) = network.network_acls.modify(&old) {
        old.associations.retain(|it| it.subnet != subnet);
    }
    if let Some(acl) = network.network_acls.modify(&acl.id) {
        acl.associations.push(NetworkAclAssociation { id: id.clone(), subnet });
    }
    Ok(json!({ "NewAssociationId": id.to_string() }))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{done, refused, subnet, text, with_vpc};
    use super::*;
    use crate::model::SubnetId;

    #[test]
    fn a_custom_acl_denies_everything_and_goes_only_unused() {
        let (mut network, vpc) = with_vpc();
        let small = subnet(&mut network, &vpc, "10.0.1.0/24");
        let made = done(&mut network, "CreateNetworkAcl", json!({ "VpcId": vpc }));
        assert_eq!(made["NetworkAcl"]["Entries"].as_array().unwrap().len(), 2);
        let acl = text(&made, "/NetworkAcl/NetworkAclId");
        let own = network.acl_of(&SubnetId::new(&small)).unwrap();
        let (default, association) = (own.id.to_string(), own.associations[0].id.to_string());
        let replace = json!({"AssociationId": association, "NetworkAclId": acl});
        let made = done(&mut network, "ReplaceNetworkAclAssociation", replace.clone());
        let gone = format!("The association ID '{association}' does not exist");
        let code = "InvalidAssociationID.NotFound";
        refused(&mut network, "ReplaceNetworkAclAssociation", replace, code, &gone);
        let used = format!("The networkAcl '{acl}' has dependencies and cannot be deleted.");
        let delete = json!({ "NetworkAclId": acl });
        refused(&mut network, "DeleteNetworkAcl", delete.clone(), "DependencyViolation", &used);
        let back = json!({"AssociationId": text(&made, "/NewAssociationId"), "NetworkAclId": default});
        done(&mut network, "ReplaceNetworkAclAssociation", back);
        done(&mut network, "DeleteNetworkAcl", delete.clone());
        let gone = format!("The networkAcl ID '{acl}' does not exist");
        refused(&mut network, "DeleteNetworkAcl", delete, "InvalidNetworkAclID.NotFound", &gone);
        let kept = format!("cannot delete default network ACL {default}");
        let delete = json!({ "NetworkAclId": default });
        refused(&mut network, "DeleteNetworkAcl", delete, "InvalidParameterValue", &kept);
    }
}
