//! An action as a line for the AWS CLI.

use crate::wire::{Action, Service};
use serde_json::Value;

/// The line that does at AWS what the action does here; none for what EC2 has no action for.
///
/// ```
/// use sg_core::{explain::command_line, wire::Action};
/// let action = Action::new("DeleteSecurityGroup").with("GroupId", "sg-0123");
/// assert_eq!(command_line(&action).unwrap(), "aws ec2 delete-security-group --group-id sg-0123");
/// ```
pub fn command_line(action: &Action) -> Option<String> {
    if action.service != Service::Ec2 {
        return None;
    }
    let mut line = format!("aws ec2 {}", kebab(&action.name));
    for (name, value) in &action.parameters {
        let written = match (name.as_str(), value) {
            // The one switch of the AWS CLI whose other side has a name of its own.
            ("Egress", Value::Bool(false)) => "--ingress".to_owned(),
            ("MaxCount", most) => count(action.parameters.get("MinCount"), most),
            ("MinCount", _) => continue,
            _ => option(name, value),
        };
        line.push(' ');
        line.push_str(&written);
    }
    Some(line)
}

/// The AWS CLI has one option for how many instances to launch: `3`, or `1:3`.
fn count(least: Option<&Value>, most: &Value) -> String {
    match least {
        Some(least) if least != most => format!("--count {least}:{most}"),
        _ => format!("--count {most}"),
    }
}

fn option(name: &str, value: &Value) -> String {
    let flag = kebab(name);
    match value {
        Value::Bool(true) => format!("--{flag}"),
        Value::Bool(false) => format!("--no-{flag}"),
        Value::Object(object) => match (object.len(), object.get("Value")) {
            (1, Some(inner @ Value::Bool(_))) => option(name, inner),
            // What has a `=` would be read as the name of a field.
            (1, Some(Value::String(text))) if !text.contains(['=', '{', '[']) => {
                format!("--{flag}{}", behind(quoted(text)))
            }
            _ => format!("--{flag} {}", quoted(&value.to_string())),
        },
        Value::Array(items) if items.iter().all(|item| !item.is_object() && !item.is_array()) => {
            let words: Vec<String> = items.iter().map(plain).collect();
            format!("--{flag} {}", words.join(" "))
        }
        other => format!("--{flag}{}", behind(plain(other))),
    }
}

/// A value behind its option: a text that begins like an option is joined to it, or it would be read as one.
fn behind(value: String) -> String {
    let is_like_an_option = value.strip_prefix('-').is_some_and(|rest| rest.parse::<u32>().is_err());
    format!("{}{value}", if is_like_an_option { '=' } else { ' ' })
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => quoted(text),
        other => quoted(&other.to_string()),
    }
}

/// The text as one word of a POSIX shell.
fn quoted(text: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./:,=@%+".contains(&byte);
    if !text.is_empty() && text.bytes().all(is_plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', "'\\''"))
    }
}

/// `IpPermissions` becomes `ip-permissions`, `Ipv6AddressCount` `ipv6-address-count`.
fn kebab(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    for (index, letter) in name.chars().enumerate() {
        if letter.is_ascii_uppercase() && index > 0 {
            out.push('-');
        }
        out.push(letter.to_ascii_lowercase());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn hostile_text_stays_one_word() {
        let action = Action::new("CreateSecurityGroup").with("GroupName", "a'; rm -rf / #");
        assert_eq!(
            command_line(&action).unwrap(),
            r"aws ec2 create-security-group --group-name 'a'\''; rm -rf / #'"
        );
    }

    #[test]
    fn switches_lists_and_structures() {
        let action = Action::new("ModifyNetworkInterfaceAttribute")
            .with("Groups", json!(["sg-1", "sg-2"]))
            .with("NetworkInterfaceId", "eni-1")
            .with("SourceDestCheck", json!({"Value": false}));
        assert_eq!(
            command_line(&action).unwrap(),
            "aws ec2 modify-network-interface-attribute --groups sg-1 sg-2 --network-interface-id eni-1 --no-source-dest-check"
        );
        assert_eq!(command_line(&Action::playground("SetOption")), None);
    }

    #[test]
    fn instances_are_counted_by_one_option() {
        let line = |action: Action| command_line(&action.with("SubnetId", "subnet-1")).unwrap();
        let run = |counts: &[(&str, u32)]| {
            counts.iter().fold(Action::new("RunInstances"), |action, (name, count)| action.with(name, *count))
        };
        let told = |count: &str| format!("aws ec2 run-instances --count {count} --subnet-id subnet-1");
        assert_eq!(line(run(&[("MinCount", 1), ("MaxCount", 1)])), told("1"));
        assert_eq!(line(run(&[("MinCount", 1), ("MaxCount", 3)])), told("1:3"));
        assert_eq!(line(run(&[("MaxCount", 2)])), told("2"));
    }

    #[test]
    fn a_text_that_looks_like_something_else_is_read_as_the_text() {
        let group = |name: &str| command_line(&Action::new("DeleteSecurityGroup").with("GroupName", name));
        let line = |rest: &str| Some(format!("aws ec2 delete-security-group --group-name{rest}"));
        assert_eq!(
            [group("-web"), group("-1"), group("web-1")],
            [line("=-web"), line(" -1"), line(" web-1")]
        );
        let described = |text: &str| {
            let action = Action::new("ModifyNetworkInterfaceAttribute");
            command_line(&action.with("Description", json!({ "Value": text })))
        };
        let line =
            |rest: &str| Some(format!("aws ec2 modify-network-interface-attribute --description{rest}"));
        assert_eq!(described("old"), line(" old"));
        assert_eq!(described("-x"), line("=-x"));
        assert_eq!(described("a=b"), line(r#" '{"Value":"a=b"}'"#));
    }

    #[test]
    fn an_entry_of_an_acl_is_for_one_direction() {
        let entry = |egress: bool| {
            let action = Action::new("DeleteNetworkAclEntry").with("Egress", json!(egress));
            command_line(&action.with("NetworkAclId", "acl-1").with("RuleNumber", json!(90))).unwrap()
        };
        let line =
            |side| format!("aws ec2 delete-network-acl-entry {side} --network-acl-id acl-1 --rule-number 90");
        assert_eq!([entry(true), entry(false)], [line("--egress"), line("--ingress")]);
    }
}
