//! What the dialogs ask that make something.

use sg_core::catalog::managed_prefix_lists::MANAGED_PREFIX_LISTS;
use sg_core::model::{Network, ResourceId, SecurityGroup, VpcId};

use super::{Field, Form};
use crate::state::inventory::{block_of, choice_label, name_of};
use crate::state::resource_type::ResourceType;

/// The dialog that makes a resource of the type. What is selected gives the VPC or subnet to begin with.
pub(super) fn form(what: ResourceType, subject: &str, network: &Network) -> Form {
    let (about, verb, fields) = match what {
        ResourceType::Vpc => (
            "A VPC is a network of your own. It comes with a default security group, a default network ACL and a main route table.",
            "Create VPC",
            vec![
                name(),
                cidr("cidr", "IPv4 CIDR", "10.0.0.0/16", "From /16 to /28, such as 10.0.0.0/16."),
                Field::choice(
                    "ipv6",
                    "IPv6 CIDR block",
                    pairs(&[("", "No IPv6 CIDR block"), ("yes", "Amazon-provided IPv6 CIDR block")]),
                    &["ipv6"],
                ),
            ],
        ),
        ResourceType::Subnet => (
            "A subnet is a slice of a VPC in one Availability Zone.",
            "Create subnet",
            subnet(subject, network),
        ),
        ResourceType::SecurityGroup => (
            "A new group lets nothing in and everything out.",
            "Create security group",
            vec![
                group_name(""),
                group_description(""),
                vpc_field(subject, network, &["vpc", "different networks"]),
                name(),
            ],
        ),
        ResourceType::Instance => (
            "An instance comes with one network interface, which carries the groups and the addresses.",
            "Launch instance",
            instance(subject, network),
        ),
        ResourceType::NetworkInterface => (
            "Packets travel between network interfaces, and security groups attach to them.",
            "Create network interface",
            interface(subject, network),
        ),
        ResourceType::Carrier => (
            "A service of AWS that has a network interface of its own in your subnet, with your groups on it.",
            "Create",
            carrier(subject, network),
        ),
        ResourceType::NetworkAcl => (
            "A new network ACL denies everything both ways until it has entries that allow something.",
            "Create network ACL",
            vec![name(), vpc_field(subject, network, &["vpc"])],
        ),
        ResourceType::RouteTable => (
            "A new route table has the local route of its VPC and nothing else.",
            "Create route table",
            vec![name(), vpc_field(subject, network, &["vpc"])],
        ),
        ResourceType::PrefixList => (
            "A prefix list names blocks of addresses for rules and routes. A rule that refers to it counts as many rules as its max entries.",
            "Create prefix list",
            prefix_list(network),
        ),
        ResourceType::InternetGateway => (
            "One internet gateway can be attached to a VPC. A route has to lead to it too.",
            "Create internet gateway",
            vec![name(), attach_field(network)],
        ),
        ResourceType::EgressOnlyInternetGateway => (
            "Lets IPv6 connections out to the internet, and only their replies back in.",
            "Create gateway",
            vec![name(), vpc_field(subject, network, &["vpc"])],
        ),
        ResourceType::NatGateway => (
            "Lets instances in private subnets open connections to the outside; nothing outside can open one to them. A public one stands in a public subnet.",
            "Create NAT gateway",
            nat_gateway(subject, network),
        ),
        ResourceType::Endpoint => (
            "Reaches a service of AWS without the internet: by a route (gateway) or by an interface with groups.",
            "Create endpoint",
            endpoint(subject, network),
        ),
        ResourceType::Peering => (
            "Joins two VPCs whose blocks do not overlap. Both sides need routes. It is accepted at once.",
            "Create peering connection",
            vec![
                name(),
                Field {
                    id: "vpc",
                    label: "Requester VPC",
                    ..vpc_field(subject, network, &["vpcid", "vpc id"])
                },
                other_vpc(subject, network),
            ],
        ),
        ResourceType::TransitGateway => (
            "Joins many VPCs. Each needs an attachment and routes that lead to it.",
            "Create transit gateway",
            vec![name()],
        ),
        ResourceType::TransitGatewayAttachment => (
            "Puts an interface of the transit gateway into subnets of a VPC, one a zone.",
            "Create attachment",
            vec![
                name(),
                Field::choice(
                    "gateway",
                    "Transit gateway",
                    labelled(network, network.transit_gateways.ids().map(ResourceId::as_str)),
                    &["transitgateway", "transit gateway"],
                ),
                vpc_field(subject, network, &["vpc"]),
                Field::several("subnets", "Subnets", subnets_of(network), &["subnet"]),
            ],
        ),
        ResourceType::ElasticIp => (
            "A public IPv4 address that is yours until you release it. Associate it with a network interface afterwards.",
            "Allocate Elastic IP address",
            vec![name()],
        ),
        ResourceType::VpnGateway => ("", "Create", Vec::new()),
    };
    let title = match what {
        ResourceType::Instance => "Launch instance".to_owned(),
        ResourceType::Carrier => "Create load balancer or other service".to_owned(),
        ResourceType::ElasticIp => "Allocate Elastic IP address".to_owned(),
        what => format!("Create {}", what.noun_within()),
    };
    Form { title, about: about.to_owned(), verb, fields }
}

fn name() -> Field {
    Field::text("name", "Name tag - optional", &["tag"])
}

pub(super) fn group_name(value: &str) -> Field {
    Field::text("group-name", "Security group name", &["groupname", "group name", "already exists for vpc"])
        .hint("Unique in the VPC. It cannot start with sg-, and cannot be changed later.")
        .value(value)
}

pub(super) fn group_description(value: &str) -> Field {
    Field::text("description", "Description", &["description"])
        .value(value)
        .hint("It cannot be changed later.")
}

fn cidr(id: &'static str, label: &'static str, value: &str, hint: &'static str) -> Field {
    Field::mono(id, label, &["the cidr", "cidrblock", "cidr block", "range"]).value(value).hint(hint)
}

fn subnet(subject: &str, network: &Network) -> Vec<Field> {
    let vpc = vpc_field(subject, network, &["vpc id"]);
    let region = &network.settings.region;
    let zones = ["a", "b", "c"].map(|letter| format!("{region}{letter}"));
    let zones = zones.map(|zone| (zone.clone(), zone)).to_vec();
    vec![
        vpc,
        name(),
        Field::choice("zone", "Availability Zone", zones, &["availability"]),
        cidr(
            "cidr",
            "IPv4 subnet CIDR block",
            "",
            "A part of the VPC's block that no other subnet has, such as a /24.",
        ),
        Field::mono("ipv6-cidr", "IPv6 subnet CIDR block - optional", &["ipv6"])
            .hint("A /64 of the VPC's IPv6 block."),
    ]
}

fn instance(subject: &str, network: &Network) -> Vec<Field> {
    vec![
        name(),
        subnet_field(subject, network),
        Field::choice(
            "public",
            "Auto-assign public IP",
            pairs(&[("", "As the subnet says"), ("true", "Enable"), ("false", "Disable")]),
            &["public"],
        ),
        private_address(),
        groups_field(network),
        Field::mono("type", "Instance type", &["instancetype", "instance type"])
            .value("t3.micro")
            .hint("Decides the default idle timeouts of tracked connections."),
    ]
}

fn interface(subject: &str, network: &Network) -> Vec<Field> {
    vec![
        name(),
        Field::text("description", "Description - optional", &["description"]),
        subnet_field(subject, network),
        private_address(),
        groups_field(network),
    ]
}

fn private_address() -> Field {
    Field::mono("address", "Private IPv4 address - optional", &["address", "in use"])
        .hint("Left empty, the next free address of the subnet is taken.")
}

fn carrier(subject: &str, network: &Network) -> Vec<Field> {
    const BALANCERS: &[&str] = &["application", "network"];
    const OTHERS: &[&str] = &["rds", "ecs-task", "lambda"];
    const LISTENING: &[&str] = &["application", "network", "rds"];
    let instances = labelled(network, network.instances.ids().map(ResourceId::as_str));
    vec![
        Field::choice(
            "kind",
            "Service",
            pairs(&[
                ("application", "Application Load Balancer"),
                ("network", "Network Load Balancer"),
                ("rds", "Database (RDS)"),
                ("ecs-task", "Task (ECS, awsvpc)"),
                ("lambda", "Lambda functions in a VPC"),
            ]),
            &["type"],
        ),
        Field::text("carrier-name", "Name", &["name"]),
        Field::choice(
            "scheme",
            "Scheme",
            pairs(&[("internet-facing", "Internet-facing"), ("internal", "Internal")]),
            &["scheme"],
        )
        .only("kind", BALANCERS),
        Field::number("port", "Port", &["port"])
            .value("80")
            .hint("Where it listens.")
            .only("kind", LISTENING),
        Field::several("targets", "Targets", instances, &["target", "instance id"])
            .hint("The instances that the listener forwards to, on the same port.")
            .only("kind", BALANCERS),
        Field::several("subnets", "Subnets", subnets_of(network), &["subnet"])
            .value(subnet_field(subject, network).value)
            .hint("One network interface in each.")
            .only("kind", BALANCERS),
        subnet_field(subject, network).only("kind", OTHERS),
        groups_field(network),
    ]
}

fn prefix_list(network: &Network) -> Vec<Field> {
    let region = &network.settings.region;
    let weighed = MANAGED_PREFIX_LISTS.iter().map(|list| {
        let name = list.name_in(region);
        let label = format!("{name} (counts {})", list.weight);
        (name, label)
    });
    // A Region has all of AWS's lists; a document holds those that it was told of.
    let known = |name: &str| network.prefix_lists.iter().any(|list| *list.name == *name);
    let weighed: Vec<(String, String)> = weighed.filter(|(name, _)| !known(name)).collect();
    vec![
        Field::choice(
            "owner",
            "Managed by",
            pairs(&[("customer", "You"), ("aws", "AWS, for one of its services")]),
            &[],
        ),
        Field::choice("aws-list", "AWS-managed prefix list", weighed, &["com.amazonaws"])
            .only("owner", &["aws"]),
        Field::text("list-name", "Prefix list name", &["prefixlistname"]).only("owner", &["customer"]),
        Field::number("max", "Max entries", &["maxentries", "maximum number of entries"])
            .value("5")
            .only("owner", &["customer"]),
        Field::choice(
            "family",
            "Address family",
            pairs(&[("IPv4", "IPv4"), ("IPv6", "IPv6")]),
            &["addressfamily"],
        )
        .only("owner", &["customer"]),
        entries_field(),
    ]
}

pub(super) fn entries_field() -> Field {
    Field::lines("entries", "Prefix list entries - optional", &["cidr", "description"])
        .hint("One CIDR block a line; what follows it on the line is its description.")
}

fn attach_field(network: &Network) -> Field {
    let free = network.vpcs.iter().filter(|vpc| network.internet_gateway_of(&vpc.id).is_none());
    let mut choices = labelled(network, free.map(|vpc| vpc.id.as_str()));
    choices.push((String::new(), "Attach later".to_owned()));
    Field::choice("vpc", "Attach to VPC", choices, &["vpc", "attach"])
}

fn nat_gateway(subject: &str, network: &Network) -> Vec<Field> {
    let free = network.addresses.iter().filter(|address| address.association.is_none());
    let mut addresses = vec![("new".to_owned(), "Allocate an Elastic IP address".to_owned())];
    addresses.extend(free.map(|address| (address.id.to_string(), address.public_ip.to_string())));
    vec![
        name(),
        subnet_field(subject, network),
        Field::choice(
            "connectivity",
            "Connectivity type",
            pairs(&[("public", "Public"), ("private", "Private")]),
            &["connectivity"],
        ),
        Field::choice(
            "allocation",
            "Elastic IP allocation",
            addresses,
            &["allocation", "elastic", "addresses"],
        )
        .only("connectivity", &["public"]),
    ]
}

fn endpoint(subject: &str, network: &Network) -> Vec<Field> {
    let region = &network.settings.region;
    let service = |name: &str| format!("com.amazonaws.{region}.{name}");
    let tables = network.route_tables.ids().map(|id| (id.to_string(), name_of(network, id.as_str())));
    let gateways = [("s3", "S3"), ("dynamodb", "DynamoDB")];
    let gateways = gateways.map(|(name, label)| (service(name), label.to_owned())).to_vec();
    vec![
        name(),
        Field::choice(
            "kind",
            "Type",
            pairs(&[("Gateway", "Gateway: a route"), ("Interface", "Interface: an interface with groups")]),
            &["endpointtype"],
        ),
        vpc_field(subject, network, &["vpc id"]),
        Field::choice("gateway-service", "Service", gateways, &["service"]).only("kind", &["Gateway"]),
        Field::mono("service", "Service name", &["service"])
            .value(service("ssm"))
            .only("kind", &["Interface"]),
        Field::several("tables", "Route tables", tables.collect(), &["route"]).only("kind", &["Gateway"]),
        Field::several("subnets", "Subnets", subnets_of(network), &["subnet"]).only("kind", &["Interface"]),
        groups_field(network).only("kind", &["Interface"]),
    ]
}

fn other_vpc(subject: &str, network: &Network) -> Field {
    let first = vpc_of(subject, network).or_else(|| network.vpcs.ids().next().cloned());
    let other = network.vpcs.ids().find(|id| Some(*id) != first.as_ref());
    let field = Field::choice(
        "peer",
        "Accepter VPC",
        labelled(network, network.vpcs.ids().map(ResourceId::as_str)),
        &["peer", "overlap"],
    );
    match other {
        Some(other) => field.value(other.as_str()),
        None => field,
    }
}

/// The VPCs; first the one that what is selected belongs to.
fn vpc_field(subject: &str, network: &Network, words: &'static [&'static str]) -> Field {
    let field =
        Field::choice("vpc", "VPC", labelled(network, network.vpcs.ids().map(ResourceId::as_str)), words);
    match vpc_of(subject, network) {
        Some(vpc) => field.value(vpc.as_str()),
        None => field,
    }
}

fn subnet_field(subject: &str, network: &Network) -> Field {
    let own = match ResourceType::of(subject) {
        Some(ResourceType::Subnet) => Some(subject.to_owned()),
        Some(ResourceType::NetworkInterface) => {
            network.interfaces.find(subject).map(|one| one.subnet.to_string())
        }
        _ => None,
    };
    let field = Field::choice("subnet", "Subnet", subnets_of(network), &["subnet"]);
    match own {
        Some(own) => field.value(own),
        None => field,
    }
}

fn groups_field(network: &Network) -> Field {
    Field::several("groups", "Security groups", groups_of(network, None), &["group"])
        .hint("If none is chosen, EC2 attaches the VPC's group named default.")
}

/// The groups that an interface in the VPC may carry; of all VPCs without one.
pub(super) fn groups_of(network: &Network, vpc: Option<&VpcId>) -> Vec<(String, String)> {
    let fits = |group: &&std::rc::Rc<SecurityGroup>| vpc.is_none_or(|vpc| network.is_usable_in(group, vpc));
    let mut groups: Vec<(String, String)> = network
        .security_groups
        .iter()
        .filter(fits)
        .map(|group| (group.id.to_string(), group.display_name().to_owned()))
        .collect();
    groups.sort_by_cached_key(|(id, name)| (name.to_lowercase(), id.clone()));
    groups
}

/// All subnets, with their blocks.
pub(super) fn subnets_of(network: &Network) -> Vec<(String, String)> {
    let label = |subnet: &std::rc::Rc<sg_core::model::Subnet>| {
        let id = subnet.id.to_string();
        let label = format!("{} · {}", name_of(network, &id), block_of(subnet));
        (id, label)
    };
    network.subnets.iter().map(label).collect()
}

/// Ids with their names.
pub(super) fn labelled<'a>(network: &Network, ids: impl Iterator<Item = &'a str>) -> Vec<(String, String)> {
    ids.map(|id| (id.to_owned(), choice_label(network, id))).collect()
}

pub(super) fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(value, label)| ((*value).to_owned(), (*label).to_owned())).collect()
}

/// The VPC that a resource is in.
pub(super) fn vpc_of(id: &str, network: &Network) -> Option<VpcId> {
    match ResourceType::of(id)? {
        ResourceType::Vpc => network.vpcs.find(id).map(|vpc| vpc.id.clone()),
        ResourceType::SecurityGroup => network.security_groups.find(id).map(|group| group.vpc.clone()),
        ResourceType::NetworkInterface => network.interfaces.find(id).map(|one| one.vpc.clone()),
        ResourceType::NetworkAcl => network.network_acls.find(id).map(|acl| acl.vpc.clone()),
        ResourceType::RouteTable => network.route_tables.find(id).map(|table| table.vpc.clone()),
        ResourceType::Subnet => network.subnets.find(id).map(|subnet| subnet.vpc.clone()),
        _ => None,
    }
}
