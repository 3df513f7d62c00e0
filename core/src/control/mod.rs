//! The control plane: actions in AWS's words, answered as EC2 answers them.
//!
//! Every change is an [`Action`]. It either changes the network or gives an [`Ec2Error`] with AWS's code
//! and text, and then nothing has changed. One file holds one family of actions and lists them in its
//! `ACTIONS`; a new action is a function and a line there.

mod addresses;
mod answers;
mod associations;
mod blocks;
mod default_group;
mod describe;
mod filters;
mod find;
mod group_text;
mod interface_attributes;
mod interface_request;
mod interfaces;
mod parameters;
mod peerings;
mod prefix_list_entries;
mod prefix_lists;
mod private_addresses;
mod registry;
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
mod vpc_blocks;
mod vpcs;

#[cfg(test)]
mod error_table;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod testing;

pub use crate::wire::Ec2Error;
pub use registry::{ActionName, action_names, apply, apply_all};
