//! The next packet of a flow that a tracking table holds, found by how its earlier packets were sent.

use super::{Answer, Moment, Simulation};
use crate::conntrack::{Entry, Side};
use crate::model::{Network, ResourceId};
use crate::net::{Packet, Payload, TcpFlags};
use crate::path::{Checkpoint, Origin, Trace, next_of, packet_from, reply_of};
use crate::wire::{FamilyNumber, FlagName, PacketInput, StepKind};
use std::net::IpAddr;

/// A walk, and how its packet's ends were stated where a person or a script stated them.
type Stated<'a> = (&'a Trace, Option<[&'a str; 2]>);

impl Simulation {
    /// The packet that an end of the flow sends next: the end that began it, or the other one. Ends, ports
    /// and ICMP identifier are the connection's own as that end knows them, which gateways may have
    /// changed on the way. None where that end knows nothing of the flow yet, nothing answers its message, or
    /// the flow is a router's word about someone's packet.
    pub fn next_packet(&self, entry: &Entry, side: Side) -> Option<PacketInput> {
        let walks = self.history().iter().rev().flat_map(|moment| walks(moment));
        walks.filter_map(|walk| Some((walk, part(walk.0, entry)?))).find_map(|((trace, stated), part)| {
            let own = Side::of(part.direction?, entry.direction);
            match (stated, &trace.arrived) {
                (Some([from, to]), _) if own == side => {
                    let next = next_of(&trace.packet, entry.state, side);
                    Some(input(&next, from, to))
                }
                (_, Some(arrived)) if own != side => {
                    let next = reply_of(arrived, entry.state, side)?;
                    state(self.network(), &next, &trace.arrived_at)
                }
                _ => None,
            }
        })
    }
}

/// The walks of a moment, the latest first.
fn walks(moment: &Moment) -> Vec<Stated<'_>> {
    match (&moment.step.kind, &moment.answer) {
        (StepKind::Send(input), Answer::Sent(trace)) => vec![(trace, Some([&*input.from, &*input.to]))],
        (StepKind::Converse(input), Answer::Conversed(dialogue)) => {
            let first = dialogue.lines.first().map(|line| ends(&line.trace));
            let stated = |trace: &Trace| (Some(ends(trace)) == first).then_some([&*input.from, &*input.to]);
            dialogue.lines.iter().rev().map(|line| (&*line.trace, stated(&line.trace))).collect()
        }
        _ => Vec::new(),
    }
}

fn ends(trace: &Trace) -> [IpAddr; 2] {
    [trace.packet.source, trace.packet.destination]
}

/// The checkpoint at which a packet was one of the flow.
fn part<'a>(trace: &'a Trace, entry: &Entry) -> Option<&'a Checkpoint> {
    trace.checkpoints.iter().find(|passed| {
        let of_flow = |seen: &Entry| seen.sequence == entry.sequence && seen.interface == entry.interface;
        passed.entry.as_deref().is_some_and(of_flow)
    })
}

/// How a person would state a packet that starts at a place: by names where they lead to it, else by its
/// addresses. None where nothing that can be stated is this packet.
fn state(network: &Network, packet: &Packet, at: &Origin) -> Option<PacketInput> {
    let (sources, destinations) = (names(network, packet.source), names(network, packet.destination));
    let is_it = |stated: &PacketInput| {
        packet_from(network, stated)
            .is_ok_and(|started| started.packet == *packet && is_same(&started.origin, at))
    };
    let pairs = sources.iter().flat_map(|from| destinations.iter().map(move |to| (from, to)));
    pairs.map(|(from, to)| input(packet, from, to)).find(is_it)
}

fn is_same(one: &Origin, other: &Origin) -> bool {
    match (one, other) {
        // Its groups may have changed since.
        (Origin::Interface(one), Origin::Interface(other)) => one.id == other.id,
        _ => one == other,
    }
}

fn names(network: &Network, address: IpAddr) -> Vec<String> {
    let of = |public: std::net::Ipv4Addr| IpAddr::V4(public) == address;
    let holders = network
        .interfaces
        .iter()
        .filter(|interface| interface.owns(address) || interface.public_address().is_some_and(of));
    let mut names: Vec<String> = holders.map(|interface| interface.id.as_str().to_owned()).collect();
    let options = &network.settings.options;
    if options.you_of(crate::net::Family::of(address)) == address {
        names.push("internet".to_owned());
    }
    names.push(address.to_string());
    names
}

fn input(packet: &Packet, from: &str, to: &str) -> PacketInput {
    let ports = packet.ports();
    let message = packet.icmp();
    let flags = match &packet.payload {
        Payload::Tcp { flags, .. } => Some(names_of(*flags)),
        _ => None,
    };
    PacketInput {
        from: from.to_owned(),
        to: to.to_owned(),
        protocol: packet.protocol().into(),
        source_port: ports.map(|(source, _)| source),
        destination_port: ports.map(|(_, destination)| destination),
        icmp_type: message.map(|message| message.kind),
        icmp_code: message.map(|message| message.code),
        icmp_id: message.map(|message| message.id),
        flags,
        family: Some(FamilyNumber(packet.family())),
    }
}

fn names_of(flags: TcpFlags) -> Vec<FlagName> {
    [
        (TcpFlags::ACK, FlagName::Ack),
        (TcpFlags::FIN, FlagName::Fin),
        (TcpFlags::PSH, FlagName::Psh),
        (TcpFlags::RST, FlagName::Rst),
        (TcpFlags::SYN, FlagName::Syn),
    ]
    .into_iter()
    .filter(|(flag, _)| flags.has(*flag))
    .map(|(_, name)| name)
    .collect()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::wire::{Action, Document, Step};
    use serde_json::{Value, json};

    fn value(result: &Value, pointer: &str) -> String {
        result.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned()
    }

    pub fn act(simulation: &mut Simulation, name: &str, parameters: Value) -> Value {
        let action = Action { parameters: parameters.as_object().cloned().unwrap(), ..Action::new(name) };
        match simulation.step(Step::from(StepKind::Apply(vec![action]))).unwrap() {
            Answer::Applied(results) => results.first().cloned().unwrap_or_default(),
            other => panic!("{other:?}"),
        }
    }

    /// A server with a public address that one block may reach by SSH and by ping, its interface and group.
    pub fn lab() -> (Simulation, String, String) {
        let mut simulation = Simulation::new(Document::empty()).0;
        let s = &mut simulation;
        let vpc = value(&act(s, "CreateVpc", json!({ "CidrBlock": "10.0.0.0/16" })), "/Vpc/VpcId");
        let igw = value(&act(s, "CreateInternetGateway", json!({})), "/InternetGateway/InternetGatewayId");
        act(s, "AttachInternetGateway", json!({ "InternetGatewayId": igw, "VpcId": vpc }));
        let table = s.network().route_tables.iter().next().unwrap().id.to_string();
        let route = json!({ "RouteTableId": table, "DestinationCidrBlock": "0.0.0.0/0", "GatewayId": igw });
        act(s, "CreateRoute", route);
        let subnet = act(s, "CreateSubnet", json!({ "VpcId": vpc, "CidrBlock": "10.0.1.0/24" }));
        let group = json!({ "VpcId": vpc, "GroupName": "web", "Description": "web" });
        let group = value(&act(s, "CreateSecurityGroup", group), "/GroupId");
        let block = json!([{ "CidrIp": "203.0.113.0/24" }]);
        let rules = json!([
            { "IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": block },
            { "IpProtocol": "icmp", "FromPort": -1, "ToPort": -1, "IpRanges": block }
        ]);
        act(s, "AuthorizeSecurityGroupIngress", json!({ "GroupId": group, "IpPermissions": rules }));
        let interface = json!({ "SubnetId": value(&subnet, "/Subnet/SubnetId"), "Groups": [group] });
        let eni = act(s, "CreateNetworkInterface", interface);
        let eni = value(&eni, "/NetworkInterface/NetworkInterfaceId");
        let address = value(&act(s, "AllocateAddress", json!({})), "/AllocationId");
        act(s, "AssociateAddress", json!({ "AllocationId": address, "NetworkInterfaceId": eni }));
        (simulation, eni, group)
    }

    fn send(simulation: &mut Simulation, packet: Value) {
        let packet: PacketInput = serde_json::from_value(packet).unwrap();
        simulation.step(Step::from(StepKind::Send(packet))).unwrap();
    }

    /// Sends what comes next in the only flow; answers the flags, whether it arrived, and the flow's state.
    fn go_on(simulation: &mut Simulation, side: Side) -> (Vec<FlagName>, bool, &'static str) {
        let entry = simulation.conntrack(None).pop().unwrap();
        let packet = simulation.next_packet(&entry, side).unwrap();
        let flags = packet.flags.clone().unwrap_or_default();
        let Answer::Sent(trace) = simulation.step(Step::from(StepKind::Send(packet))).unwrap() else {
            panic!("a packet gives a walk")
        };
        let state = simulation.conntrack(None).pop().map_or("", |entry| entry.state.name());
        (flags, trace.arrived.is_some(), state)
    }

    #[test]
    fn a_connection_goes_on_after_its_rule_is_gone() {
        use FlagName::{Ack, Psh, Syn};
        let (mut simulation, eni, group) = lab();
        let syn = json!({ "from": "internet", "to": eni, "protocol": "tcp", "destinationPort": 22, "sourcePort": 40001 });
        send(&mut simulation, syn);
        assert_eq!(go_on(&mut simulation, Side::Reply), (vec![Ack, Syn], true, "SYN_RECV"));
        assert_eq!(go_on(&mut simulation, Side::Original), (vec![Ack], true, "ESTABLISHED"));
        let ssh = json!([{ "IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [{ "CidrIp": "203.0.113.0/24" }] }]);
        act(&mut simulation, "RevokeSecurityGroupIngress", json!({ "GroupId": group, "IpPermissions": ssh }));
        assert_eq!(go_on(&mut simulation, Side::Original), (vec![Ack, Psh], true, "ESTABLISHED"));
        assert_eq!(go_on(&mut simulation, Side::Reply), (vec![Ack, Psh], true, "ESTABLISHED"));
        let entry = simulation.conntrack(None).pop().unwrap();
        assert_eq!(entry.packets, [3, 2], "all five were of one connection");
    }

    #[test]
    fn the_next_packet_has_the_ends_that_the_sender_knows() {
        let (mut simulation, eni, _) = lab();
        let syn = json!({ "from": "internet", "to": eni, "protocol": "tcp", "destinationPort": 22, "sourcePort": 40001 });
        send(&mut simulation, syn);
        let entry = simulation.conntrack(None).pop().unwrap();
        let there = simulation.next_packet(&entry, Side::Original).unwrap();
        assert_eq!((&*there.from, &*there.to), ("internet", &*eni));
        assert_eq!((there.source_port, there.destination_port), (Some(40001), Some(22)));
        let back = simulation.next_packet(&entry, Side::Reply).unwrap();
        assert_eq!((&*back.from, &*back.to), (&*eni, "internet"));
        assert_eq!((back.source_port, back.destination_port), (Some(22), Some(40001)));
    }

    #[test]
    fn a_ping_goes_on_with_its_own_identifier() {
        let (mut simulation, eni, _) = lab();
        send(&mut simulation, json!({ "from": "internet", "to": eni, "protocol": "icmp", "icmpId": 77 }));
        let entry = simulation.conntrack(None).pop().unwrap();
        let again = simulation.next_packet(&entry, Side::Original).unwrap();
        assert_eq!((again.icmp_type, again.icmp_id), (Some(8), Some(77)));
        let answer = simulation.next_packet(&entry, Side::Reply).unwrap();
        assert_eq!((answer.icmp_type, answer.icmp_id), (Some(0), Some(77)));
        // A message that nothing answers has no reply.
        send(
            &mut simulation,
            json!({ "from": "internet", "to": eni, "protocol": "icmp", "icmpType": 3, "icmpCode": 1 }),
        );
        let told = simulation.conntrack(None).pop().unwrap();
        assert_eq!(simulation.next_packet(&told, Side::Reply), None);
    }

    #[test]
    fn who_has_heard_nothing_sends_nothing() {
        let (mut simulation, eni, _) = lab();
        // Out by the rule for everything, to an address that nothing has: it never arrives.
        let syn = json!({ "from": eni, "to": "10.0.9.9", "protocol": "tcp", "destinationPort": 80 });
        send(&mut simulation, syn);
        let entry = simulation.conntrack(None).pop().unwrap();
        assert_eq!(simulation.next_packet(&entry, Side::Reply), None);
        let again = simulation.next_packet(&entry, Side::Original).unwrap();
        assert_eq!((again.flags, &*again.to), (Some(vec![FlagName::Syn]), "10.0.9.9"));
    }

    #[test]
    fn a_checkpoint_keeps_the_entry_as_it_was_when_the_packet_passed() {
        let (mut simulation, eni, _) = lab();
        let syn = json!({ "from": "internet", "to": eni, "protocol": "tcp", "destinationPort": 22 });
        send(&mut simulation, syn);
        go_on(&mut simulation, Side::Reply);
        simulation.step(Step::from(StepKind::Advance(10_000))).unwrap();
        go_on(&mut simulation, Side::Original);
        simulation.step(Step::from(StepKind::Advance(400_000_000))).unwrap();
        let seen: Vec<(&str, [u32; 2], u64)> = simulation
            .history()
            .iter()
            .filter_map(|moment| match &moment.answer {
                Answer::Sent(trace) => {
                    let entry = trace.checkpoints.iter().find_map(|passed| passed.entry.as_deref())?;
                    Some((entry.state.name(), entry.packets, entry.expires_in(moment.at)))
                }
                _ => None,
            })
            .collect();
        let expected = [("SYN_SENT", [1, 0], 60), ("SYN_RECV", [1, 1], 60), ("ESTABLISHED", [2, 1], 432_000)];
        assert_eq!(seen, expected);
        // A reset ends the entry, which the checkpoint says.
        let rst = json!({ "from": "internet", "to": eni, "protocol": "tcp", "destinationPort": 22, "flags": ["rst"] });
        send(&mut simulation, rst);
        let last = simulation.history().last().unwrap();
        let Answer::Sent(trace) = &last.answer else { panic!("a walk") };
        let entry = trace.checkpoints.iter().find_map(|passed| passed.entry.clone()).unwrap();
        assert_eq!((entry.expires_in(last.at), simulation.conntrack(None).len()), (0, 0));
    }
}
