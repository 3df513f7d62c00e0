//! Between the model and the API's objects, both ways: one place for actions, imports and exports.
//!
//! What reads answers AWS's errors; what writes leaves out what AWS leaves out.

mod block;
mod derived_id;
mod group;
mod interface;
mod options;
mod peering;
mod permission;
mod prefix_list;
mod rule;
mod rule_text;
mod tag;
mod traffic;
mod vpc;

pub use block::{malformed_block, parse_block, parse_ipv4_block, parse_ipv6_block};
pub use derived_id::derived_id;
pub use group::{association_shape, group_arn, group_shape};
pub(crate) use interface::state_shape;
pub use interface::{instance_shape, interface_shape};
pub use options::{OPTIONS, PlaygroundOption};
pub use peering::peering_shape;
pub(crate) use permission::is_description_character;
pub use permission::{RuleSpec, check_rule_description, permissions_of, rules_of};
pub use prefix_list::{prefix_list_arn, prefix_list_shape};
pub use rule::{referenced_group_shape, rule_arn, rule_shape};
pub use rule_text::rule_text;
pub use tag::{tag_shapes, tags_of};
pub use traffic::parse_traffic;
pub use vpc::{ipv4_block_shape, ipv6_block_shape, subnet_shape, vpc_shape};
