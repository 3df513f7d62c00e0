//! VPC Block Public Access.

use super::shape::shapes;

shapes! {
    /// What describe-vpc-block-public-access-options tells.
    AwsVpcBlockPublicAccessOptions {
        /// `off`, `block-bidirectional`, `block-ingress`.
        internet_gateway_block_mode: Option<String>,
        /// Its state.
        state: Option<String>,
    }
    /// An item of describe-vpc-block-public-access-exclusions.
    AwsVpcBlockPublicAccessExclusion {
        /// Its id.
        exclusion_id: String,
        /// `allow-bidirectional` or `allow-egress`.
        internet_gateway_exclusion_mode: Option<String>,
        /// The VPC or subnet.
        resource_arn: Option<String>,
        /// Its state.
        state: Option<String>,
    }
}
