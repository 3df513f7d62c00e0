//! Transit gateways.

use super::AwsTag;
use super::shape::shapes;

shapes! {
    /// An item of describe-transit-gateways.
    AwsTransitGateway {
        /// Its id.
        transit_gateway_id: String,
        /// Its owner.
        owner_id: Option<String>,
        /// Its state.
        state: Option<String>,
        /// Its options.
        options: Option<AwsTransitGatewayOptions>,
        /// Its tags.
        tags: Vec<AwsTag>,
    }
    /// What a transit gateway does with new attachments, and whether it shares groups.
    AwsTransitGatewayOptions {
        /// `enable` or `disable`.
        default_route_table_association: Option<String>,
        /// The table.
        association_default_route_table_id: Option<String>,
        /// `enable` or `disable`.
        default_route_table_propagation: Option<String>,
        /// The table.
        propagation_default_route_table_id: Option<String>,
        /// `enable` or `disable`.
        security_group_referencing_support: Option<String>,
    }
    /// An item of describe-transit-gateway-vpc-attachments.
    AwsTransitGatewayVpcAttachment {
        /// Its id.
        transit_gateway_attachment_id: String,
        /// The transit gateway.
        transit_gateway_id: Option<String>,
        /// The VPC.
        vpc_id: Option<String>,
        /// The VPC's owner.
        vpc_owner_id: Option<String>,
        /// One subnet a zone.
        subnet_ids: Vec<String>,
        /// Its state.
        state: Option<String>,
        /// Its options.
        options: Option<AwsTransitGatewayVpcAttachmentOptions>,
        /// Its tags.
        tags: Vec<AwsTag>,
    }
    /// Whether an attachment shares groups.
    AwsTransitGatewayVpcAttachmentOptions {
        /// `enable` or `disable`.
        security_group_referencing_support: Option<String>,
    }
    /// An item of describe-transit-gateway-route-tables. What other commands tell of it stands inside:
    /// search-transit-gateway-routes, get-transit-gateway-route-table-associations and -propagations.
    AwsTransitGatewayRouteTable {
        /// Its id.
        transit_gateway_route_table_id: String,
        /// The transit gateway.
        transit_gateway_id: Option<String>,
        /// Its state.
        state: Option<String>,
        /// Whether new attachments are associated with it.
        default_association_route_table: Option<bool>,
        /// Whether new attachments propagate to it.
        default_propagation_route_table: Option<bool>,
        /// Its routes, where they were told.
        routes: Option<Vec<AwsTransitGatewayRoute>>,
        /// Its associations, where they were told.
        associations: Option<Vec<AwsTransitGatewayTableUser>>,
        /// Its propagations, where they were told.
        transit_gateway_route_table_propagations: Option<Vec<AwsTransitGatewayTableUser>>,
        /// Its tags.
        tags: Vec<AwsTag>,
    }
    /// A route of a transit gateway.
    AwsTransitGatewayRoute {
        /// The block.
        destination_cidr_block: Option<String>,
        /// Where it leads.
        transit_gateway_attachments: Vec<AwsTransitGatewayTableUser>,
        /// `static` or `propagated`.
        #[shape(name = "Type")]
        kind: Option<String>,
        /// `active` or `blackhole`.
        state: Option<String>,
    }
    /// An attachment that a table has to do with.
    AwsTransitGatewayTableUser {
        /// The attachment.
        transit_gateway_attachment_id: Option<String>,
    }
}
