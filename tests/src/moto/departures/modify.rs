//! ModifySecurityGroupRules and the updates of descriptions.

use super::Departure;
use super::look::{all_faults, all_with_ports, modifies, own_group, peer_ids, updates};
use crate::moto::exchange::Exchange;
use crate::moto::faults::Fault;

pub(super) const LIST: &[Departure] = &[
    Departure {
        name: "modify-all-with-ports",
        what: "1.3, 10: all protocols and ports may not go together in ModifySecurityGroupRules; moto takes them",
        explains: |x| {
            let did = x.refused("InvalidParameterValue") && x.moto_did();
            modifies(x) && did && x.permissions().iter().any(all_with_ports)
        },
    },
    Departure {
        name: "modify-block",
        what: "1.2, 10: a malformed block is refused; moto's ModifySecurityGroupRules takes any text",
        explains: |x| {
            modifies(x)
                && x.refused("InvalidParameterValue")
                && x.moto_did()
                && all_faults(x).contains(&Fault::Block)
        },
    },
    Departure {
        name: "modify-ids",
        what: "10: the group or prefix list that a rule names must exist; moto's ModifySecurityGroupRules takes any id",
        explains: |x| {
            let checks = [
                "InvalidGroupId.Malformed",
                "InvalidGroup.NotFound",
                "InvalidPrefixListId.Malformed",
                "InvalidPrefixListID.NotFound",
            ];
            let named = peer_ids(x, "GroupId").len() + peer_ids(x, "PrefixListId").len();
            modifies(x) && checks.iter().any(|code| x.refused(code)) && x.moto_did() && named > 0
        },
    },
    Departure {
        name: "modify-kind",
        what: "1.2, 10: the kind of a rule's peer cannot change; moto changes it, but for IPv6 to IPv4",
        explains: |x| modifies(x) && x.refused("InvalidParameterValue") && x.moto_did() && changes_kind(x),
    },
    Departure {
        name: "modify-duplicate",
        what: "1.2, 10: two rules of a group cannot become the same; moto lets them",
        explains: |x| modifies(x) && x.refused("InvalidPermission.Duplicate") && x.moto_did(),
    },
    Departure {
        name: "gone-groups-looked-up",
        what: "1.2, 3.3: what is revoked by value is compared with the rules, since a stale rule names a group that \
               is gone; moto looks the group up",
        explains: |x| {
            let gone = |id: &String| !x.network.security_groups.contains(id.as_str());
            x.action().starts_with("RevokeSecurityGroup")
                && (x.refused("InvalidPermission.NotFound") || x.here.is_ok())
                && x.moto_refused("InvalidGroup.NotFound")
                && peer_ids(x, "GroupId").iter().any(gone)
        },
    },
    Departure {
        name: "duplicate-before-quota",
        what: "10 (choice): duplicates come before quotas; moto counts first",
        explains: |x| {
            x.refused("InvalidPermission.Duplicate") && x.moto_refused("RulesPerSecurityGroupLimitExceeded")
        },
    },
    Departure {
        name: "descriptions-of-nothing",
        what: "10: a description needs its rule, stale or not; moto passes over rules that are not there, and looks \
               up the group that one names",
        explains: |x| {
            let looks_up = x.moto_refused("InvalidGroup.NotFound") && !peer_ids(x, "GroupId").is_empty();
            x.action().starts_with("UpdateSecurityGroupRuleDescriptions")
                && x.refused("InvalidPermission.NotFound")
                && (x.moto_did() || looks_up)
        },
    },
];

/// Whether a rule would get a peer of another kind.
fn changes_kind(x: &Exchange<'_>) -> bool {
    let Some(group) = own_group(x) else { return false };
    updates(x.call).any(|(id, update)| {
        let before = group.rules.iter().find(|rule| rule.id.to_string() == id);
        before.is_some_and(|rule| update.get(rule.peer.kind().name()).is_none())
    })
}
