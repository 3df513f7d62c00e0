//! What became of a packet, with all evidence.

use super::{Bounce, Checkpoint, Origin};
use crate::catalog::{Assumption, Code};
use crate::model::Network;
use crate::net::{Decision, Packet};

/// The walk of one packet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// The network as it was: names are looked up here.
    pub network: Network,
    /// The packet as it was sent.
    pub packet: Packet,
    /// The packet as it arrived; none where it did not.
    pub arrived: Option<Packet>,
    /// Where it arrived, or would have.
    pub arrived_at: Origin,
    /// Allowed, denied or unknown.
    pub verdict: Decision,
    /// Why.
    pub code: Code,
    /// The checkpoints in the order in which the packet met them.
    pub checkpoints: Vec<Checkpoint>,
    /// The assumptions that mattered.
    pub assumptions: Vec<Assumption>,
    /// The ICMP error that a component sends which dropped the packet for its length or its age.
    pub bounce: Option<Bounce>,
}

impl Trace {
    /// The checkpoint that decided against the packet, or left the answer open.
    pub fn blocking(&self) -> Option<&Checkpoint> {
        self.checkpoints.iter().find(|checkpoint| checkpoint.decision != Decision::Allowed)
    }
}
