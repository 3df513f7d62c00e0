//! The packet that comes next in a flow under way: what an end would send that has seen all that went by.

use super::answer_to;
use super::cues::{DATA, FIN_ACK, SYN_ACK};
use crate::conntrack::{Side, State, TcpState, icmp_answer};
use crate::net::{Packet, Payload, TcpFlags};

/// The next packet of the end that sent `sent`, by what a flow in this state waits for.
pub fn next_of(sent: &Packet, state: State, side: Side) -> Packet {
    let mut next = sent.clone();
    if let (Payload::Tcp { flags, .. }, State::Tcp(state)) = (&mut next.payload, state) {
        *flags = flags_of(state, side);
    }
    next
}

/// The next packet of the end at which `arrived` arrived; none where nothing answers such a message.
pub fn reply_of(arrived: &Packet, state: State, side: Side) -> Option<Packet> {
    if let Payload::Icmp(message) | Payload::Icmpv6(message) = &arrived.payload {
        icmp_answer(arrived.protocol(), message.kind)?;
    }
    Some(next_of(&answer_to(arrived), state, side))
}

/// The handshake is completed, then data flows; a side that has been told FIN says FIN. What has been said
/// and not been heard is said again.
fn flags_of(state: TcpState, side: Side) -> TcpFlags {
    match (state, side) {
        (TcpState::SynSent, Side::Original) => TcpFlags::SYN,
        (TcpState::SynSent, Side::Reply) | (TcpState::SynSent2, _) => SYN_ACK,
        (TcpState::SynRecv(answered), side) if answered == side => SYN_ACK,
        (TcpState::SynRecv(_), _) => TcpFlags::ACK,
        (TcpState::Established, _) => DATA,
        (TcpState::CloseWait(first), side) if first == side => TcpFlags::ACK,
        (TcpState::LastAck(first), side) if first == side => TcpFlags::ACK,
        (TcpState::FinWait(_) | TcpState::CloseWait(_) | TcpState::LastAck(_), _) => FIN_ACK,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every state that a connection goes through, by the packets that this says come next.
    #[test]
    fn the_packets_that_come_next_open_a_connection_and_close_it() {
        use Side::{Original, Reply};
        let mut state = TcpState::SynSent;
        for (side, name) in [
            (Reply, "SYN_RECV"),
            (Original, "ESTABLISHED"),
            (Reply, "ESTABLISHED"),
            (Original, "ESTABLISHED"),
        ] {
            state = state.after(side, flags_of(state, side)).unwrap();
            assert_eq!(state.name(), name);
        }
        // One side has closed: the other closes too, and the last ACK ends the entry.
        state = state.after(Original, FIN_ACK).unwrap();
        state = state.after(Reply, flags_of(state, Reply)).unwrap();
        assert_eq!(state.name(), "LAST_ACK");
        assert_eq!(state.after(Original, flags_of(state, Original)), None);
    }

    #[test]
    fn what_was_not_heard_is_said_again() {
        let (first, second) = (Side::Original, Side::Reply);
        assert_eq!(flags_of(TcpState::SynSent, first), TcpFlags::SYN);
        assert_eq!(flags_of(TcpState::SynRecv(second), second), SYN_ACK);
        assert_eq!(flags_of(TcpState::FinWait(first), first), FIN_ACK);
        assert_eq!(flags_of(TcpState::CloseWait(first), first), TcpFlags::ACK);
        assert_eq!(flags_of(TcpState::CloseWait(first), second), FIN_ACK);
    }
}
