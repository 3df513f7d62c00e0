//! AWS's nouns, one file each, and the network that owns them.

mod association;
mod group;
mod ids;
mod instance;
mod interface;
mod network;
mod peer;
mod peering;
mod prefix_list;
mod rule;
mod settings;
mod subnet;
mod table;
mod tags;
mod traffic;
mod vpc;

pub use association::{AssociationState, SecurityGroupVpcAssociation};
pub use group::SecurityGroup;
pub use ids::{
    InstanceId, NetworkInterfaceId, PrefixListId, ResourceId, SecurityGroupId, SecurityGroupRuleId, SubnetId,
    VpcId, VpcPeeringConnectionId,
};
pub use instance::Instance;
pub use interface::{
    Attachment, ConnectionTracking, InterfaceType, NetworkInterface, PrivateAddress, PublicAssociation,
};
pub use network::Network;
pub use peer::{GroupPeer, Peer, PeerKind};
pub use peering::{PeeringStatus, PeeringVpc, VpcPeeringConnection};
pub use prefix_list::{PrefixList, PrefixListEntry};
pub use rule::SecurityGroupRule;
pub use settings::{Options, Settings};
pub use subnet::Subnet;
pub use table::Table;
pub use tags::Tags;
pub use traffic::Traffic;
pub use vpc::Vpc;
