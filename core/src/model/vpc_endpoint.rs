//! The VPC endpoint.

use super::{NetworkInterfaceId, RouteTableId, SecurityGroupId, SubnetId, Tags, VpcEndpointId, VpcId};
use std::rc::Rc;

/// A VPC endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VpcEndpoint {
    /// Its id.
    pub id: VpcEndpointId,
    /// The VPC it is for.
    pub vpc: VpcId,
    /// The service, for instance `com.amazonaws.eu-west-1.s3`.
    pub service: Rc<str>,
    /// What kind it is.
    pub kind: EndpointKind,
    /// Its state, for instance `available`.
    pub state: Rc<str>,
    /// The route tables that lead to a gateway endpoint.
    pub route_tables: Vec<RouteTableId>,
    /// The subnets of an interface endpoint.
    pub subnets: Vec<SubnetId>,
    /// The groups of an interface endpoint.
    pub groups: Vec<SecurityGroupId>,
    /// Its interfaces.
    pub interfaces: Vec<NetworkInterfaceId>,
    /// Its tags.
    pub tags: Tags,
}

/// `VpcEndpointType`
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EndpointKind {
    /// A route to S3 or DynamoDB.
    Gateway,
    /// A route to appliances behind a Gateway Load Balancer.
    GatewayLoadBalancer,
    /// Interfaces in subnets.
    Interface,
    /// A VPC Lattice resource.
    Resource,
    /// A VPC Lattice service network.
    ServiceNetwork,
}

impl EndpointKind {
    const NAMES: [(EndpointKind, &'static str); 5] = [
        (EndpointKind::Gateway, "Gateway"),
        (EndpointKind::GatewayLoadBalancer, "GatewayLoadBalancer"),
        (EndpointKind::Interface, "Interface"),
        (EndpointKind::Resource, "Resource"),
        (EndpointKind::ServiceNetwork, "ServiceNetwork"),
    ];

    /// The API's text.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(kind, _)| *kind == self).map_or("", |(_, name)| name)
    }

    /// Reads the API's text.
    pub fn parse(text: &str) -> Option<EndpointKind> {
        Self::NAMES.iter().find(|(_, name)| *name == text).map(|(kind, _)| *kind)
    }
}

impl VpcEndpoint {
    /// Whether it can carry packets.
    pub fn is_available(&self) -> bool {
        self.state.eq_ignore_ascii_case("available")
    }

    /// Whether it is a gateway endpoint for DynamoDB, whose flows are always tracked.
    pub fn is_dynamodb_gateway(&self) -> bool {
        self.kind == EndpointKind::Gateway && self.service.ends_with(".dynamodb")
    }
}
