//! One checkpoint on the path, as it decided.

use crate::catalog::Code;
use crate::conntrack::Entry;
use crate::evaluate::{ByEntries, ByRoutes, ByRules};
use crate::model::SecurityGroupRuleId;
use crate::net::{Decision, Direction, Packet};
use std::rc::Rc;

/// A checkpoint's decision about a packet, with its evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// What kind of check it is.
    pub kind: CheckpointKind,
    /// The id of the resource that checks.
    pub resource: Rc<str>,
    /// Relative to the resource; none where it has no sides.
    pub direction: Option<Direction>,
    /// What it decided.
    pub decision: Decision,
    /// Why.
    pub code: Code,
    /// What decided, where one thing did.
    pub decided_by: Option<DecidedBy>,
    /// What connection tracking had to do with it.
    pub tracked: Option<TrackedAs>,
    /// The tracking entry that let the packet by or that remembers it, as it stood once this packet had
    /// been counted; of a packet that was refused the untracked flow that it belongs to. One that the
    /// packet ended expires at once.
    pub entry: Option<Rc<Entry>>,
    /// Where an entry let the packet by: what the rules of now say to the first packet of such a connection.
    pub anew: Option<Decision>,
    /// The packet as it was seen there.
    pub packet: Packet,
    /// All that was looked at.
    pub evidence: Evidence,
}

/// What decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecidedBy {
    /// A rule of a security group.
    Rule(SecurityGroupRuleId),
    /// Something that needs no more than its name: a service, an entry's number, a route's destination.
    Named(Rc<str>),
}

/// What connection tracking had to do with a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrackedAs {
    /// An entry of the tracking table let the packet by.
    Established,
    /// A rule did, and the flow is tracked.
    Tracked,
    /// A rule did, and the flow is not tracked.
    Untracked,
}

/// All that a checkpoint looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// The entries of an ACL, up to the one that decided.
    Entries(ByEntries),
    /// Nothing beyond the packet and the resource.
    None,
    /// The routes of a table, with the ones that lost.
    Routes(ByRoutes),
    /// The rules of the interface's groups; also where tracking decided: what they would have said.
    Rules(ByRules),
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)*) => {
        /// The kinds of checkpoints.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum CheckpointKind { $($(#[$doc])* $name,)* }

        impl CheckpointKind {
            /// The name on the wire.
            pub fn name(self) -> &'static str {
                match self { $(CheckpointKind::$name => $text,)* }
            }
        }
    };
}

kinds! {
    /// VPC Block Public Access.
    BlockPublicAccess = "block-public-access";
    /// An egress-only internet gateway.
    EgressOnlyInternetGateway = "egress-only-internet-gateway";
    /// A VPC endpoint.
    Endpoint = "endpoint";
    /// The interface itself: its addresses, its source/destination check, what its carrier accepts.
    Interface = "interface";
    /// An internet gateway.
    InternetGateway = "internet-gateway";
    /// A load balancer.
    LoadBalancer = "load-balancer";
    /// A NAT gateway.
    NatGateway = "nat-gateway";
    /// A subnet's network ACL.
    NetworkAcl = "network-acl";
    /// A peering.
    Peering = "peering";
    /// A subnet's route table.
    RouteTable = "route-table";
    /// The groups of an interface.
    SecurityGroup = "security-group";
    /// A transit gateway.
    TransitGateway = "transit-gateway";
    /// A service that groups and ACLs do not filter.
    UnfilteredService = "unfiltered-service";
}
