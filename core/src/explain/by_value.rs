//! Actions as AWS can be told them: a rule whose id AWS does not know is named by what it says.
//!
//! An import without `SecurityGroupRules` has no ids of rules, and a rule that a step made gets its id at AWS when the
//! line runs. EC2 takes both by value too, in `IpPermissions`.

use crate::control::group_by;
use crate::model::{Network, ResourceId, SecurityGroup, SecurityGroupRule, SecurityGroupRuleId};
use crate::net::Direction;
use crate::wire::Action;
use crate::wire::convert::permissions_of;
use serde_json::Value;
use std::rc::Rc;

/// The networks that a line of a script is seen from: as it began, before the action's step and after it.
#[derive(Clone, Copy)]
pub(super) struct Seen<'a> {
    pub base: &'a Network,
    pub before: &'a Network,
    pub after: &'a Network,
}

/// The actions that do at AWS what this one does; itself where AWS knows all the rules that it names.
pub(super) fn by_value(seen: Seen<'_>, action: &Action) -> Vec<Action> {
    let text = |name: &str| action.parameters.get(name).and_then(Value::as_str);
    let group = group_by(seen.before, text("GroupId"), text("GroupName")).ok();
    let told = group.and_then(|group| {
        let rules = Rules { seen, group: &group };
        match action.name.as_str() {
            "RevokeSecurityGroupEgress" | "RevokeSecurityGroupIngress" => rules.revoked(action),
            "ModifySecurityGroupRules" => rules.modified(action),
            "UpdateSecurityGroupRuleDescriptionsEgress" | "UpdateSecurityGroupRuleDescriptionsIngress" => {
                rules.described(action)
            }
            _ => None,
        }
    });
    told.unwrap_or_else(|| vec![action.clone()])
}

/// Whether a resource is a rule that AWS knows by another id, or does not know yet.
pub(super) fn is_unknown_rule(base: &Network, id: &str) -> bool {
    id.starts_with(SecurityGroupRuleId::PREFIX) && !is_known(base, &SecurityGroupRuleId::new(id))
}

/// Whether AWS told a rule's id.
fn is_known(base: &Network, id: &SecurityGroupRuleId) -> bool {
    let mut groups = base.security_groups.iter();
    groups.any(|group| group.rule(id).is_some_and(|rule| !rule.id_is_invented))
}

/// The rules of the group that an action is about.
struct Rules<'a> {
    seen: Seen<'a>,
    group: &'a SecurityGroup,
}

impl Rules<'_> {
    /// The entries of a list that name rules AWS knows, and the rules of the others with their entries; none where all
    /// are known, or one is not in the group.
    fn split<'v>(&self, list: &'v Value, id: impl Fn(&'v Value) -> Option<&'v str>) -> Option<Split<'v>> {
        let (mut known, mut unknown) = (Vec::new(), Vec::new());
        for entry in list.as_array()? {
            let id = SecurityGroupRuleId::new(id(entry)?);
            match is_known(self.seen.base, &id) {
                true => known.push(entry.clone()),
                false => unknown.push((Rc::clone(self.group.rule(&id)?), entry)),
            }
        }
        (!unknown.is_empty()).then_some(Split { known, unknown })
    }

    fn revoked(&self, action: &Action) -> Option<Vec<Action>> {
        const IDS: &str = "SecurityGroupRuleIds";
        let Split { known, unknown } = self.split(action.parameters.get(IDS)?, Value::as_str)?;
        let mut told = self.rest(action, IDS, known);
        let rules = unknown.into_iter().map(|(rule, _)| rule);
        told.push(self.with_permissions(&action.name, rules.map(|rule| without_description(&rule))));
        Some(told)
    }

    /// Rules that are changed by value come anew, and only then go, so that nobody is shut out in between or where a line
    /// fails; the other way round where one of what comes is there still. Where a description alone is new, that is told.
    fn modified(&self, action: &Action) -> Option<Vec<Action>> {
        const RULES: &str = "SecurityGroupRules";
        let Split { known, unknown } = self.split(action.parameters.get(RULES)?, rule_id)?;
        let mut told = self.rest(action, RULES, known);
        let after = self.seen.after.security_groups.find(&self.group.id)?;
        let (mut go, mut come, mut is_taken) = (Vec::new(), Vec::new(), false);
        for (old, _) in unknown {
            let new = after.rule(&old.id)?;
            let (update, revoke, authorize) = match old.direction {
                Direction::Ingress => (
                    "UpdateSecurityGroupRuleDescriptionsIngress",
                    "RevokeSecurityGroupIngress",
                    "AuthorizeSecurityGroupIngress",
                ),
                Direction::Egress => (
                    "UpdateSecurityGroupRuleDescriptionsEgress",
                    "RevokeSecurityGroupEgress",
                    "AuthorizeSecurityGroupEgress",
                ),
            };
            if old.same_as(new.direction, new.traffic, &new.peer) {
                told.push(self.with_permissions(update, [SecurityGroupRule::clone(new)]));
            } else {
                go.push(self.with_permissions(revoke, [without_description(&old)]));
                come.push(self.with_permissions(authorize, [SecurityGroupRule::clone(new)]));
                is_taken |=
                    self.group.rules.iter().any(|own| own.same_as(new.direction, new.traffic, &new.peer));
            }
        }
        let in_order = if is_taken { [go, come] } else { [come, go] };
        told.extend(in_order.into_iter().flatten());
        Some(told)
    }

    fn described(&self, action: &Action) -> Option<Vec<Action>> {
        const DESCRIPTIONS: &str = "SecurityGroupRuleDescriptions";
        let Split { known, unknown } = self.split(action.parameters.get(DESCRIPTIONS)?, rule_id)?;
        let mut told = self.rest(action, DESCRIPTIONS, known);
        let rules = unknown.into_iter().map(|(rule, entry)| SecurityGroupRule {
            description: entry.get("Description").and_then(Value::as_str).map(Rc::from),
            ..without_description(&rule)
        });
        told.push(self.with_permissions(&action.name, rules));
        Some(told)
    }

    /// What is left of an action when only these entries stand in its list: nothing, where it asks nothing else.
    fn rest(&self, action: &Action, list: &str, known: Vec<Value>) -> Vec<Action> {
        let mut rest = action.clone();
        if known.is_empty() {
            rest.parameters.remove(list);
        } else {
            rest.parameters.insert(list.to_owned(), known.into());
        }
        let asks = rest.parameters.iter().any(|(name, value)| name != "GroupId" && value.is_array());
        if asks { vec![rest] } else { Vec::new() }
    }

    fn with_permissions(&self, name: &str, rules: impl IntoIterator<Item = SecurityGroupRule>) -> Action {
        let permissions = permissions_of(self.seen.before, rules);
        let mut permissions = serde_json::to_value(&permissions).unwrap_or_default();
        for permission in permissions.as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
            permission.retain(|_, value| value.as_array().is_none_or(|list| !list.is_empty()));
        }
        Action::new(name).with("GroupId", self.group.id.to_string()).with("IpPermissions", permissions)
    }
}

struct Split<'v> {
    known: Vec<Value>,
    unknown: Vec<(Rc<SecurityGroupRule>, &'v Value)>,
}

fn rule_id(entry: &Value) -> Option<&str> {
    entry.get("SecurityGroupRuleId").and_then(Value::as_str)
}

fn without_description(rule: &SecurityGroupRule) -> SecurityGroupRule {
    SecurityGroupRule { description: None, ..rule.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::explain::script;
    use crate::model::SecurityGroupId;
    use crate::path::tests::lab::Lab;
    use crate::simulation::Simulation;
    use crate::wire::{Step, StepKind};
    use serde_json::json;

    /// Two groups, as an import holds them: of `sg-0b` AWS told the id of its rule, of `sg-0a` none.
    fn imported() -> Simulation {
        let all = ["tcp 22 0.0.0.0/0", "tcp 443 10.0.0.0/8", "all sg-0a"];
        let lab = Lab::default().vpc("vpc-1", &["10.0.0.0/16"]);
        let lab = lab.group("sg-0a", "vpc-1", &all, &[]).group("sg-0b", "vpc-1", &["tcp 80 0.0.0.0/0"], &[]);
        let mut network = lab.network;
        let group = network.security_groups.modify(&SecurityGroupId::new("sg-0a")).unwrap();
        group.rules.iter_mut().for_each(|rule| Rc::make_mut(rule).id_is_invented = true);
        Simulation::of(network)
    }

    fn id(simulation: &Simulation, group: &str, port: &str) -> String {
        let group = simulation.network().security_groups.find(group).unwrap();
        let found = group.rules.iter().find(|rule| crate::explain::traffic_text(rule.traffic).contains(port));
        found.unwrap().id.to_string()
    }

    fn act(simulation: &mut Simulation, name: &str, parameters: Value) {
        let parameters = parameters.as_object().cloned().unwrap();
        let action = Action { parameters, ..Action::new(name) };
        simulation.step(Step::from(StepKind::Apply(vec![action]))).unwrap();
    }

    #[test]
    fn a_rule_without_an_id_at_aws_goes_by_what_it_says() {
        let mut simulation = imported();
        let s = &mut simulation;
        let (ssh, https, http) = (id(s, "sg-0a", "22"), id(s, "sg-0a", "443"), id(s, "sg-0b", "80"));
        assert_eq!(http, "sgr-sg-0b-Ingress-0");
        let change = |rule: &str, block: &str| {
            json!({ "SecurityGroupRuleId": rule, "SecurityGroupRule": {
            "IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "CidrIpv4": block, "Description": "new" } })
        };
        let rules = json!([change(&ssh, "203.0.113.7/32")]);
        act(s, "ModifySecurityGroupRules", json!({ "GroupId": "sg-0a", "SecurityGroupRules": rules }));
        let said = json!([{ "SecurityGroupRuleId": https, "Description": "inside" }]);
        let described = json!({ "GroupId": "sg-0a", "SecurityGroupRuleDescriptions": said });
        act(s, "UpdateSecurityGroupRuleDescriptionsIngress", described);
        act(s, "CreateTags", json!({ "Resources": [https], "Tags": [{ "Key": "Name", "Value": "in" }] }));
        let ids = json!([ssh, https]);
        act(s, "RevokeSecurityGroupIngress", json!({ "GroupId": "sg-0a", "SecurityGroupRuleIds": ids }));
        // One that a step made has an id of the playground's; one that AWS listed keeps to its own.
        let opened = json!([{ "IpProtocol": "tcp", "FromPort": 25, "ToPort": 25, "IpRanges": [{ "CidrIp": "10.0.0.0/8" }] }]);
        act(s, "AuthorizeSecurityGroupIngress", json!({ "GroupId": "sg-0b", "IpPermissions": opened }));
        let ids = json!([id(s, "sg-0b", "25"), http]);
        act(s, "RevokeSecurityGroupIngress", json!({ "GroupId": "sg-0b", "SecurityGroupRuleIds": ids }));
        let ssh_from = |block: &str, rest: &str| {
            format!(
                r#"'[{{"FromPort":22,"IpProtocol":"tcp","IpRanges":[{{"CidrIp":"{block}"{rest}}}],"ToPort":22}}]'"#
            )
        };
        let https_as = |rest: &str| {
            format!(
                r#"{{"FromPort":443,"IpProtocol":"tcp","IpRanges":[{{"CidrIp":"10.0.0.0/8"{rest}}}],"ToPort":443}}"#
            )
        };
        let smtp =
            r#"'[{"FromPort":25,"IpProtocol":"tcp","IpRanges":[{"CidrIp":"10.0.0.0/8"}],"ToPort":25}]'"#;
        let lines = [
            "#!/bin/sh".to_owned(),
            "set -eu".to_owned(),
            format!(
                "aws ec2 authorize-security-group-ingress --group-id sg-0a --ip-permissions {}",
                ssh_from("203.0.113.7/32", r#","Description":"new""#)
            ),
            format!(
                "aws ec2 revoke-security-group-ingress --group-id sg-0a --ip-permissions {}",
                ssh_from("0.0.0.0/0", "")
            ),
            format!(
                "aws ec2 update-security-group-rule-descriptions-ingress --group-id sg-0a --ip-permissions '[{}]'",
                https_as(r#","Description":"inside""#)
            ),
            "# Put in the rule's id, which describe-security-group-rules shows, and run it:".to_owned(),
            format!(
                "# aws ec2 create-tags --resources {https} --tags '[{{\"Key\":\"Name\",\"Value\":\"in\"}}]'"
            ),
            format!(
                "aws ec2 revoke-security-group-ingress --group-id sg-0a --ip-permissions '[{},{}]'",
                ssh_from("203.0.113.7/32", "").trim_matches(['\'', '[', ']']),
                https_as("")
            ),
            format!("aws ec2 authorize-security-group-ingress --group-id sg-0b --ip-permissions {smtp}"),
            "aws ec2 revoke-security-group-ingress --group-id sg-0b --security-group-rule-ids sgr-sg-0b-Ingress-0"
                .to_owned(),
            format!("aws ec2 revoke-security-group-ingress --group-id sg-0b --ip-permissions {smtp}"),
        ];
        assert_eq!(script(s).unwrap().lines().collect::<Vec<_>>(), lines);
        assert!(!script(s).unwrap().replace(&https, "").contains(&ssh));
    }

    #[test]
    fn a_group_that_is_named_by_its_name_is_found_too() {
        let mut network = imported().network().clone();
        network.vpcs.modify("vpc-1").unwrap().is_default = true;
        network.security_groups.modify(&SecurityGroupId::new("sg-0a")).unwrap().name = "web".into();
        let mut simulation = Simulation::of(network);
        let ids = json!([id(&simulation, "sg-0a", "443")]);
        let named = json!({ "GroupName": "web", "SecurityGroupRuleIds": ids });
        act(&mut simulation, "RevokeSecurityGroupIngress", named);
        let text = script(&simulation).unwrap();
        assert!(text.contains("revoke-security-group-ingress --group-id sg-0a --ip-permissions"), "{text}");
        assert!(!text.contains("sgr-"), "{text}");
    }

    #[test]
    fn where_a_description_alone_is_new_the_rule_stays() {
        let mut simulation = imported();
        let ssh = id(&simulation, "sg-0a", "22");
        let rule = json!({ "IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "CidrIpv4": "0.0.0.0/0", "Description": "new" });
        let rules = json!([{ "SecurityGroupRuleId": ssh, "SecurityGroupRule": rule }]);
        act(
            &mut simulation,
            "ModifySecurityGroupRules",
            json!({ "GroupId": "sg-0a", "SecurityGroupRules": rules }),
        );
        let text = script(&simulation).unwrap();
        assert_eq!(text.lines().count(), 3);
        assert!(
            text.contains(
                "aws ec2 update-security-group-rule-descriptions-ingress --group-id sg-0a --ip-permissions"
            ),
            "{text}"
        );
    }

    #[test]
    fn nothing_of_a_line_that_is_a_comment_is_left_to_run() {
        let lab = Lab::default().vpc("vpc-1\nreboot", &["10.0.0.0/16"]);
        let mut network = lab.group("sg-0a", "vpc-1\nreboot", &["tcp 22 0.0.0.0/0"], &[]).network;
        let group = network.security_groups.modify(&SecurityGroupId::new("sg-0a")).unwrap();
        group.rules.iter_mut().for_each(|rule| Rc::make_mut(rule).id_is_invented = true);
        let mut simulation = Simulation::of(network);
        let resources = json!([id(&simulation, "sg-0a", "22"), "vpc-1\nreboot"]);
        let tags = json!({ "Resources": resources, "Tags": [{ "Key": "Name", "Value": "in" }] });
        act(&mut simulation, "CreateTags", tags);
        let text = script(&simulation).unwrap();
        assert!(text.contains("reboot"), "{text}");
        assert!(text.lines().skip(2).all(|line| line.starts_with('#')), "{text}");
    }

    #[test]
    fn rules_that_change_places_go_before_they_come() {
        let mut simulation = imported();
        let (ssh, https) = (id(&simulation, "sg-0a", "22"), id(&simulation, "sg-0a", "443"));
        let change = |rule: &str, port: u16, block: &str| {
            json!({ "SecurityGroupRuleId": rule, "SecurityGroupRule": {
                "IpProtocol": "tcp", "FromPort": port, "ToPort": port, "CidrIpv4": block } })
        };
        let rules = json!([change(&ssh, 443, "10.0.0.0/8"), change(&https, 22, "0.0.0.0/0")]);
        act(
            &mut simulation,
            "ModifySecurityGroupRules",
            json!({ "GroupId": "sg-0a", "SecurityGroupRules": rules }),
        );
        let text = script(&simulation).unwrap();
        let verbs: Vec<&str> =
            text.lines().skip(2).filter_map(|line| line.split([' ', '-']).nth(2)).collect();
        assert_eq!(verbs, ["revoke", "revoke", "authorize", "authorize"]);
    }

    #[test]
    fn what_is_told_by_value_does_the_same() {
        let mut simulation = imported();
        let before = simulation.network().clone();
        let (ssh, https) = (id(&simulation, "sg-0a", "22"), id(&simulation, "sg-0a", "443"));
        let rule = json!({ "IpProtocol": "tcp", "FromPort": 8000, "ToPort": 8010, "CidrIpv4": "0.0.0.0/0" });
        let rules = json!([{ "SecurityGroupRuleId": ssh, "SecurityGroupRule": rule }]);
        act(
            &mut simulation,
            "ModifySecurityGroupRules",
            json!({ "GroupId": "sg-0a", "SecurityGroupRules": rules }),
        );
        act(
            &mut simulation,
            "RevokeSecurityGroupIngress",
            json!({ "GroupId": "sg-0a", "SecurityGroupRuleIds": [https] }),
        );
        let mut told = Simulation::of(before.clone());
        let moments: Vec<_> = simulation.history().to_vec();
        for (at, moment) in moments.iter().enumerate() {
            let StepKind::Apply(actions) = &moment.step.kind else { panic!("a change") };
            let after = moments.get(at + 1).map_or(simulation.network(), |next| next.network_before());
            let seen = Seen { base: &before, before: moment.network_before(), after };
            for action in actions.iter().flat_map(|action| by_value(seen, action)) {
                assert!(!Value::from(action.parameters.clone()).to_string().contains("sgr-"), "{action:?}");
                told.step(Step::from(StepKind::Apply(vec![action]))).unwrap();
            }
        }
        let says = |simulation: &Simulation| {
            let group = simulation.network().security_groups.find("sg-0a").unwrap();
            let mut permissions: Vec<String> = group
                .rules
                .iter()
                .map(|rule| format!("{:?} {} {:?}", rule.traffic, rule.peer, rule.description))
                .collect();
            permissions.sort();
            permissions
        };
        assert_eq!(says(&told), says(&simulation));
        assert_eq!(says(&told).len(), 2);
    }
}
