//! Traceroute: UDP probes with growing time to live. Each hop that drops one tells so, and the target, on
//! which nothing listens, says that the port is unreachable. A hop whose word is lost shows as stars, and
//! the next probe goes out all the same; where a probe itself is dropped in silence, so will be the rest.

use super::{Limits, Talk};
use crate::net::{Packet, Payload};
use crate::path::limits::Complaint;

/// The port of the first probe, unless another is asked for; each probe has the next.
pub(super) const FIRST_PORT: u16 = 33434;
/// How many hops are tried.
const MOST_HOPS: u8 = 30;

impl Talk<'_, '_> {
    /// Answers whether the target's word comes back.
    pub(super) fn trace_route(&mut self) -> bool {
        for time_to_live in 1..=MOST_HOPS {
            let limits = Limits { size: None, time_to_live: Some(time_to_live) };
            let mut probe = self.client.within(limits);
            aim(&mut probe.packet, time_to_live - 1);
            let trace = self.say(format!("probe, time to live {time_to_live}"), probe);
            if let Some(arrived) = &trace.arrived {
                let at = trace.arrived_at.clone();
                let unreachable = Complaint::PortUnreachable.about(arrived, arrived.destination, at);
                let told = self.say("port unreachable", unreachable);
                return told.arrived.is_some() || self.died();
            }
            let Some(bounce) = &trace.bounce else { return self.died() };
            if self.say("time exceeded", bounce.error.clone()).arrived.is_none() {
                self.died();
            }
        }
        self.died()
    }
}

/// Points a probe at the port that many after its own.
fn aim(packet: &mut Packet, further: u8) {
    if let Payload::Udp { destination_port, .. } = &mut packet.payload {
        *destination_port = destination_port.saturating_add(u16::from(further));
    }
}
