//! `PlaygroundCarriers`.

use super::super::builder::{At, Builder, said, shared};
use super::super::groups;
use super::add;
use crate::model::{Carrier, CarrierId, CarrierKind, EcsTask, InstanceId, NetworkInterfaceId, VpcId};
use crate::wire::AwsCarrier;
use crate::wire::convert::tags_of;

pub(super) fn build(builder: &mut Builder<'_>) {
    for (index, shape) in builder.description.playground_carriers.iter().flatten().enumerate() {
        let at = At { list: "/PlaygroundCarriers", index, id: &shape.carrier_id };
        if !builder.has_id(at, "CarrierId") {
            continue;
        }
        let Some(kind) = kind(shape) else {
            builder.error(at, "", "this is neither an ECS task in a network mode nor `lambda`: left out");
            continue;
        };
        let vpc = said(&shape.vpc_id).map_or_else(|| groups::default_vpc(&builder.network), VpcId::new);
        let carrier = Carrier {
            id: CarrierId::new(at.id),
            name: shared(said(&shape.name)),
            vpc,
            interfaces: shape.network_interface_ids.iter().map(|id| NetworkInterfaceId::new(id)).collect(),
            kind,
            tags: tags_of(&shape.tags),
        };
        add(builder, at, carrier);
    }
}

fn kind(shape: &AwsCarrier) -> Option<CarrierKind> {
    let host = || said(&shape.instance_id).map(InstanceId::new);
    match (said(&shape.kind)?, said(&shape.network_mode)) {
        ("lambda", _) => Some(CarrierKind::Lambda),
        ("ecs-task", Some("awsvpc")) => Some(CarrierKind::EcsTask(EcsTask::Awsvpc)),
        ("ecs-task", Some("bridge")) => Some(CarrierKind::EcsTask(EcsTask::Bridge(host()?))),
        ("ecs-task", Some("host")) => Some(CarrierKind::EcsTask(EcsTask::Host(host()?))),
        _ => None,
    }
}
