//! The list of all kinds, in the order in which they are built: what others refer to comes first.

use super::noun::Noun;
use super::{
    associations, groups, instances, interfaces, peerings, prefix_lists, rules, settings, subnets, vpcs,
};

/// All kinds of resources.
pub(super) const NOUNS: &[Noun] = &[
    settings::NOUN,
    vpcs::NOUN,
    subnets::NOUN,
    prefix_lists::NOUN,
    peerings::NOUN,
    groups::NOUN,
    rules::NOUN,
    associations::NOUN,
    instances::NOUN,
    interfaces::NOUN,
];
