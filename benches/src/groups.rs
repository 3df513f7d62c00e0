//! A large account's groups, as `aws ec2 describe-security-groups` prints them.

use sg_core::formats::aws::{Source, import};
use std::fmt::Write;

/// Groups of the account.
pub const GROUPS: u32 = 2_500;

/// Inbound rules of each.
pub const RULES: u32 = 60;

/// The text, some 20 MB.
pub fn text() -> String {
    let mut text = String::from("{\"SecurityGroups\":[");
    for group in 0..GROUPS {
        let separator = if group == 0 { "" } else { "," };
        // Writing to a string cannot fail.
        let _ = write!(
            text,
            "{separator}{{\"GroupId\":\"sg-{group:017x}\",\"GroupName\":\"group-{group}\",\
             \"Description\":\"A group\",\"VpcId\":\"vpc-0123456789abcdef0\",\"OwnerId\":\"444455556666\",\
             \"IpPermissionsEgress\":[],\"IpPermissions\":["
        );
        for rule in 0..RULES {
            let separator = if rule == 0 { "" } else { "," };
            let (port, block) = (1_000 + rule, group % 256);
            let _ = write!(
                text,
                "{separator}{{\"IpProtocol\":\"tcp\",\"FromPort\":{port},\"ToPort\":{port},\
                 \"IpRanges\":[{{\"CidrIp\":\"10.{block}.{rule}.0/24\"}}],\
                 \"Ipv6Ranges\":[],\"PrefixListIds\":[],\"UserIdGroupPairs\":[]}}"
            );
        }
        text.push_str("]}");
    }
    text.push_str("]}");
    text
}

/// Imports the text, and answers how many rules came of it.
pub fn import_rules(text: &str) -> usize {
    let import = import(&[Source { name: "", text }]);
    import.map_or(0, |import| import.network.security_groups.iter().map(|group| group.rules.len()).sum())
}
