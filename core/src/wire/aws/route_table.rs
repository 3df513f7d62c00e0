//! Route tables.

use super::shape::shapes;
use super::{AwsBlockState, AwsTag};

shapes! {
    /// An item of describe-route-tables.
    AwsRouteTable {
        /// Its id.
        route_table_id: String,
        /// Its VPC.
        vpc_id: String,
        /// Its owner.
        owner_id: Option<String>,
        /// What uses it, but for subnets that use the main table for want of their own.
        associations: Vec<AwsRouteTableAssociation>,
        /// VPN gateways that may propagate into it.
        propagating_vgws: Vec<AwsPropagatingVgw>,
        /// Its routes.
        routes: Vec<AwsRoute>,
        /// Its tags.
        tags: Vec<AwsTag>,
    }
    /// That something uses the table.
    AwsRouteTableAssociation {
        /// The VPC's main table?
        main: Option<bool>,
        /// Its id.
        route_table_association_id: Option<String>,
        /// The table.
        route_table_id: Option<String>,
        /// The subnet.
        subnet_id: Option<String>,
        /// The gateway of an edge table.
        gateway_id: Option<String>,
        /// `associated` where it is in use.
        association_state: Option<AwsBlockState>,
    }
    /// A VPN gateway that may propagate routes.
    AwsPropagatingVgw {
        /// Its id.
        gateway_id: Option<String>,
    }
    /// A route: one destination, one target.
    AwsRoute {
        /// An IPv4 block.
        destination_cidr_block: Option<String>,
        /// An IPv6 block.
        destination_ipv6_cidr_block: Option<String>,
        /// A prefix list.
        destination_prefix_list_id: Option<String>,
        /// `local`, an internet or VPN gateway, an endpoint.
        gateway_id: Option<String>,
        /// A NAT gateway.
        nat_gateway_id: Option<String>,
        /// An interface.
        network_interface_id: Option<String>,
        /// The instance that the interface belongs to.
        instance_id: Option<String>,
        /// A transit gateway.
        transit_gateway_id: Option<String>,
        /// A peering.
        vpc_peering_connection_id: Option<String>,
        /// An egress-only internet gateway.
        egress_only_internet_gateway_id: Option<String>,
        /// A carrier gateway.
        carrier_gateway_id: Option<String>,
        /// A local gateway.
        local_gateway_id: Option<String>,
        /// A core network of Cloud WAN.
        core_network_arn: Option<String>,
        /// A network of Oracle Database@AWS.
        odb_network_arn: Option<String>,
        /// How it came about.
        origin: Option<String>,
        /// `active`, `blackhole`, `filtered`.
        state: Option<String>,
    }
}
