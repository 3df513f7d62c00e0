//! Ids, one type a resource. An import may hold ids of any shape; the control plane makes AWS's.

use std::borrow::Borrow;
use std::fmt::{Display, Formatter};
use std::rc::Rc;

/// What all ids have in common.
pub trait ResourceId: Clone + Ord + Display + From<String> {
    /// The part before the digits, for instance `sg-`.
    const PREFIX: &'static str;

    /// The whole id.
    fn as_str(&self) -> &str;
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Rc<str>);

        impl ResourceId for $name {
            const PREFIX: &'static str = $prefix;

            fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl $name {
            /// The id with this text.
            pub fn new(text: &str) -> $name {
                $name(Rc::from(text))
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> $name {
                $name(Rc::from(text))
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl Display for $name {
            fn fmt(&self, formatter: &mut Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(&self.0)
            }
        }
    )*};
}

ids! {
    /// `eipassoc-…`
    AddressAssociationId = "eipassoc-";
    /// `eipalloc-…`
    AllocationId = "eipalloc-";
    /// An ARN, or any name that the playground gave: EC2 has no one kind of id for load balancers,
    /// databases, tasks and functions.
    CarrierId = "carrier-";
    /// `eigw-…`
    EgressOnlyInternetGatewayId = "eigw-";
    /// `i-…`
    InstanceId = "i-";
    /// `igw-…`
    InternetGatewayId = "igw-";
    /// `nat-…`
    NatGatewayId = "nat-";
    /// `aclassoc-…`
    NetworkAclAssociationId = "aclassoc-";
    /// `acl-…`
    NetworkAclId = "acl-";
    /// `eni-…`
    NetworkInterfaceId = "eni-";
    /// `pl-…`
    PrefixListId = "pl-";
    /// `rtbassoc-…`
    RouteTableAssociationId = "rtbassoc-";
    /// `rtb-…`
    RouteTableId = "rtb-";
    /// `sg-…`
    SecurityGroupId = "sg-";
    /// `sgr-…`
    SecurityGroupRuleId = "sgr-";
    /// `subnet-…`
    SubnetId = "subnet-";
    /// `tgw-attach-…`
    TransitGatewayAttachmentId = "tgw-attach-";
    /// `tgw-…`
    TransitGatewayId = "tgw-";
    /// `tgw-rtb-…`
    TransitGatewayRouteTableId = "tgw-rtb-";
    /// `vpcbpa-exclude-…`
    VpcBlockPublicAccessExclusionId = "vpcbpa-exclude-";
    /// `vpce-…`
    VpcEndpointId = "vpce-";
    /// `vpc-…`
    VpcId = "vpc-";
    /// `vgw-…`
    VpnGatewayId = "vgw-";
    /// `pcx-…`
    VpcPeeringConnectionId = "pcx-";
}
