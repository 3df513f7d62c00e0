//! `TargetGroups` and `TargetHealthDescriptions`.

use super::super::builder::{At, Builder, said, shared};
use crate::model::{CarrierId, InstanceId, Target, TargetGroup, TargetId, TargetType};
use crate::wire::AwsTarget;
use std::rc::Rc;

/// The attribute that decides whether targets see the client's address.
pub(super) const PRESERVE_CLIENT_IP: &str = "preserve_client_ip.enabled";

/// The target group with the ARN, its targets with it.
pub(super) fn group(builder: &mut Builder<'_>, listener: At<'_>, arn: &str) -> Option<TargetGroup> {
    let mut all = builder.description.target_groups.iter().flatten().enumerate();
    let Some((index, shape)) = all.find(|(_, group)| group.target_group_arn == arn) else {
        let message =
            format!("the target group `{arn}` is not described: where the listener leads is not known");
        builder.warning(listener, "/DefaultActions", message);
        return None;
    };
    let at = At { list: "/TargetGroups", index, id: arn };
    let name = said(&shape.target_type).unwrap_or("instance");
    let Some(target_type) = TargetType::parse(name) else {
        builder.error(at, "/TargetType", format!("`{name}` is no type of target: the group is left out"));
        return None;
    };
    let preserve = shape.attributes.iter().find(|it| it.key.as_deref() == Some(PRESERVE_CLIENT_IP));
    Some(TargetGroup {
        id: Rc::from(arn),
        protocol: shared(said(&shape.protocol)),
        port: shape.port.and_then(|port| u16::try_from(port).ok()).unwrap_or_default(),
        target_type,
        preserve_client_ip: preserve.map(|attribute| attribute.value.as_deref() == Some("true")),
        targets: targets(builder, arn, target_type),
    })
}

/// The targets of a group; none where nobody told. An element without a target tells that there is none.
fn targets(builder: &mut Builder<'_>, group: &str, target_type: TargetType) -> Option<Vec<Target>> {
    let all = builder.description.target_health_descriptions.iter().flatten().enumerate();
    let mut told = None;
    for (index, health) in all.filter(|(_, health)| health.target_group_arn.as_deref() == Some(group)) {
        let targets: &mut Vec<Target> = told.get_or_insert_default();
        let Some(shape) = &health.target else { continue };
        let Some(id) = target_id(shape, target_type) else {
            let at = At { list: "/TargetHealthDescriptions", index, id: group };
            builder.error(at, "/Target/Id", "this is no target of the group's type: left out");
            continue;
        };
        let target = Target { id, port: shape.port.and_then(|port| u16::try_from(port).ok()) };
        if !targets.contains(&target) {
            targets.push(target);
        }
    }
    told
}

fn target_id(shape: &AwsTarget, target_type: TargetType) -> Option<TargetId> {
    let id = said(&shape.id)?;
    match target_type {
        TargetType::Instance => Some(TargetId::Instance(InstanceId::new(id))),
        TargetType::Ip => id.parse().ok().map(TargetId::Address),
        TargetType::Alb | TargetType::Lambda => Some(TargetId::Carrier(CarrierId::new(id))),
    }
}
