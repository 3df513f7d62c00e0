//! `IpPermission`: rules that share protocol and ports.

use crate::wire::shape::Shape;

/// Rules that share protocol and ports; one that lists N peers is N rules.
#[derive(Clone, Debug, Default, PartialEq, Eq, Shape)]
#[shape(names = "PascalCase")]
pub struct IpPermission {
    /// `-1`, a name, or a number.
    #[shape(skip)]
    pub ip_protocol: Option<String>,
    /// Lowest port, or ICMP type.
    #[shape(skip)]
    pub from_port: Option<i64>,
    /// Highest port, or ICMP code.
    #[shape(skip)]
    pub to_port: Option<i64>,
    /// IPv4 blocks.
    #[shape(optional)]
    pub ip_ranges: Vec<IpRange>,
    /// IPv6 blocks.
    #[shape(optional)]
    pub ipv6_ranges: Vec<Ipv6Range>,
    /// Prefix lists.
    #[shape(optional)]
    pub prefix_list_ids: Vec<PrefixListRef>,
    /// Groups.
    #[shape(optional)]
    pub user_id_group_pairs: Vec<UserIdGroupPair>,
}

/// An IPv4 block.
#[derive(Clone, Debug, Default, PartialEq, Eq, Shape)]
#[shape(names = "PascalCase")]
pub struct IpRange {
    /// The block.
    #[shape(skip)]
    pub cidr_ip: Option<String>,
    /// The rule's description.
    #[shape(skip)]
    pub description: Option<String>,
}

/// An IPv6 block.
#[derive(Clone, Debug, Default, PartialEq, Eq, Shape)]
#[shape(names = "PascalCase")]
pub struct Ipv6Range {
    /// The block.
    #[shape(skip)]
    pub cidr_ipv6: Option<String>,
    /// The rule's description.
    #[shape(skip)]
    pub description: Option<String>,
}

/// A prefix list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Shape)]
#[shape(names = "PascalCase")]
pub struct PrefixListRef {
    /// Its id.
    #[shape(skip)]
    pub prefix_list_id: Option<String>,
    /// The rule's description.
    #[shape(skip)]
    pub description: Option<String>,
}

/// A referenced group.
#[derive(Clone, Debug, Default, PartialEq, Eq, Shape)]
#[shape(names = "PascalCase")]
pub struct UserIdGroupPair {
    /// Its id.
    #[shape(skip)]
    pub group_id: Option<String>,
    /// Its name, in old forms.
    #[shape(skip)]
    pub group_name: Option<String>,
    /// Its owner.
    #[shape(skip)]
    pub user_id: Option<String>,
    /// Its VPC, where it is another.
    #[shape(skip)]
    pub vpc_id: Option<String>,
    /// The peering.
    #[shape(skip)]
    pub vpc_peering_connection_id: Option<String>,
    /// The peering's state.
    #[shape(skip)]
    pub peering_status: Option<String>,
    /// The rule's description.
    #[shape(skip)]
    pub description: Option<String>,
}
