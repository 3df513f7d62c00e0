//! Where a flow stands, and how long it may be idle there.

use super::{TcpState, Timeouts};
use crate::catalog::Assumption;
use crate::net::{Direction, Packet, Protocol, TcpFlags};

/// Which way a packet of a flow goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// As the flow's first packet.
    Original,
    /// The other way.
    Reply,
}

impl Side {
    /// The side of a packet in a flow that began in a direction.
    pub fn of(direction: Direction, began: Direction) -> Side {
        if direction == began { Side::Original } else { Side::Reply }
    }
}

/// The state of a flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Of TCP.
    Tcp(TcpState),
    /// Packets one way only.
    Unreplied,
    /// Packets both ways; of UDP a single request with its response.
    Replied,
    /// UDP with a second request after a response: a stream.
    Assured,
}

impl State {
    /// The state that the first packet leads to; none where the flow ends as it begins.
    pub(super) fn first(flags: Option<TcpFlags>) -> Option<State> {
        match flags {
            Some(flags) => TcpState::first(flags).map(State::Tcp),
            None => Some(State::Unreplied),
        }
    }

    /// The state after one more packet; none where the flow has ended.
    pub(super) fn after(self, protocol: Protocol, side: Side, flags: Option<TcpFlags>) -> Option<State> {
        Some(match (self, side) {
            (State::Tcp(state), _) => {
                return state.after(side, flags.unwrap_or_default()).map(State::Tcp);
            }
            (State::Unreplied, Side::Reply) => State::Replied,
            (State::Replied, Side::Original) if protocol == Protocol::UDP => State::Assured,
            (State::Unreplied | State::Replied | State::Assured, _) => self,
        })
    }

    /// Seconds that a flow of the protocol may be idle in this state.
    pub fn timeout(self, protocol: Protocol, timeouts: &Timeouts) -> u32 {
        match self {
            State::Tcp(state) if state.is_half_open() => Timeouts::TCP_HALF_OPEN,
            State::Tcp(state) if state.is_closing() => Timeouts::TCP_CLOSING,
            State::Tcp(_) => timeouts.tcp_established,
            State::Assured => timeouts.udp_stream,
            State::Unreplied | State::Replied if protocol == Protocol::UDP => timeouts.udp,
            State::Unreplied | State::Replied if protocol.is_icmp() => Timeouts::ICMP,
            State::Unreplied | State::Replied => Timeouts::OTHER,
        }
    }

    /// The assumption that the timeout of this state rests on.
    pub(super) fn timeout_assumption(self, protocol: Protocol) -> Option<Assumption> {
        match self {
            State::Tcp(state) if state.is_half_open() => Some(Assumption::TcpHalfOpenTimeout),
            State::Tcp(state) if state.is_closing() => Some(Assumption::TcpClosingTimeout),
            State::Unreplied | State::Replied if protocol.is_icmp() => Some(Assumption::IcmpTimeout),
            State::Unreplied | State::Replied if protocol != Protocol::UDP => {
                Some(Assumption::OtherProtocolTimeout)
            }
            _ => None,
        }
    }

    /// Whether a packet of a connection in this state begins another one on the same ports: a SYN while
    /// the old one is being closed.
    pub(super) fn is_reopened_by(self, packet: &Packet) -> bool {
        matches!(self, State::Tcp(state) if state.is_closing())
            && packet.tcp_flags().is_some_and(|flags| flags.opens() && !flags.has(TcpFlags::RST))
    }

    /// The name: Linux's for TCP, `UNREPLIED`, `REPLIED` or `ASSURED` for the rest.
    pub fn name(self) -> &'static str {
        match self {
            State::Tcp(state) => state.name(),
            State::Unreplied => "UNREPLIED",
            State::Replied => "REPLIED",
            State::Assured => "ASSURED",
        }
    }
}
