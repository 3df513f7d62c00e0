//! `NetworkInterfaces`, and those nested in instances.
//!
//! Some tools keep the output of describe-instances only: its instances hold their interfaces in nearly the
//! same form. Where both are there, describe-network-interfaces has the last word.

use super::builder::{At, Builder, invented, said, shared, table};
use super::instances::{self, Listed};
use super::noun::{Key, Noun, described};
use super::{addresses, groups};
use crate::model::{
    Attachment, ConnectionTracking, InstanceId, InterfaceType, NetworkInterface, NetworkInterfaceId,
    ResourceId, SecurityGroupId, SubnetId, VpcId,
};
use crate::wire::convert::{interface_shape, tags_of};
use crate::wire::{AwsAttachment, AwsGroupIdentifier, AwsInstance, AwsNetworkInterface};
use std::rc::Rc;

pub(super) const NOUN: Noun = Noun {
    keys: &[Key::list("NetworkInterfaces", "NetworkInterfaceId", |description| {
        description.network_interfaces.get_or_insert_default()
    })],
    build,
    describe: |network, description| {
        description.network_interfaces = described(&network.interfaces, |it| interface_shape(network, it));
    },
};

/// What the documents of earlier versions say of an interface that stands in, instead of the mark.
const STOOD_IN: &str = "A stand-in that is not in the import, so that packets can be tried";

fn build(builder: &mut Builder<'_>) {
    let description = builder.description;
    let list = &description.network_interfaces;
    let instances = instances::listed(description);
    builder.network.interfaces = table(list.is_some());
    for (index, interface) in list.iter().flatten().enumerate() {
        let at = At { list: "/NetworkInterfaces", index, id: &interface.network_interface_id };
        add(builder, at, interface);
    }
    for Listed { instance, list, index, owner } in instances {
        let path = format!("{list}/{index}/NetworkInterfaces");
        for (index, interface) in instance.network_interfaces.iter().enumerate() {
            let at = At { list: &path, index, id: &interface.network_interface_id };
            if !builder.network.interfaces.contains(at.id) {
                add(builder, at, &nested(instance, owner, interface));
            }
        }
    }
}

/// A nested interface with what is told only of its instance.
fn nested(
    instance: &AwsInstance,
    owner: Option<&str>,
    interface: &AwsNetworkInterface,
) -> AwsNetworkInterface {
    let mut interface = interface.clone();
    let attachment = interface.attachment.get_or_insert_default();
    attachment.instance_id = Some(instance.instance_id.clone());
    attachment.device_index.get_or_insert(0);
    let AwsNetworkInterface { vpc_id, subnet_id, owner_id, .. } = &mut interface;
    *vpc_id = vpc_id.take().or_else(|| instance.vpc_id.clone());
    *subnet_id = subnet_id.take().or_else(|| instance.subnet_id.clone());
    *owner_id = owner_id.take().or_else(|| owner.map(str::to_owned));
    interface
}

fn add(builder: &mut Builder<'_>, at: At<'_>, interface: &AwsNetworkInterface) {
    if !builder.has_id(at, "NetworkInterfaceId") {
        return;
    }
    let read = read(builder, at, interface);
    if builder.is_new(|network| &network.interfaces, &read.id, &read, at) {
        builder.network.interfaces.supply(read.id.clone(), read);
    }
}

fn read(builder: &mut Builder<'_>, at: At<'_>, interface: &AwsNetworkInterface) -> NetworkInterface {
    let (vpc, subnet) = place(builder, at, interface);
    let owner = said(&interface.owner_id);
    let private_addresses = addresses::private(builder, at, interface);
    let ipv6_addresses = addresses::ipv6(builder, at, interface);
    let timeouts = interface.connection_tracking_configuration.clone().unwrap_or_default();
    NetworkInterface {
        id: NetworkInterfaceId::new(at.id),
        interface_type: interface_type(builder, at, said(&interface.interface_type)),
        vpc,
        subnet,
        owner: owner.map_or_else(|| Rc::clone(&builder.settings().account), Rc::from),
        description: shared(said(&interface.description)),
        private_addresses,
        ipv6_addresses,
        ipv4_prefixes: addresses::ipv4_prefixes(builder, at, interface),
        ipv6_prefixes: addresses::ipv6_prefixes(builder, at, interface),
        groups: carried(builder, at, &interface.groups),
        attachment: interface.attachment.as_ref().and_then(attachment),
        source_dest_check: interface.source_dest_check.unwrap_or(true),
        requester_managed: interface.requester_managed.unwrap_or_default(),
        requester_id: said(&interface.requester_id).map(Rc::from),
        tracking: ConnectionTracking {
            tcp_established_timeout: timeouts.tcp_established_timeout,
            udp_timeout: timeouts.udp_timeout,
            udp_stream_timeout: timeouts.udp_stream_timeout,
        },
        tags: tags_of(&interface.tag_set),
        is_stand_in: interface.playground_stand_in == Some(true)
            || said(&interface.description) == Some(STOOD_IN),
    }
}

/// The VPC and the subnet; ids that stand in for what is not said.
fn place(builder: &mut Builder<'_>, at: At<'_>, interface: &AwsNetworkInterface) -> (VpcId, SubnetId) {
    let stated = said(&interface.vpc_id).map(VpcId::new);
    let Some(subnet) = said(&interface.subnet_id).map(SubnetId::new) else {
        builder.warning(at, "", "`SubnetId` is missing: the interface is put into a subnet that stands in");
        let vpc = stated.unwrap_or_else(|| groups::default_vpc(&builder.network));
        let subnet = invented(&["subnet", vpc.as_str()]);
        return (vpc, subnet);
    };
    match (builder.network.subnets.find(&subnet).map(|subnet| subnet.vpc.clone()), stated) {
        (Some(vpc), Some(stated)) if vpc != stated => {
            builder.warning(
                at,
                "/VpcId",
                format!("its subnet {subnet} lies in {vpc}, not in {stated}: the subnet's counts"),
            );
            (vpc, subnet)
        }
        (Some(vpc), _) | (None, Some(vpc)) => (vpc, subnet),
        (None, None) => {
            builder.warning(at, "", "`VpcId` is missing: the interface is taken for one of the default VPC");
            (groups::default_vpc(&builder.network), subnet)
        }
    }
}

fn interface_type(builder: &mut Builder<'_>, at: At<'_>, name: Option<&str>) -> InterfaceType {
    let name = name.unwrap_or("interface");
    InterfaceType::parse(name).unwrap_or_else(|| {
        builder.warning(at, "/InterfaceType", format!("`{name}` is not known: taken for a plain interface"));
        InterfaceType::Interface
    })
}

/// The groups carried. One that is not there although groups are described is left out; where groups are
/// not described at all, the ids stay.
fn carried(builder: &mut Builder<'_>, at: At<'_>, groups: &[AwsGroupIdentifier]) -> Vec<SecurityGroupId> {
    let mut carried: Vec<SecurityGroupId> = Vec::new();
    for (index, group) in groups.iter().enumerate() {
        let id = SecurityGroupId::new(&group.group_id);
        let known = &builder.network.security_groups;
        if known.is_described() && !known.contains(&id) {
            let message =
                format!("the group `{id}` is not described: left out, so that its rules are missing");
            builder.error(at, &format!("/Groups/{index}"), message);
        } else if !carried.contains(&id) {
            carried.push(id);
        }
    }
    carried
}

fn attachment(attachment: &AwsAttachment) -> Option<Attachment> {
    let is_over = matches!(said(&attachment.status), Some("detached" | "detaching"));
    (!is_over).then(|| Attachment {
        instance: said(&attachment.instance_id).map(InstanceId::new),
        device_index: attachment.device_index.unwrap_or_default(),
    })
}
