//! The quotas that bear on packet filtering, with their codes in Service Quotas.
//!
//! Sources: VPC User Guide `amazon-vpc-limits`, `security-group-rules` (how the size of a rule counts); VPC
//! Peering Guide and PrivateLink guide on quotas.

/// A quota of an account in a Region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quota {
    /// Its code; none for quotas that Service Quotas does not list.
    pub code: Option<&'static str>,
    /// What it limits.
    pub name: &'static str,
    /// Its value unless raised.
    pub default: u32,
    /// The highest value AWS grants, where one is known. Equal to the default where the quota is fixed.
    pub max: Option<u32>,
    /// How it counts.
    pub remark: &'static str,
}

macro_rules! quotas {
    ($($constant:ident = $code:expr, $name:literal, $default:literal, $max:expr, $remark:literal;)*) => {
        $(
            #[doc = concat!($name, ".")]
            pub const $constant: Quota =
                Quota { code: $code, name: $name, default: $default, max: $max, remark: $remark };
        )*

        /// All quotas.
        pub static QUOTAS: &[Quota] = &[$($constant,)*];
    };
}

quotas! {
    SECURITY_GROUPS_PER_REGION = Some("L-E79EC296"), "Security groups per Region", 2500, None, "";
    RULES_PER_GROUP = Some("L-0EA8095F"), "Inbound or outbound rules per security group", 60, Some(1000),
        "each direction apart, and IPv4 apart from IPv6";
    GROUPS_PER_INTERFACE = Some("L-2AFB9258"), "Security groups per network interface", 5, Some(16), "";
    NETWORK_ACLS_PER_VPC = Some("L-B4A6D682"), "Network ACLs per VPC", 200, None, "";
    RULES_PER_NETWORK_ACL = Some("L-2AEEBF1A"), "Rules per network ACL", 20, Some(40),
        "each direction apart";
    VPCS_PER_REGION = Some("L-F678F1CE"), "VPCs per Region", 5, None, "";
    SUBNETS_PER_VPC = Some("L-407747CB"), "Subnets per VPC", 200, None, "";
    IPV4_BLOCKS_PER_VPC = Some("L-83CA0A9D"), "IPv4 CIDR blocks per VPC", 5, Some(50),
        "the primary block counts";
    IPV6_BLOCKS_PER_VPC = Some("L-085A6257"), "IPv6 CIDR blocks per VPC", 5, Some(50), "";
    ROUTE_TABLES_PER_VPC = Some("L-589F43AA"), "Route tables per VPC", 200, None, "the main table counts";
    ROUTES_PER_TABLE = Some("L-93826ACB"), "Routes per route table", 500, Some(1000),
        "not propagated ones; IPv4 apart from IPv6";
    PROPAGATED_ROUTES_PER_TABLE = None, "Propagated routes per route table", 100, Some(100), "";
    INTERNET_GATEWAYS_PER_REGION = Some("L-A4707A72"), "Internet gateways per Region", 5, None,
        "follows the VPC quota; one per VPC";
    EGRESS_ONLY_GATEWAYS_PER_REGION = Some("L-45FE3B85"), "Egress-only internet gateways per Region", 5, None,
        "follows the VPC quota; one per VPC";
    NAT_GATEWAYS_PER_ZONE = Some("L-FE5A380F"), "NAT gateways per Availability Zone", 5, None, "";
    ELASTIC_IPS_PER_REGION = Some("L-0263D0A3"), "Elastic IP addresses per Region", 5, None, "";
    INTERFACES_PER_REGION = Some("L-DF5E4CA3"), "Network interfaces per Region", 5000, None,
        "enforced per Availability Zone";
    PREFIX_LISTS_PER_REGION = None, "Prefix lists per Region", 100, None, "raised by support case";
    ENTRIES_PER_PREFIX_LIST = None, "Entries per prefix list", 1000, None, "limits MaxEntries";
    REFERENCES_TO_PREFIX_LIST = None, "References to a prefix list per resource type", 10000, None, "";
    ACTIVE_PEERINGS_PER_VPC = None, "Active VPC peering connections per VPC", 50, Some(125), "";
    GATEWAY_ENDPOINTS_PER_REGION = None, "Gateway VPC endpoints per Region", 20, None, "";
    INTERFACE_ENDPOINTS_PER_VPC = None, "Interface VPC endpoints per VPC", 50, None, "";
    DNS_PACKETS_PER_INTERFACE = None, "DNS packets per second and network interface", 1024, Some(1024), "";
}

/// The most that the values of [`RULES_PER_GROUP`] and [`GROUPS_PER_INTERFACE`] may give when multiplied:
/// the quotas' values, not what is in use.
pub const RULES_PER_INTERFACE: u32 = 1000;

impl Quota {
    /// The quota with the code.
    pub fn with_code(code: &str) -> Option<&'static Quota> {
        QUOTAS.iter().find(|quota| quota.code == Some(code))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn codes_are_unique_and_found() {
        let codes: Vec<&str> = QUOTAS.iter().filter_map(|quota| quota.code).collect();
        assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), codes.len());
        for code in codes {
            assert_eq!(Quota::with_code(code).and_then(|quota| quota.code), Some(code));
        }
        assert_eq!(Quota::with_code("L-00000000"), None);
    }

    #[test]
    fn defaults_are_those_of_aws() {
        assert_eq!((RULES_PER_GROUP.default, GROUPS_PER_INTERFACE.default), (60, 5));
        assert_eq!((ROUTES_PER_TABLE.default, ROUTES_PER_TABLE.max), (500, Some(1000)));
        assert!(QUOTAS.iter().all(|quota| quota.max.is_none_or(|max| quota.default <= max)));
        let product = |rules: &Quota, groups: &Quota| rules.default * groups.default;
        assert!(product(&RULES_PER_GROUP, &GROUPS_PER_INTERFACE) <= RULES_PER_INTERFACE);
    }
}
