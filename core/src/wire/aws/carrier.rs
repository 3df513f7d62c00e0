//! What carries interfaces beside instances: Elastic Load Balancing, RDS, and what the playground keeps of
//! ECS tasks and Lambda functions.

use super::AwsTag;
use super::shape::shapes;

shapes! {
    /// An item of `aws elbv2 describe-load-balancers`.
    AwsLoadBalancer {
        /// Its ARN.
        load_balancer_arn: String,
        /// Its name.
        load_balancer_name: Option<String>,
        /// `application`, `network`, `gateway`.
        #[shape(name = "Type")]
        kind: Option<String>,
        /// `internet-facing` or `internal`.
        scheme: Option<String>,
        /// Its VPC.
        vpc_id: Option<String>,
        /// Its groups.
        security_groups: Vec<String>,
        /// Its subnets.
        availability_zones: Vec<AwsLoadBalancerZone>,
        /// `on` or `off`; on where left out.
        enforce_security_group_inbound_rules_on_private_link_traffic: Option<String>,
        /// Its interfaces, where the playground made them.
        playground_network_interface_ids: Vec<String>,
        /// What describe-tags tells.
        tags: Vec<AwsTag>,
    }
    /// A zone of a load balancer.
    AwsLoadBalancerZone {
        /// The subnet.
        subnet_id: Option<String>,
        /// The zone.
        zone_name: Option<String>,
    }
    /// An item of `aws elbv2 describe-listeners`.
    AwsListener {
        /// Its ARN.
        listener_arn: String,
        /// The load balancer.
        load_balancer_arn: Option<String>,
        /// Its port.
        port: Option<i64>,
        /// Its protocol.
        protocol: Option<String>,
        /// What it does.
        default_actions: Vec<AwsListenerAction>,
    }
    /// What a listener does.
    AwsListenerAction {
        /// `forward`, `redirect`, `fixed-response` …
        #[shape(name = "Type")]
        kind: Option<String>,
        /// The target group, where there is one.
        target_group_arn: Option<String>,
        /// The target groups.
        forward_config: Option<AwsForwardConfig>,
    }
    /// The target groups that share what a listener forwards.
    AwsForwardConfig {
        /// The groups.
        target_groups: Vec<AwsForwardTarget>,
    }
    /// One of them.
    AwsForwardTarget {
        /// The target group.
        target_group_arn: Option<String>,
    }
    /// An item of `aws elbv2 describe-target-groups`.
    AwsTargetGroup {
        /// Its ARN.
        target_group_arn: String,
        /// Its name.
        target_group_name: Option<String>,
        /// Its protocol.
        protocol: Option<String>,
        /// Its port.
        port: Option<i64>,
        /// `instance`, `ip`, `lambda`, `alb`.
        target_type: Option<String>,
        /// Its VPC.
        vpc_id: Option<String>,
        /// What describe-target-group-attributes tells.
        attributes: Vec<AwsAttribute>,
    }
    /// An attribute.
    AwsAttribute {
        /// Its key.
        key: Option<String>,
        /// Its value.
        value: Option<String>,
    }
    /// An item of `aws elbv2 describe-target-health`, with the ARN that the command was given.
    AwsTargetHealth {
        /// The target group.
        target_group_arn: Option<String>,
        /// The target.
        target: Option<AwsTarget>,
    }
    /// A target.
    AwsTarget {
        /// An instance's id, an address, an ARN.
        id: Option<String>,
        /// Its port.
        port: Option<i64>,
    }
    /// An item of `aws rds describe-db-instances`.
    AwsDbInstance {
        /// Its name.
        #[shape(name = "DBInstanceIdentifier")]
        db_instance_identifier: String,
        /// Its ARN.
        #[shape(name = "DBInstanceArn")]
        db_instance_arn: Option<String>,
        /// Where it listens.
        endpoint: Option<AwsDbEndpoint>,
        /// Its groups.
        vpc_security_groups: Vec<AwsDbGroup>,
        /// Its subnets.
        #[shape(name = "DBSubnetGroup")]
        db_subnet_group: Option<AwsDbSubnetGroup>,
        /// Its interfaces, where the playground made them.
        playground_network_interface_ids: Vec<String>,
        /// Its tags.
        tag_list: Vec<AwsTag>,
    }
    /// Where a database listens.
    AwsDbEndpoint {
        /// Its DNS name.
        address: Option<String>,
        /// Its port.
        port: Option<i64>,
    }
    /// A group of a database.
    AwsDbGroup {
        /// The group.
        vpc_security_group_id: Option<String>,
        /// Its status.
        status: Option<String>,
    }
    /// The subnets of a database.
    AwsDbSubnetGroup {
        /// Their VPC.
        vpc_id: Option<String>,
        /// The subnets.
        subnets: Vec<AwsDbSubnet>,
    }
    /// A subnet of a database.
    AwsDbSubnet {
        /// The subnet.
        subnet_identifier: Option<String>,
        /// Its status.
        subnet_status: Option<String>,
    }
    /// An ECS task or Lambda functions, as the playground keeps them.
    AwsCarrier {
        /// Its ARN or name.
        carrier_id: String,
        /// Its name.
        name: Option<String>,
        /// `ecs-task` or `lambda`.
        #[shape(name = "Type")]
        kind: Option<String>,
        /// Its VPC.
        vpc_id: Option<String>,
        /// Of a task: `awsvpc`, `bridge`, `host`.
        network_mode: Option<String>,
        /// Of a task in mode `bridge` or `host`: its host.
        instance_id: Option<String>,
        /// Its interfaces.
        network_interface_ids: Vec<String>,
        /// Its tags.
        tags: Vec<AwsTag>,
    }
}
