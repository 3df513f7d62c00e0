//! Where Linux and AWS differ by their documentation, or where AWS documents nothing: one table.

use crate::generate::flag;
use crate::plain::{ICMP, ICMPV6, PlainPacket, TCP};
use sg_core::conntrack::{Entry, Side, State, TcpState};

/// One difference, and what the comparison does about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    /// A short name.
    pub name: &'static str,
    /// What Linux does, and what AWS does.
    pub what: &'static str,
    /// What the comparison does.
    pub treatment: Treatment,
}

/// What the comparison does about a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Treatment {
    /// A setting of the kernel takes it away.
    Set,
    /// Such a packet is not sent.
    NotSent,
    /// Such entries are not compared.
    NotListed,
}

/// All differences, in the order of semantics.md section 4.
pub const DIFFERENCES: &[Difference] = &[
    Difference {
        name: "untracked",
        what: "4.2: Linux tracks every flow; AWS leaves TCP and UDP that are open both ways untracked",
        treatment: Treatment::NotListed,
    },
    Difference {
        name: "untracked-change",
        what: "4.4: a rule change cuts an untracked flow at AWS; Linux tracks it and lets it go on",
        treatment: Treatment::NotSent,
    },
    Difference {
        name: "unanswered-change",
        what: "4.4: a flow that nothing has answered is still new to Linux, so that a rule change stops it; an entry here goes on",
        treatment: Treatment::NotSent,
    },
    Difference {
        name: "timeouts",
        what: "4.5: the idle times differ; no test waits for one",
        treatment: Treatment::Set,
    },
    Difference {
        name: "udp-stream",
        what: "4.5: Linux calls UDP assured after two seconds with answers, AWS a stream after the second request",
        treatment: Treatment::NotListed,
    },
    Difference {
        name: "loose-pick-up",
        what: "4.6: both take up a connection in its midst (the kernel's setting is on), but Linux neither at a FIN nor at a SYN-ACK",
        treatment: Treatment::NotSent,
    },
    Difference {
        name: "out-of-state",
        what: "4.6: a segment that fits no state of the handshake or the close is invalid to Linux; AWS documents no states",
        treatment: Treatment::NotSent,
    },
    Difference {
        name: "simultaneous-open",
        what: "4.6: where both ends send SYN, Linux waits for the opener's ACK, whoever sent the SYN-ACK; AWS documents no states",
        treatment: Treatment::NotSent,
    },
    Difference {
        name: "close",
        what: "4.6: Linux remembers a closed connection for a while; the entry ends with the connection here (set to 0 s)",
        treatment: Treatment::Set,
    },
    Difference {
        name: "reopen",
        what: "4.6: a SYN while the old connection closes begins another here; Linux ignores it",
        treatment: Treatment::NotSent,
    },
    Difference {
        name: "windows",
        what: "4.6: Linux checks sequence numbers and windows, AWS's text knows none (set to liberal)",
        treatment: Treatment::Set,
    },
    Difference {
        name: "icmp-one-way",
        what: "4.7: messages other than queries have an entry here that lets nothing back; Linux has none",
        treatment: Treatment::NotListed,
    },
    Difference {
        name: "icmp-one-way-change",
        what: "4.7: such an entry outlives its rule here; Linux judges each such message by the rules",
        treatment: Treatment::NotSent,
    },
    Difference {
        name: "related",
        what: "4.7: AWS lets no ICMP error by as related; Linux does where the rule set asks for it, as the option here",
        treatment: Treatment::Set,
    },
    Difference {
        name: "related-untracked",
        what: "4.2: an error about an untracked flow is related to Linux, which tracks it; the rules decide here",
        treatment: Treatment::NotSent,
    },
];

/// The name of the difference that keeps the packet from being compared, if any. `entry` is the live entry
/// that it belongs to here, `changed` whether the rules have changed since the tables were empty.
pub fn not_alike(
    packet: &PlainPacket,
    entry: Option<&Entry>,
    side: Side,
    changed: bool,
) -> Option<&'static str> {
    if changed {
        let untracked = entry.is_some_and(|entry| !entry.tracking.is_tracked());
        if untracked {
            return Some("untracked-change");
        }
        if side == Side::Original && entry.is_some_and(|entry| entry.packets[1] == 0) {
            return Some("unanswered-change");
        }
        if matches!(packet.protocol, ICMP | ICMPV6) && entry.is_some_and(is_one_way) {
            return Some("icmp-one-way-change");
        }
    }
    if packet.protocol != TCP {
        return None;
    }
    let opens = packet.flags == flag::SYN;
    let answers = packet.flags == flag::SYN | flag::ACK;
    let finishes = packet.flags & flag::FIN != 0;
    if packet.flags & flag::RST != 0 {
        return None;
    }
    let Some(State::Tcp(state)) = entry.map(|entry| entry.state) else {
        return (answers || finishes).then_some("loose-pick-up");
    };
    if opens && state.is_closing() {
        return Some("reopen");
    }
    if opens && (state, side) == (TcpState::SynSent, Side::Reply) {
        return Some("simultaneous-open");
    }
    let fits = match (state, side) {
        (TcpState::SynSent, Side::Original) => opens,
        (TcpState::SynSent, Side::Reply) => !finishes,
        // Never reached, since simultaneous opens are left out.
        (TcpState::SynSent2, _) => false,
        (TcpState::SynRecv(answered), side) if answered == side => !opens,
        (TcpState::SynRecv(_), Side::Original) => !answers,
        (TcpState::SynRecv(_), Side::Reply) => !answers && !opens,
        (TcpState::Established, Side::Original) => !answers,
        (TcpState::Established, Side::Reply) => !opens,
        (TcpState::FinWait(first), side) => !answers && first != side,
        (TcpState::CloseWait(first), side) => !answers && (first != side || !finishes),
        (TcpState::LastAck(first), side) => !answers && !finishes && first == side,
    };
    (!fits).then_some("out-of-state")
}

/// Whether the entry is one of a message that nothing answers.
pub fn is_one_way(entry: &Entry) -> bool {
    matches!(entry.icmp, Some(sg_core::conntrack::IcmpFlow::OneWay { .. }))
}
