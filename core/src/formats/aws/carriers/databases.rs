//! `DBInstances`.

use super::super::builder::{At, Builder, said};
use super::super::groups;
use super::{add, interfaces};
use crate::model::{Carrier, CarrierId, CarrierKind, NetworkInterface, ResourceId, VpcId};
use crate::wire::AwsDbInstance;
use crate::wire::convert::tags_of;
use std::rc::Rc;

/// What AWS notes on the interface of every database.
const NOTE: &str = "RDSNetworkInterface";

pub(super) fn build(builder: &mut Builder<'_>) {
    for (index, shape) in builder.description.db_instances.iter().flatten().enumerate() {
        let at = At { list: "/DBInstances", index, id: &shape.db_instance_identifier };
        if !builder.has_id(at, "DBInstanceIdentifier") {
            continue;
        }
        let endpoint = shape.endpoint.as_ref().and_then(|endpoint| endpoint.port);
        let Some(port) = endpoint.and_then(|port| u16::try_from(port).ok()) else {
            builder.error(at, "/Endpoint/Port", "there is no port to listen on: the database is left out");
            continue;
        };
        let vpc = shape.db_subnet_group.as_ref().and_then(|group| said(&group.vpc_id));
        let database = Carrier {
            id: CarrierId::new(said(&shape.db_instance_arn).unwrap_or(at.id)),
            name: Rc::from(at.id),
            vpc: vpc.map_or_else(|| groups::default_vpc(&builder.network), VpcId::new),
            interfaces: interfaces(builder, &shape.playground_network_interface_ids, |it| is_of(shape, it)),
            kind: CarrierKind::Database { port },
            tags: tags_of(&shape.tag_list),
        };
        add(builder, at, database);
    }
}

/// Whether the interface is the database's: one of a database, in its subnets, with its groups.
fn is_of(shape: &AwsDbInstance, interface: &NetworkInterface) -> bool {
    let mut subnets = shape.db_subnet_group.iter().flat_map(|group| &group.subnets);
    let groups: Vec<&str> =
        shape.vpc_security_groups.iter().filter_map(|group| said(&group.vpc_security_group_id)).collect();
    &*interface.description == NOTE
        && subnets.any(|subnet| subnet.subnet_identifier.as_deref() == Some(interface.subnet.as_str()))
        && groups.len() == interface.groups.len()
        && interface.groups.iter().all(|group| groups.contains(&group.as_str()))
}
