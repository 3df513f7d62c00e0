//! What is known of one flow.

use super::{FlowKey, RuleHandle, Side, State, Timeouts, Tracking};
use crate::net::{Direction, Instant, TcpFlags};

/// One flow at one interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flow {
    /// Who talks to whom.
    pub key: FlowKey,
    /// The first moment at which it no longer lives.
    pub expires: Instant,
    /// Its place in the order of creation over all interfaces; 46 bits of it are kept.
    pub sequence: u64,
    /// Packets the way it began, and the other way.
    pub packets: [u32; 2],
    /// The rule that let its first packet by, or the latest packet of an untracked flow.
    pub rule: RuleHandle,
    /// The direction of its first packet.
    pub began: Direction,
    /// Where it stands.
    pub state: State,
    /// Tracked or not, and why.
    pub tracking: Tracking,
}

impl Flow {
    /// The flow after one more packet at `now`; none where the packet ends it.
    #[must_use]
    pub fn after(
        self,
        side: Side,
        flags: Option<TcpFlags>,
        now: Instant,
        timeouts: &Timeouts,
    ) -> Option<Flow> {
        let protocol = self.key.protocol();
        let state = self.state.after(protocol, side, flags)?;
        let expires = now.plus_seconds(state.timeout(protocol, timeouts));
        Some(Flow { state, expires, ..self.counted(side) })
    }

    /// Whether time has passed since its latest packet.
    pub(super) fn has_idled(&self, now: Instant, timeouts: &Timeouts) -> bool {
        self.expires < now.plus_seconds(self.state.timeout(self.key.protocol(), timeouts))
    }

    /// The flow with one more packet counted.
    #[must_use]
    pub(super) fn counted(self, side: Side) -> Flow {
        let [original, reply] = self.packets;
        let packets = match side {
            Side::Original => [original.saturating_add(1), reply],
            Side::Reply => [original, reply.saturating_add(1)],
        };
        Flow { packets, ..self }
    }
}
