//! Groups, and the rules that are added to them or revoked.

use super::Departure;
use super::look::{all_faults, own_group, peer_ids};
use crate::moto::faults::{Fault, describes};
use sg_core::model::SecurityGroup;
use std::rc::Rc;

pub(super) const LIST: &[Departure] = &[
    Departure {
        name: "no-such-action",
        what: "1.1, 3.3: moto has neither associations with VPCs nor stale rules",
        explains: |x| {
            let lacking =
                ["AssociateSecurityGroupVpc", "DisassociateSecurityGroupVpc", "DescribeStaleSecurityGroups"];
            lacking.contains(&x.action()) && x.moto_broke()
        },
    },
    Departure {
        name: "peers-unchecked",
        what: "1.2, 10: a prefix list that a rule names must exist; moto takes any id",
        explains: |x| {
            let refused =
                x.refused("InvalidPrefixListID.NotFound") || x.refused("InvalidPrefixListId.Malformed");
            refused
                && x.moto_did()
                && peer_ids(x, "PrefixListId").iter().any(|id| !x.network.prefix_lists.contains(id.as_str()))
        },
    },
    Departure {
        name: "networks-unchecked",
        what: "3.3: a rule may name a group of its VPC or of a peered one; moto takes any group's id",
        explains: |x| {
            let Some(own) = own_group(x) else { return false };
            let elsewhere = |id: &String| {
                x.network.security_groups.find(id.as_str()).is_some_and(|group| group.vpc != own.vpc)
            };
            x.refused("InvalidGroup.NotFound") && x.moto_did() && peer_ids(x, "GroupId").iter().any(elsewhere)
        },
    },
    Departure {
        name: "names-unchecked",
        what: "1.1, 10: names and descriptions of groups have a length, a set of characters, and reserved words",
        explains: |x| {
            let (name, description) = (x.text("GroupName"), x.text("Description"));
            let bad =
                !describes(name) || !describes(description) || name.starts_with("sg-") || name == "default";
            let other = x.moto_did()
                || x.moto_refused("MissingParameter")
                || x.moto_refused("InvalidGroup.Duplicate");
            x.action() == "CreateSecurityGroup" && x.refused("InvalidParameterValue") && bad && other
        },
    },
    Departure {
        name: "names-by-case",
        what: "1.1: names are compared without case; moto compares them as they are",
        explains: |x| {
            let name = x.text("GroupName").trim_end();
            let is_alike =
                |group: &Rc<SecurityGroup>| *group.name != *name && group.name.eq_ignore_ascii_case(name);
            x.refused("InvalidGroup.Duplicate")
                && x.moto_did()
                && x.network.security_groups.iter().any(is_alike)
        },
    },
    Departure {
        name: "vpc-unchecked",
        what: "10: the VPC of a new group must exist; moto takes any id",
        explains: |x| {
            x.action() == "CreateSecurityGroup"
                && x.refused("InvalidVpcID.NotFound")
                && x.moto_did()
                && !x.network.vpcs.contains(x.text("VpcId"))
        },
    },
    Departure {
        name: "deletes-anything",
        what: "1.1: the default group and groups in use stay; moto deletes them",
        explains: |x| {
            let stays = x.refused("CannotDelete") || x.refused("DependencyViolation");
            x.action() == "DeleteSecurityGroup" && stays && x.moto_did()
        },
    },
    Departure {
        name: "last-permission",
        what: "EC2 API: the answer lists all new rules; moto lists those of the last permission",
        explains: |x| {
            x.action().starts_with("Authorize") && x.here.is_ok() && x.moto_did() && x.permissions().len() > 1
        },
    },
    Departure {
        name: "interface-groups-unchecked",
        what: "0, 8: an interface's groups exist, are usable in its VPC and at most five; moto takes any",
        explains: |x| {
            let checked = [
                "InvalidGroup.NotFound",
                "InvalidGroupId.Malformed",
                "SecurityGroupsPerInterfaceLimitExceeded",
            ];
            x.action().ends_with("NetworkInterface") | x.action().starts_with("ModifyNetworkInterface")
                && checked.iter().any(|code| x.refused(code))
                && (x.moto_did() || x.moto_broke())
        },
    },
    Departure {
        name: "families-together",
        what: "8: rules count by family and direction, prefix lists by MaxEntries; moto counts all as one each",
        explains: |x| {
            let code = "RulesPerSecurityGroupLimitExceeded";
            x.action().starts_with("Authorize")
                && (x.refused(code) && x.moto_did() || x.here.is_ok() && x.moto_refused(code))
        },
    },
    Departure {
        name: "ipv6-passed-over",
        what: "1.2, 10: revoking what is not there is an error, and so is a block that is none; moto passes over IPv6 \
               where the VPC has no IPv6 block",
        explains: |x| {
            let Some(vpc) = own_group(x).and_then(|group| x.network.vpcs.find(&group.vpc)) else {
                return false;
            };
            let no_block = all_faults(x).contains(&Fault::Block) && x.refused("InvalidParameterValue");
            x.action() == "RevokeSecurityGroupEgress"
                && (x.refused("InvalidPermission.NotFound") || no_block)
                && x.moto_did()
                && vpc.ipv6_blocks.is_empty()
                && !peer_ids(x, "CidrIpv6").is_empty()
        },
    },
];
