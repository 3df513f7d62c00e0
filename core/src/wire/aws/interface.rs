//! Interfaces and instances.

use super::AwsTag;
use crate::wire::shape::Shape;

/// An item of describe-network-interfaces.
#[derive(Clone, Debug, Default, PartialEq, Eq, Shape)]
#[shape(names = "PascalCase")]
pub struct AwsNetworkInterface {
    /// Its id.
    #[shape(optional)]
    pub network_interface_id: String,
    /// Its type.
    #[shape(skip)]
    pub interface_type: Option<String>,
    /// Its state.
    #[shape(skip)]
    pub status: Option<String>,
    /// Its VPC.
    #[shape(skip)]
    pub vpc_id: Option<String>,
    /// Its subnet.
    #[shape(skip)]
    pub subnet_id: Option<String>,
    /// Its zone.
    #[shape(skip)]
    pub availability_zone: Option<String>,
    /// Its owner.
    #[shape(skip)]
    pub owner_id: Option<String>,
    /// Its description.
    #[shape(skip)]
    pub description: Option<String>,
    /// Its primary private IPv4 address.
    #[shape(skip)]
    pub private_ip_address: Option<String>,
    /// All private IPv4 addresses.
    #[shape(optional)]
    pub private_ip_addresses: Vec<AwsPrivateIpAddress>,
    /// IPv6 addresses.
    #[shape(optional)]
    pub ipv6_addresses: Vec<AwsIpv6Address>,
    /// Delegated IPv4 prefixes.
    #[shape(skip)]
    pub ipv4_prefixes: Vec<serde_json::Value>,
    /// Delegated IPv6 prefixes.
    #[shape(skip)]
    pub ipv6_prefixes: Vec<serde_json::Value>,
    /// Its groups.
    #[shape(optional)]
    pub groups: Vec<AwsGroupIdentifier>,
    /// The public address of the primary private one.
    #[shape(skip)]
    pub association: Option<AwsAssociation>,
    /// What it is attached to.
    #[shape(skip)]
    pub attachment: Option<AwsAttachment>,
    /// Source/destination check.
    #[shape(skip)]
    pub source_dest_check: Option<bool>,
    /// Managed by a service?
    #[shape(skip)]
    pub requester_managed: Option<bool>,
    /// Which.
    #[shape(skip)]
    pub requester_id: Option<String>,
    /// Idle timeouts.
    #[shape(skip)]
    pub connection_tracking_configuration: Option<AwsConnectionTracking>,
    /// Refuses internet gateways?
    #[shape(skip)]
    pub deny_all_igw_traffic: Option<bool>,
    /// Its tags.
    #[shape(skip)]
    pub tag_set: Vec<AwsTag>,
    /// Supplied at import, to stand in for what was not described?
    #[shape(skip)]
    pub playground_stand_in: Option<bool>,
}

/// A private address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Shape)]
#[shape(names = "PascalCase")]
pub struct AwsPrivateIpAddress {
    /// The address.
    #[shape(optional)]
    pub private_ip_address: String,
    /// The primary one?
    #[shape(skip)]
    pub primary: Option<bool>,
    /// Its public address.
    #[shape(skip)]
    pub association: Option<AwsAssociation>,
}

/// An IPv6 address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Shape)]
#[shape(names = "PascalCase")]
pub struct AwsIpv6Address {
    /// The address.
    #[shape(optional)]
    pub ipv6_address: String,
    /// The primary one?
    #[shape(name = "IsPrimaryIpv6", skip)]
    pub is_primary_ipv6: Option<bool>,
}

/// A group carried.
#[derive(Clone, Debug, Default, PartialEq, Eq, Shape)]
#[shape(names = "PascalCase")]
pub struct AwsGroupIdentifier {
    /// Its id.
    #[shape(optional)]
    pub group_id: String,
    /// Its name.
    #[shape(skip)]
    pub group_name: Option<String>,
}

/// A public address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Shape)]
#[shape(names = "PascalCase")]
pub struct AwsAssociation {
    /// The address.
    #[shape(skip)]
    pub public_ip: Option<String>,
    /// The Elastic IP's allocation.
    #[shape(skip)]
    pub allocation_id: Option<String>,
    /// The association.
    #[shape(skip)]
    pub association_id: Option<String>,
    /// `amazon`, or the account.
    #[shape(skip)]
    pub ip_owner_id: Option<String>,
}

/// An attachment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Shape)]
#[shape(names = "PascalCase")]
pub struct AwsAttachment {
    /// Its id.
    #[shape(skip)]
    pub attachment_id: Option<String>,
    /// The instance.
    #[shape(skip)]
    pub instance_id: Option<String>,
    /// 0 for the primary interface.
    #[shape(skip)]
    pub device_index: Option<u32>,
    /// The state.
    #[shape(skip)]
    pub status: Option<String>,
}

/// Idle timeouts in seconds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Shape)]
#[shape(names = "PascalCase")]
pub struct AwsConnectionTracking {
    /// Established TCP.
    #[shape(skip)]
    pub tcp_established_timeout: Option<u32>,
    /// UDP.
    #[shape(skip)]
    pub udp_timeout: Option<u32>,
    /// UDP streams.
    #[shape(skip)]
    pub udp_stream_timeout: Option<u32>,
}

/// An item of describe-instances.
#[derive(Clone, Debug, Default, PartialEq, Eq, Shape)]
#[shape(names = "PascalCase")]
pub struct AwsReservation {
    /// Its id.
    #[shape(skip)]
    pub reservation_id: Option<String>,
    /// Its owner.
    #[shape(skip)]
    pub owner_id: Option<String>,
    /// The instances.
    #[shape(optional)]
    pub instances: Vec<AwsInstance>,
}

/// An instance.
#[derive(Clone, Debug, Default, PartialEq, Eq, Shape)]
#[shape(names = "PascalCase")]
pub struct AwsInstance {
    /// Its id.
    #[shape(optional)]
    pub instance_id: String,
    /// Its type.
    #[shape(skip)]
    pub instance_type: Option<String>,
    /// Its state.
    #[shape(skip)]
    pub state: Option<AwsState>,
    /// Its VPC.
    #[shape(skip)]
    pub vpc_id: Option<String>,
    /// Its subnet.
    #[shape(skip)]
    pub subnet_id: Option<String>,
    /// Primary private IPv4 address.
    #[shape(skip)]
    pub private_ip_address: Option<String>,
    /// Public IPv4 address.
    #[shape(skip)]
    pub public_ip_address: Option<String>,
    /// First IPv6 address.
    #[shape(skip)]
    pub ipv6_address: Option<String>,
    /// Groups of the primary interface.
    #[shape(optional)]
    pub security_groups: Vec<AwsGroupIdentifier>,
    /// Source/destination check.
    #[shape(skip)]
    pub source_dest_check: Option<bool>,
    /// Its interfaces.
    #[shape(optional)]
    pub network_interfaces: Vec<AwsNetworkInterface>,
    /// Its tags.
    #[shape(skip)]
    pub tags: Vec<AwsTag>,
}

/// A state.
#[derive(Clone, Debug, Default, PartialEq, Eq, Shape)]
#[shape(names = "PascalCase")]
pub struct AwsState {
    /// Its number.
    #[shape(skip)]
    pub code: Option<i64>,
    /// Its name.
    #[shape(skip)]
    pub name: Option<String>,
}
