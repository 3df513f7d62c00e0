//! What the tests of the actions share.

use super::{Ec2Error, apply};
use crate::model::Network;
use crate::wire::{Action, Service};
use serde_json::{Value, json};

/// Runs an action: of the playground where its name says `playground:`, else of EC2.
pub(super) fn attempt(network: &mut Network, name: &str, parameters: Value) -> Result<Value, Ec2Error> {
    let (service, name) = match name.strip_prefix("playground:") {
        Some(name) => (Service::Playground, name),
        None => (Service::Ec2, name),
    };
    let parameters = parameters.as_object().cloned().unwrap();
    apply(network, &Action { name: name.to_owned(), service, parameters })
}

/// Runs an action that must succeed.
#[track_caller]
pub(super) fn done(network: &mut Network, name: &str, parameters: Value) -> Value {
    attempt(network, name, parameters).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Runs an action that must fail with this code and text, and then nothing may have changed.
#[track_caller]
pub(super) fn refused(network: &mut Network, name: &str, parameters: Value, code: &str, text: &str) {
    let before = network.clone();
    let error = attempt(network, name, parameters).expect_err(name);
    assert_eq!((&*error.code, &*error.message), (code, text));
    assert_eq!(*network, before);
}

/// The text at the pointer.
#[track_caller]
pub(super) fn text(value: &Value, pointer: &str) -> String {
    let found = value.pointer(pointer).and_then(Value::as_str);
    found.unwrap_or_else(|| panic!("no text at {pointer} of {value}")).to_owned()
}

/// A new VPC.
pub(super) fn vpc(network: &mut Network, block: &str) -> String {
    text(&done(network, "CreateVpc", json!({ "CidrBlock": block })), "/Vpc/VpcId")
}

/// A new subnet.
pub(super) fn subnet(network: &mut Network, vpc: &str, block: &str) -> String {
    let made = done(network, "CreateSubnet", json!({ "VpcId": vpc, "CidrBlock": block }));
    text(&made, "/Subnet/SubnetId")
}

/// A new group whose description is its name.
pub(super) fn group(network: &mut Network, vpc: &str, name: &str) -> String {
    let parameters = json!({ "VpcId": vpc, "GroupName": name, "Description": name });
    text(&done(network, "CreateSecurityGroup", parameters), "/GroupId")
}

/// A network with the VPC 10.0.0.0/16, and the VPC's id.
pub(super) fn with_vpc() -> (Network, String) {
    let mut network = Network::default();
    let id = vpc(&mut network, "10.0.0.0/16");
    (network, id)
}

/// A network with a VPC and a group `web` in it, and their ids.
pub(super) fn with_group() -> (Network, String, String) {
    let (mut network, vpc) = with_vpc();
    let id = group(&mut network, &vpc, "web");
    (network, vpc, id)
}
