//! `Reservations` and `Instances`. The interfaces nested in them are read with the interfaces.

use super::builder::{At, Builder, said, shared, table};
use super::noun::{Key, Noun};
use crate::model::{Instance, InstanceId, Network};
use crate::wire::convert::{instance_shape, tags_of};
use crate::wire::{AwsDescription, AwsInstance, AwsReservation};

pub(super) const NOUN: Noun = Noun {
    keys: &[
        Key::list("Reservations", "ReservationId", |description| {
            description.reservations.get_or_insert_default()
        }),
        Key::list("Instances", "InstanceId", |description| description.instances.get_or_insert_default()),
    ],
    build,
    describe,
};

/// An instance of the description, and where it stands.
pub(super) struct Listed<'d> {
    pub instance: &'d AwsInstance,
    pub list: String,
    pub index: usize,
    /// The owner of its reservation.
    pub owner: Option<&'d str>,
}

/// All instances, from both keys.
pub(super) fn listed(description: &AwsDescription) -> Vec<Listed<'_>> {
    let mut all = Vec::new();
    for (place, reservation) in description.reservations.iter().flatten().enumerate() {
        for (index, instance) in reservation.instances.iter().enumerate() {
            let list = format!("/Reservations/{place}/Instances");
            all.push(Listed { instance, list, index, owner: said(&reservation.owner_id) });
        }
    }
    for (index, instance) in description.instances.iter().flatten().enumerate() {
        all.push(Listed { instance, list: "/Instances".to_owned(), index, owner: None });
    }
    all
}

fn build(builder: &mut Builder<'_>) {
    let description = builder.description;
    let is_described = description.reservations.is_some() || description.instances.is_some();
    builder.network.instances = table(is_described);
    for Listed { instance, list, index, .. } in listed(description) {
        let at = At { list: &list, index, id: &instance.instance_id };
        if !builder.has_id(at, "InstanceId") {
            continue;
        }
        let state = instance.state.as_ref().and_then(|state| said(&state.name));
        let read = Instance {
            id: InstanceId::new(&instance.instance_id),
            instance_type: shared(said(&instance.instance_type)),
            state: shared(state.or(Some("running"))),
            tags: tags_of(&instance.tags),
        };
        if builder.is_new(|network| &network.instances, &read.id, &read, at) {
            builder.network.instances.supply(read.id.clone(), read);
        }
    }
}

fn describe(network: &Network, description: &mut AwsDescription) {
    let reservation = |instances| AwsReservation {
        reservation_id: None,
        owner_id: Some(network.settings.account.to_string()),
        instances,
    };
    description.reservations = network.instances.is_described().then(|| {
        let all: Vec<AwsInstance> = network.instances.iter().map(|it| instance(network, it)).collect();
        if all.is_empty() { Vec::new() } else { vec![reservation(all)] }
    });
}

/// An instance without its interfaces, which are described among the interfaces.
fn instance(network: &Network, instance: &Instance) -> AwsInstance {
    AwsInstance { network_interfaces: Vec::new(), ..instance_shape(network, instance) }
}
