//! Between the model and the API's objects, both ways: one place for actions, imports and exports.
//!
//! What reads answers AWS's errors; what writes leaves out what AWS leaves out.

mod block;
mod block_public_access;
mod derived_id;
mod endpoint;
mod gateway;
mod group;
mod interface;
mod network_acl;
mod options;
mod peering;
mod permission;
mod prefix_list;
mod route_table;
mod rule;
mod rule_text;
mod tag;
mod traffic;
mod transit_gateway;
mod vpc;

pub use block::{malformed_block, parse_block, parse_ipv4_block, parse_ipv6_block};
pub use block_public_access::{block_public_access_shape, exclusion_of, exclusion_shape};
pub use derived_id::derived_id;
pub use endpoint::vpc_endpoint_shape;
pub use gateway::{
    address_shape, egress_only_internet_gateway_shape, internet_gateway_shape, nat_gateway_shape,
    vpn_gateway_shape,
};
pub use group::{association_shape, group_arn, group_shape};
pub(crate) use interface::state_shape;
pub use interface::{instance_shape, interface_shape};
pub use network_acl::{network_acl_entry_of, network_acl_shape};
pub use options::{OPTIONS, PlaygroundOption};
pub use peering::peering_shape;
pub(crate) use permission::is_description_character;
pub use permission::{RuleSpec, check_rule_description, permissions_of, rules_of};
pub use prefix_list::{prefix_list_arn, prefix_list_shape};
pub use route_table::{destination_of, route_of, route_shape, route_table_shape, target_of};
pub use rule::{referenced_group_shape, rule_arn, rule_shape};
pub use rule_text::rule_text;
pub use tag::{tag_shapes, tags_of};
pub use traffic::parse_traffic;
pub use transit_gateway::{
    switch, transit_gateway_attachment_shape, transit_gateway_route_shape, transit_gateway_route_table_shape,
    transit_gateway_shape,
};
pub use vpc::{ipv4_block_shape, ipv6_block_shape, subnet_shape, vpc_shape};
