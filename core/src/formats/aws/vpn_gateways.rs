//! `VpnGateways`.

use super::builder::{At, Builder, said, table};
use super::internet_gateways::attached;
use super::noun::{Key, Noun, described};
use crate::model::{VpnGateway, VpnGatewayId};
use crate::wire::convert::{tags_of, vpn_gateway_shape};
use std::rc::Rc;

pub(super) const NOUN: Noun = Noun {
    keys: &[Key::list("VpnGateways", "VpnGatewayId", |description| {
        description.vpn_gateways.get_or_insert_default()
    })],
    build,
    describe: |network, description| {
        description.vpn_gateways = described(&network.vpn_gateways, |it| vpn_gateway_shape(it));
    },
};

fn build(builder: &mut Builder<'_>) {
    let list = &builder.description.vpn_gateways;
    builder.network.vpn_gateways = table(list.is_some());
    for (index, shape) in list.iter().flatten().enumerate() {
        let at = At { list: "/VpnGateways", index, id: &shape.vpn_gateway_id };
        if !builder.has_id(at, "VpnGatewayId") {
            continue;
        }
        let read = VpnGateway {
            id: VpnGatewayId::new(&shape.vpn_gateway_id),
            vpc: attached(&shape.vpc_attachments),
            state: Rc::from(said(&shape.state).unwrap_or("available")),
            tags: tags_of(&shape.tags),
        };
        if builder.is_new(|network| &network.vpn_gateways, &read.id, &read, at) {
            builder.network.vpn_gateways.supply(read.id.clone(), read);
        }
    }
}
