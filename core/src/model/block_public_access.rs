//! VPC Block Public Access.
//!
//! Source: VPC User Guide `security-vpc-bpa`.

use super::{SubnetId, VpcBlockPublicAccessExclusionId, VpcId};

/// The Region's options of VPC Block Public Access.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VpcBlockPublicAccessOptions {
    /// What is blocked.
    pub mode: InternetGatewayBlockMode,
    /// Whether anybody told; where not, nothing is taken to be blocked, and answers say so.
    pub described: bool,
}

/// `InternetGatewayBlockMode`
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum InternetGatewayBlockMode {
    /// All traffic of internet gateways and egress-only internet gateways.
    BlockBidirectional,
    /// All internet traffic but that of NAT gateways and egress-only internet gateways.
    BlockIngress,
    /// Nothing.
    Off,
}

/// A VPC or subnet that is exempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VpcBlockPublicAccessExclusion {
    /// Its id.
    pub id: VpcBlockPublicAccessExclusionId,
    /// What is exempt.
    pub resource: ExcludedResource,
    /// From what.
    pub mode: ExclusionMode,
    /// Whether it is in use (`create-complete` or `update-complete`).
    pub in_use: bool,
}

/// What an exclusion is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExcludedResource {
    /// A subnet.
    Subnet(SubnetId),
    /// A VPC with all its subnets.
    Vpc(VpcId),
}

/// `InternetGatewayExclusionMode`
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ExclusionMode {
    /// Both ways.
    AllowBidirectional,
    /// What begins inside; only under `block-bidirectional`.
    AllowEgress,
}

impl Default for VpcBlockPublicAccessOptions {
    fn default() -> Self {
        VpcBlockPublicAccessOptions { mode: InternetGatewayBlockMode::Off, described: true }
    }
}

impl VpcBlockPublicAccessOptions {
    /// Nobody told.
    pub(crate) fn not_described() -> Self {
        VpcBlockPublicAccessOptions { mode: InternetGatewayBlockMode::Off, described: false }
    }
}

impl InternetGatewayBlockMode {
    const NAMES: [(InternetGatewayBlockMode, &'static str); 3] = [
        (InternetGatewayBlockMode::BlockBidirectional, "block-bidirectional"),
        (InternetGatewayBlockMode::BlockIngress, "block-ingress"),
        (InternetGatewayBlockMode::Off, "off"),
    ];

    /// The API's text.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(mode, _)| *mode == self).map_or("", |(_, name)| name)
    }

    /// Reads the API's text.
    pub fn parse(text: &str) -> Option<InternetGatewayBlockMode> {
        Self::NAMES.iter().find(|(_, name)| *name == text).map(|(mode, _)| *mode)
    }
}

impl ExclusionMode {
    /// The API's text.
    pub fn name(self) -> &'static str {
        match self {
            ExclusionMode::AllowBidirectional => "allow-bidirectional",
            ExclusionMode::AllowEgress => "allow-egress",
        }
    }

    /// Reads the API's text.
    pub fn parse(text: &str) -> Option<ExclusionMode> {
        [ExclusionMode::AllowBidirectional, ExclusionMode::AllowEgress]
            .into_iter()
            .find(|mode| mode.name() == text)
    }
}
