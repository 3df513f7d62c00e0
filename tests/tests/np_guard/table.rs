//! np-guard's connectivity table, read from its text.

use std::net::Ipv4Addr;
use std::ops::RangeInclusive;

/// One end of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// `p1[10.240.3.70]`: an instance by its private address.
    Instance(Ipv4Addr),
    /// `Public Internet 147.235.0.0/16`, by first and last address.
    Internet(Ipv4Addr, Ipv4Addr),
}

/// The protocols that np-guard tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carried {
    /// `All Connections`: TCP, UDP and ICMP.
    All,
    /// `protocol: TCP`.
    Tcp,
    /// `protocol: UDP`.
    Udp,
}

/// A row: from one end to the other, these packets.
#[derive(Clone, Debug)]
pub struct Row {
    pub from: End,
    pub to: End,
    pub carried: Carried,
    pub source_ports: Vec<RangeInclusive<u16>>,
    pub destination_ports: Vec<RangeInclusive<u16>>,
    /// Not marked with `*`: the response to a TCP connection is permitted.
    pub is_answered: bool,
}

/// Reads every row of the table.
pub fn read(text: &str) -> Vec<Row> {
    text.lines().filter(|line| line.contains(" => ")).map(row).collect()
}

fn row(line: &str) -> Row {
    let (from, rest) = line.split_once(" => ").expect("an arrow");
    let (to, what) = rest.split_once(" : ").expect("a colon");
    let is_answered = !what.trim_end().ends_with('*');
    let what = what.trim_end().trim_end_matches('*').trim_end();
    let carried = match what.split_whitespace().nth(1) {
        Some("Connections") => Carried::All,
        Some("TCP") => Carried::Tcp,
        Some("UDP") => Carried::Udp,
        other => panic!("{other:?} in {line}"),
    };
    Row {
        from: end(from),
        to: end(to),
        carried,
        source_ports: ports(what, "src-ports:"),
        destination_ports: ports(what, "dst-ports:"),
        is_answered,
    }
}

fn end(text: &str) -> End {
    if let Some(block) = text.strip_prefix("Public Internet ") {
        let (base, length) = block.split_once('/').expect("a block");
        let first: Ipv4Addr = base.parse().expect("an address");
        let length: u32 = length.parse().expect("a prefix length");
        let last = u32::from(first) | u32::MAX.checked_shr(length).unwrap_or(0);
        return End::Internet(first, last.into());
    }
    let (_, address) = text.split_once('[').expect("an instance");
    End::Instance(address.trim_end_matches(']').parse().expect("an address"))
}

/// The printed runs of ports; all that np-guard knows where none are printed.
fn ports(what: &str, name: &str) -> Vec<RangeInclusive<u16>> {
    let Some((_, rest)) = what.split_once(name) else { return vec![1..=u16::MAX] };
    let list = rest.split_whitespace().next().expect("ports");
    list.split(',')
        .map(|run| {
            let (low, high) = run.split_once('-').unwrap_or((run, run));
            low.parse().expect("a port")..=high.parse().expect("a port")
        })
        .collect()
}
