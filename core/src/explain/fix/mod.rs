//! The smallest change that would open a blocking checkpoint.
//!
//! Each change is tried on a copy of the network before it is offered, so that the control plane takes it
//! as it stands; what made ids in it (an address, a gateway) makes the same ids where it is applied to the
//! network of the trace. It opens its checkpoint; what comes after may block in turn.

mod acl;
mod draft;
mod gateway;
mod group;
mod internet;
mod peering;
mod route;
mod transit;
mod way;

use crate::catalog::Code;
use crate::catalog::rule_types::private_service;
use crate::explain::full_name;
use crate::explain::names::traffic_of_rule;
use crate::model::{Network, ResourceId, Subnet};
use crate::net::{Decision, Direction, Family};
use crate::path::{Checkpoint, Trace};
use crate::wire::Action;
use draft::Draft;
use ipnet::IpNet;
use std::net::IpAddr;

pub use acl::deny_sender;

/// A change that would open one checkpoint, or shut it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// The place in [`Trace::checkpoints`] of the one that it opens.
    pub checkpoint: usize,
    /// What it does, for people.
    pub title: String,
    /// For whom, where that is more or less than the title tells: `every IPv4 address`. Else empty.
    pub reach: String,
    /// What else it lets in.
    pub caution: Option<String>,
    /// The change itself: to be tried on a fork, or applied with one click, as one step.
    pub actions: Vec<Action>,
    /// The same as lines for a POSIX shell with the AWS CLI: an id that the change makes is a variable.
    pub commands: String,
}

/// The changes that would open the checkpoint that blocks, the one to be expected first; none where no change of the
/// network can (nobody has the address), or where only AWS or an owner elsewhere could make it.
pub fn fixes(trace: &Trace) -> Vec<Fix> {
    let blocking = trace.checkpoints.iter().enumerate();
    let blocking = blocking.filter(|(_, checkpoint)| checkpoint.decision == Decision::Denied);
    blocking.flat_map(|(at, checkpoint)| alternatives(&Blocked { trace, at, checkpoint })).collect()
}

/// Whether an address is of the internet: the next packet may come from any other, or go there.
fn is_outside(network: &Network, address: IpAddr) -> bool {
    way::is_public(address) && !network.vpcs.iter().any(|vpc| vpc.contains(address))
}

/// The address of one end, for whom a change is alone.
const ALONE: &str = "this address alone";

/// What every address of a family stands for, in words.
const fn everyone(family: Family) -> &'static str {
    match family {
        Family::Ipv4 => "every IPv4 address",
        Family::Ipv6 => "every IPv6 address",
    }
}

/// Subnets within a sentence: by name where they are few.
fn subnets_in_words(network: &Network, subnets: &[&Subnet]) -> String {
    match subnets {
        [only] => full_name(network, only.id.as_str()),
        [one, other] => {
            format!("{} and {}", full_name(network, one.id.as_str()), full_name(network, other.id.as_str()))
        }
        many => format!("{} subnets", many.len()),
    }
}

/// A sentence from words that could stand within one.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| format!("{}{}", first.to_ascii_uppercase(), letters.as_str()))
}

/// The checkpoint to be opened.
struct Blocked<'a> {
    trace: &'a Trace,
    at: usize,
    checkpoint: &'a Checkpoint,
}

impl Blocked<'_> {
    fn draft(&self) -> Draft {
        Draft::new(&self.trace.network)
    }

    fn fix(&self, draft: Draft, title: String) -> Fix {
        draft.finish(self.at, title)
    }

    /// What there is to think of before every sender there is gets in.
    fn caution(&self, direction: Direction, block: IpNet, then: &str) -> Option<String> {
        let packet = &self.checkpoint.packet;
        let opens = direction == Direction::Ingress && block.prefix_len() == 0;
        opens.then(|| {
            let private = packet.ports().and_then(|(_, port)| private_service(port));
            let traffic = traffic_of_rule(packet);
            let (what, rather) = match private {
                Some(what) => (format!("{what} ({traffic})"), " Allow single addresses instead."),
                None => (traffic, ""),
            };
            format!("This opens {what} to anyone on the internet{then}.{rather}")
        })
    }
}

fn alternatives(blocked: &Blocked<'_>) -> Vec<Fix> {
    let all = match blocked.checkpoint.code {
        Code::EniSgRulesMismatch | Code::SgHasNoRules => group::allow(blocked),
        Code::SubnetAclRestriction => acl::open(blocked),
        Code::NoRouteToDestination => route::add(blocked),
        Code::BadStateRoute => {
            let mut all = route::replace_blackhole(blocked);
            all.insert(0, route::drop_blackhole(blocked));
            all
        }
        Code::NoInternetGateway => vec![gateway::attach_new(blocked)],
        Code::UnassociatedComponent => {
            vec![gateway::attach(blocked).or_else(|| transit::attach(blocked))]
        }
        Code::IgwPublicIpAssociationForEgress | Code::IgwPrivateIpAssociationForIngress => {
            vec![gateway::public_address(blocked)]
        }
        Code::EniSourceDestCheckRestriction => vec![gateway::stop_checking(blocked)],
        Code::VpcBlockPublicAccessEnabled => vec![gateway::exclude(blocked), gateway::unblock(blocked)],
        Code::Port25Blocked => vec![gateway::lift_port_25(blocked)],
        Code::BadState => vec![peering::accept(blocked)],
        Code::PcxRequiresAddressInVpcCidr => vec![peering::connect_directly(blocked)],
        Code::TgwRtbNoRouteToTgwAttachment => vec![transit::add_route(blocked)],
        _ => Vec::new(),
    };
    all.into_iter().flatten().collect()
}
