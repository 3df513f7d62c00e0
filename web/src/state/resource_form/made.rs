//! The actions of the dialogs that make something. Where a second action needs the id that the first one gives,
//! the first is tried: ids come from a counter of the network, so the save gives the same.

use serde_json::{Value, json};
use sg_core::control::apply;
use sg_core::model::Network;
use sg_core::wire::Action;

use super::Typed;
use crate::state::resource_type::ResourceType;

/// The actions that make a resource of the type.
pub(super) fn actions(what: ResourceType, network: &Network, typed: Typed<'_>) -> Vec<Action> {
    let named = |action: Action| match typed.get("name") {
        "" => action,
        name => action.with("TagSpecifications", tags(what, name)),
    };
    match what {
        ResourceType::Vpc => {
            let action = typed.put(Action::new("CreateVpc"), "CidrBlock", "cidr");
            let ipv6 = typed.get("ipv6") == "yes";
            vec![named(if ipv6 { action.with("AmazonProvidedIpv6CidrBlock", true) } else { action })]
        }
        ResourceType::Subnet => {
            let action = typed.put(Action::new("CreateSubnet"), "VpcId", "vpc");
            let action = typed.put(action, "AvailabilityZone", "zone");
            let action = typed.put(action, "CidrBlock", "cidr");
            vec![named(typed.put(action, "Ipv6CidrBlock", "ipv6-cidr"))]
        }
        ResourceType::SecurityGroup => {
            let action = typed.put(Action::new("CreateSecurityGroup"), "GroupName", "group-name");
            let action = typed.put(action, "Description", "description");
            vec![named(typed.put(action, "VpcId", "vpc"))]
        }
        ResourceType::Instance => vec![named(instance(typed))],
        ResourceType::NetworkInterface => {
            let action = typed.put(Action::new("CreateNetworkInterface"), "SubnetId", "subnet");
            let action = typed.put(action, "Description", "description");
            let action = typed.put(action, "PrivateIpAddress", "address");
            vec![named(typed.put_list(action, "Groups", "groups"))]
        }
        ResourceType::Carrier => vec![carrier(typed)],
        ResourceType::NetworkAcl => {
            vec![named(typed.put(Action::new("CreateNetworkAcl"), "VpcId", "vpc"))]
        }
        ResourceType::RouteTable => {
            vec![named(typed.put(Action::new("CreateRouteTable"), "VpcId", "vpc"))]
        }
        ResourceType::PrefixList => vec![prefix_list(typed)],
        ResourceType::InternetGateway => {
            let create = named(Action::new("CreateInternetGateway"));
            let attach = |id: &str| {
                typed.put(Action::new("AttachInternetGateway").with("InternetGatewayId", id), "VpcId", "vpc")
            };
            let wanted = !typed.get("vpc").is_empty();
            then(network, create, "/InternetGateway/InternetGatewayId", |id| wanted.then(|| attach(id)))
        }
        ResourceType::EgressOnlyInternetGateway => {
            vec![named(typed.put(Action::new("CreateEgressOnlyInternetGateway"), "VpcId", "vpc"))]
        }
        ResourceType::NatGateway => {
            let kind = typed.get("connectivity");
            let action = typed.put(Action::new("CreateNatGateway"), "SubnetId", "subnet");
            let action = named(action.with("ConnectivityType", kind));
            match typed.get("allocation") {
                _ if kind == "private" => vec![action],
                "new" => {
                    let allocate = Action::new("AllocateAddress").with("Domain", "vpc");
                    then(network, allocate, "/AllocationId", |id| {
                        Some(action.clone().with("AllocationId", id))
                    })
                }
                allocation => vec![action.with("AllocationId", allocation)],
            }
        }
        ResourceType::Endpoint => endpoint(network, typed, named),
        ResourceType::Peering => {
            let action = typed.put(Action::new("CreateVpcPeeringConnection"), "VpcId", "vpc");
            let create = named(typed.put(action, "PeerVpcId", "peer"));
            let id = "/VpcPeeringConnection/VpcPeeringConnectionId";
            let accept =
                |id: &str| Action::new("AcceptVpcPeeringConnection").with("VpcPeeringConnectionId", id);
            then(network, create, id, |id| Some(accept(id)))
        }
        ResourceType::TransitGateway => vec![named(Action::new("CreateTransitGateway"))],
        ResourceType::TransitGatewayAttachment => {
            let action = Action::new("CreateTransitGatewayVpcAttachment");
            let action = typed.put(typed.put(action, "TransitGatewayId", "gateway"), "VpcId", "vpc");
            vec![named(typed.put_list(action, "SubnetIds", "subnets"))]
        }
        ResourceType::ElasticIp => vec![named(Action::new("AllocateAddress").with("Domain", "vpc"))],
        ResourceType::VpnGateway => Vec::new(),
    }
}

fn tags(what: ResourceType, name: &str) -> Value {
    json!([{ "ResourceType": what.tag_type(), "Tags": [{ "Key": "Name", "Value": name }] }])
}

/// An action, and another one that needs the id that the first gives.
fn then(network: &Network, first: Action, id: &str, second: impl Fn(&str) -> Option<Action>) -> Vec<Action> {
    let answer = apply(&mut network.clone(), &first).ok();
    let id = answer.as_ref().and_then(|answer| answer.pointer(id)).and_then(Value::as_str);
    // Where the first is refused, its error is the one to tell.
    let second = id.and_then(second);
    std::iter::once(first).chain(second).collect()
}

fn instance(typed: Typed<'_>) -> Action {
    let action = typed.put(Action::new("RunInstances"), "InstanceType", "type");
    let mut interface = json!({ "DeviceIndex": 0, "SubnetId": typed.get("subnet") });
    if let Some(map) = interface.as_object_mut() {
        if let Ok(public) = typed.get("public").parse::<bool>() {
            map.insert("AssociatePublicIpAddress".to_owned(), public.into());
        }
        if !typed.get("address").is_empty() {
            map.insert("PrivateIpAddress".to_owned(), typed.get("address").into());
        }
        if !typed.list("groups").is_empty() {
            map.insert("Groups".to_owned(), typed.list("groups").into());
        }
    }
    action.with("MinCount", 1).with("MaxCount", 1).with("NetworkInterfaces", vec![interface])
}

fn carrier(typed: Typed<'_>) -> Action {
    let kind = typed.get("kind");
    let balances = matches!(kind, "application" | "network");
    let action = typed.put(Action::playground("PutCarrier"), "Name", "carrier-name");
    let action = typed.put(action, "Type", "kind");
    let action = typed.put_list(action, "SubnetIds", if balances { "subnets" } else { "subnet" });
    let action = typed.put_list(action, "SecurityGroups", "groups");
    let port = typed.get("port").parse::<u16>();
    match (kind, port) {
        ("rds", Ok(port)) => action.with("Port", port),
        ("application" | "network", Ok(port)) => {
            let protocol = if kind == "application" { "HTTP" } else { "TCP" };
            let target = |id: &str| json!({ "Id": id, "Port": port });
            let targets: Vec<Value> = typed.list("targets").into_iter().map(target).collect();
            let forwarded =
                json!({ "Protocol": protocol, "Port": port, "TargetType": "instance", "Targets": targets });
            let listener = json!({ "Protocol": protocol, "Port": port, "TargetGroup": forwarded });
            typed.put(action.with("Listeners", vec![listener]), "Scheme", "scheme")
        }
        _ => action,
    }
}

fn prefix_list(typed: Typed<'_>) -> Action {
    if typed.get("owner") == "aws" {
        let action = typed.put(Action::playground("PutManagedPrefixList"), "PrefixListName", "aws-list");
        let entries = entries(typed);
        // Without entries the list is one whose blocks are not described: what it would decide stays unknown.
        return if entries.is_empty() { action } else { action.with("Entries", entries) };
    }
    let action = typed.put(Action::new("CreateManagedPrefixList"), "PrefixListName", "list-name");
    let action = match typed.get("max").parse::<u32>() {
        Ok(most) => action.with("MaxEntries", most),
        Err(_) => typed.put(action, "MaxEntries", "max"),
    };
    let action = typed.put(action, "AddressFamily", "family");
    let entries = entries(typed);
    if entries.is_empty() { action } else { action.with("Entries", entries) }
}

/// The lines of the field as entries of a prefix list.
pub(super) fn entries(typed: Typed<'_>) -> Vec<Value> {
    let entry = |line: &str| match line.split_once(char::is_whitespace) {
        Some((block, description)) => json!({ "Cidr": block, "Description": description.trim() }),
        None => json!({ "Cidr": line }),
    };
    typed.list("entries").into_iter().map(entry).collect()
}

fn endpoint(network: &Network, typed: Typed<'_>, named: impl Fn(Action) -> Action) -> Vec<Action> {
    let action = typed.put(Action::new("CreateVpcEndpoint"), "VpcId", "vpc");
    let action = named(typed.put(action, "VpcEndpointType", "kind"));
    if typed.get("kind") == "Interface" {
        let action = typed.put(action, "ServiceName", "service");
        let action = typed.put_list(action, "SubnetIds", "subnets");
        return vec![typed.put_list(action, "SecurityGroupIds", "groups")];
    }
    let service = typed.get("gateway-service");
    let action =
        typed.put_list(typed.put(action, "ServiceName", "gateway-service"), "RouteTableIds", "tables");
    // The service's prefix list is AWS's: a Region has it, an empty playground has not.
    let known = network.prefix_lists.iter().any(|list| *list.name == *service);
    let put = Action::playground("PutManagedPrefixList").with("PrefixListName", service);
    (!known).then_some(put).into_iter().chain([action]).collect()
}
