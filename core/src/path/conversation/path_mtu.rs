//! Path MTU discovery: each end of a TCP connection sends as much in one packet as its interface can. A
//! link that carries less drops it and asks for smaller ones; the sender tries again with what it was told.
//! Where the message does not reach it, it goes on in vain: the connection is there and hangs.
//!
//! Source: EC2 User Guide `network_mtu`, *Path MTU Discovery*; VPC User Guide `vpc-network-acls`.

use super::cues::{Carries, DATA};
use super::{Limits, Side, Talk, connect, speak};
use crate::catalog::links::{INTERNET_MTU, VPC_MTU};
use crate::net::Family;
use crate::path::Origin;

impl Talk<'_, '_> {
    /// Answers whether both ends get a full packet across.
    pub(super) fn discover_path_mtu(&mut self) -> bool {
        self.play(&connect())
            && self.send_in_full(Side::Client, "data")
            && self.send_in_full(Side::Server, "answer")
    }

    fn send_in_full(&mut self, side: Side, what: &str) -> bool {
        let Some(from) = self.end(side) else { return false };
        let from = speak(from, Carries::Tcp(DATA));
        let mut size = own_mtu(&from.origin);
        loop {
            let limits = Limits { size: Some(size), time_to_live: None };
            let trace = self.say(format!("{what}, {size} bytes"), from.within(limits));
            if trace.arrived.is_some() {
                return true;
            }
            // Each answer asks for less than was sent, so this ends.
            let Some(bounce) = &trace.bounce else { return self.died() };
            let smaller = bounce.carries.filter(|carries| *carries < size);
            let Some(smaller) = smaller else { return self.died() };
            let label = match from.packet.family() {
                Family::Ipv4 => "fragmentation needed",
                Family::Ipv6 => "packet too big",
            };
            if self.say(label, bounce.error.clone()).arrived.is_none() {
                return self.died();
            }
            size = smaller;
        }
    }
}

/// The longest packet that an end sends.
fn own_mtu(origin: &Origin) -> u16 {
    match origin {
        Origin::Outside => INTERNET_MTU,
        Origin::Interface(_) | Origin::Subnet(_) | Origin::Vpc(_) => VPC_MTU,
    }
}
