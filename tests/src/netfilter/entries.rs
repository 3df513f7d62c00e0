//! A line of `conntrack -L`.

use std::net::IpAddr;

/// A flow that Linux tracks, by its first packet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LinuxEntry {
    /// The protocol's number.
    pub protocol: u8,
    /// Where the first packet came from.
    pub source: IpAddr,
    /// Where it went.
    pub destination: IpAddr,
    /// Its source port.
    pub source_port: Option<u16>,
    /// Its destination port.
    pub destination_port: Option<u16>,
    /// ICMP type and identifier of the query.
    pub icmp: Option<(u8, u16)>,
    /// The state of TCP.
    pub state: Option<String>,
    /// Whether nothing has come back.
    pub unreplied: bool,
    /// Whether Linux takes it for established in both directions.
    pub assured: bool,
}

/// Protocol, addresses, ports, ICMP: what a flow is known by, and in which direction it began.
pub type Tuple = (u8, IpAddr, IpAddr, Option<u16>, Option<u16>, Option<(u8, u16)>);

impl LinuxEntry {
    /// What the flow is known by.
    pub fn tuple(&self) -> Tuple {
        (self.protocol, self.source, self.destination, self.source_port, self.destination_port, self.icmp)
    }
}

/// Reads a line such as `tcp 6 59 SYN_SENT src=… dst=… sport=… dport=… [UNREPLIED] src=… …`.
pub fn parse_entry(line: &str) -> Option<LinuxEntry> {
    let words: Vec<&str> = line.split_whitespace().collect();
    // The first of each key belongs to the first packet, the second to its answer.
    let value = |key: &str| words.iter().find_map(|word| word.strip_prefix(key)?.strip_prefix('='));
    let number = |key: &str| value(key)?.parse().ok();
    let state = words.get(3).filter(|word| {
        word.chars().all(|letter| letter.is_ascii_uppercase() || "_0123456789".contains(letter))
    });
    Some(LinuxEntry {
        protocol: words.get(1)?.parse().ok()?,
        source: value("src")?.parse().ok()?,
        destination: value("dst")?.parse().ok()?,
        source_port: number("sport"),
        destination_port: number("dport"),
        icmp: value("type").and_then(|kind| kind.parse().ok()).zip(number("id")),
        state: state.map(|state| (*state).to_owned()),
        unreplied: words.contains(&"[UNREPLIED]"),
        assured: words.contains(&"[ASSURED]"),
    })
}
