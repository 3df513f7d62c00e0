//! The history as a script for the AWS CLI.
//!
//! Ids that the playground made do not exist at AWS: a line that makes a resource keeps its id in a shell
//! variable, and later lines use the variable. Rules go by what they say.

use super::by_value::{Seen, by_value, is_unknown_rule};
use super::command_line;
use crate::model::Network;
use crate::simulation::{Answer, Simulation};
use crate::wire::{Action, StepKind};
use serde_json::Value;
use std::fmt::Write;

/// Which part of a result is the id of what the action made, as the CLI's `--query` names it.
const MADE: &[(&str, &str)] = &[
    ("AllocateAddress", "AllocationId"),
    ("CreateEgressOnlyInternetGateway", "EgressOnlyInternetGateway.EgressOnlyInternetGatewayId"),
    ("CreateInternetGateway", "InternetGateway.InternetGatewayId"),
    ("CreateManagedPrefixList", "PrefixList.PrefixListId"),
    ("CreateNatGateway", "NatGateway.NatGatewayId"),
    ("CreateNetworkAcl", "NetworkAcl.NetworkAclId"),
    ("CreateNetworkInterface", "NetworkInterface.NetworkInterfaceId"),
    ("CreateRouteTable", "RouteTable.RouteTableId"),
    ("CreateSecurityGroup", "GroupId"),
    ("CreateSubnet", "Subnet.SubnetId"),
    ("CreateTransitGateway", "TransitGateway.TransitGatewayId"),
    ("CreateTransitGatewayVpcAttachment", "TransitGatewayVpcAttachment.TransitGatewayAttachmentId"),
    ("CreateVpc", "Vpc.VpcId"),
    ("CreateVpcEndpoint", "VpcEndpoint.VpcEndpointId"),
    ("CreateVpcPeeringConnection", "VpcPeeringConnection.VpcPeeringConnectionId"),
    ("RunInstances", "Instances[0].InstanceId"),
];

/// All actions of the history, in order, as lines for a POSIX shell; none where nothing was changed. What EC2 has no
/// action for stands as a comment, and so does what names a rule by an id that AWS does not know, where EC2 takes no
/// other name.
pub fn script(simulation: &Simulation) -> Option<String> {
    let text = lines_since(simulation, 0);
    (!text.is_empty()).then(|| format!("#!/bin/sh\nset -eu\n{text}"))
}

/// The newest step's actions as such lines; empty where it has none.
pub fn newest_lines(simulation: &Simulation) -> String {
    lines_since(simulation, simulation.history().len().saturating_sub(1))
}

/// The lines of the steps from one on.
fn lines_since(simulation: &Simulation, from: usize) -> String {
    let history = simulation.history();
    let base = history.first().map_or(simulation.network(), |first| first.network_before());
    let mut text = String::new();
    let mut variables: Vec<(String, String)> = Vec::new();
    for (at, moment) in history.iter().enumerate().skip(from) {
        let (StepKind::Apply(actions), Answer::Applied(results)) = (&moment.step.kind, &moment.answer) else {
            continue;
        };
        let after = history.get(at + 1).map_or(simulation.network(), |next| next.network_before());
        let seen = Seen { base, before: moment.network_before(), after };
        for (action, result) in actions.iter().zip(results.iter()) {
            for told in by_value(seen, action) {
                if names_unknown_rule(base, &told) {
                    let mut line = String::new();
                    add_line(&mut line, &mut variables, &told, result);
                    text.push_str(
                        "# Put in the rule's id, which describe-security-group-rules shows, and run it:\n",
                    );
                    // An id of an import may have line ends in it: none of it is left to run.
                    line.lines().for_each(|line| text.extend(["# ", line, "\n"]));
                } else {
                    add_line(&mut text, &mut variables, &told, result);
                }
            }
        }
    }
    text
}

/// Whether an action on tags names a rule that AWS knows by another id.
fn names_unknown_rule(base: &Network, action: &Action) -> bool {
    let resources = action.parameters.get("Resources").and_then(Value::as_array);
    resources.into_iter().flatten().filter_map(Value::as_str).any(|id| is_unknown_rule(base, id))
}

/// The actions with their results as lines for a POSIX shell, by the same rules.
pub fn command_lines<'a>(done: impl IntoIterator<Item = (&'a Action, &'a Value)>) -> String {
    let (mut text, mut variables) = (String::new(), Vec::new());
    for (action, result) in done {
        add_line(&mut text, &mut variables, action, result);
    }
    text.truncate(text.trim_end().len());
    text
}

fn add_line(text: &mut String, variables: &mut Vec<(String, String)>, action: &Action, result: &Value) {
    let Some(line) = command_line(action) else {
        let _ = writeln!(text, "# {} has no counterpart in the AWS CLI", action.name);
        return;
    };
    let line = variables.iter().fold(line, |line, (id, variable)| substitute(&line, id, variable));
    let made = MADE.iter().find(|(name, _)| *name == action.name);
    match made.and_then(|(_, query)| Some((query, id_at(result, query)?))) {
        Some((query, id)) => {
            let variable = variable_for(id, variables.len() + 1);
            let _ = writeln!(text, "{variable}=$({line} --query '{query}' --output text)");
            // It takes minutes until it can carry anything.
            if action.name == "CreateNatGateway" {
                let _ =
                    writeln!(text, "aws ec2 wait nat-gateway-available --nat-gateway-ids \"${variable}\"");
            }
            variables.push((id.to_owned(), variable));
        }
        None => {
            let _ = writeln!(text, "{line}");
        }
    }
}

fn id_at<'a>(result: &'a Value, query: &str) -> Option<&'a str> {
    query
        .split('.')
        .try_fold(result, |value, part| match part.strip_suffix("[0]") {
            Some(list) => value.get(list)?.get(0),
            None => value.get(part),
        })?
        .as_str()
}

/// `sg-0123` as the third thing made becomes `SG_3`.
fn variable_for(id: &str, number: usize) -> String {
    let prefix = id.split('-').next().unwrap_or("id").to_ascii_uppercase();
    format!("{prefix}_{number}")
}

/// Puts the variable in place of the id, closing and opening single quotes around it where it stands in
/// some.
fn substitute(line: &str, id: &str, variable: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut quoted = false;
    let mut parts = line.split(id);
    if let Some(first) = parts.next() {
        out.push_str(first);
        quoted ^= first.matches('\'').count() % 2 == 1;
    }
    for part in parts {
        let _ = match quoted {
            true => write!(out, "'\"${variable}\"'"),
            false => write!(out, "\"${variable}\""),
        };
        out.push_str(part);
        quoted ^= part.matches('\'').count() % 2 == 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn later_lines_use_the_variable_of_what_was_made() {
        let mut text = String::new();
        let mut variables = Vec::new();
        let made = Action::new("CreateSecurityGroup").with("GroupName", "web");
        add_line(&mut text, &mut variables, &made, &json!({"GroupId": "sg-0abc"}));
        let rule = Action::new("AuthorizeSecurityGroupIngress")
            .with("GroupId", "sg-0abc")
            .with("IpPermissions", json!([{"UserIdGroupPairs": [{"GroupId": "sg-0abc"}]}]));
        add_line(&mut text, &mut variables, &rule, &json!({}));
        add_line(&mut text, &mut variables, &Action::playground("SetOption"), &json!({}));
        assert_eq!(
            text,
            "SG_1=$(aws ec2 create-security-group --group-name web --query 'GroupId' --output text)\n\
             aws ec2 authorize-security-group-ingress --group-id \"$SG_1\" --ip-permissions '[{\"UserIdGroupPairs\":[{\"GroupId\":\"'\"$SG_1\"'\"}]}]'\n\
             # SetOption has no counterpart in the AWS CLI\n"
        );
    }

    #[test]
    fn the_newest_step_alone_is_told_by_what_aws_knows() {
        let mut simulation = Simulation::default();
        assert_eq!(newest_lines(&simulation), "");
        let mut act = |action: Action| {
            let Ok(Answer::Applied(results)) = simulation.step(StepKind::Apply(vec![action]).into()) else {
                panic!("refused")
            };
            results.first().cloned().unwrap_or_default()
        };
        let vpc = act(Action::new("CreateVpc").with("CidrBlock", "10.0.0.0/16"));
        let vpc = vpc["Vpc"]["VpcId"].as_str().unwrap().to_owned();
        let group = Action::new("CreateSecurityGroup").with("GroupName", "web").with("Description", "web");
        let group = act(group.with("VpcId", vpc))["GroupId"].as_str().unwrap().to_owned();
        let ssh = json!([{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [{"CidrIp": "10.0.0.5/32"}]}]);
        let rule = Action::new("AuthorizeSecurityGroupIngress").with("GroupId", group.clone());
        let made = act(rule.with("IpPermissions", ssh));
        let rule = made["SecurityGroupRules"][0]["SecurityGroupRuleId"].as_str().unwrap().to_owned();
        act(Action::new("RevokeSecurityGroupIngress")
            .with("GroupId", group)
            .with("SecurityGroupRuleIds", vec![rule]));
        let lines = newest_lines(&simulation);
        assert!(lines.starts_with("aws ec2 revoke-security-group-ingress --group-id sg-"), "{lines}");
        assert!(lines.contains("10.0.0.5/32") && !lines.contains("sgr-"), "{lines}");
        assert_eq!(lines.lines().count(), 1);
        assert_eq!(script(&simulation).unwrap().lines().count(), 2 + 4);
    }
}
