//! AssociateSecurityGroupVpc, DisassociateSecurityGroupVpc.
//!
//! An association is there at once; AWS goes through `associating`. One that is in use cannot end: where
//! AWS answers later with `disassociation-failed`, the call is refused here. Source: VPC User Guide
//! `security-group-assoc`.

use super::registry::{ActionName, ec2};
use super::security_groups::dependency_violation;
use super::{Ec2Error, find, parameters};
use crate::model::{AssociationState, Network, SecurityGroupVpcAssociation};
use crate::wire::shape::Shape;
use serde_json::{Value, json};
use std::rc::Rc;

pub(super) const ACTIONS: &[ActionName] = &[
    ec2!("AssociateSecurityGroupVpc", associate_security_group_vpc),
    ec2!("DisassociateSecurityGroupVpc", disassociate_security_group_vpc),
];

#[derive(Default, Shape)]
#[shape(names = "PascalCase", closed, optional)]
struct Association {
    group_id: Option<String>,
    vpc_id: Option<String>,
}

fn associate_security_group_vpc(network: &mut Network, p: Association) -> Result<Value, Ec2Error> {
    let group_id = parameters::required(p.group_id, "groupId")?;
    let vpc_id = parameters::required(p.vpc_id, "vpcId")?;
    let group = find::group(network, &group_id)?;
    let vpc = find::vpc(network, &vpc_id)?;
    if group.is_default() {
        return Err(invalid("You cannot associate the default security group of a VPC with another VPC."));
    }
    if vpc.is_default {
        return Err(invalid("You cannot associate a security group with a default VPC."));
    }
    let key = (group.id.clone(), vpc.id.clone());
    if network.is_usable_in(&group, &vpc.id) {
        return Err(Ec2Error::new(
            "Resource.AlreadyAssociated",
            format!("The security group '{group_id}' is already associated with VPC '{vpc_id}'"),
        ));
    }
    let state = AssociationState::Associated;
    let association = SecurityGroupVpcAssociation {
        group: group.id.clone(),
        vpc: vpc.id.clone(),
        vpc_owner: Rc::clone(&vpc.owner),
        state,
    };
    network.associations.insert(key, association);
    Ok(json!({ "State": state.name() }))
}

fn disassociate_security_group_vpc(network: &mut Network, p: Association) -> Result<Value, Ec2Error> {
    let group_id = parameters::required(p.group_id, "groupId")?;
    let vpc_id = parameters::required(p.vpc_id, "vpcId")?;
    let group = find::group(network, &group_id)?;
    let vpc = find::vpc(network, &vpc_id)?;
    let key = (group.id.clone(), vpc.id.clone());
    if network.associations.find(&key).is_none() {
        return Err(Ec2Error::new(
            "InvalidSecurityGroupVpcAssociation.NotFound",
            format!("The security group '{group_id}' is not associated with VPC '{vpc_id}'"),
        ));
    }
    let in_use = |interface: &crate::model::NetworkInterface| {
        interface.vpc == vpc.id && interface.groups.contains(&group.id)
    };
    if network.interfaces.iter().any(|interface| in_use(interface)) {
        return Err(dependency_violation(&group.id));
    }
    network.associations.remove(&key);
    Ok(json!({ "State": AssociationState::Disassociated.name() }))
}

fn invalid(message: &str) -> Ec2Error {
    Ec2Error::new("InvalidParameterValue", message)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{done, group, refused, subnet, text, vpc, with_group};
    use super::*;

    const ASSOCIATE: &str = "AssociateSecurityGroupVpc";
    const DISASSOCIATE: &str = "DisassociateSecurityGroupVpc";

    fn pair(group: &str, vpc: &str) -> Value {
        json!({"GroupId": group, "VpcId": vpc})
    }

    #[test]
    fn an_associated_group_may_be_attached_and_referred_to_there() {
        let (mut network, _, web) = with_group();
        let other = vpc(&mut network, "10.1.0.0/16");
        let app = group(&mut network, &other, "app");
        let refer = json!({"GroupId": app, "IpPermissions": [
            {"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": web}]}]});
        let text_of = "You have specified two resources that belong to different networks.";
        let authorize = "AuthorizeSecurityGroupIngress";
        refused(&mut network, authorize, refer.clone(), "InvalidGroup.NotFound", text_of);
        assert_eq!(done(&mut network, ASSOCIATE, pair(&web, &other)), json!({"State": "associated"}));
        done(&mut network, authorize, refer);
        let small = subnet(&mut network, &other, "10.1.0.0/24");
        let made = done(&mut network, "CreateNetworkInterface", json!({"SubnetId": small, "Groups": [web]}));
        let interface = text(&made, "/NetworkInterface/NetworkInterfaceId");
        let message = format!("resource {web} has a dependent object");
        refused(&mut network, DISASSOCIATE, pair(&web, &other), "DependencyViolation", &message);
        done(&mut network, "DeleteNetworkInterface", json!({"NetworkInterfaceId": interface}));
        refused(
            &mut network,
            "DeleteSecurityGroup",
            json!({ "GroupId": web }),
            "DependencyViolation",
            &message,
        );
        let answer = done(&mut network, DISASSOCIATE, pair(&web, &other));
        assert_eq!(answer, json!({"State": "disassociated"}));
        let stale = done(&mut network, "DescribeStaleSecurityGroups", json!({"VpcId": other}));
        assert_eq!(stale["StaleSecurityGroupSet"][0]["GroupId"], json!(app));
        done(&mut network, "DeleteSecurityGroup", json!({"GroupId": web}));
    }

    #[test]
    fn rules_of_an_associated_group_may_refer_to_groups_there() {
        let (mut network, _, web) = with_group();
        let other = vpc(&mut network, "10.1.0.0/16");
        let app = group(&mut network, &other, "app");
        done(&mut network, ASSOCIATE, pair(&web, &other));
        let refer = json!({"GroupId": web, "IpPermissions": [
            {"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": app}]}]});
        done(&mut network, "AuthorizeSecurityGroupIngress", refer);
    }

    #[test]
    fn default_groups_default_vpcs_and_repetitions_are_refused() {
        let (mut network, vpc_id, web) = with_group();
        let other = vpc(&mut network, "10.1.0.0/16");
        let default = network.default_group(&crate::model::VpcId::new(&vpc_id)).unwrap().id.to_string();
        let code = "InvalidParameterValue";
        let text = "You cannot associate the default security group of a VPC with another VPC.";
        refused(&mut network, ASSOCIATE, pair(&default, &other), code, text);
        let already =
            |vpc: &str| format!("The security group '{web}' is already associated with VPC '{vpc}'");
        let repeated = "Resource.AlreadyAssociated";
        refused(&mut network, ASSOCIATE, pair(&web, &vpc_id), repeated, &already(&vpc_id));
        done(&mut network, ASSOCIATE, pair(&web, &other));
        refused(&mut network, ASSOCIATE, pair(&web, &other), repeated, &already(&other));
        done(&mut network, DISASSOCIATE, pair(&web, &other));
        let text = format!("The security group '{web}' is not associated with VPC '{other}'");
        let absent = "InvalidSecurityGroupVpcAssociation.NotFound";
        refused(&mut network, DISASSOCIATE, pair(&web, &other), absent, &text);
        network.vpcs.modify(&*other).unwrap().is_default = true;
        let text = "You cannot associate a security group with a default VPC.";
        refused(&mut network, ASSOCIATE, pair(&web, &other), code, text);
    }
}
