//! What VPC Block Public Access says of a packet at an internet gateway.
//!
//! Source: VPC User Guide `security-vpc-bpa`.

use crate::model::{
    ExcludedResource, ExclusionMode, InternetGatewayBlockMode, Network, SubnetId,
    VpcBlockPublicAccessExclusion, VpcBlockPublicAccessExclusionId, VpcId,
};
use crate::net::Direction;

/// By which gateway a packet goes, and in which direction its flow began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublicAccess<'a> {
    /// The VPC.
    pub vpc: &'a VpcId,
    /// The subnet of the interface inside.
    pub subnet: Option<&'a SubnetId>,
    /// Whether it goes by an egress-only gateway, or the interface inside is a NAT gateway's.
    pub by_nat_or_egress_only: bool,
    /// In which direction the flow began, as seen from the VPC.
    pub began: Direction,
}

/// Why a packet may pass, or that it may not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PublicAccessAnswer {
    /// It is blocked.
    Blocked,
    /// An exclusion lets it by.
    Excluded(VpcBlockPublicAccessExclusionId),
    /// The options block nothing of the kind.
    NotBlocked,
}

/// Judges a packet.
pub fn judge_public_access(network: &Network, access: &PublicAccess<'_>) -> PublicAccessAnswer {
    let mode = network.block_public_access.mode;
    let blocks = match mode {
        InternetGatewayBlockMode::Off => false,
        InternetGatewayBlockMode::BlockBidirectional => true,
        InternetGatewayBlockMode::BlockIngress => !access.by_nat_or_egress_only,
    };
    if !blocks {
        return PublicAccessAnswer::NotBlocked;
    }
    let opens = |exclusion: &VpcBlockPublicAccessExclusion| match exclusion.mode {
        ExclusionMode::AllowBidirectional => true,
        ExclusionMode::AllowEgress => {
            mode == InternetGatewayBlockMode::BlockBidirectional && access.began == Direction::Egress
        }
    };
    network
        .block_public_access_exclusions
        .iter()
        .filter(|exclusion| exclusion.in_use && is_about(exclusion, access))
        .find(|exclusion| opens(exclusion))
        .map_or(PublicAccessAnswer::Blocked, |exclusion| PublicAccessAnswer::Excluded(exclusion.id.clone()))
}

fn is_about(exclusion: &VpcBlockPublicAccessExclusion, access: &PublicAccess<'_>) -> bool {
    match &exclusion.resource {
        ExcludedResource::Vpc(vpc) => vpc == access.vpc,
        ExcludedResource::Subnet(subnet) => access.subnet == Some(subnet),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network(mode: InternetGatewayBlockMode, exclusion: Option<ExclusionMode>) -> Network {
        let mut network = Network::default();
        network.block_public_access.mode = mode;
        if let Some(mode) = exclusion {
            let id = VpcBlockPublicAccessExclusionId::new("vpcbpa-exclude-1");
            let resource = ExcludedResource::Subnet(SubnetId::new("subnet-1"));
            let exclusion = VpcBlockPublicAccessExclusion { id: id.clone(), resource, mode, in_use: true };
            network.block_public_access_exclusions.insert(id, exclusion);
        }
        network
    }

    fn passes(network: &Network, subnet: &str, by_nat_or_egress_only: bool, began: Direction) -> bool {
        let (vpc, subnet) = (VpcId::new("vpc-1"), SubnetId::new(subnet));
        let access = PublicAccess { vpc: &vpc, subnet: Some(&subnet), by_nat_or_egress_only, began };
        judge_public_access(network, &access) != PublicAccessAnswer::Blocked
    }

    #[test]
    fn each_mode_blocks_what_it_says() {
        use Direction::{Egress, Ingress};
        use InternetGatewayBlockMode::{BlockBidirectional, BlockIngress, Off};
        for (mode, by_nat, began, expected) in [
            (Off, false, Ingress, true),
            (BlockIngress, false, Ingress, false),
            (BlockIngress, false, Egress, false),
            (BlockIngress, true, Egress, true),
            (BlockBidirectional, false, Egress, false),
            (BlockBidirectional, true, Egress, false),
        ] {
            let network = network(mode, None);
            assert_eq!(passes(&network, "subnet-1", by_nat, began), expected, "{mode:?} {by_nat} {began:?}");
        }
    }

    #[test]
    fn exclusions_open_what_they_say_and_nothing_else() {
        use Direction::{Egress, Ingress};
        use ExclusionMode::{AllowBidirectional, AllowEgress};
        use InternetGatewayBlockMode::{BlockBidirectional, BlockIngress};
        for (mode, exclusion, subnet, began, expected) in [
            (BlockBidirectional, AllowBidirectional, "subnet-1", Ingress, true),
            (BlockBidirectional, AllowBidirectional, "subnet-2", Ingress, false),
            (BlockBidirectional, AllowEgress, "subnet-1", Egress, true),
            (BlockBidirectional, AllowEgress, "subnet-1", Ingress, false),
            (BlockIngress, AllowBidirectional, "subnet-1", Ingress, true),
            (BlockIngress, AllowEgress, "subnet-1", Egress, false),
        ] {
            let network = network(mode, Some(exclusion));
            assert_eq!(passes(&network, subnet, false, began), expected, "{mode:?} {exclusion:?} {began:?}");
        }
    }
}
