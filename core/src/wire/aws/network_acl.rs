//! Network ACLs.

use super::AwsTag;
use super::shape::shapes;

shapes! {
    /// An item of describe-network-acls.
    AwsNetworkAcl {
        /// Its id.
        network_acl_id: String,
        /// Its VPC.
        vpc_id: String,
        /// Its owner.
        owner_id: Option<String>,
        /// The VPC's default ACL?
        is_default: Option<bool>,
        /// The subnets it serves.
        associations: Vec<AwsNetworkAclAssociation>,
        /// Its entries, both directions.
        entries: Vec<AwsNetworkAclEntry>,
        /// Its tags.
        tags: Vec<AwsTag>,
    }
    /// That a subnet uses the ACL.
    AwsNetworkAclAssociation {
        /// Its id.
        network_acl_association_id: Option<String>,
        /// The ACL.
        network_acl_id: Option<String>,
        /// The subnet.
        subnet_id: Option<String>,
    }
    /// An entry.
    AwsNetworkAclEntry {
        /// Lower numbers are looked at first.
        rule_number: Option<i64>,
        /// Outbound?
        egress: Option<bool>,
        /// A number as text, or `-1`.
        protocol: Option<String>,
        /// `allow` or `deny`.
        rule_action: Option<String>,
        /// The block, if IPv4.
        cidr_block: Option<String>,
        /// The block, if IPv6.
        ipv6_cidr_block: Option<String>,
        /// TCP and UDP.
        port_range: Option<AwsPortRange>,
        /// ICMP.
        icmp_type_code: Option<AwsIcmpTypeCode>,
    }
    /// A run of ports.
    AwsPortRange {
        /// The lowest.
        from: Option<i64>,
        /// The highest.
        to: Option<i64>,
    }
    /// ICMP type and code; -1: all.
    AwsIcmpTypeCode {
        /// The code.
        code: Option<i64>,
        /// The type.
        #[shape(name = "Type")]
        kind: Option<i64>,
    }
}
