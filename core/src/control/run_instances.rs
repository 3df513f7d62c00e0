//! RunInstances.
//!
//! Every instance has one interface. `ImageId` may be left out, and `MinCount` and `MaxCount` default to 1,
//! since no image runs here; instances run at once. Source: EC2 API.

use super::interface_request::{self, GroupLimit, InterfaceRequest};
use super::registry::{ActionName, ec2};
use super::{Ec2Error, answers, find, tagging};
use crate::model::{Attachment, ConnectionTracking, Instance, InstanceId, Network, ResourceId, Tags};
use crate::wire::convert::instance_shape;
use crate::wire::shape::Shape;
use crate::wire::{AwsConnectionTracking, AwsIpv6Address, AwsPrivateIpAddress, TagSpecification};
use serde_json::{Value, json};
use std::rc::Rc;

pub(super) const ACTIONS: &[ActionName] = &[ec2!("RunInstances", run_instances)];

#[derive(Default, Shape)]
#[shape(names = "PascalCase", closed, optional)]
struct RunInstances {
    #[shape(name = "ImageId")]
    _image_id: Option<String>,
    instance_type: Option<String>,
    min_count: Option<u32>,
    max_count: Option<u32>,
    subnet_id: Option<String>,
    security_group_ids: Vec<String>,
    private_ip_address: Option<String>,
    ipv6_addresses: Vec<AwsIpv6Address>,
    ipv6_address_count: u32,
    network_interfaces: Vec<InterfaceSpecification>,
    tag_specifications: Vec<TagSpecification>,
}

#[derive(Default, Shape)]
#[shape(names = "PascalCase", closed, optional)]
struct InterfaceSpecification {
    device_index: Option<u32>,
    subnet_id: Option<String>,
    description: String,
    groups: Vec<String>,
    associate_public_ip_address: Option<bool>,
    private_ip_address: Option<String>,
    private_ip_addresses: Vec<AwsPrivateIpAddress>,
    secondary_private_ip_address_count: u32,
    ipv6_addresses: Vec<AwsIpv6Address>,
    ipv6_address_count: u32,
    connection_tracking_specification: Option<AwsConnectionTracking>,
}

/// The most instances that one request makes here; AWS's limit depends on the account.
const MOST: u32 = 100;

fn run_instances(network: &mut Network, mut p: RunInstances) -> Result<Value, Ec2Error> {
    let count = count(p.min_count, p.max_count)?;
    let others = ["network-interface", "volume"];
    let tags = tagging::tags_for(&p.tag_specifications, "instance", &others)?;
    let others = ["instance", "volume"];
    let interface_tags = tagging::tags_for(&p.tag_specifications, "network-interface", &others)?;
    let instance_type: Rc<str> = Rc::from(p.instance_type.take().unwrap_or_else(|| "m1.small".to_owned()));
    let specification = specification(p)?;
    let fixed_address =
        specification.private_ip_address.is_some() || !specification.private_ip_addresses.is_empty();
    if count > 1 && fixed_address {
        return Err(combination("Cannot specify a private IP address for more than one instance"));
    }
    let asked = specification.connection_tracking_specification.clone().unwrap_or_default();
    let tracking = interface_request::tracking(ConnectionTracking::default(), &asked)?;
    let subnet = match &specification.subnet_id {
        Some(id) => find::subnet(network, id)?,
        None => default_subnet(network)?,
    };
    let mut ids: Vec<InstanceId> = Vec::new();
    for _ in 0..count {
        let id: InstanceId = network.make_id(|network, id| network.instances.contains(id));
        let request = InterfaceRequest {
            subnet: subnet.id.to_string(),
            description: specification.description.clone(),
            groups: specification.groups.clone(),
            private_ip_address: specification.private_ip_address.clone(),
            private_ip_addresses: specification.private_ip_addresses.clone(),
            secondary_private_ip_address_count: specification.secondary_private_ip_address_count,
            ipv6_addresses: specification.ipv6_addresses.clone(),
            ipv6_address_count: specification.ipv6_address_count,
            public_address: specification
                .associate_public_ip_address
                .unwrap_or(subnet.map_public_ip_on_launch),
            tracking,
            tags: interface_tags.clone(),
        };
        launch(network, &id, &instance_type, &tags, request)?;
        ids.push(id);
    }
    let mut shapes = Vec::new();
    for instance in ids.iter().filter_map(|id| network.instances.find(id)) {
        shapes.push(answers::value(&instance_shape(network, instance)));
    }
    // A reservation is only a name for what was launched together.
    let digits = ids.first().and_then(|id| id.as_str().strip_prefix(InstanceId::PREFIX));
    Ok(json!({
        "ReservationId": format!("r-{}", digits.unwrap_or_default()),
        "OwnerId": &*network.settings.account,
        "Groups": [],
        "Instances": shapes,
    }))
}

fn launch(
    network: &mut Network,
    id: &InstanceId,
    instance_type: &Rc<str>,
    tags: &Tags,
    request: InterfaceRequest,
) -> Result<(), Ec2Error> {
    let mut interface = interface_request::build(network, request, GroupLimit::PerInstance)?;
    interface.attachment = Some(Attachment { instance: Some(id.clone()), device_index: 0 });
    network.interfaces.insert(interface.id.clone(), interface);
    let instance = Instance {
        id: id.clone(),
        instance_type: Rc::clone(instance_type),
        state: Rc::from("running"),
        tags: tags.clone(),
    };
    network.instances.insert(id.clone(), instance);
    Ok(())
}

fn count(min: Option<u32>, max: Option<u32>) -> Result<u32, Ec2Error> {
    let most = max.or(min).unwrap_or(1);
    let least = min.unwrap_or(1);
    if least == 0 || most < least || most > MOST {
        return Err(Ec2Error::new(
            "InvalidParameterValue",
            format!("Invalid value for MinCount ({least}) or MaxCount ({most})"),
        ));
    }
    Ok(most)
}

/// The interface that the request describes, in one of two places.
fn specification(p: RunInstances) -> Result<InterfaceSpecification, Ec2Error> {
    let mut listed = p.network_interfaces.into_iter();
    let Some(listed_first) = listed.next() else {
        return Ok(InterfaceSpecification {
            subnet_id: p.subnet_id,
            groups: p.security_group_ids,
            private_ip_address: p.private_ip_address,
            ipv6_addresses: p.ipv6_addresses,
            ipv6_address_count: p.ipv6_address_count,
            ..InterfaceSpecification::default()
        });
    };
    if p.subnet_id.is_some() {
        return Err(combination(
            "Network interfaces and an instance-level subnet ID may not be specified on the same request",
        ));
    }
    if !p.security_group_ids.is_empty() {
        return Err(combination(
            "Network interfaces and an instance-level security groups may not be specified on the same request",
        ));
    }
    if listed_first.device_index.is_some_and(|index| index != 0) || listed.next().is_some() {
        return Err(combination("Instances have one network interface here, with the device index 0"));
    }
    Ok(listed_first)
}

fn default_subnet(network: &Network) -> Result<Rc<crate::model::Subnet>, Ec2Error> {
    let default_vpc = network.vpcs.iter().find(|vpc| vpc.is_default);
    let default_vpc =
        default_vpc.ok_or_else(|| Ec2Error::new("VPCIdNotSpecified", "No default VPC for this user"))?;
    let mut subnets = network.subnets.iter();
    subnets.find(|subnet| subnet.vpc == default_vpc.id).cloned().ok_or_else(|| {
        Ec2Error::new(
            "MissingInput",
            format!("No subnets found for the default VPC '{}'. Please specify a subnet.", default_vpc.id),
        )
    })
}

fn combination(message: &str) -> Ec2Error {
    Ec2Error::new("InvalidParameterCombination", message)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{attempt, done, group, refused, subnet, text, with_group};
    use super::*;

    #[test]
    fn an_instance_runs_with_one_interface_and_the_default_group() {
        let (mut network, vpc, _) = with_group();
        let small = subnet(&mut network, &vpc, "10.0.0.0/24");
        let made =
            done(&mut network, "RunInstances", json!({"SubnetId": small, "MinCount": 2, "MaxCount": 2}));
        let instances = made["Instances"].as_array().unwrap();
        assert_eq!(instances.len(), 2);
        assert_eq!(instances[0]["State"], json!({"Code": 16, "Name": "running"}));
        assert_eq!(instances[0]["InstanceType"], "m1.small");
        assert_eq!(text(&instances[0], "/SecurityGroups/0/GroupName"), "default");
        assert_eq!(text(&instances[1], "/PrivateIpAddress"), "10.0.0.5");
        assert_eq!(instances[0]["NetworkInterfaces"].as_array().unwrap().len(), 1);
        assert!(text(&made, "/ReservationId").starts_with("r-0"));
    }

    #[test]
    fn a_public_address_is_lent_where_asked_for() {
        let (mut network, vpc, web) = with_group();
        let small = subnet(&mut network, &vpc, "10.0.0.0/24");
        let listed = json!({"NetworkInterfaces": [{"DeviceIndex": 0, "SubnetId": small, "Groups": [web],
            "AssociatePublicIpAddress": true}]});
        let made = done(&mut network, "RunInstances", listed.clone());
        assert_eq!(text(&made, "/Instances/0/PublicIpAddress"), "198.18.0.1");
        let made = done(&mut network, "RunInstances", listed);
        assert_eq!(text(&made, "/Instances/0/PublicIpAddress"), "198.18.0.2");
        let made = done(&mut network, "RunInstances", json!({"SubnetId": small}));
        assert_eq!(made.pointer("/Instances/0/PublicIpAddress"), None);
    }

    #[test]
    fn at_launch_too_many_groups_have_a_code_of_their_own() {
        let (mut network, vpc, _) = with_group();
        let small = subnet(&mut network, &vpc, "10.0.0.0/24");
        let groups: Vec<String> =
            (0..6).map(|index| group(&mut network, &vpc, &format!("g{index}"))).collect();
        let parameters = json!({"SubnetId": small, "SecurityGroupIds": groups});
        let error = attempt(&mut network, "RunInstances", parameters).unwrap_err();
        assert_eq!(error.code, "SecurityGroupsPerInstanceLimitExceeded");
    }

    #[test]
    fn a_request_describes_its_interface_in_one_place() {
        let (mut network, vpc, web) = with_group();
        let small = subnet(&mut network, &vpc, "10.0.0.0/24");
        let code = "InvalidParameterCombination";
        let listed = json!([{"DeviceIndex": 0, "SubnetId": small}]);
        let text =
            "Network interfaces and an instance-level subnet ID may not be specified on the same request";
        let parameters = json!({"SubnetId": small, "NetworkInterfaces": listed});
        refused(&mut network, "RunInstances", parameters, code, text);
        let text = "Network interfaces and an instance-level security groups may not be specified on the same \
                    request";
        let parameters = json!({"SecurityGroupIds": [web], "NetworkInterfaces": listed});
        refused(&mut network, "RunInstances", parameters, code, text);
        let parameters = json!({"InstanceType": "t3.micro"});
        refused(
            &mut network,
            "RunInstances",
            parameters,
            "VPCIdNotSpecified",
            "No default VPC for this user",
        );
    }
}
