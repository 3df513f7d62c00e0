//! The stable code of every decision, with its sentence.
//!
//! Where Reachability Analyzer has a code for the cause, it is that code. `{…}` in a sentence is filled
//! in from the evidence: `{resource}` the checkpoint's resource by name, `{groups}` the groups carried,
//! `{direction}` inbound or outbound, `{traffic}` protocol and port, `{peer}` the other end with `from`
//! or `to`, `{rule}` what decided, `{entry}` the same of an ACL, `{source}` and `{destination}` the packet's addresses.
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
    /// An entry allows.
    AclEntryAllows = "ACL_ENTRY_ALLOWS", "{entry} of {resource} allows {traffic} {peer}";
    /// The interface's tracking allowance is used up and the flow is new.
    AllowanceExceeded = "CONNTRACK_ALLOWANCE_EXCEEDED",
        "{resource} tracks as many connections as it may, so a new one is dropped";
    /// The component is not in a usable state.
    BadState = "BAD_STATE", "{resource} is not in a usable state";
    /// The route that was chosen is a blackhole.
    BadStateRoute = "BAD_STATE_ROUTE",
        "the route for {rule} in {resource} wins, but it is a blackhole: its target is gone or unusable";
    /// The egress-only gateway passes the packet on.
    CarriedByEgressOnlyGateway = "EIGW_CARRIES",
        "{resource} lets IPv6 flows out that begin inside, and their replies back in";
    /// Every checkpoint let the packet by.
    Delivered = "DELIVERED", "{traffic} from {source} reaches {destination}";
    /// A flow that begins outside cannot enter by an egress-only gateway.
    EgressOnlyRefusesInbound = "EIGW_EGRESS_ONLY",
        "{resource} lets only flows in that began inside, and {source} began this one";
    /// The listener's target group has no usable target.
    Elbv2ListenerHasNoTg = "ELBV2_LISTENER_HAS_NO_TG",
        "the listener of {resource} for {traffic} has no target";
    /// No listener takes the packet.
    Elbv2ListenersMismatch = "ELBV2_LISTENERS_MISMATCH", "{resource} has no listener for {traffic}";
    /// The endpoint takes the packet.
    EndpointAnswers = "VPCE_CARRIES", "{resource} carries {traffic} to its service";
    /// The destination is no private address of the interface.
    EniAddressRestriction = "ENI_ADDRESS_RESTRICTION", "{destination} is not an address of {resource}";
    /// No rule applies.
    EniSgRulesMismatch = "ENI_SG_RULES_MISMATCH", "{groups} has no {direction} rule for {traffic} {peer}";
    /// The source/destination check drops it.
    EniSourceDestCheckRestriction = "ENI_SOURCE_DEST_CHECK_RESTRICTION",
        "the source/destination check of {resource} drops packets that are not its own";
    /// A tracked flow: no rule is needed.
    Established = "ESTABLISHED", "the flow is tracked at {resource}, so it needs no {direction} rule";
    /// The source is an address of the VPC itself.
    GatewayRejectsSpoofedTraffic = "GATEWAY_REJECTS_SPOOFED_TRAFFIC",
        "{resource} rejects packets from outside that claim the VPC's own address {source}";
    /// The translated destination is not in the VPC.
    IgwDestinationAddressInVpcCidrs = "IGW_DESTINATION_ADDRESS_IN_VPC_CIDRS",
        "{destination} is not in the blocks of the VPC of {resource}";
    /// Leaving for a private address.
    IgwDestinationAddressNotInRfc1918Egress = "IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS",
        "{resource} carries nothing to the private address {destination}";
    /// Leaving for a shared address.
    IgwDestinationAddressNotInRfc6598Egress = "IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS",
        "{resource} carries nothing to the shared address {destination} of 100.64.0.0/10";
    /// The public address belongs to no private one.
    IgwPrivateIpAssociationForIngress = "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS",
        "{destination} is no public address of an interface, so {resource} drops the packet";
    /// The private address has no public one.
    IgwPublicIpAssociationForEgress = "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS",
        "{source} has no public address, so {resource} drops the packet";
    /// Entering from a private address.
    IgwSourceAddressNotInRfc1918Ingress = "IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS",
        "{resource} takes nothing from the private address {source}";
    /// Entering from a shared address.
    IgwSourceAddressNotInRfc6598Ingress = "IGW_SOURCE_ADDRESS_NOT_IN_RFC6598_INGRESS",
        "{resource} takes nothing from the shared address {source} of 100.64.0.0/10";
    /// The gateway passes the packet on, with a public address for a private one.
    IgwTranslates = "IGW_TRANSLATES", "{resource} carries the packet on to {destination}";
    /// The appliance of an edge table has no public address.
    IngressRtbNoPublicIp = "INGRESS_RTB_NO_PUBLIC_IP",
        "the appliance {rule} of the edge table has no public address";
    /// The subnet's inbound traffic goes through an appliance, so it cannot leave directly.
    IngressRtbTrafficRedirection = "INGRESS_RTB_TRAFFIC_REDIRECTION",
        "an edge table sends what enters for {source} to {rule}, so the subnet cannot use its own route to {resource}";
    /// The interface sends or takes the packet.
    InterfaceAccepts = "INTERFACE_ACCEPTS", "the address is one of {resource}";
    /// The load balancer takes the packet itself.
    LoadBalancerAnswers = "ELBV2_ANSWERS", "{resource} takes {traffic} itself";
    /// The load balancer passes the packet on.
    LoadBalancerForwards = "ELBV2_FORWARDS", "{resource} passes {traffic} on to {rule}";
    /// The packet goes in circles.
    MoreThanMaxHops = "MAX_HOPS_EXCEEDED", "the routes send the packet in circles, here at {resource}";
    /// The NAT gateway puts its own address and port in place, or takes them out.
    NatMaps = "NGW_SOURCE_ADDRESS_REASSIGN", "{resource} carries the packet on with {rule}";
    /// The NAT gateway knows no connection that the packet belongs to.
    NgwNoConnection = "NGW_NO_CONNECTION",
        "{resource} knows no connection for the packet, and lets none begin from outside";
    /// The packet does not start in the NAT gateway's VPC.
    NgwRequiresSourceInVpc = "NGW_REQUIRES_SOURCE_IN_VPC",
        "{resource} carries only what starts at interfaces of its own VPC, not {source}";
    /// The carrier takes nothing inbound.
    NoInboundService = "NO_INBOUND_SERVICE", "{resource} never accepts inbound connections";
    /// No internet gateway is attached.
    NoInternetGateway = "NO_INTERNET_GATEWAY", "no internet gateway is attached to {resource}";
    /// No route covers the destination.
    NoRouteToDestination = "NO_ROUTE_TO_DESTINATION", "{resource} has no route to {destination}";
    /// What decides was not described.
    NotDescribed = "NOT_DESCRIBED", "what {rule} holds is not described, and it would decide";
    /// Block Public Access lets the packet by.
    NothingBlocksPublicAccess = "VPC_BLOCK_PUBLIC_ACCESS_OFF",
        "VPC Block Public Access does not block {traffic} at {resource}";
    /// The packet is longer than the link that follows can carry.
    PacketTooBig = "PACKET_TOO_BIG",
        "{resource} carries at most {rule} bytes a packet, so it drops this one and asks for smaller ones";
    /// The peering carries the packet.
    PcxCarries = "PCX_CARRIES", "{resource} carries the packet from {source} to the VPC of {destination}";
    /// An address is not in the VPC at its end of the peering.
    PcxRequiresAddressInVpcCidr = "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR",
        "{resource} carries only packets from one of its two VPCs to the other, and {source} or {destination} lies beyond";
    /// Outbound TCP 25 to public addresses.
    Port25Blocked = "PORT_25_BLOCKED",
        "EC2 blocks outbound TCP 25 to public addresses until AWS lifts it for the account";
    /// The component cannot carry the protocol.
    ProtocolRestriction = "PROTOCOL_RESTRICTION", "{resource} cannot carry {traffic}";
    /// A regional NAT gateway puts a public address and port in place, or takes them out.
    RegionalNatMaps = "REGIONAL_NGW_SOURCE_ADDRESS_REASSIGN",
        "{resource} carries the packet on with {rule}";
    /// A route leads on.
    RouteSelected = "ROUTE_SELECTED", "{resource} sends {destination} by the route for {rule}";
    /// A rule matches.
    RuleAllows = "SG_RULE_ALLOWS", "{rule} allows {traffic} {peer}";
    /// The interface carries no group at all, as NAT gateways do.
    SgAbsent = "SG_ABSENT", "{resource} carries no security group";
    /// No rule in that direction in any group.
    SgHasNoRules = "SG_HAS_NO_RULES", "{groups} has no {direction} rules at all";
    /// The subnet's ACL denies.
    SubnetAclRestriction = "SUBNET_ACL_RESTRICTION", "{entry} of {resource} denies {traffic} {peer}";
    /// The attachment is associated with no route table.
    TgwAttachMissingTgwRtbAssociation = "TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION",
        "the attachment of the VPC to {resource} is associated with no route table of it";
    /// The transit gateway carries the packet.
    TgwCarries = "TGW_CARRIES", "{resource} sends {destination} to the attachment {rule}";
    /// The transit gateway has no attachment in the zone.
    TgwRouteAzRestriction = "TGW_ROUTE_AZ_RESTRICTION",
        "{resource} is not attached in the Availability Zone that the packet comes from";
    /// The transit gateway's route is a blackhole.
    TgwRtbBadStateRoute = "TGW_RTB_BAD_STATE_ROUTE", "the route for {rule} of {resource} is a blackhole";
    /// The transit gateway has no route.
    TgwRtbNoRouteToTgwAttachment = "TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT",
        "the route table of {resource} has no route to {destination}";
    /// The time to live runs out.
    TimeExceeded = "TIME_EXCEEDED",
        "the packet's time to live runs out at {resource}, which drops it and tells {source}";
    /// The component does not belong to the VPC.
    UnassociatedComponent = "UNASSOCIATED_COMPONENT",
        "{resource} is not attached to the VPC that the packet comes from";
    /// A service that neither groups nor ACLs filter.
    UnfilteredService = "UNFILTERED_SERVICE", "{peer} is an AWS service that security groups do not filter";
    /// Nobody has the destination.
    UnknownDestination = "UNKNOWN_DESTINATION", "no interface has the address {destination}";
    /// Something that is not modelled.
    UnsupportedComponent = "UNSUPPORTED_COMPONENT",
        "{resource} is not modelled here, so the answer is not known";
    /// Block Public Access.
    VpcBlockPublicAccessEnabled = "VPC_BLOCK_PUBLIC_ACCESS_ENABLED",
        "VPC Block Public Access stops {traffic} at {resource}";
    /// Gateway endpoints carry TCP and ICMP echo only.
    VpceGatewayProtocolRestriction = "VPCE_GATEWAY_PROTOCOL_RESTRICTION",
        "{resource} is a gateway endpoint, and these carry only TCP and ICMP echo";
}

impl Code {
    /// Whether Reachability Analyzer gives this code for the cause. The others are the playground's own, for
    /// what the analyser does not model or has no word for.
    ///
    /// ```
    /// use sg_core::catalog::Code;
    /// assert!(Code::EniSgRulesMismatch.is_of_reachability_analyzer());
    /// assert!(!Code::Port25Blocked.is_of_reachability_analyzer());
    /// ```
    pub fn is_of_reachability_analyzer(self) -> bool {
        !matches!(
            self,
            Code::AclEntryAllows
                | Code::AllowanceExceeded
                | Code::CarriedByEgressOnlyGateway
                | Code::Delivered
                | Code::EgressOnlyRefusesInbound
                | Code::EndpointAnswers
                | Code::Established
                | Code::IgwTranslates
                | Code::InterfaceAccepts
                | Code::LoadBalancerAnswers
                | Code::LoadBalancerForwards
                | Code::MoreThanMaxHops
                | Code::NgwNoConnection
                | Code::NoInboundService
                | Code::NoInternetGateway
                | Code::NotDescribed
                | Code::NothingBlocksPublicAccess
                | Code::PcxCarries
                | Code::Port25Blocked
                | Code::RegionalNatMaps
                | Code::RouteSelected
                | Code::RuleAllows
                | Code::SgAbsent
                | Code::TgwCarries
                | Code::UnfilteredService
        )
    }
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
