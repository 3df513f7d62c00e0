//! The EC2 API's objects as the AWS CLI prints them. Absent values are left out, unknown keys ignored.

mod block_public_access;
mod carrier;
mod description;
mod endpoint;
mod gateway;
mod group;
mod interface;
mod network_acl;
mod permission;
mod playground;
mod prefix_list;
mod route_table;
mod shape;
mod tag;
mod transit_gateway;
mod vpc;

pub use block_public_access::{AwsVpcBlockPublicAccessExclusion, AwsVpcBlockPublicAccessOptions};
pub use carrier::{
    AwsAttribute, AwsCarrier, AwsDbEndpoint, AwsDbGroup, AwsDbInstance, AwsDbSubnet, AwsDbSubnetGroup,
    AwsForwardConfig, AwsForwardTarget, AwsListener, AwsListenerAction, AwsLoadBalancer, AwsLoadBalancerZone,
    AwsTarget, AwsTargetGroup, AwsTargetHealth,
};
pub use description::AwsDescription;
pub use endpoint::AwsVpcEndpoint;
pub use gateway::{
    AwsAddress, AwsEgressOnlyInternetGateway, AwsGatewayAttachment, AwsInternetGateway, AwsNatGateway,
    AwsNatGatewayAddress, AwsVpnGateway,
};
pub use group::{
    AwsSecurityGroup, AwsSecurityGroupRule, AwsSecurityGroupVpcAssociation, ReferencedGroupInfo,
};
pub use interface::{
    AwsAssociation, AwsAttachment, AwsConnectionTracking, AwsGroupIdentifier, AwsInstance, AwsIpv6Address,
    AwsNetworkInterface, AwsPrivateIpAddress, AwsReservation, AwsState,
};
pub use network_acl::{
    AwsIcmpTypeCode, AwsNetworkAcl, AwsNetworkAclAssociation, AwsNetworkAclEntry, AwsPortRange,
};
pub use permission::{IpPermission, IpRange, Ipv6Range, PrefixListRef, UserIdGroupPair};
pub use playground::AwsSettings;
pub use prefix_list::{AwsPrefixList, AwsPrefixListEntry};
pub use route_table::{AwsPropagatingVgw, AwsRoute, AwsRouteTable, AwsRouteTableAssociation};
pub use tag::{AwsTag, TagSpecification};
pub use transit_gateway::{
    AwsTransitGateway, AwsTransitGatewayOptions, AwsTransitGatewayRoute, AwsTransitGatewayRouteTable,
    AwsTransitGatewayTableUser, AwsTransitGatewayVpcAttachment, AwsTransitGatewayVpcAttachmentOptions,
};
pub use vpc::{
    AwsBlockState, AwsCidrBlock, AwsIpv6CidrBlock, AwsPeeringSide, AwsPeeringStatus, AwsSubnet, AwsVpc,
    AwsVpcPeeringConnection,
};
