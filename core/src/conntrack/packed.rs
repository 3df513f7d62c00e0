//! A flow in the 64 bytes of one cache line, as the table keeps it.
//!
//! A table of a million flows is far larger than any cache, so each line fetched costs more than all the
//! work on a packet. Nothing outside the table sees this form.

use super::{AutomaticTracking, Flow, FlowKey, RuleHandle, Side, State, TcpState, Tracking};
use crate::net::{Direction, Instant};

/// One slot: a flow, or nothing.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub(super) struct Packed {
    addresses: [u64; 4],
    expires: u64,
    packets: [u32; 2],
    rule: RuleHandle,
    ports: [u16; 2],
    sequence_low: u32,
    /// 14 bits of the sequence, then the family, then the direction in which the flow began.
    sequence_high: u16,
    protocol: u8,
    /// State and tracking together; [`FREE`] where the slot is free.
    mode: u8,
}

const FREE: u8 = u8::MAX;
const IS_V6: u16 = 1 << 14;
const BEGAN_EGRESS: u16 = 1 << 15;

/// Every state of a flow. INVARIANT: times the trackings they are fewer than 255.
const STATES: [State; 14] = [
    State::Unreplied,
    State::Replied,
    State::Assured,
    State::Tcp(TcpState::SynSent),
    State::Tcp(TcpState::SynSent2),
    State::Tcp(TcpState::SynRecv(Side::Original)),
    State::Tcp(TcpState::SynRecv(Side::Reply)),
    State::Tcp(TcpState::Established),
    State::Tcp(TcpState::FinWait(Side::Original)),
    State::Tcp(TcpState::FinWait(Side::Reply)),
    State::Tcp(TcpState::CloseWait(Side::Original)),
    State::Tcp(TcpState::CloseWait(Side::Reply)),
    State::Tcp(TcpState::LastAck(Side::Original)),
    State::Tcp(TcpState::LastAck(Side::Reply)),
];

const TRACKINGS: [Tracking; 13] = [
    Tracking::NotEverywhere,
    Tracking::OppositeNotAllPorts,
    Tracking::Icmp,
    Tracking::OtherProtocol,
    Tracking::Untracked,
    Tracking::Automatic(AutomaticTracking::EgressOnlyInternetGateway),
    Tracking::Automatic(AutomaticTracking::GlobalAccelerator),
    Tracking::Automatic(AutomaticTracking::NatGateway),
    Tracking::Automatic(AutomaticTracking::NetworkFirewallEndpoint),
    Tracking::Automatic(AutomaticTracking::NetworkLoadBalancer),
    Tracking::Automatic(AutomaticTracking::InterfaceEndpoint),
    Tracking::Automatic(AutomaticTracking::Lambda),
    Tracking::Automatic(AutomaticTracking::DynamoDbGatewayEndpoint),
];

impl Packed {
    /// A slot without a flow.
    pub(super) const NOTHING: Packed = Packed {
        addresses: [0; 4],
        expires: 0,
        packets: [0; 2],
        rule: RuleHandle::nth(0),
        ports: [0; 2],
        sequence_low: 0,
        sequence_high: 0,
        protocol: 0,
        mode: FREE,
    };

    /// The slot that holds the flow.
    pub(super) fn of(flow: &Flow) -> Packed {
        let (addresses, ports, protocol, is_v6) = flow.key.parts();
        let mut sequence_high = (flow.sequence >> 32) as u16 & (IS_V6 - 1);
        if is_v6 {
            sequence_high |= IS_V6;
        }
        if flow.began == Direction::Egress {
            sequence_high |= BEGAN_EGRESS;
        }
        Packed {
            addresses,
            expires: flow.expires.0,
            packets: flow.packets,
            rule: flow.rule,
            ports,
            sequence_low: flow.sequence as u32,
            sequence_high,
            protocol,
            mode: state_number(flow.state) * TRACKINGS.len() as u8 + tracking_number(flow.tracking),
        }
    }

    /// The flow; none where the slot is free.
    pub(super) fn flow(&self) -> Option<Flow> {
        let state = *STATES.get(usize::from(self.mode) / TRACKINGS.len())?;
        let tracking = *TRACKINGS.get(usize::from(self.mode) % TRACKINGS.len())?;
        let began =
            if self.sequence_high & BEGAN_EGRESS == 0 { Direction::Ingress } else { Direction::Egress };
        Some(Flow {
            key: self.key(),
            expires: Instant(self.expires),
            sequence: u64::from(self.sequence_high & (IS_V6 - 1)) << 32 | u64::from(self.sequence_low),
            packets: self.packets,
            rule: self.rule,
            began,
            state,
            tracking,
        })
    }

    /// The flow's expiry; none where the slot is free.
    pub(super) fn expires(&self) -> Option<Instant> {
        (self.mode != FREE).then_some(Instant(self.expires))
    }

    /// The flow's tracking; none where the slot is free.
    pub(super) fn tracking(&self) -> Option<Tracking> {
        if self.mode == FREE {
            return None;
        }
        TRACKINGS.get(usize::from(self.mode) % TRACKINGS.len()).copied()
    }

    /// Whether it holds the flow with the key.
    pub(super) fn has(&self, key: &FlowKey) -> bool {
        self.mode != FREE && self.key() == *key
    }

    /// The hash of the flow's key.
    pub(super) fn hash(&self) -> u64 {
        self.key().hash()
    }

    fn key(&self) -> FlowKey {
        FlowKey::from_parts(self.addresses, self.ports, self.protocol, self.sequence_high & IS_V6 != 0)
    }
}

fn state_number(state: State) -> u8 {
    let of = |side: Side, first: u8| if side == Side::Original { first } else { first + 1 };
    match state {
        State::Unreplied => 0,
        State::Replied => 1,
        State::Assured => 2,
        State::Tcp(TcpState::SynSent) => 3,
        State::Tcp(TcpState::SynSent2) => 4,
        State::Tcp(TcpState::SynRecv(side)) => of(side, 5),
        State::Tcp(TcpState::Established) => 7,
        State::Tcp(TcpState::FinWait(side)) => of(side, 8),
        State::Tcp(TcpState::CloseWait(side)) => of(side, 10),
        State::Tcp(TcpState::LastAck(side)) => of(side, 12),
    }
}

fn tracking_number(tracking: Tracking) -> u8 {
    match tracking {
        Tracking::NotEverywhere => 0,
        Tracking::OppositeNotAllPorts => 1,
        Tracking::Icmp => 2,
        Tracking::OtherProtocol => 3,
        Tracking::Untracked => 4,
        Tracking::Automatic(through) => 5 + through as u8,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::{Packet, Payload, Protocol, TcpFlags};
    use proptest::prelude::*;
    use std::net::IpAddr;

    #[test]
    fn a_slot_is_one_cache_line() {
        assert_eq!(size_of::<Packed>(), 64);
        assert!(Packed::NOTHING.flow().is_none());
        assert!(Packed::NOTHING.expires().is_none());
    }

    #[test]
    fn every_state_and_every_tracking_has_its_number() {
        for (number, state) in (0..).zip(STATES) {
            assert_eq!(state_number(state), number);
        }
        for (number, tracking) in (0..).zip(TRACKINGS) {
            assert_eq!(tracking_number(tracking), number);
        }
        assert_eq!(TRACKINGS.len(), 5 + AutomaticTracking::ALL.len());
        assert!(STATES.len() * TRACKINGS.len() < usize::from(FREE));
    }

    fn packets() -> impl Strategy<Value = Packet> {
        let v4 = (any::<[u8; 4]>(), any::<[u8; 4]>()).prop_map(|(a, b)| (IpAddr::from(a), IpAddr::from(b)));
        let v6 = (any::<[u8; 16]>(), any::<[u8; 16]>()).prop_map(|(a, b)| (IpAddr::from(a), IpAddr::from(b)));
        let payloads = prop_oneof![
            any::<(u16, u16)>().prop_map(|(source_port, destination_port)| Payload::Tcp {
                source_port,
                destination_port,
                flags: TcpFlags::ACK
            }),
            any::<u8>().prop_map(|number| Payload::Other(Protocol(number))),
        ];
        (prop_oneof![v4, v6], payloads).prop_map(|((source, destination), payload)| Packet {
            source,
            destination,
            payload,
        })
    }

    proptest! {
        #[test]
        fn packing_loses_nothing(
            packet in packets(),
            expires: u64,
            sequence in 0u64..1 << 46,
            packets: [u32; 2],
            rule: u32,
            egress: bool,
            state in prop::sample::select(STATES.as_slice()),
            tracking in prop::sample::select(TRACKINGS.as_slice()),
        ) {
            let began = Direction::from_is_egress(egress);
            let key = FlowKey::of(&packet, began);
            let rule = RuleHandle::nth(rule);
            let expires = Instant(expires);
            let flow = Flow { key, expires, sequence, packets, rule, began, state, tracking };
            let packed = Packed::of(&flow);
            prop_assert_eq!(packed.flow(), Some(flow));
            prop_assert_eq!(packed.expires(), Some(expires));
            prop_assert!(packed.has(&key));
            prop_assert_eq!(packed.hash(), key.hash());
        }
    }
}
