//! ModifyNetworkInterfaceAttribute: groups, source/destination check, description, idle timeouts.
//!
//! One attribute a call, as at AWS. Source: EC2 API ModifyNetworkInterfaceAttribute; VPC User Guide
//! `security-group-assoc` (which interfaces carry groups).

use super::interface_request::{self, GroupLimit};
use super::registry::{ActionName, ec2};
use super::{Ec2Error, answers, find, parameters};
use crate::model::{ConnectionTracking, InterfaceType, Network, NetworkInterface};
use crate::wire::AwsConnectionTracking;
use crate::wire::shape::Shape;
use serde_json::Value;
use std::rc::Rc;

pub(super) const ACTIONS: &[ActionName] =
    &[ec2!("ModifyNetworkInterfaceAttribute", modify_network_interface_attribute)];

#[derive(Default, Shape)]
#[shape(names = "PascalCase", closed, optional)]
struct ModifyNetworkInterfaceAttribute {
    network_interface_id: Option<String>,
    groups: Vec<String>,
    source_dest_check: Option<Attribute<bool>>,
    description: Option<Attribute<String>>,
    connection_tracking_specification: Option<AwsConnectionTracking>,
}

#[derive(Shape)]
#[shape(names = "PascalCase", closed)]
struct Attribute<T> {
    value: T,
}

fn modify_network_interface_attribute(
    network: &mut Network,
    p: ModifyNetworkInterfaceAttribute,
) -> Result<Value, Ec2Error> {
    let id = parameters::required(p.network_interface_id, "networkInterfaceId")?;
    let attributes = [
        !p.groups.is_empty(),
        p.source_dest_check.is_some(),
        p.description.is_some(),
        p.connection_tracking_specification.is_some(),
    ];
    match attributes.iter().filter(|given| **given).count() {
        0 => return Err(combination("No attributes specified.")),
        1 => {}
        _ => return Err(combination("Fields for multiple attribute types specified")),
    }
    if let Some(asked) = &p.connection_tracking_specification {
        // Syntax comes before existence: the ranges are the same whatever was set before.
        interface_request::tracking(ConnectionTracking::default(), asked)?;
    }
    let mut interface = NetworkInterface::clone(&*find::interface(network, &id)?);
    if let Some(asked) = &p.connection_tracking_specification {
        interface.tracking = interface_request::tracking(interface.tracking, asked)?;
    }
    if !p.groups.is_empty() {
        refuse_without_groups(&interface)?;
        interface.groups =
            interface_request::groups(network, &p.groups, &interface.vpc, GroupLimit::PerInterface)?;
    }
    if let Some(check) = p.source_dest_check {
        interface.source_dest_check = check.value;
    }
    if let Some(description) = p.description {
        interface.description = Rc::from(description.value);
    }
    network.interfaces.insert(interface.id.clone(), interface);
    answers::nothing()
}

/// Refuses groups where none can be attached: NAT gateways, Gateway Load Balancers, transit gateways, and
/// Network Load Balancers that were made without one.
fn refuse_without_groups(interface: &NetworkInterface) -> Result<(), Ec2Error> {
    let never = matches!(
        interface.interface_type,
        InterfaceType::NatGateway
            | InterfaceType::GatewayLoadBalancer
            | InterfaceType::GatewayLoadBalancerEndpoint
            | InterfaceType::TransitGateway
    );
    let no_longer =
        interface.interface_type == InterfaceType::NetworkLoadBalancer && interface.groups.is_empty();
    if never || no_longer {
        return Err(Ec2Error::new(
            "OperationNotPermitted",
            format!("You cannot attach security groups to network interface '{}'.", interface.id),
        ));
    }
    Ok(())
}

fn combination(message: &str) -> Ec2Error {
    Ec2Error::new("InvalidParameterCombination", message)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{done, group, refused, subnet, text, vpc, with_group};
    use super::*;
    use crate::model::NetworkInterfaceId;
    use serde_json::json;

    const MODIFY: &str = "ModifyNetworkInterfaceAttribute";

    /// A network with an interface, its id, the VPC's and the id of the group `web`.
    fn with_interface() -> (Network, String, String, String) {
        let (mut network, vpc, web) = with_group();
        let small = subnet(&mut network, &vpc, "10.0.0.0/24");
        let made = done(&mut network, "CreateNetworkInterface", json!({"SubnetId": small}));
        let id = text(&made, "/NetworkInterface/NetworkInterfaceId");
        (network, id, vpc, web)
    }

    fn set(id: &str, attribute: &str, value: Value) -> Value {
        json!({"NetworkInterfaceId": id, attribute: value})
    }

    #[test]
    fn groups_are_replaced_each_once_in_order() {
        let (mut network, id, vpc, web) = with_interface();
        let app = group(&mut network, &vpc, "app");
        done(&mut network, MODIFY, set(&id, "Groups", json!([web, app, web])));
        let groups: Vec<String> =
            network.interfaces.find(&*id).unwrap().groups.iter().map(ToString::to_string).collect();
        assert_eq!(groups, [web, app]);
    }

    #[test]
    fn five_groups_per_interface() {
        let (mut network, id, vpc, _) = with_interface();
        let groups: Vec<String> =
            (0..6).map(|index| group(&mut network, &vpc, &format!("g{index}"))).collect();
        let text = "The maximum number of security groups per interface has been reached.";
        let code = "SecurityGroupsPerInterfaceLimitExceeded";
        refused(&mut network, MODIFY, set(&id, "Groups", json!(groups)), code, text);
        done(&mut network, MODIFY, set(&id, "Groups", json!(groups[..5])));
    }

    #[test]
    fn a_group_must_be_of_the_vpc_or_associated_with_it() {
        let (mut network, id, vpc_id, _) = with_interface();
        let other = vpc(&mut network, "10.1.0.0/16");
        let far = group(&mut network, &other, "far");
        let text = "You have specified two resources that belong to different networks.";
        let parameters = set(&id, "Groups", json!([far]));
        refused(&mut network, MODIFY, parameters.clone(), "InvalidGroup.NotFound", text);
        done(&mut network, "AssociateSecurityGroupVpc", json!({"GroupId": far, "VpcId": vpc_id}));
        done(&mut network, MODIFY, parameters);
    }

    #[test]
    fn time_outs_keep_to_their_ranges() {
        let (mut network, id, _, _) = with_interface();
        let tracking =
            |name: &str, value: u32| set(&id, "ConnectionTrackingSpecification", json!({ name: value }));
        for (name, low, high) in
            [("TcpEstablishedTimeout", 60, 432_000), ("UdpTimeout", 30, 60), ("UdpStreamTimeout", 60, 180)]
        {
            for wrong in [low - 1, high + 1] {
                let text =
                    format!("Invalid value '{wrong}' for {name}. It must be from {low} to {high} seconds.");
                refused(&mut network, MODIFY, tracking(name, wrong), "InvalidParameterValue", &text);
            }
            done(&mut network, MODIFY, tracking(name, high));
            done(&mut network, MODIFY, tracking(name, low));
        }
        let set = network.interfaces.find(&*id).unwrap().tracking;
        let seconds = (set.tcp_established_timeout, set.udp_timeout, set.udp_stream_timeout);
        assert_eq!(seconds, (Some(60), Some(30), Some(60)));
    }

    #[test]
    fn one_attribute_a_call() {
        let (mut network, id, _, web) = with_interface();
        let code = "InvalidParameterCombination";
        let none = json!({ "NetworkInterfaceId": id });
        refused(&mut network, MODIFY, none, code, "No attributes specified.");
        let two = json!({"NetworkInterfaceId": id, "Groups": [web], "SourceDestCheck": {"Value": false}});
        refused(&mut network, MODIFY, two, code, "Fields for multiple attribute types specified");
        done(&mut network, MODIFY, set(&id, "SourceDestCheck", json!({"Value": false})));
        done(&mut network, MODIFY, set(&id, "Description", json!({"Value": "appliance"})));
        let interface = network.interfaces.find(&*id).unwrap();
        assert!(!interface.source_dest_check);
        assert_eq!(&*interface.description, "appliance");
        let absent = "The networkInterface ID 'eni-1' does not exist";
        let parameters = set("eni-1", "SourceDestCheck", json!({"Value": false}));
        refused(&mut network, MODIFY, parameters, "InvalidNetworkInterfaceID.NotFound", absent);
    }

    #[test]
    fn a_nat_gateway_takes_no_group() {
        let (mut network, id, _, web) = with_interface();
        let key = NetworkInterfaceId::new(&id);
        let parameters = set(&id, "Groups", json!([web]));
        let text = format!("You cannot attach security groups to network interface '{id}'.");
        network.interfaces.modify(&key).unwrap().interface_type = InterfaceType::NatGateway;
        refused(&mut network, MODIFY, parameters.clone(), "OperationNotPermitted", &text);
        // A Network Load Balancer's groups can be changed only where it was made with one.
        network.interfaces.modify(&key).unwrap().interface_type = InterfaceType::NetworkLoadBalancer;
        done(&mut network, MODIFY, parameters.clone());
        network.interfaces.modify(&key).unwrap().groups = Vec::new();
        refused(&mut network, MODIFY, parameters, "OperationNotPermitted", &text);
    }
}
