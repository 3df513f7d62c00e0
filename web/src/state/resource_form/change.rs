//! The dialogs that change something that is there.

use std::rc::Rc;

use serde_json::{Value, json};
use sg_core::control::apply;
use sg_core::model::{
    ConnectionTracking, Network, NetworkInterface, ResourceId, RouteTableUser, SecurityGroupId,
};
use sg_core::wire::Action;

use super::create::{entries_field, group_description, group_name, groups_of, labelled, pairs, subnets_of};
use super::{Field, Form, Task, Typed, made};
use crate::state::attach::{attaching, detaching};
use crate::state::inventory::{choice_label, name_of};
use crate::state::resource_type::ResourceType;

/// The dialog of a task about the resource with this id.
pub(super) fn form(task: Task, id: &str, network: &Network) -> Form {
    let what = ResourceType::of(id);
    let noun = what.map_or_else(String::new, ResourceType::noun_within);
    let shown = choice_label(network, id);
    let one = |title: String, about: String, verb: &'static str, fields: Vec<Field>| Form {
        title,
        about,
        verb,
        fields,
    };
    match task {
        Task::Rename => {
            let about = format!("Sets the Name tag of {shown}. It can be changed at any time.");
            let name = name_of(network, id);
            let name = if name == id { String::new() } else { tag_name(network, id) };
            let field =
                Field::text("name", "Name", &["tag"]).value(name).hint("Leave it empty to delete the tag.");
            one("Edit name".to_owned(), about, "Save name", vec![field])
        }
        Task::Duplicate => {
            let group = network.security_groups.find(id);
            let (name, description) = group.map_or_else(Default::default, |group| {
                (format!("{}-copy", group.name), group.description.to_string())
            });
            let about = format!("Creates a group in the same VPC with the rules of {shown}.");
            let fields = vec![group_name(&name), group_description(&description)];
            one("Copy to new security group".to_owned(), about, "Create security group", fields)
        }
        Task::Delete => {
            let (title, verb) = match what {
                Some(ResourceType::ElasticIp) => ("Release Elastic IP address".to_owned(), "Release"),
                Some(ResourceType::NetworkInterface) if instance_of(network, id).is_some() => {
                    ("Terminate instance".to_owned(), "Terminate")
                }
                _ => (format!("Delete {noun}"), "Delete"),
            };
            one(title, format!("{shown} will be gone. Undo brings it back."), verb, Vec::new())
        }
        Task::Groups => {
            let own = network.interfaces.find(id);
            let choices = groups_of(network, own.map(|own| &own.vpc));
            let carried = own.map_or_else(String::new, |own| {
                own.groups.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
            });
            let field = Field::several("groups", "Security groups", choices, &["group", "attributes"])
                .value(carried)
                .hint("The rules of all attached groups add up.");
            one(
                "Change security groups".to_owned(),
                format!("Choose the groups that {shown} carries."),
                "Save groups",
                vec![field],
            )
        }
        Task::Interfaces => {
            let field = Field::several(
                "interfaces",
                "Network interfaces",
                interfaces_near(network, id),
                &["group", "interface", "attributes"],
            )
            .value(carriers_of(network, id).map(|own| own.id.to_string()).collect::<Vec<_>>().join("\n"))
            .hint("Their other groups stay attached.");
            one(
                "Attach to interfaces".to_owned(),
                format!("Choose the network interfaces that carry {shown}."),
                "Save attachments",
                vec![field],
            )
        }
        Task::Settings => settings(network, id, &shown),
        Task::Attach => {
            let free = network.vpcs.iter().filter(|vpc| network.internet_gateway_of(&vpc.id).is_none());
            let choices = labelled(network, free.map(|vpc| vpc.id.as_str()));
            let field = Field::choice("vpc", "VPC", choices, &["vpc", "network"])
                .hint("A VPC can have one internet gateway.");
            one("Attach to VPC".to_owned(), format!("Attaches {shown}."), "Attach", vec![field])
        }
        Task::AssociateAddress => {
            let with_address = network.interfaces.iter().filter(|one| one.primary_address().is_some());
            let choices = labelled(network, with_address.map(|one| one.id.as_str()));
            let field = Field::choice(
                "interface",
                "Network interface",
                choices,
                &["interface", "network", "gateway"],
            );
            one(
                "Associate Elastic IP address".to_owned(),
                format!("Puts {shown} in front of a private address."),
                "Associate",
                vec![field],
            )
        }
        Task::AssociateSubnets => {
            let field =
                Field::several("subnets", "Subnets", subnets_near(network, id), &["subnet", "association"])
                    .value(subnets_using(network, id).join("\n"))
                    .hint(if what == Some(ResourceType::NetworkAcl) {
                        "A subnet always has one network ACL: one that is chosen here leaves its present one."
                    } else {
                        "A subnet without a table of its own uses the main one."
                    });
            one(
                "Edit subnet associations".to_owned(),
                format!("Choose the subnets that use {shown}."),
                "Save associations",
                vec![field],
            )
        }
        Task::Entries => {
            let list = network.prefix_lists.find(id);
            let lines = list.and_then(|list| list.entries.as_ref()).map_or_else(String::new, |entries| {
                let line = |entry: &sg_core::model::PrefixListEntry| match &entry.description {
                    Some(description) => format!("{} {description}", entry.block),
                    None => entry.block.to_string(),
                };
                entries.iter().map(line).collect::<Vec<_>>().join("\n")
            });
            let most = list.and_then(|list| list.max_entries).map(|most| most.to_string());
            let max = Field::number("max", "Max entries", &["maxentries", "maximum number"])
                .value(most.unwrap_or_default())
                .hint("Each rule that refers to the list counts this many.");
            let about = format!("What {shown} stands for, in every rule and route that refers to it.");
            one(
                "Modify prefix list".to_owned(),
                about,
                "Save prefix list",
                vec![entries_field().value(lines), max],
            )
        }
        Task::Create(_) => one(String::new(), String::new(), "", Vec::new()),
    }
}

fn tag_name(network: &Network, id: &str) -> String {
    match ResourceType::of(id) {
        Some(ResourceType::SecurityGroup) => network
            .security_groups
            .find(id)
            .and_then(|group| group.tags.name())
            .unwrap_or_default()
            .to_owned(),
        Some(ResourceType::PrefixList) => {
            network.prefix_lists.find(id).and_then(|list| list.tags.name()).unwrap_or_default().to_owned()
        }
        _ => name_of(network, id),
    }
}

fn settings(network: &Network, id: &str, shown: &str) -> Form {
    let own = network.interfaces.find(id);
    let tracking = own.map(|own| own.tracking).unwrap_or_default();
    let seconds = |value: Option<u32>| value.map(|value| value.to_string()).unwrap_or_default();
    let check = own.is_none_or(|own| own.source_dest_check);
    let fields = vec![
        Field::choice(
            "check",
            "Source/destination check",
            pairs(&[("true", "Enable"), ("false", "Disable")]),
            &["sourcedestcheck"],
        )
        .value(check.to_string())
        .hint(
            "Disable it for an interface that forwards packets of others, as NAT instances and firewalls do.",
        ),
        Field::number("tcp", "TCP established timeout", &["tcpestablishedtimeout"])
            .value(seconds(tracking.tcp_established_timeout))
            .hint("60 to 432000 seconds. Default: 432000, or 350 on Nitro v6."),
        Field::number("udp-stream", "UDP stream timeout", &["udpstreamtimeout"])
            .value(seconds(tracking.udp_stream_timeout))
            .hint("60 to 180 seconds, for flows with more than one request and response. Default: 180."),
        Field::number("udp", "UDP unidirectional timeout", &["udptimeout"])
            .value(seconds(tracking.udp_timeout))
            .hint("30 to 60 seconds, for flows with a single request or one way only. Default: 30."),
    ];
    let about = format!("How {shown} checks addresses and how long its idle connections are tracked.");
    Form { title: "Change settings".to_owned(), about, verb: "Save settings", fields }
}

/// The actions of a task about the resource with this id.
pub(super) fn actions(task: Task, id: &str, network: &Network, typed: Typed<'_>) -> Vec<Action> {
    match task {
        Task::Rename => vec![rename(id, typed.get("name"))],
        Task::Duplicate => duplicate(id, network, typed),
        Task::Delete => vec![delete(id, network)],
        Task::Groups => {
            let action = Action::new("ModifyNetworkInterfaceAttribute").with("NetworkInterfaceId", id);
            vec![typed.put_list(action, "Groups", "groups")]
        }
        Task::Interfaces => reattach(id, network, &typed.list("interfaces")),
        Task::Settings => set(id, network, typed),
        Task::Attach => {
            let action = Action::new("AttachInternetGateway").with("InternetGatewayId", id);
            vec![typed.put(action, "VpcId", "vpc")]
        }
        Task::AssociateAddress => {
            let action = Action::new("AssociateAddress").with("AllocationId", id);
            vec![typed.put(action, "NetworkInterfaceId", "interface")]
        }
        Task::AssociateSubnets => associate(id, network, &typed.list("subnets")),
        Task::Entries => entries(id, network, typed),
        Task::Create(_) => Vec::new(),
    }
}

/// The action that gives a resource its Name tag, or takes it away.
pub fn rename(id: &str, name: &str) -> Action {
    let action =
        |action: &str, tag: Value| Action::new(action).with("Resources", vec![id]).with("Tags", vec![tag]);
    match name {
        "" => action("DeleteTags", json!({ "Key": "Name" })),
        name => action("CreateTags", json!({ "Key": "Name", "Value": name })),
    }
}

/// A group with the rules of another: the ones that a new group comes with make way for them.
fn duplicate(id: &str, network: &Network, typed: Typed<'_>) -> Vec<Action> {
    let Some(group) = network.security_groups.find(id) else { return Vec::new() };
    let action = typed.put(Action::new("CreateSecurityGroup"), "GroupName", "group-name");
    let create = typed.put(action, "Description", "description").with("VpcId", group.vpc.to_string());
    let mut after = network.clone();
    let made = apply(&mut after, &create).ok();
    let Some(copy) = made.as_ref().and_then(|made| made["GroupId"].as_str()) else { return vec![create] };
    let (own, new) = (permissions(&mut after, id), permissions(&mut after, copy));
    let with = |name: &str, list: &Value| {
        let some = list.as_array().is_some_and(|list| !list.is_empty());
        some.then(|| Action::new(name).with("GroupId", copy).with("IpPermissions", list.clone()))
    };
    let same = own["IpPermissionsEgress"] == new["IpPermissionsEgress"];
    let egress = [
        with("RevokeSecurityGroupEgress", &new["IpPermissionsEgress"]),
        with("AuthorizeSecurityGroupEgress", &own["IpPermissionsEgress"]),
    ];
    let ingress = with("AuthorizeSecurityGroupIngress", &own["IpPermissions"]);
    let egress = egress.into_iter().flatten().filter(|_| !same);
    std::iter::once(create).chain(ingress).chain(egress).collect()
}

/// The group as EC2 describes it.
fn permissions(network: &mut Network, id: &str) -> Value {
    let describe = Action::new("DescribeSecurityGroups").with("GroupIds", vec![id]);
    let described = apply(network, &describe).unwrap_or_default();
    described.pointer("/SecurityGroups/0").cloned().unwrap_or_default()
}

/// Deletes what was selected. An instance's interface goes with its instance, a carrier's with the carrier.
pub(super) fn delete(id: &str, network: &Network) -> Action {
    if let Some(instance) = instance_of(network, id) {
        return Action::new("TerminateInstances").with("InstanceIds", vec![instance]);
    }
    let carrier = network.carriers.iter().find(|one| one.interfaces.iter().any(|own| own.as_str() == id));
    if let Some(carrier) = carrier {
        return Action::playground("DeleteCarrier").with("CarrierId", carrier.id.to_string());
    }
    match ResourceType::of(id).and_then(ResourceType::deletion) {
        Some((action, parameter)) if parameter.ends_with("Ids") => {
            Action::new(action).with(parameter, vec![id])
        }
        Some((action, parameter)) => Action::new(action).with(parameter, id),
        None => Action::new("DeleteVpnGateway").with("VpnGatewayId", id),
    }
}

/// The instance whose only interface this is.
fn instance_of(network: &Network, id: &str) -> Option<String> {
    let own = network.interfaces.find(id)?;
    let primary = own.attachment.as_ref().is_some_and(|attachment| attachment.device_index == 0);
    own.instance().filter(|id| primary && network.instances.contains(*id)).map(ToString::to_string)
}

/// One attribute an action, as EC2 asks; what stays as it is is left out.
fn set(id: &str, network: &Network, typed: Typed<'_>) -> Vec<Action> {
    let Some(own) = network.interfaces.find(id) else { return Vec::new() };
    let own: &NetworkInterface = own;
    let modify = || Action::new("ModifyNetworkInterfaceAttribute").with("NetworkInterfaceId", id);
    let check = typed.get("check") == "true";
    let checked =
        (check != own.source_dest_check).then(|| modify().with("SourceDestCheck", json!({ "Value": check })));
    let ConnectionTracking { tcp_established_timeout, udp_timeout, udp_stream_timeout } = own.tracking;
    let mut asked = serde_json::Map::new();
    for (field, parameter, before) in [
        ("tcp", "TcpEstablishedTimeout", tcp_established_timeout),
        ("udp", "UdpTimeout", udp_timeout),
        ("udp-stream", "UdpStreamTimeout", udp_stream_timeout),
    ] {
        let text = typed.get(field);
        let before = before.map(|before| before.to_string()).unwrap_or_default();
        if text != before && !text.is_empty() {
            // What is no number is handed on as it is, so that it is refused.
            let value = text.parse::<u32>().map_or_else(|_| Value::from(text), Value::from);
            asked.insert(parameter.to_owned(), value);
        }
    }
    let timed = (!asked.is_empty()).then(|| modify().with("ConnectionTrackingSpecification", asked));
    checked.into_iter().chain(timed).collect()
}

/// The interfaces that carry a group.
fn carriers_of<'a>(network: &'a Network, group: &'a str) -> impl Iterator<Item = &'a Rc<NetworkInterface>> {
    network.interfaces.iter().filter(move |own| own.groups.iter().any(|id| id.as_str() == group))
}

/// The interfaces that a group can be attached to, with their addresses: those of its VPCs.
fn interfaces_near(network: &Network, group: &str) -> Vec<(String, String)> {
    let own = network.security_groups.find(group);
    let fits = |one: &&Rc<NetworkInterface>| own.is_some_and(|own| network.is_usable_in(own, &one.vpc));
    let label = |one: &Rc<NetworkInterface>| {
        let address = one.primary_address().map(|own| format!(" · {own}")).unwrap_or_default();
        (one.id.to_string(), format!("{}{address}", name_of(network, one.id.as_str())))
    };
    let mut all: Vec<_> = network.interfaces.iter().filter(fits).map(label).collect();
    all.sort_by_cached_key(|(id, name)| (name.to_lowercase(), id.clone()));
    all
}

/// The group goes to the interfaces that are wanted and leaves the others: one action an interface.
fn reattach(id: &str, network: &Network, wanted: &[&str]) -> Vec<Action> {
    let group = SecurityGroupId::new(id);
    let change =
        |one: &Rc<NetworkInterface>| match (one.groups.contains(&group), wanted.contains(&one.id.as_str())) {
            (false, true) => Some(attaching(one, &group)),
            (true, false) => Some(detaching(one, &group)),
            _ => None,
        };
    network.interfaces.iter().filter_map(change).collect()
}

/// The subnets of the VPC that an ACL or a route table is in.
fn subnets_near(network: &Network, id: &str) -> Vec<(String, String)> {
    let vpc = super::create::vpc_of(id, network);
    let within = |id: &str| network.subnets.find(id).is_some_and(|subnet| Some(&subnet.vpc) == vpc.as_ref());
    subnets_of(network).into_iter().filter(|(id, _)| within(id)).collect()
}

/// The subnets that use an ACL, or that a route table is associated with.
fn subnets_using(network: &Network, id: &str) -> Vec<String> {
    if let Some(acl) = network.network_acls.find(id) {
        return acl.associations.iter().map(|own| own.subnet.to_string()).collect();
    }
    let table = network.route_tables.find(id);
    let subnet = |user: &RouteTableUser| match user {
        RouteTableUser::Subnet(subnet) => Some(subnet.to_string()),
        RouteTableUser::Gateway(_) | RouteTableUser::Main => None,
    };
    table.into_iter().flat_map(|table| &table.associations).filter_map(|own| subnet(&own.user)).collect()
}

fn associate(id: &str, network: &Network, wanted: &[&str]) -> Vec<Action> {
    let before = subnets_using(network, id);
    let new = wanted.iter().filter(|subnet| !before.iter().any(|own| own == *subnet));
    let gone = before.iter().filter(|subnet| !wanted.contains(&subnet.as_str()));
    if ResourceType::of(id) == Some(ResourceType::NetworkAcl) {
        let default = network.network_acls.find(id).and_then(|acl| {
            network.network_acls.iter().find(|other| other.vpc == acl.vpc && other.is_default)
        });
        let fallback = default.map(|acl| acl.id.to_string()).unwrap_or_default();
        let replace = |subnet: &str, acl: &str| {
            let association = network.network_acls.iter().flat_map(|acl| &acl.associations);
            let association = association.into_iter().find(|own| own.subnet.as_str() == subnet)?;
            let action = Action::new("ReplaceNetworkAclAssociation");
            Some(action.with("AssociationId", association.id.to_string()).with("NetworkAclId", acl))
        };
        let joined = new.filter_map(|subnet| replace(subnet, id));
        // What leaves the default ACL has nowhere to go: it stays.
        return joined
            .chain(gone.filter(|_| fallback != id).filter_map(|subnet| replace(subnet, &fallback)))
            .collect();
    }
    let association = |subnet: &str| {
        let all = network.route_tables.iter().flat_map(|table| &table.associations);
        all.into_iter()
            .find(|own| matches!(&own.user, RouteTableUser::Subnet(id) if id.as_str() == subnet))
            .map(|own| own.id.to_string())
    };
    let join = |subnet: &&str| match association(subnet) {
        Some(own) => {
            Action::new("ReplaceRouteTableAssociation").with("AssociationId", own).with("RouteTableId", id)
        }
        None => Action::new("AssociateRouteTable").with("RouteTableId", id).with("SubnetId", *subnet),
    };
    let leave = |subnet: &String| {
        association(subnet).map(|own| Action::new("DisassociateRouteTable").with("AssociationId", own))
    };
    new.map(join).chain(gone.filter_map(leave)).collect()
}

/// What goes and what comes, and the new size where it changes. EC2 takes the two apart.
fn entries(id: &str, network: &Network, typed: Typed<'_>) -> Vec<Action> {
    let Some(list) = network.prefix_lists.find(id) else { return Vec::new() };
    let before: Vec<Value> = list
        .entries
        .iter()
        .flatten()
        .map(|entry| match &entry.description {
            Some(description) => json!({ "Cidr": entry.block.to_string(), "Description": &**description }),
            None => json!({ "Cidr": entry.block.to_string() }),
        })
        .collect();
    let after = made::entries(typed);
    let blocks: Vec<&Value> = after.iter().map(|entry| &entry["Cidr"]).collect();
    let gone = before.iter().filter(|entry| !blocks.contains(&&entry["Cidr"]));
    let gone: Vec<Value> = gone.map(|entry| json!({ "Cidr": entry["Cidr"] })).collect();
    let new: Vec<Value> = after.iter().filter(|entry| !before.contains(entry)).cloned().collect();
    let modify = || Action::new("ModifyManagedPrefixList").with("PrefixListId", id);
    let size = typed.get("max");
    let resized = (list.max_entries.map(|most| most.to_string()).as_deref() != Some(size)).then(|| {
        let most = size.parse::<u32>().map_or_else(|_| Value::from(size), Value::from);
        modify().with("MaxEntries", most)
    });
    let changed = (!gone.is_empty() || !new.is_empty()).then(|| {
        let action = modify().with("CurrentVersion", list.version.unwrap_or(1));
        let action = if new.is_empty() { action } else { action.with("AddEntries", new) };
        if gone.is_empty() { action } else { action.with("RemoveEntries", gone) }
    });
    resized.into_iter().chain(changed).collect()
}
