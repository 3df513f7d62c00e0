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

/// How many rules of a direction there are and how much of the quota they use, in one sentence: AWS counts IPv4 and IPv6
/// apart, and some rules as several.
#[must_use]
pub fn quota_sentence(rules: usize, used: RuleCount, quota: u32) -> String {
    let (family, count) = match (used.ipv4, used.ipv6) {
        (ipv4, 0) => ("IPv4", ipv4),
        (0, ipv6) => ("IPv6", ipv6),
        (ipv4, ipv6) => {
            let rules = if rules == 1 { "1 rule".to_owned() } else { format!("{rules} rules") };
            return format!("{rules}: {ipv4} of {quota} IPv4, {ipv6} of {quota} IPv6");
        }
    };
    match rules {
        0 => format!("Room for {quota} rules of each IP version"),
        _ if usize::try_from(count) == Ok(rules) => format!("{count} of {quota} {family} rules used"),
        1 => format!("1 rule, which counts as {count} of {quota} {family} rules"),
        _ => format!("{rules} rules, which count as {count} of {quota} {family} rules"),
    }
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
    #[test]
    fn the_use_of_the_quota_is_one_sentence() {
        let told = |rules, ipv4, ipv6| quota_sentence(rules, RuleCount { ipv4, ipv6 }, 60);
        assert_eq!(told(0, 0, 0), "Room for 60 rules of each IP version");
        assert_eq!(told(2, 2, 0), "2 of 60 IPv4 rules used");
        assert_eq!(told(1, 0, 1), "1 of 60 IPv6 rules used");
        assert_eq!(told(3, 2, 2), "3 rules: 2 of 60 IPv4, 2 of 60 IPv6");
        assert_eq!(told(1, 55, 0), "1 rule, which counts as 55 of 60 IPv4 rules");
        assert_eq!(told(2, 56, 0), "2 rules, which count as 56 of 60 IPv4 rules");
    }
}
