//! How much of the quota the rows use, before they are saved.

use sg_core::model::{GroupPeer, Network, Peer, PrefixListId, RuleCount, SecurityGroupId};
use sg_core::net::parse_cidr;

use super::RuleDraft;
use super::actions::peers;

/// What the rows count toward the quota of rules per group. What is not whole yet does not count.
#[must_use]
pub fn usage(network: &Network, rows: &[RuleDraft], you: &str) -> RuleCount {
    let named = rows.iter().flat_map(|row| peers(row, you));
    named.filter_map(|text| peer(&text)).map(|peer| network.weight_of(&peer)).fold(
        RuleCount::default(),
        |sum, one| RuleCount {
            ipv4: sum.ipv4.saturating_add(one.ipv4),
            ipv6: sum.ipv6.saturating_add(one.ipv6),
        },
    )
}

fn peer(text: &str) -> Option<Peer> {
    let id = text.rsplit('/').next().unwrap_or(text);
    if id.starts_with("sg-") {
        Some(Peer::SecurityGroup(GroupPeer::new(SecurityGroupId::new(id))))
    } else if text.starts_with("pl-") {
        Some(Peer::PrefixList(PrefixListId::new(text)))
    } else {
        parse_cidr(text).ok().map(Peer::from_block)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_family_is_counted_apart_and_a_group_in_both() {
        let mut row = RuleDraft::new(1);
        row.choose_type("HTTPS");
        row.peers =
            ["10.0.0.0/8", "192.0.2.0/24", "2001:db8::/32", "sg-0a1", "nonsense"].map(str::to_owned).into();
        row.typing = "198.51.100.0/24".to_owned();
        let count = usage(&Network::default(), &[row], "203.0.113.10");
        assert_eq!((count.ipv4, count.ipv6), (4, 2));
    }
}
