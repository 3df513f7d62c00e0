//! CreateTags, DeleteTags: for every kind of resource that the network holds.
//!
//! Source: EC2 API; EC2 User Guide `Using_Tags`.

use super::registry::{ActionName, ec2};
use super::{Ec2Error, answers, find, parameters, rules_revoke, tagging};
use crate::model::{Network, SecurityGroupRuleId, Table, Tags};
use crate::wire::AwsTag;
use crate::wire::shape::Shape;
use serde_json::Value;
use std::borrow::Borrow;
use std::rc::Rc;

pub(super) const ACTIONS: &[ActionName] = &[ec2!("CreateTags", create_tags), ec2!("DeleteTags", delete_tags)];

#[derive(Default, Shape)]
#[shape(names = "PascalCase", closed, optional)]
struct CreateTags {
    resources: Vec<String>,
    tags: Vec<AwsTag>,
}

fn create_tags(network: &mut Network, p: CreateTags) -> Result<Value, Ec2Error> {
    if p.resources.is_empty() {
        return Err(parameters::missing("resourceIdSet"));
    }
    if p.tags.is_empty() {
        return Err(parameters::missing("tagSet"));
    }
    tagging::check(&p.tags)?;
    for id in &p.resources {
        change(network, id, |tags| tagging::add(tags, &p.tags))?;
    }
    answers::nothing()
}

#[derive(Default, Shape)]
#[shape(names = "PascalCase", closed, optional)]
struct DeleteTags {
    resources: Vec<String>,
    tags: Vec<TagToDelete>,
}

/// A key; with a value, even an empty one, only the tag that has it goes.
#[derive(Default, Shape)]
#[shape(names = "PascalCase", closed, optional)]
struct TagToDelete {
    key: String,
    value: Option<String>,
}

fn delete_tags(network: &mut Network, p: DeleteTags) -> Result<Value, Ec2Error> {
    if p.resources.is_empty() {
        return Err(parameters::missing("resourceIdSet"));
    }
    let goes = |key: &str, value: &str| {
        let named =
            |tag: &TagToDelete| tag.key == key && tag.value.as_ref().is_none_or(|wanted| wanted == value);
        p.tags.is_empty() || p.tags.iter().any(named)
    };
    for id in &p.resources {
        change(network, id, |tags| {
            tags.0.retain(|key, value| !goes(key, value));
            Ok(())
        })?;
    }
    answers::nothing()
}

/// A change of a resource's tags.
type Change<'a> = &'a dyn Fn(&mut Tags) -> Result<(), Ec2Error>;

/// Changes the tags of the resource with the id, of whatever kind it is.
fn change(
    network: &mut Network,
    id: &str,
    change: impl Fn(&mut Tags) -> Result<(), Ec2Error>,
) -> Result<(), Ec2Error> {
    if id.starts_with("sgr-") {
        return change_rule(network, id, &change);
    }
    macro_rules! tagged {
        ($($table:ident)*) => {
            [$(tagged(&mut network.$table, id, |resource| &mut resource.tags, &change),)*]
        };
    }
    let found = tagged!(vpcs subnets security_groups interfaces instances prefix_lists peerings
        network_acls route_tables internet_gateways egress_only_internet_gateways addresses nat_gateways
        vpc_endpoints transit_gateways transit_gateway_attachments transit_gateway_route_tables vpn_gateways
        carriers);
    found.into_iter().flatten().next().unwrap_or_else(|| Err(absent(network, id)))
}

fn tagged<K: Ord + Clone + Borrow<str>, V: Clone>(
    table: &mut Table<K, V>,
    id: &str,
    tags: impl Fn(&mut V) -> &mut Tags,
    change: Change<'_>,
) -> Option<Result<(), Ec2Error>> {
    table.modify(id).map(|resource| change(tags(resource)))
}

fn change_rule(network: &mut Network, id: &str, change: Change<'_>) -> Result<(), Ec2Error> {
    let key = SecurityGroupRuleId::new(id);
    let group = network.security_groups.iter().find(|group| group.rule(&key).is_some());
    let group = group.map(|group| group.id.clone()).ok_or_else(|| rules_revoke::no_such_rule_id(id))?;
    let group = network.security_groups.modify(&group);
    let mut rules = group.into_iter().flat_map(|group| &mut group.rules);
    rules.find(|rule| rule.id == key).map_or(Ok(()), |rule| change(&mut Rc::make_mut(rule).tags))
}

/// EC2's error for an id that nothing has, by what its beginning says it is.
fn absent(network: &Network, id: &str) -> Ec2Error {
    let looked_for = match id.split('-').next().unwrap_or_default() {
        "eni" => find::interface(network, id).err(),
        "i" => find::instance(network, id).err(),
        "pcx" => find::peering(network, id).err(),
        "pl" => find::prefix_list(network, id).err(),
        "sg" => find::group(network, id).err(),
        "subnet" => find::subnet(network, id).err(),
        "vpc" => find::vpc(network, id).err(),
        _ => None,
    };
    looked_for.unwrap_or_else(|| Ec2Error::new("InvalidID", format!("The ID '{id}' is not valid")))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{done, refused, text, with_group};
    use super::*;
    use serde_json::json;

    fn tags(key: &str, value: &str) -> Value {
        json!([{"Key": key, "Value": value}])
    }

    #[test]
    fn tags_come_and_go_on_groups_and_on_rules() {
        let (mut network, vpc, web) = with_group();
        let before = network.clone();
        let shown = done(
            &mut network,
            "DescribeSecurityGroupRules",
            json!({"Filters": [{"Name": "group-id", "Values": [web]}]}),
        );
        let rule = text(&shown, "/SecurityGroupRules/0/SecurityGroupRuleId");
        let resources = json!([vpc, web, rule]);
        let create = |value: &str| json!({"Resources": resources, "Tags": tags("Name", value)});
        done(&mut network, "CreateTags", create("one"));
        done(&mut network, "CreateTags", create("two"));
        let shown = done(
            &mut network,
            "DescribeSecurityGroupRules",
            json!({"Filters": [{"Name": "tag:Name", "Values": ["two"]}]}),
        );
        assert_eq!(text(&shown, "/SecurityGroupRules/0/SecurityGroupRuleId"), rule);
        assert_eq!(network.vpcs.find(&*vpc).unwrap().tags.name(), Some("two"));
        let other_value = json!({"Resources": resources, "Tags": tags("Name", "one")});
        done(&mut network, "DeleteTags", other_value);
        assert_eq!(network.vpcs.find(&*vpc).unwrap().tags.name(), Some("two"));
        done(&mut network, "DeleteTags", json!({"Resources": resources, "Tags": [{"Key": "Name"}]}));
        assert_eq!(network, before);
        done(&mut network, "CreateTags", create("three"));
        done(&mut network, "DeleteTags", json!({ "Resources": resources }));
        assert_eq!(network, before);
    }

    #[test]
    fn what_aws_refuses_of_tags() {
        let (mut network, _, web) = with_group();
        let refuse = |network: &mut Network, tags: Value, text: &str| {
            let parameters = json!({"Resources": [web], "Tags": tags});
            refused(network, "CreateTags", parameters, "InvalidParameterValue", text);
        };
        let reserved = "Tag keys starting with 'aws:' are reserved for internal use";
        refuse(&mut network, tags("AWS:x", "y"), reserved);
        let twice = json!([{"Key": "a", "Value": "1"}, {"Key": "a", "Value": "2"}]);
        refuse(&mut network, twice, "Duplicate tag key 'a' specified.");
        let long = "Tag key exceeds the maximum length of 128 characters";
        refuse(&mut network, tags(&"k".repeat(129), ""), long);
        let long = "Tag value exceeds the maximum length of 256 characters";
        refuse(&mut network, tags("k", &"v".repeat(257)), long);
    }

    #[test]
    fn fifty_tags_and_no_more() {
        let (mut network, _, web) = with_group();
        let fifty: Vec<Value> =
            (0..50).map(|index| json!({"Key": format!("k{index}"), "Value": ""})).collect();
        done(&mut network, "CreateTags", json!({"Resources": [web], "Tags": fifty}));
        done(&mut network, "CreateTags", json!({"Resources": [web], "Tags": tags("k7", "again")}));
        let full = "The maximum number of Tags for a resource has been reached.";
        let more = json!({"Resources": [web], "Tags": tags("one more", "")});
        refused(&mut network, "CreateTags", more, "TagLimitExceeded", full);
    }

    #[test]
    fn what_is_tagged_must_be_there_by_its_kind() {
        let (mut network, _, web) = with_group();
        let mut refuse = |id: &str, code: &str, text: &str| {
            let parameters = json!({"Resources": [web, id], "Tags": tags("Name", "x")});
            refused(&mut network, "CreateTags", parameters, code, text);
        };
        refuse("vpc-1", "InvalidVpcID.NotFound", "The vpc ID 'vpc-1' does not exist");
        refuse("subnet-1", "InvalidSubnetID.NotFound", "The subnet ID 'subnet-1' does not exist");
        refuse("sg-1", "InvalidGroup.NotFound", "The security group 'sg-1' does not exist");
        let text = "The security group rule ID 'sgr-1' does not exist";
        refuse("sgr-1", "InvalidSecurityGroupRuleId.NotFound", text);
        refuse("pl-1", "InvalidPrefixListID.NotFound", "The prefix list ID 'pl-1' does not exist");
        let text = "The networkInterface ID 'eni-1' does not exist";
        refuse("eni-1", "InvalidNetworkInterfaceID.NotFound", text);
        refuse("i-1", "InvalidInstanceID.NotFound", "The instance ID 'i-1' does not exist");
        refuse("thing", "InvalidID", "The ID 'thing' is not valid");
    }
}
