//! Prefix lists and peerings.

use super::Departure;
use serde_json::Value;

pub(super) const LIST: &[Departure] = &[
    Departure {
        name: "prefix-lists-unchecked",
        what: "10: prefix lists are looked up, have versions and a size, and stay while in use; moto checks nothing",
        explains: |x| {
            let checks = [
                "InvalidPrefixListID.NotFound",
                "InvalidPrefixListId.Malformed",
                "InvalidParameterValue",
                "DependencyViolation",
                "RulesPerSecurityGroupLimitExceeded",
                "PrefixListMaxEntriesExceeded",
            ];
            x.action().ends_with("ManagedPrefixList")
                && checks.iter().any(|code| x.refused(code))
                && (x.moto_did() || x.moto_broke())
        },
    },
    Departure {
        name: "tags-of-nothing",
        what: "10: what is named must exist; moto's DeleteTags looks nothing up",
        explains: |x| {
            let codes = ["InvalidGroup.NotFound", "InvalidSecurityGroupRuleId.NotFound", "InvalidID"];
            x.action() == "DeleteTags" && codes.iter().any(|code| x.refused(code)) && x.moto_did()
        },
    },
    Departure {
        name: "peering-code",
        what: "EC2 API Reference, Error codes: InvalidVpcPeeringConnectionID.NotFound; moto writes Id",
        explains: |x| {
            x.refused("InvalidVpcPeeringConnectionID.NotFound")
                && x.moto_refused("InvalidVpcPeeringConnectionId.NotFound")
        },
    },
    Departure {
        name: "peering-with-itself",
        what: "EC2 API: a VPC has no peering with itself; moto makes one",
        explains: |x| {
            x.action() == "CreateVpcPeeringConnection"
                && x.refused("InvalidParameterValue")
                && x.moto_did()
                && x.text("VpcId") == x.text("PeerVpcId")
        },
    },
    Departure {
        name: "peering-deleted-twice",
        what: "EC2 API: only a peering that is pending or active can be deleted; moto deletes it again and again",
        explains: |x| {
            x.action() == "DeleteVpcPeeringConnection" && x.refused("InvalidStateTransition") && x.moto_did()
        },
    },
    Departure {
        name: "peering-status",
        what: "6.4: the accepter has to accept; moto answers the state before it knows of the request",
        explains: |x| {
            let status = |answer: &Value| answer.pointer("/VpcPeeringConnection/Status/Code").cloned();
            let (Ok(here), Ok(there)) = (x.here, x.there) else { return false };
            x.action() == "CreateVpcPeeringConnection"
                && status(here) == Some("pending-acceptance".into())
                && status(there) == Some("initiating-request".into())
        },
    },
];
