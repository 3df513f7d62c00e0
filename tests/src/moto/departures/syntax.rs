//! What moto does not check of the values in a call, or checks in another order.

use super::Departure;
use super::look::{all_faults, all_with_ports, modifies, names_rules, peer_ids};
use crate::moto::exchange::Exchange;
use crate::moto::faults::{Fault, block, peers, protocol};
use serde_json::Value;

pub(super) const LIST: &[Departure] = &[
    Departure {
        name: "values-unchecked",
        what: "1.3, 10: moto takes any protocol, ports, types, codes and descriptions, or breaks on them",
        explains: |x| {
            let unchecked = [Fault::Protocol, Fault::Ports, Fault::Description];
            x.refused("InvalidParameterValue")
                && (x.moto_did() || x.moto_broke())
                && all_faults(x).iter().any(|fault| unchecked.contains(fault))
        },
    },
    Departure {
        name: "bare-ipv6",
        what: "1.2, 10: a block needs its prefix in either family; moto takes a bare IPv6 address",
        explains: |x| {
            let is_bare =
                |id: &String| !id.contains('/') && block("CidrIpv6", &format!("{id}/128")).is_some();
            x.refused("InvalidParameterValue") && x.moto_did() && peer_ids(x, "CidrIpv6").iter().any(is_bare)
        },
    },
    Departure {
        name: "no-peer",
        what: "1.2, 10: a rule has exactly one peer; moto takes a permission without any for no rule, or goes on and \
               breaks on another",
        explains: |x| {
            x.refused("MissingParameter")
                && (x.moto_did() || x.moto_broke())
                && all_faults(x).contains(&Fault::NoPeer)
        },
    },
    Departure {
        name: "order-of-checks",
        what: "10 (choice): syntax first, then existence, then duplicates; moto looks at one rule after the other",
        explains: |x| {
            let (Err(here), Err(there)) = (x.here, x.there) else { return false };
            let any = |is_wrong: fn(&Value) -> bool| modifies(x) && x.permissions().iter().any(is_wrong);
            let two_peers = here == "InvalidParameterCombination" && any(|rule| peers(rule).len() > 1);
            let wrong = !all_faults(x).is_empty() || any(all_with_ports);
            let codes = here == "InvalidParameterValue" || here == "MissingParameter";
            let syntax = two_peers || wrong && (codes || here.ends_with(".Malformed"));
            // Among several faults of syntax, each side names the one that it meets first.
            let mut faults = all_faults(x);
            faults.sort();
            faults.dedup();
            let several = codes
                && faults.len() > 1
                && (there == "InvalidParameterValue" || there == "MissingParameter");
            let existence = here.ends_with(".NotFound") && here != "InvalidPermission.NotFound";
            let later = [
                "InvalidGroup.NotFound",
                "InvalidPermission.Duplicate",
                "InvalidPermission.NotFound",
                "InvalidSecurityGroupRuleId.NotFound",
            ];
            here != there
                && (several || (syntax || existence) && later.contains(&there.as_str()))
                && names_rules(x)
        },
    },
    Departure {
        name: "repeated-rule",
        what: "10: the same rule twice in one request has a code of its own; moto calls the second a duplicate",
        explains: |x| {
            x.refused("InvalidParameterValue")
                && x.moto_refused("InvalidPermission.Duplicate")
                && repeats_itself(x)
        },
    },
    Departure {
        name: "malformed-ids",
        what: "10: an id of the wrong shape has a code of its own; moto only says that there is none",
        explains: |x| {
            let (Err(here), Err(there)) = (x.here, x.there) else { return false };
            here.ends_with(".Malformed") && there.ends_with(".NotFound")
        },
    },
    Departure {
        name: "malformed-filter",
        what: "10: ids in parameters are checked for their shape; moto checks those in the filter group-id too",
        explains: |x| {
            x.action() == "DescribeSecurityGroupRules"
                && x.here.is_ok()
                && x.moto_refused("InvalidGroupId.Malformed")
                && x.call.get("Filters").is_some()
        },
    },
    Departure {
        name: "rule-ids",
        what: "10: an id that no rule of the direction has is InvalidSecurityGroupRuleId.NotFound",
        explains: |x| {
            x.refused("InvalidSecurityGroupRuleId.NotFound")
                && x.moto_refused("InvalidPermission.NotFound")
                && x.call.get("SecurityGroupRuleIds").is_some()
        },
    },
];

/// Whether the call names one rule twice.
fn repeats_itself(x: &Exchange<'_>) -> bool {
    let mut seen: Vec<String> = Vec::new();
    for permission in x.permissions() {
        let name = protocol(&permission).unwrap_or_default();
        let ports = if matches!(name.as_str(), "tcp" | "udp" | "icmp" | "icmpv6") {
            format!(
                "{}-{}",
                permission["FromPort"].as_i64().unwrap_or(-1),
                permission["ToPort"].as_i64().unwrap_or(-1)
            )
        } else {
            String::new()
        };
        for (field, peer) in peers(&permission) {
            let text = peer[field].as_str().unwrap_or_default();
            let peer = block(field, text).unwrap_or_else(|| text.to_owned());
            let rule = format!("{name} {ports} {peer}");
            if seen.contains(&rule) {
                return true;
            }
            seen.push(rule);
        }
    }
    false
}
