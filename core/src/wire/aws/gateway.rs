//! Gateways between a VPC and other networks, and Elastic IPs.

use super::AwsTag;
use super::shape::shapes;

shapes! {
    /// An item of describe-internet-gateways.
    AwsInternetGateway {
        /// Its id.
        internet_gateway_id: String,
        /// Its owner.
        owner_id: Option<String>,
        /// The VPC it is attached to, if any.
        attachments: Vec<AwsGatewayAttachment>,
        /// Its tags.
        tags: Vec<AwsTag>,
    }
    /// An item of describe-egress-only-internet-gateways.
    AwsEgressOnlyInternetGateway {
        /// Its id.
        egress_only_internet_gateway_id: String,
        /// The VPC it is attached to.
        attachments: Vec<AwsGatewayAttachment>,
        /// Its tags.
        tags: Vec<AwsTag>,
    }
    /// An item of describe-vpn-gateways.
    AwsVpnGateway {
        /// Its id.
        vpn_gateway_id: String,
        /// Its state.
        state: Option<String>,
        /// The VPC it is attached to, if any.
        vpc_attachments: Vec<AwsGatewayAttachment>,
        /// Its tags.
        tags: Vec<AwsTag>,
    }
    /// That a gateway is attached to a VPC.
    AwsGatewayAttachment {
        /// `available` or `attached`; `detached` where it was.
        state: Option<String>,
        /// The VPC.
        vpc_id: Option<String>,
    }
    /// An item of describe-addresses.
    AwsAddress {
        /// The allocation.
        allocation_id: Option<String>,
        /// The address.
        public_ip: Option<String>,
        /// The association.
        association_id: Option<String>,
        /// `vpc`.
        domain: Option<String>,
        /// The interface.
        network_interface_id: Option<String>,
        /// The instance.
        instance_id: Option<String>,
        /// The private address.
        private_ip_address: Option<String>,
        /// Its tags.
        tags: Vec<AwsTag>,
    }
    /// An item of describe-nat-gateways.
    AwsNatGateway {
        /// Its id.
        nat_gateway_id: String,
        /// Its VPC.
        vpc_id: Option<String>,
        /// The subnet of a zonal one.
        subnet_id: Option<String>,
        /// `public` or `private`.
        connectivity_type: Option<String>,
        /// `zonal` or `regional`.
        availability_mode: Option<String>,
        /// Its state.
        state: Option<String>,
        /// Its addresses.
        nat_gateway_addresses: Vec<AwsNatGatewayAddress>,
        /// Its tags.
        tags: Vec<AwsTag>,
    }
    /// An address of a NAT gateway.
    AwsNatGatewayAddress {
        /// The Elastic IP's allocation.
        allocation_id: Option<String>,
        /// The interface.
        network_interface_id: Option<String>,
        /// The private address.
        private_ip: Option<String>,
        /// The public address.
        public_ip: Option<String>,
        /// The primary one?
        is_primary: Option<bool>,
    }
}
