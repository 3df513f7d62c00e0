//! The tracking table: bytes a flow, packets a second, and what moving time costs.

use crate::counting::bytes_in_use;
use crate::figure::{against, plain};
use crate::stopwatch::{Stopwatch, best_of};
use sg_core::conntrack::{Flow, FlowKey, RuleHandle, Side, State, Table, TcpState, Timeouts, Tracking};
use sg_core::net::{Direction, Instant, Packet, Payload, TcpFlags};
use std::hint::black_box;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

const FLOWS: u32 = 1_000_000;
const PACKETS: u64 = 2_000_000;
const RUNS: u32 = 5;

/// Runs the benchmark.
pub fn run() {
    for (family, client) in [("IPv4", client_v4 as fn(u32) -> IpAddr), ("IPv6", client_v6)] {
        let before = bytes_in_use();
        let start = Stopwatch::start();
        let mut table = full_table(client);
        let built = start.seconds();
        let bytes = (bytes_in_use() - before) as f64 / f64::from(FLOWS);
        let flows = format!("1 million live flows, {family}: bytes a flow");
        against(&flows, &format!("{bytes:.1}"), "at most 100 bytes", bytes <= 100.0);
        plain("  put in", &rate(u64::from(FLOWS), built));
        for (order, step) in [("in the order of creation", 1), ("in scattered order", 611_953)] {
            let seconds = best_of(RUNS, || observe(&mut table, client, step));
            let what = format!("{family} packets observed {order}");
            let reached = PACKETS as f64 / seconds >= 3e6;
            against(&what, &rate(PACKETS, seconds), "at least 3 million a second", reached);
        }
        move_time(&mut table);
    }
}

fn client_v4(number: u32) -> IpAddr {
    IpAddr::V4(Ipv4Addr::from(0xcb00_7100 + number / 50_000))
}

fn client_v6(number: u32) -> IpAddr {
    IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 1, 0, 0, 0, 0, (number / 50_000) as u16))
}

/// An established segment of the n-th flow, from its client or back to it.
fn segment(client: fn(u32) -> IpAddr, number: u32, is_reply: bool) -> Packet {
    let far = client(number);
    let here = match far {
        IpAddr::V4(_) => IpAddr::V4(Ipv4Addr::new(10, 0, 0, 10)),
        IpAddr::V6(_) => IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0x10)),
    };
    let client_port = (10_000 + number % 50_000) as u16;
    let (source, source_port, destination, destination_port) =
        if is_reply { (here, 443, far, client_port) } else { (far, client_port, here, 443) };
    let payload = Payload::Tcp { source_port, destination_port, flags: TcpFlags::ACK };
    Packet { source, destination, payload }
}

fn full_table(client: fn(u32) -> IpAddr) -> Table {
    let mut table = Table::default();
    for number in 0..FLOWS {
        table.put(Flow {
            key: FlowKey::of(&segment(client, number, false), Direction::Ingress),
            expires: Instant(u64::from(number)).plus_seconds(432_000),
            sequence: u64::from(number),
            packets: [1, 0],
            rule: RuleHandle::nth(0),
            began: Direction::Ingress,
            state: State::Tcp(TcpState::Established),
            tracking: Tracking::NotEverywhere,
        });
    }
    table
}

/// Seconds that it takes to look up and move on the flows of two million packets, both ways in turn,
/// three thousand of them a millisecond.
fn observe(table: &mut Table, client: fn(u32) -> IpAddr, step: u32) -> f64 {
    let timeouts = Timeouts::default();
    let start = Stopwatch::start();
    let mut number = 0;
    for count in 0..PACKETS {
        number = (number + step) % FLOWS;
        let is_reply = count % 2 == 1;
        let packet = segment(client, number, is_reply);
        let direction = if is_reply { Direction::Egress } else { Direction::Ingress };
        let key = FlowKey::of(&packet, direction);
        let now = Instant(1_000_000 + count / 3000);
        let Some((slot, flow)) = table.find(&key) else { continue };
        let side = Side::of(direction, flow.began);
        if let Some(after) = flow.after(side, packet.tcp_flags(), now, &timeouts) {
            table.replace(slot, after);
        }
    }
    black_box(&table);
    start.seconds()
}

/// Moves time while every flow is idle, then past the last expiry.
fn move_time(table: &mut Table) {
    let start = Stopwatch::start();
    let mut expired = 0;
    for second in 0..100_000 {
        expired += table.take_expired(Instant(2_000_000 + second * 1000)).len();
    }
    let each = start.seconds() * 1e9 / 1e5;
    plain("  a move of time over a million idle flows", &format!("{each:.0} ns"));
    let start = Stopwatch::start();
    expired += table.take_expired(Instant(10_000_000).plus_seconds(432_000)).len();
    assert_eq!(expired, FLOWS as usize, "every flow expires once");
    plain("  expiring them all", &rate(u64::from(FLOWS), start.seconds()));
}

fn rate(count: u64, seconds: f64) -> String {
    format!("{:.1} million/s", count as f64 / seconds / 1e6)
}
