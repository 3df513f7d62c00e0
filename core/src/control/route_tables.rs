//! CreateRouteTable, DeleteRouteTable, and their associations with subnets and gateways.
//!
//! Source: EC2 API; VPC User Guide `VPC_Route_Tables`.

use super::parameters::parameters;
use super::registry::{ActionName, ec2};
use super::{Ec2Error, answers, defaults, find, obstacles, parameters, tagging};
use crate::catalog::quotas;
use crate::model::{
    Network, RouteTable, RouteTableAssociation, RouteTableAssociationId, RouteTableUser, RouteTarget,
};
use crate::wire::TagSpecification;
use crate::wire::convert::route_table_shape;
use serde_json::{Value, json};
use std::rc::Rc;

pub(super) const ACTIONS: &[ActionName] = &[
    ec2!("AssociateRouteTable", associate_route_table),
    ec2!("CreateRouteTable", create_route_table),
    ec2!("DeleteRouteTable", delete_route_table),
    ec2!("DisassociateRouteTable", disassociate_route_table),
    ec2!("ReplaceRouteTableAssociation", replace_route_table_association),
];

parameters! {
    CreateRouteTable {
        vpc_id: Option<String>,
        tag_specifications: Vec<TagSpecification>,
    }
    DeleteRouteTable {
        route_table_id: Option<String>,
    }
    AssociateRouteTable {
        route_table_id: Option<String>,
        subnet_id: Option<String>,
        gateway_id: Option<String>,
    }
    DisassociateRouteTable {
        association_id: Option<String>,
    }
    ReplaceRouteTableAssociation {
        association_id: Option<String>,
        route_table_id: Option<String>,
    }
}

fn create_route_table(network: &mut Network, p: CreateRouteTable) -> Result<Value, Ec2Error> {
    let vpc = parameters::required(p.vpc_id, "vpcId")?;
    let tags = tagging::tags_for(&p.tag_specifications, "route-table", &[])?;
    let vpc = find::vpc(network, &vpc)?;
    let count = network.route_tables.iter().filter(|table| table.vpc == vpc.id).count();
    if count >= network.settings.quota(&quotas::ROUTE_TABLES_PER_VPC) as usize {
        let text = "The maximum number of route tables has been reached.";
        return Err(Ec2Error::new("RouteTableLimitExceeded", text));
    }
    let table = defaults::new_table(network, &vpc, tags);
    network.route_tables.insert(table.id.clone(), table.clone());
    answers::named("RouteTable", &route_table_shape(&table))
}

fn delete_route_table(network: &mut Network, p: DeleteRouteTable) -> Result<Value, Ec2Error> {
    let table = find::route_table(network, &parameters::required(p.route_table_id, "routeTableId")?)?;
    if !obstacles::of_route_table(&table).is_empty() {
        let text = format!("The routeTable '{}' has dependencies and cannot be deleted.", table.id);
        return Err(Ec2Error::new("DependencyViolation", text));
    }
    network.route_tables.remove(&table.id);
    answers::nothing()
}

fn associate_route_table(network: &mut Network, p: AssociateRouteTable) -> Result<Value, Ec2Error> {
    let id = parameters::required(p.route_table_id, "routeTableId")?;
    let (user, what) = match (p.subnet_id, p.gateway_id) {
        (Some(subnet), None) => (None, subnet),
        (None, Some(gateway)) => (Some(RouteTableUser::Gateway(Rc::from(&*gateway))), gateway),
        _ => return Err(parameters::missing("subnetId or gatewayId")),
    };
    let table = find::route_table(network, &id)?;
    let user = match user {
        Some(user) => {
            check_gateway(network, &table, &what)?;
            user
        }
        None => {
            let subnet = find::subnet(network, &what)?;
            if subnet.vpc != table.vpc {
                return Err(different_networks(&table, &what));
            }
            RouteTableUser::Subnet(subnet.id.clone())
        }
    };
    let in_use = network.route_tables.iter().flat_map(|table| &table.associations).find(|it| it.user == user);
    if let Some(other) = in_use {
        let text = format!(
            "the specified association for route table {id} conflicts with an existing association {}",
            other.id
        );
        return Err(Ec2Error::new("Resource.AlreadyAssociated", text));
    }
    associate(network, &table, user)
}

/// An edge table's routes lead to `local` or an appliance, and to no prefix list.
fn check_gateway(network: &Network, table: &RouteTable, gateway: &str) -> Result<(), Ec2Error> {
    let vpc = if gateway.starts_with("igw-") {
        find::internet_gateway(network, gateway)?.vpc.clone()
    } else {
        let found = network.vpn_gateways.find(gateway);
        let missing = format!("The vpnGateway ID '{gateway}' does not exist");
        found.ok_or_else(|| Ec2Error::new("InvalidVpnGatewayID.NotFound", missing))?.vpc.clone()
    };
    if vpc.as_ref() != Some(&table.vpc) {
        return Err(different_networks(table, gateway));
    }
    let fits = |target: &RouteTarget| {
        matches!(target, RouteTarget::Local | RouteTarget::Interface(_) | RouteTarget::VpcEndpoint(_))
    };
    match table.routes.iter().find(|route| !fits(&route.target) || route.destination.block().is_none()) {
        None => Ok(()),
        Some(route) => {
            let text = format!(
                "Route table {} cannot be associated with gateway {gateway}: it has a route for {} to {}.",
                table.id,
                route.destination,
                route.target.id()
            );
            Err(Ec2Error::new("InvalidParameterValue", text))
        }
    }
}

fn different_networks(table: &RouteTable, what: &str) -> Ec2Error {
    let text = format!("route table {} and {what} belong to different networks", table.id);
    Ec2Error::new("InvalidParameterValue", text)
}

fn associate(network: &mut Network, table: &RouteTable, user: RouteTableUser) -> Result<Value, Ec2Error> {
    let id = defaults::new_table_association(network);
    if let Some(table) = network.route_tables.modify(&table.id) {
        table.associations.push(RouteTableAssociation { id: id.clone(), user });
    }
    Ok(json!({ "AssociationId": id.to_string(), "AssociationState": { "State": "associated" } }))
}

fn named(network: &Network, id: &str) -> Result<(Rc<RouteTable>, RouteTableAssociation), Ec2Error> {
    let found = network.route_tables.iter().find_map(|table| {
        let mut own = table.associations.iter();
        own.find(|it| it.id == RouteTableAssociationId::new(id)).map(|it| (Rc::clone(table), it.clone()))
    });
    let missing = format!("The association ID '{id}' does not exist");
    found.ok_or_else(|| Ec2Error::new("InvalidAssociationID.NotFound", missing))
}

fn take(network: &mut Network, table: &RouteTable, association: &RouteTableAssociation) {
    if let Some(table) = network.route_tables.modify(&table.id) {
        table.associations.retain(|it| it.id != association.id);
    }
}

fn disassociate_route_table(network: &mut Network, p: DisassociateRouteTable) -> Result<Value, Ec2Error> {
    let id = parameters::required(p.association_id, "associationId")?;
    let (table, association) = named(network, &id)?;
    if association.user == RouteTableUser::Main {
        let text = format!("cannot disassociate the main route table association {id}");
        return Err(Ec2Error::new("InvalidParameterValue", text));
    }
    take(network, &table, &association);
    answers::nothing()
}

fn replace_route_table_association(
    network: &mut Network,
    p: ReplaceRouteTableAssociation,
) -> Result<Value, Ec2Error> {
    let id = parameters::required(p.association_id, "associationId")?;
    let table = find::route_table(network, &parameters::required(p.route_table_id, "routeTableId")?)?;
    let (old, association) = named(network, &id)?;
    if old.vpc != table.vpc {
        return Err(different_networks(&table, &id));
    }
    if let RouteTableUser::Gateway(gateway) = &association.user {
        check_gateway(network, &table, gateway)?;
    }
    take(network, &old, &association);
    let made = associate(network, &table, association.user)?;
    Ok(
        json!({ "NewAssociationId": made.get("AssociationId"), "AssociationState": { "State": "associated" } }),
    )
}

#[cfg(test)]
mod tests {
    use super::super::testing::{done, refused, subnet, text, with_vpc};
    use super::*;
    use crate::model::SubnetId;

    #[test]
    fn a_subnet_uses_its_own_table_and_falls_back_to_the_main_one() {
        let (mut network, vpc) = with_vpc();
        let small = subnet(&mut network, &vpc, "10.0.1.0/24");
        let made = done(&mut network, "CreateRouteTable", json!({ "VpcId": vpc }));
        let table = text(&made, "/RouteTable/RouteTableId");
        let associate = json!({"RouteTableId": table, "SubnetId": small});
        let made = done(&mut network, "AssociateRouteTable", associate);
        let association = text(&made, "/AssociationId");
        let of = |network: &Network| {
            let subnet = network.subnets.find(&SubnetId::new(&small)).unwrap();
            network.route_table_of(subnet).unwrap().id.to_string()
        };
        assert_eq!(of(&network), table);
        let used = format!("The routeTable '{table}' has dependencies and cannot be deleted.");
        let delete = json!({ "RouteTableId": table });
        refused(&mut network, "DeleteRouteTable", delete.clone(), "DependencyViolation", &used);
        done(&mut network, "DisassociateRouteTable", json!({ "AssociationId": association }));
        assert_ne!(of(&network), table);
        done(&mut network, "DeleteRouteTable", delete.clone());
        let gone = format!("The routeTable ID '{table}' does not exist");
        refused(&mut network, "DeleteRouteTable", delete, "InvalidRouteTableID.NotFound", &gone);
    }

    #[test]
    fn the_main_table_can_be_replaced_but_never_taken_away() {
        let (mut network, vpc) = with_vpc();
        let main = network.route_tables.iter().next().unwrap().clone();
        let association = main.associations[0].id.to_string();
        let text_of = format!("cannot disassociate the main route table association {association}");
        let parameters = json!({ "AssociationId": association });
        refused(&mut network, "DisassociateRouteTable", parameters, "InvalidParameterValue", &text_of);
        let made = done(&mut network, "CreateRouteTable", json!({ "VpcId": vpc }));
        let other = text(&made, "/RouteTable/RouteTableId");
        let parameters = json!({"AssociationId": association, "RouteTableId": other});
        done(&mut network, "ReplaceRouteTableAssociation", parameters);
        assert_eq!(network.main_table(&main.vpc).unwrap().id.to_string(), other);
    }
}
