//! The elastic network interface: what carries groups.

use super::{InstanceId, NetworkInterfaceId, SecurityGroupId, SubnetId, Tags, VpcId};
use crate::net::{AddressRange, Family};
use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::rc::Rc;

/// An elastic network interface.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetworkInterface {
    /// Its id.
    pub id: NetworkInterfaceId,
    /// What kind of service it belongs to.
    pub interface_type: InterfaceType,
    /// The VPC it lies in.
    pub vpc: VpcId,
    /// The subnet it lies in.
    pub subnet: SubnetId,
    /// The account that owns it.
    pub owner: Rc<str>,
    /// Its description.
    pub description: Rc<str>,
    /// Its private IPv4 addresses, the primary one first.
    pub private_addresses: Vec<PrivateAddress>,
    /// Its IPv6 addresses, the primary one first.
    pub ipv6_addresses: Vec<Ipv6Addr>,
    /// IPv4 prefixes delegated to it.
    pub ipv4_prefixes: Vec<Ipv4Net>,
    /// IPv6 prefixes delegated to it.
    pub ipv6_prefixes: Vec<Ipv6Net>,
    /// The groups attached to it, in AWS's order.
    pub groups: Vec<SecurityGroupId>,
    /// What it is attached to.
    pub attachment: Option<Attachment>,
    /// Whether it sends and receives only packets of its own addresses.
    pub source_dest_check: bool,
    /// Whether an AWS service manages it.
    pub requester_managed: bool,
    /// The service that manages it.
    pub requester_id: Option<Rc<str>>,
    /// Its idle timeouts where they were set.
    pub tracking: ConnectionTracking,
    /// Its tags.
    pub tags: Tags,
    /// Whether an import supplied it, to stand in for what was not described: AWS has none like it.
    pub is_stand_in: bool,
}

/// A private IPv4 address and the public one mapped to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrivateAddress {
    /// The private address.
    pub address: Ipv4Addr,
    /// Its public or Elastic IP.
    pub association: Option<PublicAssociation>,
}

/// A public IPv4 address mapped to a private one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicAssociation {
    /// The public address.
    pub public_ip: Ipv4Addr,
    /// The Elastic IP's allocation; none for an address that AWS lent at launch.
    pub allocation_id: Option<Rc<str>>,
}

/// The attachment of an interface.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// The instance; none for interfaces that services attach.
    pub instance: Option<InstanceId>,
    /// 0 for the primary interface.
    pub device_index: u32,
}

/// Idle timeouts of connection tracking in seconds; none means the default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ConnectionTracking {
    /// Established TCP: 60 to 432,000 s.
    pub tcp_established_timeout: Option<u32>,
    /// UDP one way or with a single answer: 30 to 60 s.
    pub udp_timeout: Option<u32>,
    /// UDP streams: 60 to 180 s.
    pub udp_stream_timeout: Option<u32>,
}

macro_rules! interface_types {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)*) => {
        /// The API's `InterfaceType`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum InterfaceType { $($(#[$doc])* $name,)* }

        impl InterfaceType {
            /// All values, in the order of the API's list.
            pub const ALL: &[InterfaceType] = &[$(InterfaceType::$name,)*];

            /// The API's text.
            pub fn name(self) -> &'static str {
                match self { $(InterfaceType::$name => $text,)* }
            }
        }
    };
}

interface_types! {
    /// A plain interface.
    Interface = "interface";
    /// Of a NAT gateway.
    NatGateway = "natGateway";
    /// Elastic Fabric Adapter.
    Efa = "efa";
    /// Elastic Fabric Adapter without IP.
    EfaOnly = "efa-only";
    /// Trunk of branch interfaces.
    Trunk = "trunk";
    /// Branch of a trunk.
    Branch = "branch";
    /// Of an Application or Classic Load Balancer.
    LoadBalancer = "load_balancer";
    /// Of a Network Load Balancer.
    NetworkLoadBalancer = "network_load_balancer";
    /// Of a Gateway Load Balancer.
    GatewayLoadBalancer = "gateway_load_balancer";
    /// Of a Gateway Load Balancer endpoint.
    GatewayLoadBalancerEndpoint = "gateway_load_balancer_endpoint";
    /// Of an interface endpoint.
    VpcEndpoint = "vpc_endpoint";
    /// Of a transit gateway attachment.
    TransitGateway = "transit_gateway";
    /// Of Lambda functions.
    Lambda = "lambda";
    /// Of QuickSight.
    Quicksight = "quicksight";
    /// Of Global Accelerator.
    GlobalAcceleratorManaged = "global_accelerator_managed";
    /// Of API Gateway.
    ApiGatewayManaged = "api_gateway_managed";
    /// Of IoT rules.
    IotRulesManaged = "iot_rules_managed";
    /// Of AWS CodeStar Connections.
    AwsCodestarConnectionsManaged = "aws_codestar_connections_managed";
}

impl InterfaceType {
    /// Reads the API's text.
    pub fn parse(text: &str) -> Option<InterfaceType> {
        InterfaceType::ALL.iter().copied().find(|kind| kind.name() == text)
    }
}

impl NetworkInterface {
    /// The primary private IPv4 address.
    pub fn primary_address(&self) -> Option<Ipv4Addr> {
        self.private_addresses.first().map(|address| address.address)
    }

    /// Its own address of the family inside the VPC: the primary private IPv4, or the first IPv6.
    pub fn address_of(&self, family: Family) -> Option<IpAddr> {
        match family {
            Family::Ipv4 => self.primary_address().map(IpAddr::V4),
            Family::Ipv6 => self.ipv6_addresses.first().copied().map(IpAddr::V6),
        }
    }

    /// The public IPv4 address of the primary private one.
    pub fn public_address(&self) -> Option<Ipv4Addr> {
        self.private_addresses.first()?.association.as_ref().map(|association| association.public_ip)
    }

    /// Every address a group reference to it stands for: private IPv4, IPv6, and delegated prefixes.
    pub fn private_ranges(&self) -> impl Iterator<Item = AddressRange> + '_ {
        let v4 = self.private_addresses.iter().map(|a| AddressRange::single(IpAddr::V4(a.address)));
        let v6 = self.ipv6_addresses.iter().map(|a| AddressRange::single(IpAddr::V6(*a)));
        let v4_prefixes = self.ipv4_prefixes.iter().map(|p| AddressRange::of_block(&IpNet::V4(*p)));
        let v6_prefixes = self.ipv6_prefixes.iter().map(|p| AddressRange::of_block(&IpNet::V6(*p)));
        v4.chain(v6).chain(v4_prefixes).chain(v6_prefixes)
    }

    /// Whether the private address is one of its own.
    pub fn owns(&self, address: IpAddr) -> bool {
        self.private_ranges().any(|range| range.contains(address))
    }

    /// The instance it is attached to.
    pub fn instance(&self) -> Option<&InstanceId> {
        self.attachment.as_ref()?.instance.as_ref()
    }
}
