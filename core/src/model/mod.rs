//! AWS's nouns, one file each, and the network that owns them.

mod association;
mod block_public_access;
mod carrier;
mod elastic_ip;
mod group;
mod ids;
mod instance;
mod interface;
mod internet_gateway;
mod load_balancer;
mod nat_gateway;
mod network;
mod network_acl;
mod peer;
mod peering;
mod prefix_list;
mod reference;
mod route_table;
mod rule;
mod rule_count;
mod settings;
mod sought;
mod subnet;
mod table;
mod tags;
mod traffic;
mod transit_gateway;
mod vpc;
mod vpc_endpoint;
mod vpn_gateway;

pub use association::{AssociationState, SecurityGroupVpcAssociation};
pub use block_public_access::{
    ExcludedResource, ExclusionMode, InternetGatewayBlockMode, VpcBlockPublicAccessExclusion,
    VpcBlockPublicAccessOptions,
};
pub use carrier::{Carrier, CarrierKind, EcsTask};
pub use elastic_ip::{AddressAssociation, ElasticIp};
pub use group::SecurityGroup;
pub use ids::{
    AddressAssociationId, AllocationId, CarrierId, EgressOnlyInternetGatewayId, InstanceId,
    InternetGatewayId, NatGatewayId, NetworkAclAssociationId, NetworkAclId, NetworkInterfaceId, PrefixListId,
    ResourceId, RouteTableAssociationId, RouteTableId, SecurityGroupId, SecurityGroupRuleId, SubnetId,
    TransitGatewayAttachmentId, TransitGatewayId, TransitGatewayRouteTableId,
    VpcBlockPublicAccessExclusionId, VpcEndpointId, VpcId, VpcPeeringConnectionId, VpnGatewayId,
};
pub use instance::Instance;
pub use interface::{
    Attachment, ConnectionTracking, InterfaceType, NetworkInterface, PrivateAddress, PublicAssociation,
};
pub use internet_gateway::{EgressOnlyInternetGateway, InternetGateway};
pub use load_balancer::{
    Listener, LoadBalancer, LoadBalancerKind, Target, TargetGroup, TargetId, TargetType,
};
pub use nat_gateway::{Connectivity, NatAddress, NatGateway};
pub use network::Network;
pub use network_acl::{AclEntries, NetworkAcl, NetworkAclAssociation, NetworkAclEntry, RuleAction};
pub use peer::{GroupPeer, Peer, PeerKind};
pub use peering::{PeeringStatus, PeeringVpc, VpcPeeringConnection};
pub use prefix_list::{PrefixList, PrefixListEntry};
pub use reference::Reference;
pub use route_table::{
    Route, RouteDestination, RouteOrigin, RouteState, RouteTable, RouteTableAssociation, RouteTableUser,
    RouteTarget,
};
pub use rule::SecurityGroupRule;
pub use rule_count::RuleCount;
pub use settings::{Options, Settings};
pub use sought::Sought;
pub use subnet::Subnet;
pub use table::Table;
pub use tags::Tags;
pub use traffic::Traffic;
pub use transit_gateway::{
    TransitGateway, TransitGatewayRoute, TransitGatewayRouteTable, TransitGatewayVpcAttachment,
};
pub use vpc::Vpc;
pub use vpc_endpoint::{EndpointKind, VpcEndpoint};
pub use vpn_gateway::VpnGateway;
