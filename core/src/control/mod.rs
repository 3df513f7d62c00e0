//! The control plane: actions in AWS's words, answered as EC2 answers them.
//!
//! Every change is an [`Action`](crate::wire::Action). It either changes the network or gives an [`Ec2Error`] with AWS's code
//! and text, and then nothing has changed. One file holds one family of actions and lists them in its
//! `ACTIONS`; a new action is a function and a line there.

mod acl_entries;
mod acls;
mod addresses;
mod answers;
mod associations;
mod block_public_access;
mod blocks;
mod carrier_request;
mod carriers;
mod default_group;
mod defaults;
mod describe;
mod elastic_ips;
mod endpoints;
mod filters;
mod find;
mod group_text;
mod interface_attributes;
mod interface_request;
mod interfaces;
mod internet_gateways;
mod nat_gateways;
mod obstacles;
mod parameters;
mod peerings;
mod prefix_list_entries;
mod prefix_lists;
mod private_addresses;
mod registry;
mod route_tables;
mod routes;
mod rule_descriptions;
mod rule_quota;
mod rule_request;
mod rules_authorize;
mod rules_modify;
mod rules_revoke;
mod run_instances;
mod security_groups;
mod settings;
mod subnets;
mod tagging;
mod tags;
mod terminate_instances;
mod transit_gateways;
mod vpc_blocks;
mod vpcs;

#[cfg(test)]
mod error_table;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod testing;

pub use crate::wire::Ec2Error;
pub use acl_entries::entry_of;
pub use find::group_by;
pub use obstacles::{Obstacle, Tie, obstacles};
pub use registry::{ActionName, action_names, apply, apply_all};
