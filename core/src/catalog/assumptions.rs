//! What AWS does not document and the model chose: each with an id and a sentence.
//!
//! An answer names the assumptions that mattered to it, so that a reader can tell what is AWS's word and
//! what is not.

macro_rules! assumptions {
    ($($(#[$doc:meta])* $variant:ident = $id:literal, $sentence:literal;)*) => {
        /// Something chosen because AWS documents nothing.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Assumption { $($(#[$doc])* $variant,)* }

        impl Assumption {
            /// All of them.
            pub const ALL: &[Assumption] = &[$(Assumption::$variant,)*];

            /// The stable id.
            pub fn id(self) -> &'static str {
                match self { $(Assumption::$variant => $id,)* }
            }

            /// What was chosen, in a sentence.
            pub fn sentence(self) -> &'static str {
                match self { $(Assumption::$variant => $sentence,)* }
            }

            /// Whether it stands for what an import lacks, which is the importer's to add. Any other is a choice of
            /// the model where AWS documents nothing.
            pub fn is_lacking(&self) -> bool {
                self.id().starts_with("not-described:")
            }

            /// The assumption with the id.
            pub fn find(id: &str) -> Option<Assumption> {
                Assumption::ALL.iter().copied().find(|assumption| assumption.id() == id)
            }
        }
    };
}

assumptions! {
    /// Condition (b) of untracked flows is not met by several rules that add up.
    AllPortsInOneRule = "all-ports-in-one-rule",
        "Only a single rule for all ports makes a flow untracked, not several rules that add up to all ports.";
    /// Where Block Public Access acts.
    BlockPublicAccessAtGateway = "block-public-access-at-gateway",
        "AWS does not say at which point of the path VPC Block Public Access acts. Here it is the gateway.";
    /// What ends an entry before its timeout.
    CloseEndsEntry = "close-ends-entry",
        "A tracked TCP connection ends at once on RST, and with the last ACK once both sides have sent FIN.";
    /// A SYN on the tuple of a closing connection.
    ClosingConnectionReopened = "closing-connection-reopened",
        "A SYN on a connection that is being closed starts a new connection and is judged by the rules.";
    /// How long an egress-only gateway remembers a flow.
    EgressOnlyTimeout = "egress-only-timeout",
        "How long an egress-only internet gateway remembers an idle flow is not documented. Here it is 350 seconds.";
    /// The sender's groups let a packet out that something later drops.
    EntryKeptThoughDroppedLater = "entry-kept-though-dropped-later",
        "An entry stays although something further on drops the packet, since the interface cannot know.";
    /// Literal reading of 0.0.0.0/0 and ::/0.
    EverywhereIsLiteral = "everywhere-is-literal",
        "Only a rule for literally 0.0.0.0/0 or ::/0 makes a flow untracked, not blocks or lists that add up to it.";
    /// Which target a load balancer takes.
    FirstTarget = "first-target",
        "Which target a load balancer chooses is its own decision. Here it is the first of the listener's target group.";
    /// Groups taken off an interface or put on it.
    GroupChangeAsRuleRemoval = "group-change-as-rule-removal",
        "Taking a group off an interface affects live flows as removing its rules does.";
    /// Which ICMP messages answer which.
    IcmpPairs = "icmp-pairs",
        "ICMP queries and answers pair by identifier (echo, timestamp, information, address mask); other messages let nothing back.";
    /// 30 s for ICMP.
    IcmpTimeout = "icmp-timeout",
        "An idle ICMP entry lasts 30 seconds.";
    /// A packet from the internet to a subnet without a route to the gateway.
    InboundWithoutRouteBack = "inbound-without-route-back",
        "The subnet has no route to the internet gateway. AWS does not say where a packet from the internet dies then. Here it is delivered, and its reply is lost.";
    /// What the far end of a path accepts.
    JumboFarEnd = "jumbo-far-end",
        "Both ends are taken to accept packets as long as they send themselves, 9001 bytes inside a VPC, so that only the links between limit them.";
    /// Which port a NAT gateway or load balancer takes.
    LowestFreePort = "lowest-free-port",
        "Which source port a NAT gateway or load balancer uses is not documented beyond 1024-65535. Here it is the lowest one that is free.";
    /// A TCP entry that begins without SYN.
    MidStreamPickUp = "mid-stream-pick-up",
        "A TCP packet without SYN and without an entry starts an entry when a rule allows it.";
    /// What an appliance does with packets.
    MiddleboxForwards = "middlebox-forwards",
        "What the appliance does with a packet is its own decision. Here it sends on what it receives, unchanged.";
    /// Egress-only gateways were not described.
    NotDescribedEgressOnlyInternetGateways = "not-described:EgressOnlyInternetGateways",
        "The egress-only internet gateways are not described, so the one that a route names is taken to work.";
    /// Internet gateways were not described.
    NotDescribedInternetGateways = "not-described:InternetGateways",
        "The internet gateways are not described, so the way to and from the internet is taken to be open.";
    /// NAT gateways were not described.
    NotDescribedNatGateways = "not-described:NatGateways",
        "The NAT gateways are not described.";
    /// Network ACLs were not described.
    NotDescribedNetworkAcls = "not-described:NetworkAcls",
        "The network ACLs are not described, so they are taken to allow.";
    /// Interfaces were not described.
    NotDescribedNetworkInterfaces = "not-described:NetworkInterfaces",
        "The interfaces are not described, so one stands in for each group.";
    /// Route tables were not described.
    NotDescribedRouteTables = "not-described:RouteTables",
        "The route tables are not described, so a route is taken to exist.";
    /// The transit gateway's static routes were not described.
    NotDescribedTransitGatewayRoutes = "not-described:TransitGatewayRoutes",
        "The static routes of the transit gateway are not described, so only what attachments propagate is looked at.";
    /// Transit gateways were not described.
    NotDescribedTransitGateways = "not-described:TransitGateways",
        "The transit gateways are not described.";
    /// Block Public Access was not described.
    NotDescribedVpcBlockPublicAccessOptions = "not-described:VpcBlockPublicAccessOptions",
        "The options of VPC Block Public Access are not described, so they are taken to be off.";
    /// Endpoints were not described.
    NotDescribedVpcEndpoints = "not-described:VpcEndpoints",
        "The VPC endpoints are not described, so the one that a route names is taken to be available.";
    /// Peerings were not described.
    NotDescribedVpcPeeringConnections = "not-described:VpcPeeringConnections",
        "The peerings are not described, so the one that a route names is taken to be active.";
    /// 600 s from the last packet either way.
    OtherProtocolTimeout = "other-protocol-timeout",
        "The 600 seconds of a protocol other than TCP, UDP and ICMP run from the last packet in either direction.";
    /// From which address a component asks for smaller packets.
    PacketTooBigSender = "packet-too-big-sender",
        "AWS does not say from which address the message comes that asks for smaller packets. Here it is the address that the sender wrote to.";
    /// The rules of all groups count together when it is decided whether to track.
    PooledRules = "pooled-rules",
        "Whether a flow is tracked depends on the rules of all groups of the interface together.";
    /// Port 25 is blocked at the sender's interface.
    Port25AtInterface = "port-25-at-interface",
        "AWS blocks outbound TCP 25 to public addresses; where on the path is not documented. Here it is the sender's interface.";
    /// Two prefix lists with overlapping entries and different targets.
    PrefixListRoutesTie = "prefix-list-routes-tie",
        "Of two prefix list routes that overlap AWS picks one arbitrarily and keeps to it. Here it is the first in the table.";
    /// ACLs and regional NAT gateways.
    RegionalNatWithoutAcl = "regional-nat-without-acl",
        "AWS's text on network ACLs for regional NAT gateways was not found. Here none applies.";
    /// An ICMP error passed because of the switch.
    RelatedIcmpErrors = "related-icmp-errors",
        "ICMP errors about a tracked flow pass without a rule, as set here and against the current text of AWS.";
    /// How a reply of an untracked flow is recognised and judged.
    ReplyOfUntrackedFlow = "reply-of-untracked-flow",
        "The reply of a live untracked flow is judged by the rules of its own direction and starts no entry of its own.";
    /// A reply makes an untracked flow tracked.
    ReplyTurnsFlowTracked = "reply-turns-flow-tracked",
        "A reply that a rule of its own direction allows turns the flow tracked once the rules ask for tracking.";
    /// 60 s while closing.
    TcpClosingTimeout = "tcp-closing-timeout",
        "An idle TCP connection that is being closed lasts 60 seconds.";
    /// 60 s while half-open.
    TcpHalfOpenTimeout = "tcp-half-open-timeout",
        "An idle TCP connection that is half-open lasts 60 seconds.";
    /// Who answers traceroute.
    TracerouteHops = "traceroute-hops",
        "AWS does not say which of its components traceroute shows. Here they are NAT gateways with a subnet and appliances, and beyond an internet gateway one router of the internet.";
    /// An untracked flow that becomes tracked counts as new.
    TrackedLateCountsAsNew = "tracked-late-counts-as-new",
        "An untracked flow that becomes tracked counts as a new connection for the tracking allowance.";
    /// By which zone a transit gateway delivers.
    TransitGatewayZone = "transit-gateway-zone",
        "A transit gateway delivers by the attachment's interface in the zone that the packet comes from, else by the first.";
    /// The exemption of unfiltered services goes by address alone.
    UnfilteredByAddress = "unfiltered-by-address",
        "Traffic of an unfiltered AWS service is recognised by its address, whatever its protocol and port.";
    /// How long an untracked flow is remembered.
    UntrackedFlowMemory = "untracked-flow-memory",
        "An untracked flow is remembered for as long as the same flow would have been tracked.";
}

#[cfg(test)]
mod tests {
    use super::Assumption;
    use std::collections::BTreeSet;

    #[test]
    fn ids_are_unique_and_found_again() {
        let ids: BTreeSet<_> = Assumption::ALL.iter().map(|assumption| assumption.id()).collect();
        assert_eq!(ids.len(), Assumption::ALL.len());
        for assumption in Assumption::ALL {
            assert_eq!(Assumption::find(assumption.id()), Some(*assumption));
            assert!(assumption.sentence().ends_with('.'));
            let name = assumption.id().split(':').next().unwrap_or_default();
            assert!(name.bytes().all(|byte| byte == b'-' || byte.is_ascii_alphanumeric()), "{name}");
        }
    }
}
