//! `VpcEndpoints`.

use super::builder::{At, Builder, said, shared, table};
use super::noun::{Key, Noun, described};
use crate::model::{
    EndpointKind, NetworkInterfaceId, RouteTableId, SecurityGroupId, SubnetId, VpcEndpoint, VpcEndpointId,
    VpcId,
};
use crate::wire::convert::{tags_of, vpc_endpoint_shape};
use std::rc::Rc;

pub(super) const NOUN: Noun = Noun {
    keys: &[Key::list("VpcEndpoints", "VpcEndpointId", |description| {
        description.vpc_endpoints.get_or_insert_default()
    })],
    build,
    describe: |network, description| {
        description.vpc_endpoints = described(&network.vpc_endpoints, |it| vpc_endpoint_shape(network, it));
    },
};

fn build(builder: &mut Builder<'_>) {
    let list = &builder.description.vpc_endpoints;
    builder.network.vpc_endpoints = table(list.is_some());
    for (index, shape) in list.iter().flatten().enumerate() {
        let at = At { list: "/VpcEndpoints", index, id: &shape.vpc_endpoint_id };
        if !builder.has_id(at, "VpcEndpointId") {
            continue;
        }
        let Some(vpc) = said(&shape.vpc_id) else {
            builder.error(at, "", "`VpcId` is missing: the endpoint is left out");
            continue;
        };
        let kind = match said(&shape.vpc_endpoint_type) {
            None => EndpointKind::Gateway,
            Some(text) => match EndpointKind::parse(text) {
                Some(kind) => kind,
                None => {
                    let message = format!("`{text}` is no known kind of endpoint: it is left out");
                    builder.error(at, "/VpcEndpointType", message);
                    continue;
                }
            },
        };
        let read = VpcEndpoint {
            id: VpcEndpointId::new(&shape.vpc_endpoint_id),
            vpc: VpcId::new(vpc),
            service: shared(said(&shape.service_name)),
            kind,
            state: Rc::from(said(&shape.state).unwrap_or("available")),
            route_tables: shape.route_table_ids.iter().map(|id| RouteTableId::new(id)).collect(),
            subnets: shape.subnet_ids.iter().map(|id| SubnetId::new(id)).collect(),
            groups: shape.groups.iter().map(|group| SecurityGroupId::new(&group.group_id)).collect(),
            interfaces: shape.network_interface_ids.iter().map(|id| NetworkInterfaceId::new(id)).collect(),
            tags: tags_of(&shape.tags),
        };
        if builder.is_new(|network| &network.vpc_endpoints, &read.id, &read, at) {
            builder.network.vpc_endpoints.supply(read.id.clone(), read);
        }
    }
}
