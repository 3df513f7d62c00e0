//! TerminateInstances.
//!
//! A terminated instance is gone at once; AWS shows it for another hour. Sources: EC2 API; EC2 User Guide
//! `using-eni` (what happens to interfaces).

use super::registry::{ActionName, ec2};
use super::{Ec2Error, answers, find, interfaces, parameters};
use crate::model::{Instance, InstanceId, Network};
use crate::wire::convert::state_shape;
use crate::wire::shape::Shape;
use serde_json::{Value, json};
use std::rc::Rc;

pub(super) const ACTIONS: &[ActionName] = &[ec2!("TerminateInstances", terminate_instances)];

#[derive(Default, Shape)]
#[shape(names = "PascalCase", closed, optional)]
struct TerminateInstances {
    instance_ids: Vec<String>,
}

fn terminate_instances(network: &mut Network, p: TerminateInstances) -> Result<Value, Ec2Error> {
    if p.instance_ids.is_empty() {
        return Err(parameters::missing("InstanceId"));
    }
    let mut instances: Vec<Rc<Instance>> = Vec::new();
    for id in &p.instance_ids {
        let instance = find::instance(network, id)?;
        if !instances.contains(&instance) {
            instances.push(instance);
        }
    }
    let mut shapes = Vec::new();
    for instance in instances {
        release_interfaces(network, &instance.id);
        network.instances.remove(&instance.id);
        shapes.push(json!({
            "InstanceId": instance.id.to_string(),
            "CurrentState": answers::value(&state_shape("terminated")),
            "PreviousState": answers::value(&state_shape(&instance.state)),
        }));
    }
    Ok(json!({ "TerminatingInstances": shapes }))
}

/// The primary interface was made with the instance and goes with it; others are set free, as is AWS's
/// default for interfaces that were attached later.
fn release_interfaces(network: &mut Network, instance: &InstanceId) {
    let own: Vec<_> = network
        .interfaces_of(instance)
        .into_iter()
        .map(|interface| (interface.id.clone(), interface.attachment.as_ref().map_or(0, |a| a.device_index)))
        .collect();
    for (id, device_index) in own {
        if device_index == 0 {
            interfaces::remove(network, &id);
        } else if let Some(interface) = network.interfaces.modify(&id) {
            interface.attachment = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{done, refused, subnet, text, with_group};
    use super::*;

    #[test]
    fn termination_takes_the_interface_along() {
        let (mut network, vpc, web) = with_group();
        let small = subnet(&mut network, &vpc, "10.0.0.0/24");
        let (instances, interfaces) = (network.instances.clone(), network.interfaces.clone());
        let made = done(&mut network, "RunInstances", json!({"SubnetId": small, "SecurityGroupIds": [web]}));
        let id = text(&made, "/Instances/0/InstanceId");
        let interface = text(&made, "/Instances/0/NetworkInterfaces/0/NetworkInterfaceId");
        let in_use = format!("Network interface '{interface}' is currently in use.");
        let delete = json!({ "NetworkInterfaceId": interface });
        refused(&mut network, "DeleteNetworkInterface", delete, "InvalidParameterValue", &in_use);
        let answer = done(&mut network, "TerminateInstances", json!({"InstanceIds": [id]}));
        assert_eq!(answer["TerminatingInstances"][0]["CurrentState"]["Name"], "terminated");
        assert_eq!((&network.instances, &network.interfaces), (&instances, &interfaces));
        let gone = format!("The instance ID '{id}' does not exist");
        let again = json!({"InstanceIds": [id]});
        refused(&mut network, "TerminateInstances", again, "InvalidInstanceID.NotFound", &gone);
    }

    #[test]
    fn an_interface_that_was_attached_later_is_set_free() {
        let (mut network, vpc, _) = with_group();
        let small = subnet(&mut network, &vpc, "10.0.0.0/24");
        let instance =
            text(&done(&mut network, "RunInstances", json!({"SubnetId": small})), "/Instances/0/InstanceId");
        let made = done(&mut network, "CreateNetworkInterface", json!({"SubnetId": small}));
        let second = text(&made, "/NetworkInterface/NetworkInterfaceId");
        network.interfaces.modify(&*second).unwrap().attachment =
            Some(crate::model::Attachment { instance: Some(InstanceId::new(&instance)), device_index: 1 });
        done(&mut network, "TerminateInstances", json!({"InstanceIds": [instance]}));
        assert_eq!(network.interfaces.len(), 1);
        assert_eq!(network.interfaces.find(&*second).unwrap().attachment, None);
    }
}
