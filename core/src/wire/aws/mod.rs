//! The EC2 API's objects as the AWS CLI prints them. Absent values are left out, unknown keys ignored.

mod description;
mod group;
mod interface;
mod permission;
mod playground;
mod prefix_list;
mod tag;
mod vpc;

pub use description::AwsDescription;
pub use group::{
    AwsSecurityGroup, AwsSecurityGroupRule, AwsSecurityGroupVpcAssociation, ReferencedGroupInfo,
};
pub use interface::{
    AwsAssociation, AwsAttachment, AwsConnectionTracking, AwsGroupIdentifier, AwsInstance, AwsIpv6Address,
    AwsNetworkInterface, AwsPrivateIpAddress, AwsReservation, AwsState,
};
pub use permission::{IpPermission, IpRange, Ipv6Range, PrefixListRef, UserIdGroupPair};
pub use playground::AwsSettings;
pub use prefix_list::{AwsPrefixList, AwsPrefixListEntry};
pub use tag::{AwsTag, TagSpecification};
pub use vpc::{
    AwsBlockState, AwsCidrBlock, AwsIpv6CidrBlock, AwsPeeringSide, AwsPeeringStatus, AwsSubnet, AwsVpc,
    AwsVpcPeeringConnection,
};
