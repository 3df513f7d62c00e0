//! The stable code of every decision, with its sentence.
//!
//! Where Reachability Analyzer has a code for the cause, it is that code. `{…}` in a sentence is filled
//! in from the evidence: `{resource}` the checkpoint's resource by name, `{groups}` the groups carried,
//! `{direction}` inbound or outbound, `{traffic}` protocol and port, `{peer}` the other end with `from`
//! or `to`, `{rule}` what decided, `{source}` and `{destination}` the packet's addresses.
//!
//! Source: Reachability Analyzer guide, *explanation codes*.

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $sentence:literal;)*) => {
        /// Why a checkpoint decided as it did.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code { $($(#[$doc])* $variant,)* }

        impl Code {
            /// All codes, in alphabetical order of their variants.
            pub const ALL: &[Code] = &[$(Code::$variant,)*];

            /// The stable name.
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name,)* }
            }

            /// The sentence, with places to fill in.
            pub fn sentence(self) -> &'static str {
                match self { $(Code::$variant => $sentence,)* }
            }
        }
    };
}

codes! {
    /// The interface's tracking allowance is used up and the flow is new.
    AllowanceExceeded = "CONNTRACK_ALLOWANCE_EXCEEDED",
        "{resource} tracks as many connections as it may, so a new one is dropped";
    /// Every checkpoint let the packet by.
    Delivered = "DELIVERED", "{traffic} from {source} reaches {destination}";
    /// The destination is no private address of the interface.
    EniAddressRestriction = "ENI_ADDRESS_RESTRICTION", "{destination} is not an address of {resource}";
    /// No rule applies.
    EniSgRulesMismatch = "ENI_SG_RULES_MISMATCH", "{groups} has no {direction} rule for {traffic} {peer}";
    /// The source/destination check drops it.
    EniSourceDestCheckRestriction = "ENI_SOURCE_DEST_CHECK_RESTRICTION",
        "the source/destination check of {resource} drops packets that are not its own";
    /// A tracked flow: no rule is needed.
    Established = "ESTABLISHED", "the flow is tracked at {resource}, so it needs no {direction} rule";
    /// The interface sends or takes the packet.
    InterfaceAccepts = "INTERFACE_ACCEPTS", "the address is one of {resource}";
    /// The carrier takes nothing inbound.
    NoInboundService = "NO_INBOUND_SERVICE", "{resource} never accepts inbound connections";
    /// What decides was not described.
    NotDescribed = "NOT_DESCRIBED", "what {rule} holds is not described, and it would decide";
    /// Outbound TCP 25 to public addresses.
    Port25Blocked = "PORT_25_BLOCKED",
        "EC2 blocks outbound TCP 25 to public addresses until AWS lifts it for the account";
    /// A rule matches.
    RuleAllows = "SG_RULE_ALLOWS", "{rule} allows {traffic} {peer}";
    /// The interface carries no group at all, as NAT gateways do.
    SgAbsent = "SG_ABSENT", "{resource} carries no security group";
    /// No rule in that direction in any group.
    SgHasNoRules = "SG_HAS_NO_RULES", "{groups} has no {direction} rules at all";
    /// A service that neither groups nor ACLs filter.
    UnfilteredService = "UNFILTERED_SERVICE", "{peer} is an AWS service that security groups do not filter";
    /// Nobody has the destination.
    UnknownDestination = "UNKNOWN_DESTINATION", "no interface has the address {destination}";
    /// Something that is not modelled.
    UnsupportedComponent = "UNSUPPORTED_COMPONENT", "{resource} is not modelled here, so the answer is not known";
}

#[cfg(test)]
mod tests {
    use super::Code;
    use std::collections::BTreeSet;

    #[test]
    fn names_are_unique_and_variants_alphabetical() {
        let names: BTreeSet<_> = Code::ALL.iter().map(|code| code.name()).collect();
        assert_eq!(names.len(), Code::ALL.len());
        let variants: Vec<String> = Code::ALL.iter().map(|code| format!("{code:?}")).collect();
        assert!(variants.is_sorted(), "{variants:?}");
    }
}
