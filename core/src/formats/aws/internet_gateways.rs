//! `InternetGateways` and `EgressOnlyInternetGateways`.

use super::builder::{At, Builder, said, table};
use super::noun::{Key, Noun, described};
use crate::model::{
    EgressOnlyInternetGateway, EgressOnlyInternetGatewayId, InternetGateway, InternetGatewayId, VpcId,
};
use crate::wire::AwsGatewayAttachment;
use crate::wire::convert::{egress_only_internet_gateway_shape, internet_gateway_shape, tags_of};
use std::rc::Rc;

pub(super) const NOUN: Noun = Noun {
    keys: &[
        Key::list("InternetGateways", "InternetGatewayId", |description| {
            description.internet_gateways.get_or_insert_default()
        }),
        Key::list("EgressOnlyInternetGateways", "EgressOnlyInternetGatewayId", |description| {
            description.egress_only_internet_gateways.get_or_insert_default()
        }),
    ],
    build: |builder| {
        internet_gateways(builder);
        egress_only(builder);
    },
    describe: |network, description| {
        description.internet_gateways =
            described(&network.internet_gateways, |it| internet_gateway_shape(it));
        description.egress_only_internet_gateways =
            described(&network.egress_only_internet_gateways, |it| egress_only_internet_gateway_shape(it));
    },
};

fn internet_gateways(builder: &mut Builder<'_>) {
    let list = &builder.description.internet_gateways;
    builder.network.internet_gateways = table(list.is_some());
    for (index, shape) in list.iter().flatten().enumerate() {
        let at = At { list: "/InternetGateways", index, id: &shape.internet_gateway_id };
        if !builder.has_id(at, "InternetGatewayId") {
            continue;
        }
        let owner = said(&shape.owner_id).map(Rc::from);
        let read = InternetGateway {
            id: InternetGatewayId::new(&shape.internet_gateway_id),
            owner: owner.unwrap_or_else(|| Rc::clone(&builder.settings().account)),
            vpc: attached(&shape.attachments),
            tags: tags_of(&shape.tags),
        };
        if builder.is_new(|network| &network.internet_gateways, &read.id, &read, at) {
            builder.network.internet_gateways.supply(read.id.clone(), read);
        }
    }
}

fn egress_only(builder: &mut Builder<'_>) {
    let list = &builder.description.egress_only_internet_gateways;
    builder.network.egress_only_internet_gateways = table(list.is_some());
    for (index, shape) in list.iter().flatten().enumerate() {
        let at =
            At { list: "/EgressOnlyInternetGateways", index, id: &shape.egress_only_internet_gateway_id };
        if !builder.has_id(at, "EgressOnlyInternetGatewayId") {
            continue;
        }
        let Some(vpc) = attached(&shape.attachments) else {
            builder.error(at, "", "it is attached to no VPC: the gateway is left out");
            continue;
        };
        let read = EgressOnlyInternetGateway {
            id: EgressOnlyInternetGatewayId::new(&shape.egress_only_internet_gateway_id),
            vpc,
            tags: tags_of(&shape.tags),
        };
        if builder.is_new(|network| &network.egress_only_internet_gateways, &read.id, &read, at) {
            builder.network.egress_only_internet_gateways.supply(read.id.clone(), read);
        }
    }
}

/// The VPC of the attachment that is in use.
pub(super) fn attached(attachments: &[AwsGatewayAttachment]) -> Option<VpcId> {
    let used = attachments.iter().find(|it| {
        said(&it.state).is_none_or(|state| matches!(state, "available" | "attached" | "attaching"))
    });
    used.and_then(|it| said(&it.vpc_id)).map(VpcId::new)
}
