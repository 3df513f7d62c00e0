//! CreateVpcPeeringConnection, AcceptVpcPeeringConnection, DeleteVpcPeeringConnection.
//!
//! A peering of VPCs whose blocks overlap fails, as at AWS: it exists with the status `failed`. A deleted one
//! stays visible. Sources: EC2 API; Peering Guide `vpc-peering-basics`, `create-vpc-peering-connection`.

use super::registry::{ActionName, ec2};
use super::{Ec2Error, answers, blocks, find, parameters, tagging};
use crate::catalog::quotas::ACTIVE_PEERINGS_PER_VPC;
use crate::model::{
    Network, PeeringStatus, PeeringVpc, Vpc, VpcId, VpcPeeringConnection, VpcPeeringConnectionId,
};
use crate::wire::TagSpecification;
use crate::wire::convert::peering_shape;
use crate::wire::shape::Shape;
use serde_json::Value;
use std::rc::Rc;

pub(super) const ACTIONS: &[ActionName] = &[
    ec2!("AcceptVpcPeeringConnection", accept_vpc_peering_connection),
    ec2!("CreateVpcPeeringConnection", create_vpc_peering_connection),
    ec2!("DeleteVpcPeeringConnection", delete_vpc_peering_connection),
];

#[derive(Default, Shape)]
#[shape(names = "PascalCase", closed, optional)]
struct CreateVpcPeeringConnection {
    vpc_id: Option<String>,
    peer_vpc_id: Option<String>,
    peer_owner_id: Option<String>,
    peer_region: Option<String>,
    tag_specifications: Vec<TagSpecification>,
}

fn create_vpc_peering_connection(
    network: &mut Network,
    p: CreateVpcPeeringConnection,
) -> Result<Value, Ec2Error> {
    let vpc_id = parameters::required(p.vpc_id, "vpcId")?;
    let peer_id = parameters::required(p.peer_vpc_id, "peerVpcId")?;
    let tags = tagging::tags_for(&p.tag_specifications, "vpc-peering-connection", &[])?;
    let settings = Rc::clone(&network.settings);
    let owner: Rc<str> = p.peer_owner_id.map_or_else(|| Rc::clone(&settings.account), Rc::from);
    let region: Rc<str> = p.peer_region.map_or_else(|| Rc::clone(&settings.region), Rc::from);
    let vpc = find::vpc(network, &vpc_id)?;
    let accepter = if owner == settings.account && region == settings.region {
        side(&*find::vpc(network, &peer_id)?, &region)
    } else {
        PeeringVpc { vpc: VpcId::new(&peer_id), owner, region, blocks: Vec::new() }
    };
    if accepter.vpc == vpc.id {
        return Err(Ec2Error::new(
            "InvalidParameterValue",
            format!("Invalid value '{peer_id}' for peerVpcId. A VPC cannot be peered with itself."),
        ));
    }
    let overlaps = vpc.blocks().any(|own| accepter.blocks.iter().any(|other| blocks::overlap(own, *other)));
    let status = if overlaps { PeeringStatus::parse("failed") } else { PeeringStatus::PendingAcceptance };
    let id: VpcPeeringConnectionId = network.make_id(|network, id| network.peerings.contains(id));
    let peering = VpcPeeringConnection {
        id: id.clone(),
        requester: side(&vpc, &settings.region),
        accepter,
        status,
        tags,
    };
    let answer = answers::named("VpcPeeringConnection", &peering_shape(&peering));
    network.peerings.insert(id, peering);
    answer
}

fn side(vpc: &Vpc, region: &Rc<str>) -> PeeringVpc {
    PeeringVpc {
        vpc: vpc.id.clone(),
        owner: Rc::clone(&vpc.owner),
        region: Rc::clone(region),
        blocks: vpc.blocks().collect(),
    }
}

#[derive(Default, Shape)]
#[shape(names = "PascalCase", closed, optional)]
struct PeeringParameter {
    vpc_peering_connection_id: Option<String>,
}

fn accept_vpc_peering_connection(network: &mut Network, p: PeeringParameter) -> Result<Value, Ec2Error> {
    let id = parameters::required(p.vpc_peering_connection_id, "vpcPeeringConnectionId")?;
    let peering = find::peering(network, &id)?;
    if peering.accepter.owner != network.settings.account {
        return Err(Ec2Error::new(
            "OperationNotPermitted",
            format!("User {} cannot accept peering {id}", network.settings.account),
        ));
    }
    if peering.status != PeeringStatus::PendingAcceptance {
        return Err(wrong_state(&peering, "active"));
    }
    for vpc in [&peering.requester.vpc, &peering.accepter.vpc] {
        let active = network.peerings.iter().filter(|other| other.is_active());
        let count = active.filter(|other| other.far_side(vpc).is_some()).count();
        if count >= network.settings.quota(&ACTIVE_PEERINGS_PER_VPC) as usize {
            return Err(Ec2Error::new(
                "VpcPeeringConnectionLimitExceeded",
                format!(
                    "The maximum number of active VPC peering connections for VPC '{vpc}' has been reached."
                ),
            ));
        }
    }
    let accepted = VpcPeeringConnection { status: PeeringStatus::Active, ..(*peering).clone() };
    let answer = answers::named("VpcPeeringConnection", &peering_shape(&accepted));
    network.peerings.insert(accepted.id.clone(), accepted);
    answer
}

fn delete_vpc_peering_connection(network: &mut Network, p: PeeringParameter) -> Result<Value, Ec2Error> {
    let id = parameters::required(p.vpc_peering_connection_id, "vpcPeeringConnectionId")?;
    let peering = find::peering(network, &id)?;
    if !matches!(peering.status, PeeringStatus::Active | PeeringStatus::PendingAcceptance) {
        return Err(wrong_state(&peering, "deleted"));
    }
    if let Some(peering) = network.peerings.modify(&peering.id) {
        peering.status = PeeringStatus::Deleted;
    }
    answers::done()
}

fn wrong_state(peering: &VpcPeeringConnection, to: &str) -> Ec2Error {
    Ec2Error::new(
        "InvalidStateTransition",
        format!(
            "Invalid state transition for {}, attempted to transition from {} to {to}",
            peering.id,
            peering.status.code()
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::super::testing::{done, group, refused, text, vpc, with_group};
    use super::*;
    use serde_json::json;

    const CREATE: &str = "CreateVpcPeeringConnection";
    const ACCEPT: &str = "AcceptVpcPeeringConnection";
    const DELETE: &str = "DeleteVpcPeeringConnection";
    const AUTHORIZE: &str = "AuthorizeSecurityGroupIngress";

    /// A network with a group `web`, and a group `far` in another VPC: the first VPC, the second, the groups.
    fn with_two_vpcs() -> (Network, [String; 4]) {
        let (mut network, one, web) = with_group();
        let two = vpc(&mut network, "10.1.0.0/16");
        let far = group(&mut network, &two, "far");
        (network, [one, two, web, far])
    }

    fn peer(network: &mut Network, parameters: Value) -> Value {
        let made = done(network, CREATE, parameters);
        json!({"VpcPeeringConnectionId": text(&made, "/VpcPeeringConnection/VpcPeeringConnectionId")})
    }

    fn refer(to: &str, pair: Value) -> Value {
        json!({"GroupId": to, "IpPermissions": [{"IpProtocol": "-1", "UserIdGroupPairs": [pair]}]})
    }

    #[test]
    fn a_peering_is_made_accepted_and_deleted() {
        let (mut network, [one, two, ..]) = with_two_vpcs();
        let id = peer(&mut network, json!({"VpcId": one, "PeerVpcId": two}));
        let accepted = done(&mut network, ACCEPT, id.clone());
        let shown = &accepted["VpcPeeringConnection"];
        assert_eq!(shown["Status"], json!({"Code": "active", "Message": "Active"}));
        assert_eq!(shown["AccepterVpcInfo"]["CidrBlock"], "10.1.0.0/16");
        let pcx = text(&id, "/VpcPeeringConnectionId");
        let wrong = |from: &str, to: &str| {
            format!("Invalid state transition for {pcx}, attempted to transition from {from} to {to}")
        };
        refused(&mut network, ACCEPT, id.clone(), "InvalidStateTransition", &wrong("active", "active"));
        let blocked = format!("The vpc '{one}' has dependencies and cannot be deleted.");
        let mut bare = network.clone();
        for group in network.security_groups.iter().filter(|group| !group.is_default()) {
            bare.security_groups.remove(&group.id);
        }
        refused(&mut bare, "DeleteVpc", json!({ "VpcId": one }), "DependencyViolation", &blocked);
        assert_eq!(done(&mut network, DELETE, id.clone()), json!({"Return": true}));
        refused(&mut network, DELETE, id, "InvalidStateTransition", &wrong("deleted", "deleted"));
        let absent = "The vpcPeeringConnection ID 'pcx-1' does not exist";
        let code = "InvalidVpcPeeringConnectionID.NotFound";
        refused(&mut network, DELETE, json!({"VpcPeeringConnectionId": "pcx-1"}), code, absent);
    }

    #[test]
    fn overlapping_blocks_fail_and_a_vpc_has_no_peering_with_itself() {
        let (mut network, [one, ..]) = with_two_vpcs();
        let same = vpc(&mut network, "10.0.128.0/17");
        let made = done(&mut network, CREATE, json!({"VpcId": one, "PeerVpcId": same}));
        assert_eq!(made["VpcPeeringConnection"]["Status"]["Code"], "failed");
        let text = format!("Invalid value '{one}' for peerVpcId. A VPC cannot be peered with itself.");
        let parameters = json!({"VpcId": one, "PeerVpcId": one});
        refused(&mut network, CREATE, parameters, "InvalidParameterValue", &text);
    }

    #[test]
    fn a_reference_needs_an_active_peering_and_turns_stale_with_it() {
        let (mut network, [one, two, web, far]) = with_two_vpcs();
        let id = peer(&mut network, json!({"VpcId": one, "PeerVpcId": two}));
        let pair = json!({"GroupId": far});
        let apart = "You have specified two resources that belong to different networks.";
        refused(&mut network, AUTHORIZE, refer(&web, pair.clone()), "InvalidGroup.NotFound", apart);
        done(&mut network, ACCEPT, id.clone());
        let made = done(&mut network, AUTHORIZE, refer(&web, pair));
        let pcx = text(&id, "/VpcPeeringConnectionId");
        assert_eq!(
            made["SecurityGroupRules"][0]["ReferencedGroupInfo"],
            json!({"GroupId": far, "UserId": "111122223333", "VpcId": two, "VpcPeeringConnectionId": pcx,
                "PeeringStatus": "active"})
        );
        let stale = |network: &mut Network| {
            let shown = done(network, "DescribeStaleSecurityGroups", json!({"VpcId": one}));
            shown["StaleSecurityGroupSet"].clone()
        };
        assert_eq!(stale(&mut network), json!([]));
        done(&mut network, DELETE, id);
        let shown = stale(&mut network);
        assert_eq!((text(&shown, "/0/GroupId"), text(&shown, "/0/GroupName")), (web, "web".to_owned()));
        assert_eq!(
            shown[0]["StaleIpPermissions"][0]["UserIdGroupPairs"],
            json!([{"GroupId": far, "UserId": "111122223333", "VpcId": two, "VpcPeeringConnectionId": pcx,
                "PeeringStatus": "deleted"}])
        );
        assert_eq!(shown[0]["StaleIpPermissionsEgress"], json!([]));
        // A new peering between the same VPCs makes the rule work again.
        let again = peer(&mut network, json!({"VpcId": two, "PeerVpcId": one}));
        done(&mut network, ACCEPT, again);
        assert_eq!(stale(&mut network), json!([]));
    }

    #[test]
    fn a_peered_group_can_be_deleted_and_leaves_a_stale_rule() {
        let (mut network, [one, two, web, far]) = with_two_vpcs();
        let id = peer(&mut network, json!({"VpcId": one, "PeerVpcId": two}));
        done(&mut network, ACCEPT, id);
        done(&mut network, AUTHORIZE, refer(&web, json!({"GroupId": far})));
        done(&mut network, "DeleteSecurityGroup", json!({"GroupId": far}));
        let shown = done(&mut network, "DescribeStaleSecurityGroups", json!({"VpcId": one}));
        assert_eq!(text(&shown, "/StaleSecurityGroupSet/0/GroupId"), web);
        done(&mut network, "RevokeSecurityGroupIngress", refer(&web, json!({"GroupId": far})));
        let shown = done(&mut network, "DescribeStaleSecurityGroups", json!({"VpcId": one}));
        assert_eq!(shown["StaleSecurityGroupSet"], json!([]));
    }

    #[test]
    fn groups_of_another_region_cannot_be_referred_to() {
        let (mut network, [one, _, web, _]) = with_two_vpcs();
        let parameters = json!({"VpcId": one, "PeerVpcId": "vpc-far", "PeerRegion": "us-east-1"});
        let id = peer(&mut network, parameters);
        done(&mut network, ACCEPT, id);
        let absent = "The security group 'sg-far' does not exist";
        let pair = json!({"GroupId": "sg-far", "VpcId": "vpc-far"});
        refused(&mut network, AUTHORIZE, refer(&web, pair), "InvalidGroup.NotFound", absent);
    }

    #[test]
    fn another_account_accepts_for_itself_and_its_groups_need_its_id() {
        let (mut network, [one, _, web, _]) = with_two_vpcs();
        let parameters = json!({"VpcId": one, "PeerVpcId": "vpc-far", "PeerOwnerId": "444455556666"});
        let id = peer(&mut network, parameters);
        let pcx = text(&id, "/VpcPeeringConnectionId");
        let message = format!("User 111122223333 cannot accept peering {pcx}");
        refused(&mut network, ACCEPT, id, "OperationNotPermitted", &message);
        network.peerings.modify(&*pcx).unwrap().status = PeeringStatus::Active;
        let absent = "The security group 'sg-far' does not exist";
        let unnamed = refer(&web, json!({"GroupId": "sg-far"}));
        refused(&mut network, AUTHORIZE, unnamed, "InvalidGroup.NotFound", absent);
        let made = done(
            &mut network,
            AUTHORIZE,
            refer(&web, json!({"GroupId": "sg-far", "UserId": "444455556666"})),
        );
        assert_eq!(
            made["SecurityGroupRules"][0]["ReferencedGroupInfo"],
            json!({"GroupId": "sg-far", "UserId": "444455556666", "VpcId": "vpc-far",
                "VpcPeeringConnectionId": pcx, "PeeringStatus": "active"})
        );
    }

    #[test]
    fn fifty_active_peerings_per_vpc() {
        let (mut network, [one, ..]) = with_two_vpcs();
        done(&mut network, "playground:SetQuota", json!({"QuotaCode": "L-F678F1CE", "Value": 60}));
        let peerings: Vec<Value> = (0..51)
            .map(|index| {
                let far = vpc(&mut network, &format!("10.{}.0.0/16", index + 10));
                peer(&mut network, json!({"VpcId": one, "PeerVpcId": far}))
            })
            .collect();
        let (last, others) = peerings.split_last().unwrap();
        for id in others {
            done(&mut network, ACCEPT, id.clone());
        }
        let code = "VpcPeeringConnectionLimitExceeded";
        let text =
            format!("The maximum number of active VPC peering connections for VPC '{one}' has been reached.");
        refused(&mut network, ACCEPT, last.clone(), code, &text);
        done(&mut network, DELETE, others[0].clone());
        done(&mut network, ACCEPT, last.clone());
    }
}
