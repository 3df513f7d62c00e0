//! A walk over every text of a document's JSON, with what each is.

use super::texts::CARRIER;
use serde_json::{Map, Value};

/// What a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name that people gave, of a noun.
    Name(&'static str),
    /// A text for people.
    Text,
    /// The block of a VPC or of a subnet.
    OwnBlock,
    /// Anything else: ids, addresses, words of the API.
    Other,
}

/// Visits every text, in the document's order.
pub(super) fn visit(value: &mut Value, seen: &mut impl FnMut(Kind, &mut String)) {
    walk(value, "", false, seen);
}

fn walk(value: &mut Value, key: &str, in_acl: bool, seen: &mut impl FnMut(Kind, &mut String)) {
    match value {
        Value::String(text) => seen(kind(key, text, in_acl), text),
        Value::Array(items) => items.iter_mut().for_each(|item| walk(item, key, in_acl, seen)),
        Value::Object(object) => {
            if is_tag(object) {
                return tag(object, seen);
            }
            let action = object.get("Action").and_then(Value::as_str).unwrap_or_default();
            let in_acl = in_acl || key == "Entries" || action.contains("NetworkAcl");
            // Entries by list id, quotas and options by name: keys that are data.
            object.iter_mut().for_each(|(key, item)| walk(item, key, in_acl, seen));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn kind(key: &str, text: &str, in_acl: bool) -> Kind {
    match key {
        // AWS's own words, which rules of the model lean on.
        _ if text == "default" || text.starts_with("com.amazonaws.") => Kind::Other,
        "GroupName" | "SecurityGroupName" | "GroupNames" => Kind::Name("group"),
        "PrefixListName" => Kind::Name("list"),
        "LoadBalancerName" | "TargetGroupName" | "DBInstanceIdentifier" | "FunctionName" => {
            Kind::Name(CARRIER)
        }
        "DNSName" | "PublicDnsName" | "PrivateDnsName" | "DnsName" | "KeyName" | "ClientToken" => {
            Kind::Name("name")
        }
        "Description" | "name" | "note" | "task" => Kind::Text,
        "CidrBlock" | "Ipv6CidrBlock" if !in_acl => Kind::OwnBlock,
        _ => Kind::Other,
    }
}

fn is_tag(object: &Map<String, Value>) -> bool {
    let is_text = |key: &str| object.get(key).is_some_and(Value::is_string);
    object.len() <= 2 && is_text("Key") && (is_text("Value") || object.len() == 1)
}

/// A tag: its value is a name; its key too, unless everyone has it.
fn tag(object: &mut Map<String, Value>, seen: &mut impl FnMut(Kind, &mut String)) {
    for (part, item) in object {
        let Value::String(text) = item else { continue };
        let is_common = part == "Key" && (text == "Name" || text.starts_with("aws:"));
        let noun = if part == "Key" { "tag" } else { "name" };
        seen(if is_common { Kind::Other } else { Kind::Name(noun) }, text);
    }
}
