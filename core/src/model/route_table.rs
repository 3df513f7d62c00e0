//! The route table.
//!
//! Source: VPC User Guide `VPC_Route_Tables`; EC2 API Route, RouteTable.

use super::{
    EgressOnlyInternetGatewayId, InternetGatewayId, NatGatewayId, NetworkInterfaceId, PrefixListId,
    ResourceId, RouteTableAssociationId, RouteTableId, SubnetId, Tags, TransitGatewayId, VpcEndpointId,
    VpcId, VpcPeeringConnectionId, VpnGatewayId,
};
use ipnet::IpNet;
use std::rc::Rc;

/// A route table of a VPC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteTable {
    /// Its id.
    pub id: RouteTableId,
    /// The VPC it belongs to.
    pub vpc: VpcId,
    /// The account that owns it.
    pub owner: Rc<str>,
    /// Its routes: a handle, so that evidence can keep the list as it was.
    pub routes: Rc<[Route]>,
    /// What uses it.
    pub associations: Vec<RouteTableAssociation>,
    /// The VPN gateways that may propagate routes into it.
    pub propagating_vgws: Vec<VpnGatewayId>,
    /// Its tags.
    pub tags: Tags,
}

/// That something uses the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteTableAssociation {
    /// Its id.
    pub id: RouteTableAssociationId,
    /// What uses it.
    pub user: RouteTableUser,
}

/// What uses a route table.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RouteTableUser {
    /// An internet or VPN gateway: the table steers what enters the VPC by it.
    Gateway(Rc<str>),
    /// Every subnet of the VPC without a table of its own.
    Main,
    /// A subnet.
    Subnet(SubnetId),
}

/// A route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// What it is for.
    pub destination: RouteDestination,
    /// Where it leads.
    pub target: RouteTarget,
    /// How it came about.
    pub origin: RouteOrigin,
    /// Whether its target can be used.
    pub state: RouteState,
}

/// What a route is for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RouteDestination {
    /// A block in canonical form.
    Block(IpNet),
    /// The blocks of a prefix list.
    PrefixList(PrefixListId),
}

/// Where a route leads.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RouteTarget {
    /// `EgressOnlyInternetGatewayId`
    EgressOnlyInternetGateway(EgressOnlyInternetGatewayId),
    /// `NetworkInterfaceId`: a middlebox.
    Interface(NetworkInterfaceId),
    /// `GatewayId` of an internet gateway.
    InternetGateway(InternetGatewayId),
    /// `GatewayId` `local`.
    Local,
    /// `NatGatewayId`
    NatGateway(NatGatewayId),
    /// `VpcPeeringConnectionId`
    Peering(VpcPeeringConnectionId),
    /// `TransitGatewayId`
    TransitGateway(TransitGatewayId),
    /// Any other, by the API's field and value: carrier and local gateways, core networks.
    Unsupported(&'static str, Rc<str>),
    /// `GatewayId` of a gateway endpoint or a Gateway Load Balancer endpoint.
    VpcEndpoint(VpcEndpointId),
    /// `GatewayId` of a VPN gateway.
    VpnGateway(VpnGatewayId),
}

/// How a route came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RouteOrigin {
    /// Made by a VPC Route Server.
    Advertisement,
    /// Made by hand.
    CreateRoute,
    /// Made with the table: the local routes.
    CreateRouteTable,
    /// Propagated by a VPN gateway.
    EnableVgwRoutePropagation,
}

/// Whether a route's target can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RouteState {
    /// It can.
    Active,
    /// It is gone or unusable.
    Blackhole,
    /// AWS filters the route out.
    Filtered,
}

impl RouteDestination {
    /// The block, where it is one.
    pub fn block(&self) -> Option<IpNet> {
        match self {
            RouteDestination::Block(block) => Some(*block),
            RouteDestination::PrefixList(_) => None,
        }
    }
}

impl std::fmt::Display for RouteDestination {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            RouteDestination::Block(block) => block.fmt(formatter),
            RouteDestination::PrefixList(id) => id.fmt(formatter),
        }
    }
}

impl RouteTarget {
    /// The API's field that holds it.
    pub fn field(&self) -> &'static str {
        match self {
            RouteTarget::EgressOnlyInternetGateway(_) => "EgressOnlyInternetGatewayId",
            RouteTarget::Interface(_) => "NetworkInterfaceId",
            RouteTarget::NatGateway(_) => "NatGatewayId",
            RouteTarget::Peering(_) => "VpcPeeringConnectionId",
            RouteTarget::TransitGateway(_) => "TransitGatewayId",
            RouteTarget::Unsupported(field, _) => field,
            RouteTarget::InternetGateway(_)
            | RouteTarget::Local
            | RouteTarget::VpcEndpoint(_)
            | RouteTarget::VpnGateway(_) => "GatewayId",
        }
    }

    /// Its id, or `local`.
    pub fn id(&self) -> &str {
        match self {
            RouteTarget::EgressOnlyInternetGateway(id) => id.as_str(),
            RouteTarget::Interface(id) => id.as_str(),
            RouteTarget::InternetGateway(id) => id.as_str(),
            RouteTarget::Local => "local",
            RouteTarget::NatGateway(id) => id.as_str(),
            RouteTarget::Peering(id) => id.as_str(),
            RouteTarget::TransitGateway(id) => id.as_str(),
            RouteTarget::Unsupported(_, id) => id,
            RouteTarget::VpcEndpoint(id) => id.as_str(),
            RouteTarget::VpnGateway(id) => id.as_str(),
        }
    }
}

impl RouteOrigin {
    const NAMES: [(RouteOrigin, &'static str); 4] = [
        (RouteOrigin::Advertisement, "Advertisement"),
        (RouteOrigin::CreateRoute, "CreateRoute"),
        (RouteOrigin::CreateRouteTable, "CreateRouteTable"),
        (RouteOrigin::EnableVgwRoutePropagation, "EnableVgwRoutePropagation"),
    ];

    /// AWS's text.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(origin, _)| *origin == self).map_or("", |(_, name)| name)
    }

    /// Reads AWS's text.
    pub fn parse(text: &str) -> Option<RouteOrigin> {
        Self::NAMES.iter().find(|(_, name)| *name == text).map(|(origin, _)| *origin)
    }
}

impl RouteState {
    const NAMES: [(RouteState, &'static str); 3] = [
        (RouteState::Active, "active"),
        (RouteState::Blackhole, "blackhole"),
        (RouteState::Filtered, "filtered"),
    ];

    /// AWS's text.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(state, _)| *state == self).map_or("", |(_, name)| name)
    }

    /// Reads AWS's text.
    pub fn parse(text: &str) -> Option<RouteState> {
        Self::NAMES.iter().find(|(_, name)| *name == text).map(|(state, _)| *state)
    }
}

impl Route {
    /// A route made by hand, with a target that can be used.
    pub fn new(destination: RouteDestination, target: RouteTarget) -> Route {
        Route { destination, target, origin: RouteOrigin::CreateRoute, state: RouteState::Active }
    }

    /// The local route of a block of the VPC.
    pub fn local(block: IpNet) -> Route {
        Route {
            destination: RouteDestination::Block(block),
            target: RouteTarget::Local,
            origin: RouteOrigin::CreateRouteTable,
            state: RouteState::Active,
        }
    }

    /// Whether it came by route propagation, and so never beats a local route.
    pub fn is_propagated(&self) -> bool {
        matches!(self.origin, RouteOrigin::EnableVgwRoutePropagation | RouteOrigin::Advertisement)
    }
}

impl RouteTable {
    /// Whether it is its VPC's main table.
    pub fn is_main(&self) -> bool {
        self.associations.iter().any(|association| association.user == RouteTableUser::Main)
    }

    /// Whether the subnet is associated with it by name.
    pub fn serves(&self, subnet: &SubnetId) -> bool {
        self.associations
            .iter()
            .any(|association| matches!(&association.user, RouteTableUser::Subnet(id) if id == subnet))
    }

    /// Whether it is the edge table of the gateway.
    pub fn steers(&self, gateway: &str) -> bool {
        self.associations
            .iter()
            .any(|association| matches!(&association.user, RouteTableUser::Gateway(id) if **id == *gateway))
    }

    /// The route for exactly this destination.
    pub fn route(&self, destination: &RouteDestination) -> Option<&Route> {
        self.routes.iter().find(|route| route.destination == *destination)
    }

    /// Puts a route in; one for the same destination is replaced.
    pub(crate) fn put_route(&mut self, route: Route) {
        let known = self.routes.iter().any(|other| other.destination == route.destination);
        let mut routes: Vec<Route> = self.routes.to_vec();
        match routes.iter_mut().find(|other| known && other.destination == route.destination) {
            Some(place) => *place = route,
            None => routes.push(route),
        }
        self.routes = routes.into();
    }

    /// Takes routes away. Answers whether there was any.
    pub(crate) fn take_routes(&mut self, goes: impl Fn(&Route) -> bool) -> bool {
        let before = self.routes.len();
        self.routes = self.routes.iter().filter(|route| !goes(route)).cloned().collect();
        self.routes.len() != before
    }
}
