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
    /// What ends an entry before its time-out.
    CloseEndsEntry = "close-ends-entry",
        "A tracked TCP connection ends at once on RST, and with the last ACK once both sides have sent FIN.";
    /// A SYN on the tuple of a closing connection.
    ClosingConnectionReopened = "closing-connection-reopened",
        "A SYN on a connection that is being closed starts a new connection and is judged by the rules.";
    /// The sender's groups let a packet out that something later drops.
    EntryKeptThoughDroppedLater = "entry-kept-though-dropped-later",
        "An entry stays although something further on drops the packet, since the interface cannot know.";
    /// Literal reading of 0.0.0.0/0 and ::/0.
    EverywhereIsLiteral = "everywhere-is-literal",
        "Only a rule for literally 0.0.0.0/0 or ::/0 makes a flow untracked, not blocks or lists that add up to it.";
    /// Groups taken off an interface or put on it.
    GroupChangeAsRuleRemoval = "group-change-as-rule-removal",
        "Taking a group off an interface affects live flows as removing its rules does.";
    /// Which ICMP messages answer which.
    IcmpPairs = "icmp-pairs",
        "ICMP queries and answers pair by identifier (echo, timestamp, information, address mask); other messages let nothing back.";
    /// 30 s for ICMP.
    IcmpTimeout = "icmp-timeout",
        "An idle ICMP entry lasts 30 seconds.";
    /// A TCP entry that begins without SYN.
    MidStreamPickUp = "mid-stream-pick-up",
        "A TCP packet without SYN and without an entry starts an entry when a rule allows it.";
    /// Internet gateways were not described.
    NotDescribedInternetGateways = "not-described:InternetGateways",
        "The internet gateways are not described, so the way to and from the internet is taken to be open.";
    /// Network ACLs were not described.
    NotDescribedNetworkAcls = "not-described:NetworkAcls",
        "The network ACLs are not described, so they are taken to allow.";
    /// Interfaces were not described.
    NotDescribedNetworkInterfaces = "not-described:NetworkInterfaces",
        "The interfaces are not described, so one stands in for each group.";
    /// Route tables were not described.
    NotDescribedRouteTables = "not-described:RouteTables",
        "The route tables are not described, so a route is taken to exist.";
    /// 600 s from the last packet either way.
    OtherProtocolTimeout = "other-protocol-timeout",
        "The 600 seconds of a protocol other than TCP, UDP and ICMP run from the last packet in either direction.";
    /// The rules of all groups count together when it is decided whether to track.
    PooledRules = "pooled-rules",
        "Whether a flow is tracked depends on the rules of all groups of the interface together.";
    /// Port 25 is blocked at the sender's interface.
    Port25AtInterface = "port-25-at-interface",
        "AWS blocks outbound TCP 25 to public addresses; where on the path is not documented. Here it is the sender's interface.";
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
    /// An untracked flow that becomes tracked counts as new.
    TrackedLateCountsAsNew = "tracked-late-counts-as-new",
        "An untracked flow that becomes tracked counts as a new connection for the tracking allowance.";
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
