//! Interfaces and instances.

use super::AwsTag;
use crate::wire::null_as_default;
use serde::{Deserialize, Serialize};

/// An item of describe-network-interfaces.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AwsNetworkInterface {
    /// Its id.
    #[serde(default, deserialize_with = "null_as_default")]
    pub network_interface_id: String,
    /// Its type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interface_type: Option<String>,
    /// Its state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// Its VPC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vpc_id: Option<String>,
    /// Its subnet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subnet_id: Option<String>,
    /// Its zone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub availability_zone: Option<String>,
    /// Its owner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_id: Option<String>,
    /// Its description.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Its primary private IPv4 address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub private_ip_address: Option<String>,
    /// All private IPv4 addresses.
    #[serde(default, deserialize_with = "null_as_default")]
    pub private_ip_addresses: Vec<AwsPrivateIpAddress>,
    /// IPv6 addresses.
    #[serde(default, deserialize_with = "null_as_default")]
    pub ipv6_addresses: Vec<AwsIpv6Address>,
    /// Delegated IPv4 prefixes.
    #[serde(default, deserialize_with = "null_as_default", skip_serializing_if = "Vec::is_empty")]
    pub ipv4_prefixes: Vec<serde_json::Value>,
    /// Delegated IPv6 prefixes.
    #[serde(default, deserialize_with = "null_as_default", skip_serializing_if = "Vec::is_empty")]
    pub ipv6_prefixes: Vec<serde_json::Value>,
    /// Its groups.
    #[serde(default, deserialize_with = "null_as_default")]
    pub groups: Vec<AwsGroupIdentifier>,
    /// The public address of the primary private one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub association: Option<AwsAssociation>,
    /// What it is attached to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attachment: Option<AwsAttachment>,
    /// Source/destination check.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_dest_check: Option<bool>,
    /// Managed by a service?
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requester_managed: Option<bool>,
    /// Which.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requester_id: Option<String>,
    /// Idle time-outs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub connection_tracking_configuration: Option<AwsConnectionTracking>,
    /// Refuses internet gateways?
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deny_all_igw_traffic: Option<bool>,
    /// Its tags.
    #[serde(default, deserialize_with = "null_as_default", skip_serializing_if = "Vec::is_empty")]
    pub tag_set: Vec<AwsTag>,
}

/// A private address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AwsPrivateIpAddress {
    /// The address.
    #[serde(default, deserialize_with = "null_as_default")]
    pub private_ip_address: String,
    /// The primary one?
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub primary: Option<bool>,
    /// Its public address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub association: Option<AwsAssociation>,
}

/// An IPv6 address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AwsIpv6Address {
    /// The address.
    #[serde(default, deserialize_with = "null_as_default")]
    pub ipv6_address: String,
    /// The primary one?
    #[serde(rename = "IsPrimaryIpv6", default, skip_serializing_if = "Option::is_none")]
    pub is_primary_ipv6: Option<bool>,
}

/// A group carried.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AwsGroupIdentifier {
    /// Its id.
    #[serde(default, deserialize_with = "null_as_default")]
    pub group_id: String,
    /// Its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group_name: Option<String>,
}

/// A public address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AwsAssociation {
    /// The address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public_ip: Option<String>,
    /// The Elastic IP's allocation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allocation_id: Option<String>,
    /// The association.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub association_id: Option<String>,
    /// `amazon`, or the account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ip_owner_id: Option<String>,
}

/// An attachment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AwsAttachment {
    /// Its id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attachment_id: Option<String>,
    /// The instance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instance_id: Option<String>,
    /// 0 for the primary interface.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device_index: Option<u32>,
    /// The state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
}

/// Idle time-outs in seconds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AwsConnectionTracking {
    /// Established TCP.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tcp_established_timeout: Option<u32>,
    /// UDP.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub udp_timeout: Option<u32>,
    /// UDP streams.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub udp_stream_timeout: Option<u32>,
}

/// An item of describe-instances.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AwsReservation {
    /// Its id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reservation_id: Option<String>,
    /// Its owner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_id: Option<String>,
    /// The instances.
    #[serde(default, deserialize_with = "null_as_default")]
    pub instances: Vec<AwsInstance>,
}

/// An instance.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AwsInstance {
    /// Its id.
    #[serde(default, deserialize_with = "null_as_default")]
    pub instance_id: String,
    /// Its type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instance_type: Option<String>,
    /// Its state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<AwsState>,
    /// Its VPC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vpc_id: Option<String>,
    /// Its subnet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subnet_id: Option<String>,
    /// Primary private IPv4 address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub private_ip_address: Option<String>,
    /// Public IPv4 address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public_ip_address: Option<String>,
    /// First IPv6 address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ipv6_address: Option<String>,
    /// Groups of the primary interface.
    #[serde(default, deserialize_with = "null_as_default")]
    pub security_groups: Vec<AwsGroupIdentifier>,
    /// Source/destination check.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_dest_check: Option<bool>,
    /// Its interfaces.
    #[serde(default, deserialize_with = "null_as_default")]
    pub network_interfaces: Vec<AwsNetworkInterface>,
    /// Its tags.
    #[serde(default, deserialize_with = "null_as_default", skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<AwsTag>,
}

/// A state.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AwsState {
    /// Its number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<i64>,
    /// Its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}
