//! A rule for exactly this traffic, in the first group of the interface that takes it: for this one address, and for
//! every address too where it is one of the internet's many.

use super::{ALONE, Blocked, Fix, everyone, is_outside};
use crate::explain::names::{code_of_rule, traffic_of_rule};
use crate::model::ResourceId;
use crate::net::{Direction, Family, Packet, Payload};
use crate::wire::Action;
use ipnet::IpNet;
use serde_json::{Map, Value, json};

pub(super) fn allow(blocked: &Blocked<'_>) -> Vec<Option<Fix>> {
    let packet = &blocked.checkpoint.packet;
    let Some(direction) = blocked.checkpoint.direction else { return Vec::new() };
    let far = packet.far_end(direction);
    if !is_outside(&blocked.trace.network, far) {
        return vec![rule(blocked, direction, IpNet::from(far), "")];
    }
    let family = Family::of(far);
    let alone = rule(blocked, direction, IpNet::from(far), ALONE);
    vec![alone, rule(blocked, direction, family.everywhere(), everyone(family))]
}

fn rule(blocked: &Blocked<'_>, direction: Direction, block: IpNet, reach: &str) -> Option<Fix> {
    let network = &blocked.trace.network;
    let checkpoint = blocked.checkpoint;
    let interface = network.interfaces.find(&*checkpoint.resource)?;
    let name = match direction {
        Direction::Ingress => "AuthorizeSecurityGroupIngress",
        Direction::Egress => "AuthorizeSecurityGroupEgress",
    };
    interface.groups.iter().find_map(|id| {
        let group = network.security_groups.find(id)?;
        let mut draft = blocked.draft();
        let permissions = json!([permission(&checkpoint.packet, block)]);
        draft.act(Action::new(name).with("GroupId", group.id.as_str()).with("IpPermissions", permissions))?;
        let traffic = traffic_of_rule(&checkpoint.packet);
        let preposition = direction.preposition();
        let title = format!("Allow {traffic} {preposition} {block} in {}", group.display_name());
        let caution = blocked.caution(direction, block, "");
        Some(Fix { reach: reach.to_owned(), caution, ..blocked.fix(draft, title) })
    })
}

/// The `IpPermission` that covers the packet's traffic and one block.
fn permission(packet: &Packet, block: IpNet) -> Value {
    let mut permission = Map::new();
    permission.insert("IpProtocol".to_owned(), packet.protocol().to_string().into());
    let ports = match &packet.payload {
        Payload::Tcp { destination_port, .. } | Payload::Udp { destination_port, .. } => {
            Some((i32::from(*destination_port), i32::from(*destination_port)))
        }
        Payload::Icmp(message) | Payload::Icmpv6(message) => {
            let code = code_of_rule(message, packet.protocol()).map_or(-1, i32::from);
            Some((i32::from(message.kind), code))
        }
        Payload::Other(_) => None,
    };
    if let Some((from, to)) = ports {
        permission.insert("FromPort".to_owned(), from.into());
        permission.insert("ToPort".to_owned(), to.into());
    }
    let (list, field) = match block {
        IpNet::V4(_) => ("IpRanges", "CidrIp"),
        IpNet::V6(_) => ("Ipv6Ranges", "CidrIpv6"),
    };
    permission.insert(list.to_owned(), json!([{ field: block.to_string() }]));
    Value::Object(permission)
}
