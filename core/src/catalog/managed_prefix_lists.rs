//! What a reference to one of AWS's own prefix lists counts toward the rule quota.
//!
//! Source: VPC User Guide `working-with-aws-managed-prefix-lists`.

use crate::net::Family;

/// One of AWS's own lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ManagedPrefixList {
    /// Whether the name holds `global` where others hold the Region.
    pub global: bool,
    /// The end of the name, after the Region or `global`.
    pub service: &'static str,
    /// Its weight: what one reference counts.
    pub weight: u32,
}

const fn regional(service: &'static str, weight: u32) -> ManagedPrefixList {
    ManagedPrefixList { global: false, service, weight }
}

const fn global(service: &'static str, weight: u32) -> ManagedPrefixList {
    ManagedPrefixList { global: true, service, weight }
}

/// AWS's own lists.
pub static MANAGED_PREFIX_LISTS: [ManagedPrefixList; 13] = [
    global("cloudfront.origin-facing", 55),
    global("ipv6.cloudfront.origin-facing", 55),
    regional("dynamodb", 1),
    regional("s3", 1),
    regional("s3express", 6),
    regional("ec2-instance-connect", 2),
    regional("ipv6.ec2-instance-connect", 2),
    global("groundstation", 5),
    regional("route53-healthchecks", 25),
    regional("ipv6.route53-healthchecks", 25),
    regional("secretsmanager-managed-external-secrets", 20),
    regional("vpc-lattice", 10),
    regional("ipv6.vpc-lattice", 10),
];

impl ManagedPrefixList {
    /// The list with the name, for instance `com.amazonaws.eu-west-1.s3`.
    pub fn named(name: &str) -> Option<&'static ManagedPrefixList> {
        let (scope, service) = name.strip_prefix("com.amazonaws.")?.split_once('.')?;
        let global = scope == "global";
        MANAGED_PREFIX_LISTS.iter().find(|list| list.global == global && list.service == service)
    }

    /// Its name in a Region.
    pub fn name_in(&self, region: &str) -> String {
        let scope = if self.global { "global" } else { region };
        format!("com.amazonaws.{scope}.{}", self.service)
    }

    /// The family of its entries.
    pub fn family(&self) -> Family {
        if self.service.starts_with("ipv6.") { Family::Ipv6 } else { Family::Ipv4 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_go_by_the_name_whatever_the_region() {
        let weight = |name: &str| ManagedPrefixList::named(name).map(|list| list.weight);
        assert_eq!(weight("com.amazonaws.global.cloudfront.origin-facing"), Some(55));
        assert_eq!(weight("com.amazonaws.global.ipv6.cloudfront.origin-facing"), Some(55));
        assert_eq!(weight("com.amazonaws.eu-west-1.s3"), Some(1));
        assert_eq!(weight("com.amazonaws.us-east-1.s3express"), Some(6));
        assert_eq!(weight("com.amazonaws.ap-south-1.ipv6.route53-healthchecks"), Some(25));
        assert_eq!(weight("com.amazonaws.global.s3"), None);
        assert_eq!(weight("office"), None);
    }

    #[test]
    fn names_in_a_region_lead_back() {
        for list in &MANAGED_PREFIX_LISTS {
            assert_eq!(ManagedPrefixList::named(&list.name_in("eu-west-1")), Some(list));
        }
        let ipv6 = ManagedPrefixList::named("com.amazonaws.eu-west-1.ipv6.vpc-lattice").unwrap();
        assert_eq!(ipv6.family(), Family::Ipv6);
    }
}
