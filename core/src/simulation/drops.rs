//! Where the flows that the tables hold would lose their next packet, though the tables go on counting their time.

use super::{Answer, Simulation};
use crate::conntrack::{Entry, Side};
use crate::net::Decision;
use crate::path::Trace;
use crate::wire::{Step, StepKind};
use std::rc::Rc;

impl Simulation {
    /// The walk of the next packet of an end of the flow, where something drops it as things are: an ACL knows no
    /// connections, and a route may be gone. None where it arrives, and where that end has nothing to send. The packet
    /// is sent on a copy.
    pub fn next_drop(&self, entry: &Entry, side: Side) -> Option<Rc<Trace>> {
        let packet = self.next_packet(entry, side)?;
        let answer = self.fork().step(Step::from(StepKind::Send(packet))).ok()?;
        match answer {
            Answer::Sent(trace) if trace.verdict == Decision::Denied => Some(trace),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path::CheckpointKind;
    use crate::simulation::next::tests::{act, lab};
    use serde_json::json;

    /// Where the next packet of either side of the only flow is dropped.
    fn drops(simulation: &Simulation) -> [Option<CheckpointKind>; 2] {
        let before = simulation.conntrack(None);
        let [entry] = &before[..] else { panic!("one flow") };
        let found = [Side::Original, Side::Reply].map(|side| {
            let trace = simulation.next_drop(entry, side)?;
            trace.blocking().map(|checkpoint| checkpoint.kind)
        });
        assert_eq!(simulation.conntrack(None), before, "looking leaves no trace");
        found
    }

    #[test]
    fn an_acl_that_denies_is_told_for_the_direction_that_it_denies() {
        let (mut simulation, eni, group) = lab();
        let packet = json!({ "from": "internet", "to": eni, "protocol": "tcp", "destinationPort": 22 });
        let packet = serde_json::from_value(packet).unwrap();
        simulation.step(Step::from(StepKind::Send(packet))).unwrap();
        assert_eq!(drops(&simulation), [None, None]);
        // A rule that goes drops nothing of what is tracked.
        let mut ruleless = simulation.fork();
        let ssh = json!([{ "IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [{ "CidrIp": "203.0.113.0/24" }] }]);
        act(&mut ruleless, "RevokeSecurityGroupIngress", json!({ "GroupId": group, "IpPermissions": ssh }));
        assert_eq!(drops(&ruleless), [None, None]);
        let acl = simulation.network().network_acls.iter().next().unwrap().id.to_string();
        let deny = |egress: bool| {
            json!({ "NetworkAclId": acl, "RuleNumber": 50, "Egress": egress, "Protocol": "-1",
                    "RuleAction": "deny", "CidrBlock": "203.0.113.10/32" })
        };
        let by_acl = Some(CheckpointKind::NetworkAcl);
        let mut inbound = simulation.fork();
        act(&mut inbound, "CreateNetworkAclEntry", deny(false));
        assert_eq!(drops(&inbound), [by_acl, None]);
        act(&mut simulation, "CreateNetworkAclEntry", deny(true));
        assert_eq!(drops(&simulation), [None, by_acl]);
        act(&mut simulation, "CreateNetworkAclEntry", deny(false));
        assert_eq!(drops(&simulation), [by_acl, by_acl]);
    }
}
