//! What a change would do to the connections that are under way.
//!
//! The change is made on a fork. For each flow in the tracking tables its next packet is tried, before and
//! after: what differs is what the change does. Nothing of the simulation itself changes.
//! Source: EC2 User Guide `security-group-connection-tracking`; VPC User Guide `vpc-network-acls`.

use super::{Refusal, Simulation};
use crate::conntrack::{AutomaticTracking, Crossing, Entry, Timeouts, Tracking, Verdict};
use crate::evaluate::{Arrival, RouteChoice, judge_by_entries, judge_by_rules, look_up};
use crate::model::{NetworkInterface, RouteState};
use crate::net::{Decision, Direction, IcmpMessage, Packet, Payload};
use crate::wire::{Action, Step, StepKind};
use std::net::IpAddr;

/// A flow, and how it goes on without the change and with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fate {
    /// The flow as it stands in its table.
    pub entry: Entry,
    /// How it would go on as things are.
    pub before: Course,
    /// How it would go on after the change.
    pub after: Course,
}

impl Fate {
    /// Whether the change matters to the flow.
    pub fn is_changed(&self) -> bool {
        self.before != self.after
    }
}

/// How a flow goes on with its next packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Course {
    /// Its interface is gone, and the flow with it.
    Gone,
    /// A network ACL drops its packets at once, tracked or not: an ACL knows no connections.
    DroppedByAcl,
    /// No usable route leads to the far end any more.
    NoRoute,
    /// It is not tracked, and no rule lets its next packet by.
    CutAtNextPacket,
    /// It was not tracked; its next packet starts an entry, and from then on it is.
    BecomesTracked,
    /// It is tracked and lives on although no rule would let it begin any more.
    OutlivesRule,
    /// It is tracked, and a rule would let it begin.
    Tracked,
    /// It is not tracked; rules let each of its packets by.
    Untracked,
    /// What decides is not described.
    Unknown,
}

impl Simulation {
    /// The simulation as it would be once the actions were done as one step. Nothing of this one changes.
    ///
    /// # Errors
    /// EC2's error, where the actions would be refused.
    pub fn tried(&self, actions: &[Action]) -> Result<Simulation, Refusal> {
        let mut after = self.fork();
        after.step(Step::from(StepKind::Apply(actions.to_vec())))?;
        Ok(after)
    }

    /// What the actions, done as one step, would do to the flows in the tracking tables, in the order in
    /// which the flows began.
    ///
    /// # Errors
    /// EC2's error, where the actions would be refused.
    pub fn preview(&self, actions: &[Action]) -> Result<Vec<Fate>, Refusal> {
        let mut after = self.tried(actions)?;
        let mut before = self.fork();
        let fates = self.conntrack(None).into_iter().map(|entry| Fate {
            before: before.course(&entry),
            after: after.course(&entry),
            entry,
        });
        Ok(fates.collect())
    }

    /// How a flow goes on with its next packet, as things are. Leaves no trace.
    fn course(&mut self, entry: &Entry) -> Course {
        let Some(interface) = self.state.network.interfaces.find(&entry.interface).cloned() else {
            return Course::Gone;
        };
        let next = entry.packet();
        let (local, far) = match entry.direction {
            Direction::Ingress => (entry.destination, entry.source),
            Direction::Egress => (entry.source, entry.destination),
        };
        if !interface.owns(local) {
            return Course::Gone;
        }
        self.at_subnet(&interface, entry, &next, far)
            .unwrap_or_else(|| self.at_groups(&interface, entry, &next))
    }

    /// What stops the flow at the border of its subnet: the ACL, either way, or the way to the far end.
    fn at_subnet(
        &self,
        interface: &NetworkInterface,
        entry: &Entry,
        next: &Packet,
        far: IpAddr,
    ) -> Option<Course> {
        let network = &self.state.network;
        let subnet = network.subnets.find(&interface.subnet)?;
        if subnet.contains(far) {
            return None;
        }
        let answer = answer_to(next);
        let ways = [(Some(next), entry.direction), (answer.as_ref(), entry.direction.reverse())];
        let is_denied = |acl: &crate::model::NetworkAcl| {
            ways.iter().any(|(packet, direction)| {
                packet.is_some_and(|packet| {
                    judge_by_entries(acl, packet, *direction).decision == Decision::Denied
                })
            })
        };
        if network.acl_of(&subnet.id).is_some_and(|acl| is_denied(acl)) {
            return Some(Course::DroppedByAcl);
        }
        let routes = look_up(network, network.route_table_of(subnet)?, far);
        match (routes.choice, routes.route()) {
            (RouteChoice::NoRoute, _) => Some(Course::NoRoute),
            (_, Some(route)) if route.state == RouteState::Blackhole => Some(Course::NoRoute),
            _ => None,
        }
    }

    fn at_groups(&mut self, interface: &NetworkInterface, entry: &Entry, next: &Packet) -> Course {
        let network = &self.state.network;
        let own = self.rules.rules(network, interface, entry.direction);
        let opposite = self.rules.rules(network, interface, entry.direction.reverse());
        let arrival = Arrival::default();
        let by_rules = judge_by_rules(&own, next, entry.direction, &arrival);
        let instance = interface.instance().and_then(|id| network.instances.find(id));
        let passage = self.state.tracker.judge(&Crossing {
            interface: &interface.id,
            groups: &interface.groups,
            direction: entry.direction,
            packet: next,
            by_rules: &by_rules,
            opposite: &opposite,
            opposite_arrival: &arrival,
            automatic: automatic(entry),
            timeouts: Timeouts::resolve(
                interface.tracking,
                instance.map(|instance| &*instance.instance_type),
            ),
            related: false,
            allowance: None,
        });
        self.state.tracker.roll_back();
        match passage.verdict {
            Verdict::Established { .. } | Verdict::Related { .. } => match by_rules.decision {
                Decision::Allowed => Course::Tracked,
                Decision::Denied | Decision::Unknown => Course::OutlivesRule,
            },
            Verdict::Admitted { tracking, .. } if tracking.is_tracked() => Course::BecomesTracked,
            Verdict::Admitted { .. } => Course::Untracked,
            Verdict::Denied | Verdict::AllowanceExceeded { .. } => Course::CutAtNextPacket,
            Verdict::Unknown => Course::Unknown,
        }
    }
}

/// What the flow passes that makes AWS track it always: it passes that still.
fn automatic(entry: &Entry) -> Option<AutomaticTracking> {
    match entry.tracking {
        Tracking::Automatic(through) => Some(through),
        _ => None,
    }
}

/// The packet that answers; none where nothing does.
fn answer_to(packet: &Packet) -> Option<Packet> {
    let payload = match &packet.payload {
        Payload::Tcp { source_port, destination_port, flags } => {
            Payload::Tcp { source_port: *destination_port, destination_port: *source_port, flags: *flags }
        }
        Payload::Udp { source_port, destination_port } => {
            Payload::Udp { source_port: *destination_port, destination_port: *source_port }
        }
        Payload::Icmp(message) => Payload::Icmp(echo(message, IcmpMessage::ECHO_REQUEST, 0)?),
        Payload::Icmpv6(message) => Payload::Icmpv6(echo(message, 128, 129)?),
        Payload::Other(_) => return None,
    };
    Some(Packet { source: packet.destination, destination: packet.source, payload })
}

fn echo(message: &IcmpMessage, request: u8, reply: u8) -> Option<IcmpMessage> {
    (message.kind == request).then(|| IcmpMessage { kind: reply, ..message.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{Document, PacketInput};
    use serde_json::{Value, json};

    /// A web server behind one group, with a public address, and the id of its interface and group.
    fn lab(inbound: &[Value]) -> (Simulation, String, String) {
        let mut simulation = Simulation::new(Document::empty()).0;
        let made = |simulation: &mut Simulation, name: &str, parameters: Value, pointer: &str| {
            let result = act(simulation, name, parameters);
            result.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned()
        };
        let s = &mut simulation;
        let vpc = made(s, "CreateVpc", json!({ "CidrBlock": "10.0.0.0/16" }), "/Vpc/VpcId");
        let igw = made(s, "CreateInternetGateway", json!({}), "/InternetGateway/InternetGatewayId");
        act(s, "AttachInternetGateway", json!({ "InternetGatewayId": igw, "VpcId": vpc }));
        let table = s.network().route_tables.iter().next().unwrap().id.to_string();
        let route = json!({ "RouteTableId": table, "DestinationCidrBlock": "0.0.0.0/0", "GatewayId": igw });
        act(s, "CreateRoute", route);
        let subnet =
            made(s, "CreateSubnet", json!({ "VpcId": vpc, "CidrBlock": "10.0.1.0/24" }), "/Subnet/SubnetId");
        let group = json!({ "VpcId": vpc, "GroupName": "web", "Description": "web" });
        let group = made(s, "CreateSecurityGroup", group, "/GroupId");
        let rules = json!({ "GroupId": group, "IpPermissions": inbound });
        act(s, "AuthorizeSecurityGroupIngress", rules);
        let interface = json!({ "SubnetId": subnet, "Groups": [group] });
        let eni = made(s, "CreateNetworkInterface", interface, "/NetworkInterface/NetworkInterfaceId");
        let address = made(s, "AllocateAddress", json!({}), "/AllocationId");
        act(s, "AssociateAddress", json!({ "AllocationId": address, "NetworkInterfaceId": eni }));
        (simulation, eni, group)
    }

    fn act(simulation: &mut Simulation, name: &str, parameters: Value) -> Value {
        let answer = simulation.step(Step::from(StepKind::Apply(vec![action(name, parameters)])));
        match answer.unwrap() {
            super::super::Answer::Applied(results) => results.first().cloned().unwrap_or_default(),
            other => panic!("{other:?}"),
        }
    }

    fn action(name: &str, parameters: Value) -> Action {
        Action { parameters: parameters.as_object().cloned().unwrap(), ..Action::new(name) }
    }

    fn begin(simulation: &mut Simulation, to: &str, port: u16) {
        let packet: PacketInput = serde_json::from_value(json!({
            "from": "internet", "to": to, "protocol": "tcp", "destinationPort": port, "sourcePort": 50000 + port
        }))
        .unwrap();
        simulation.step(Step::from(StepKind::Send(packet))).unwrap();
    }

    fn tcp(port: u16, block: &str) -> Value {
        json!({ "IpProtocol": "tcp", "FromPort": port, "ToPort": port, "IpRanges": [{ "CidrIp": block }] })
    }

    fn courses(simulation: &Simulation, actions: &[Action]) -> Vec<(u16, Course, Course)> {
        let before = simulation.clone();
        let fates = simulation.preview(actions).unwrap();
        assert_eq!(simulation.conntrack(None), before.conntrack(None), "a preview leaves no trace");
        assert_eq!(simulation.network(), before.network());
        fates
            .iter()
            .map(|fate| (fate.entry.destination_port.unwrap_or_default(), fate.before, fate.after))
            .collect()
    }

    #[test]
    fn a_tracked_flow_outlives_its_rule_and_an_untracked_one_is_cut() {
        let (mut simulation, eni, group) = lab(&[tcp(22, "203.0.113.0/24"), tcp(80, "0.0.0.0/0")]);
        begin(&mut simulation, &eni, 22);
        begin(&mut simulation, &eni, 80);
        let rules = json!([tcp(22, "203.0.113.0/24"), tcp(80, "0.0.0.0/0")]);
        let revoke =
            action("RevokeSecurityGroupIngress", json!({ "GroupId": group, "IpPermissions": rules }));
        let expected =
            [(22, Course::Tracked, Course::OutlivesRule), (80, Course::Untracked, Course::CutAtNextPacket)];
        assert_eq!(courses(&simulation, std::slice::from_ref(&revoke)), expected);
        // What was foretold happens.
        simulation.step(Step::from(StepKind::Apply(vec![revoke]))).unwrap();
        let now: Vec<Course> = simulation.preview(&[]).unwrap().into_iter().map(|fate| fate.after).collect();
        assert_eq!(now, [Course::OutlivesRule, Course::CutAtNextPacket]);
    }

    #[test]
    fn without_the_rule_for_all_outbound_traffic_an_untracked_flow_becomes_tracked() {
        let (mut simulation, eni, group) = lab(&[tcp(80, "0.0.0.0/0")]);
        begin(&mut simulation, &eni, 80);
        let all = json!([{ "IpProtocol": "-1", "IpRanges": [{ "CidrIp": "0.0.0.0/0" }] }]);
        let revoke = action("RevokeSecurityGroupEgress", json!({ "GroupId": group, "IpPermissions": all }));
        assert_eq!(courses(&simulation, &[revoke]), [(80, Course::Untracked, Course::BecomesTracked)]);
    }

    #[test]
    fn an_acl_knows_no_connections() {
        let (mut simulation, eni, _) = lab(&[tcp(22, "203.0.113.0/24")]);
        begin(&mut simulation, &eni, 22);
        let acl = simulation.network().network_acls.iter().next().unwrap().id.to_string();
        let deny = |egress: bool, block: &str| {
            action(
                "CreateNetworkAclEntry",
                json!({ "NetworkAclId": acl, "RuleNumber": 50, "Egress": egress, "Protocol": "-1",
                        "RuleAction": "deny", "CidrBlock": block }),
            )
        };
        let cut = [(22, Course::Tracked, Course::DroppedByAcl)];
        assert_eq!(courses(&simulation, &[deny(false, "203.0.113.10/32")]), cut);
        // The replies alone are enough.
        assert_eq!(courses(&simulation, &[deny(true, "203.0.113.10/32")]), cut);
        let elsewhere = [(22, Course::Tracked, Course::Tracked)];
        assert_eq!(courses(&simulation, &[deny(false, "198.51.100.0/24")]), elsewhere);
    }

    #[test]
    fn a_route_and_an_interface_that_go_take_their_flows_along() {
        let (mut simulation, eni, _) = lab(&[tcp(22, "203.0.113.0/24")]);
        begin(&mut simulation, &eni, 22);
        let table = simulation.network().route_tables.iter().next().unwrap().id.to_string();
        let route =
            action("DeleteRoute", json!({ "RouteTableId": table, "DestinationCidrBlock": "0.0.0.0/0" }));
        assert_eq!(courses(&simulation, &[route]), [(22, Course::Tracked, Course::NoRoute)]);
        let gone = action("DeleteNetworkInterface", json!({ "NetworkInterfaceId": eni }));
        assert_eq!(courses(&simulation, &[gone]), [(22, Course::Tracked, Course::Gone)]);
    }

    #[test]
    fn a_refused_change_is_foretold_as_refused() {
        let (simulation, ..) = lab(&[tcp(22, "203.0.113.0/24")]);
        let wrong = action("DeleteSecurityGroup", json!({ "GroupId": "sg-0123456789abcdef0" }));
        let refusal = simulation.preview(&[wrong]).unwrap_err();
        assert_eq!(refusal.error.code, "InvalidGroup.NotFound");
    }
}
