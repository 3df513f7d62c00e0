//! VPC endpoints.

use super::shape::shapes;
use super::{AwsGroupIdentifier, AwsTag};

shapes! {
    /// An item of describe-vpc-endpoints.
    AwsVpcEndpoint {
        /// Its id.
        vpc_endpoint_id: String,
        /// `Gateway`, `Interface`, `GatewayLoadBalancer` …
        vpc_endpoint_type: Option<String>,
        /// Its VPC.
        vpc_id: Option<String>,
        /// The service.
        service_name: Option<String>,
        /// Its state.
        state: Option<String>,
        /// The tables that lead to a gateway endpoint.
        route_table_ids: Vec<String>,
        /// The subnets of an interface endpoint.
        subnet_ids: Vec<String>,
        /// Its groups.
        groups: Vec<AwsGroupIdentifier>,
        /// Its interfaces.
        network_interface_ids: Vec<String>,
        /// Its tags.
        tags: Vec<AwsTag>,
    }
}
