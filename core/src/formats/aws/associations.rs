//! `SecurityGroupVpcAssociations`.

use super::builder::{At, Builder, said, table};
use super::noun::{Key, Noun, described};
use crate::model::{AssociationState, SecurityGroupId, SecurityGroupVpcAssociation, VpcId};
use crate::wire::convert::association_shape;
use std::rc::Rc;

const LIST: &str = "/SecurityGroupVpcAssociations";

pub(super) const NOUN: Noun = Noun {
    keys: &[Key::list("SecurityGroupVpcAssociations", "GroupId", |description| {
        description.security_group_vpc_associations.get_or_insert_default()
    })],
    build,
    describe: |network, description| {
        description.security_group_vpc_associations =
            described(&network.associations, |it| association_shape(it));
    },
};

fn build(builder: &mut Builder<'_>) {
    let list = &builder.description.security_group_vpc_associations;
    builder.network.associations = table(list.is_some());
    for (index, association) in list.iter().flatten().enumerate() {
        let at = At { list: LIST, index, id: &association.group_id };
        if !builder.has_id(at, "GroupId") {
            continue;
        }
        if association.vpc_id.is_empty() {
            builder.error(at, "", "`VpcId` is missing: the association is left out");
            continue;
        }
        let state = said(&association.state).unwrap_or("associated");
        let Some(state) = AssociationState::parse(state) else {
            builder.error(at, "/State", format!("`{state}` is not a state: the association is left out"));
            continue;
        };
        let owner = said(&association.vpc_owner_id);
        let read = SecurityGroupVpcAssociation {
            group: SecurityGroupId::new(&association.group_id),
            vpc: VpcId::new(&association.vpc_id),
            vpc_owner: owner.map_or_else(|| Rc::clone(&builder.settings().account), Rc::from),
            state,
        };
        let key = (read.group.clone(), read.vpc.clone());
        if builder.is_new(|network| &network.associations, &key, &read, at) {
            builder.network.associations.supply(key, read);
        }
    }
}
