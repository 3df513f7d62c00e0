//! The vocabulary of a packet: addresses, protocols, ports, ICMP, TCP flags, time.

mod address;
mod decision;
mod direction;
mod icmp;
mod packet;
mod ports;
mod protocol;
mod tcp;
mod time;

pub use address::{AddressRange, CidrError, Family, bare_block, cut_block, merge_ranges, parse_cidr};
pub use decision::Decision;
pub use direction::Direction;
pub use icmp::IcmpMessage;
pub use ipnet::{IpNet, Ipv4Net, Ipv6Net};
pub use packet::{Packet, Payload};
pub use ports::PortRange;
pub use protocol::Protocol;
pub use tcp::TcpFlags;
pub use time::Instant;
