//! What moto does otherwise without a word.

use super::look::updates;
use serde_json::Value;
use sg_core::model::Network;

/// What moto does in silence: such calls are only tried on both sides, so that they stay alike.
pub const SILENT: &[Silent] = &[
    Silent {
        name: "modify-peer",
        what: "EC2 API: ModifySecurityGroupRules changes the peer too; moto changes IPv4 blocks only",
        is_one: |call, _| {
            let others = ["CidrIpv6", "PrefixListId", "ReferencedGroupId"];
            updates(call).any(|(_, rule)| others.iter().any(|peer| rule.get(*peer).is_some()))
        },
    },
    Silent {
        name: "modify-description",
        what: "EC2 API: a modified rule is what the request says, without a description where it says none; moto keeps the old one",
        is_one: |call, network| {
            let group = call["GroupId"].as_str().and_then(|id| network.security_groups.find(id));
            let described = |id: &str| {
                let mut rules = group.iter().flat_map(|group| &group.rules);
                rules.any(|rule| rule.id.to_string() == id && rule.description.is_some())
            };
            updates(call).any(|(id, rule)| rule.get("Description").is_none() && described(id))
        },
    },
];

/// Something that moto does otherwise without a word.
pub struct Silent {
    /// A short name.
    pub name: &'static str,
    /// The section that decides, and what moto does instead.
    pub what: &'static str,
    /// Whether the call is one on which it does.
    pub is_one: fn(&Value, &Network) -> bool,
}
