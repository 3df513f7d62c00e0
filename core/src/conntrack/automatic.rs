//! Connections that are tracked whatever the rules say.

macro_rules! automatic {
    ($($(#[$doc:meta])* $variant:ident = $id:literal, $name:literal;)*) => {
        /// What a flow passes that makes AWS track it always.
        ///
        /// Source: EC2 User Guide `security-group-connection-tracking`, *Automatically tracked
        /// connections* (text of 2025; that of 2023 also had Gateway Load Balancers and transit gateway
        /// attachments).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum AutomaticTracking { $($(#[$doc])* $variant,)* }

        impl AutomaticTracking {
            /// All of them, in AWS's order.
            pub const ALL: &[AutomaticTracking] = &[$(AutomaticTracking::$variant,)*];

            /// The stable id.
            pub fn id(self) -> &'static str {
                match self { $(AutomaticTracking::$variant => $id,)* }
            }

            /// AWS's name for it.
            pub fn name(self) -> &'static str {
                match self { $(AutomaticTracking::$variant => $name,)* }
            }
        }
    };
}

automatic! {
    /// An egress-only internet gateway.
    EgressOnlyInternetGateway = "egress-only-internet-gateway", "egress-only internet gateway";
    /// A Global Accelerator accelerator.
    GlobalAccelerator = "global-accelerator", "Global Accelerator";
    /// A NAT gateway.
    NatGateway = "nat-gateway", "NAT gateway";
    /// A Network Firewall endpoint.
    NetworkFirewallEndpoint = "network-firewall-endpoint", "Network Firewall endpoint";
    /// A Network Load Balancer.
    NetworkLoadBalancer = "network-load-balancer", "Network Load Balancer";
    /// An interface endpoint of PrivateLink.
    InterfaceEndpoint = "interface-endpoint", "PrivateLink interface endpoint";
    /// Lambda's managed interfaces.
    Lambda = "lambda", "Lambda";
    /// A gateway endpoint for DynamoDB.
    DynamoDbGatewayEndpoint = "dynamodb-gateway-endpoint", "DynamoDB gateway endpoint";
}

impl AutomaticTracking {
    /// Entries that one connection takes of the allowance.
    pub fn entries(self) -> u32 {
        if self == AutomaticTracking::DynamoDbGatewayEndpoint { 2 } else { 1 }
    }
}
