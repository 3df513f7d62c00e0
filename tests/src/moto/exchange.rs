//! One call and what both sides answered.

use serde_json::{Value, json};
use sg_core::model::Network;

/// A call, the network before it, and the two answers: a result, or an error's code.
#[derive(Debug)]
pub struct Exchange<'a> {
    /// The call with the evaluator's ids.
    pub call: &'a Value,
    /// The evaluator's network before the call.
    pub network: &'a Network,
    /// What the evaluator answers.
    pub here: &'a Result<Value, String>,
    /// What moto answers.
    pub there: &'a Result<Value, String>,
}

impl Exchange<'_> {
    /// The action's name.
    pub fn action(&self) -> &str {
        self.call["Action"].as_str().unwrap_or_default()
    }

    /// Whether the evaluator refuses with the code.
    pub fn refused(&self, code: &str) -> bool {
        self.here.as_ref().is_err_and(|own| own == code)
    }

    /// Whether moto refuses with the code.
    pub fn moto_refused(&self, code: &str) -> bool {
        self.there.as_ref().is_err_and(|own| own == code)
    }

    /// Whether moto does as it is told.
    pub fn moto_did(&self) -> bool {
        self.there.is_ok()
    }

    /// Whether moto itself broke down.
    pub fn moto_broke(&self) -> bool {
        self.moto_refused("Failure")
    }

    /// A parameter that is a text.
    pub fn text(&self, parameter: &str) -> &str {
        self.call[parameter].as_str().unwrap_or_default()
    }

    /// The rules that the call names.
    pub fn permissions(&self) -> Vec<Value> {
        permissions(self.call)
    }
}

/// The permissions that a call names, the flat form and the rules to be changed among them.
pub fn permissions(call: &Value) -> Vec<Value> {
    if let Some(updates) = call["SecurityGroupRules"].as_array() {
        return updates.iter().map(|update| of_rule(&update["SecurityGroupRule"])).collect();
    }
    match call["IpPermissions"].as_array() {
        Some(list) => list.clone(),
        None if call.get("IpProtocol").is_some() || call.get("CidrIp").is_some() => {
            let mut flat = call.clone();
            flat["IpRanges"] = json!([{"CidrIp": call["CidrIp"]}]);
            vec![flat]
        }
        None => Vec::new(),
    }
}

/// A rule of ModifySecurityGroupRules as a permission.
fn of_rule(rule: &Value) -> Value {
    let mut permission = rule.clone();
    for (field, list, own) in [
        ("CidrIpv4", "IpRanges", "CidrIp"),
        ("CidrIpv6", "Ipv6Ranges", "CidrIpv6"),
        ("PrefixListId", "PrefixListIds", "PrefixListId"),
        ("ReferencedGroupId", "UserIdGroupPairs", "GroupId"),
    ] {
        if let Some(peer) = rule.get(field) {
            let mut peer = json!({ own: peer });
            if let Some(description) = rule.get("Description") {
                peer["Description"] = description.clone();
            }
            permission[list] = json!([peer]);
        }
    }
    permission
}
