//! SetQuota, SetOption: what EC2 has no action for.
//!
//! `SetQuota {QuotaCode, Value}` takes the codes of [`crate::catalog::quotas`]. Rules per group times groups
//! per interface must not exceed 1,000, as at AWS: the two quotas' values, not what is in use. A value
//! below what exists already is taken: it refuses only what would be added.
//!
//! `SetOption {Name, Value}` takes the names of [`OPTIONS`], and while the network is empty `Account` (12
//! digits) and `Region`.

use super::registry::{ActionName, playground};
use super::{Ec2Error, answers, parameters};
use crate::catalog::quotas::{GROUPS_PER_INTERFACE, Quota, RULES_PER_GROUP, RULES_PER_INTERFACE};
use crate::model::{Network, Settings};
use crate::wire::convert::{OPTIONS, PlaygroundOption};
use crate::wire::shape::Shape;
use serde_json::{Value, json};
use std::rc::Rc;

pub(super) const ACTIONS: &[ActionName] =
    &[playground!("SetOption", set_option), playground!("SetQuota", set_quota)];

#[derive(Default, Shape)]
#[shape(names = "PascalCase", closed, optional)]
struct SetQuota {
    quota_code: Option<String>,
    value: Option<u32>,
}

fn set_quota(network: &mut Network, p: SetQuota) -> Result<Value, Ec2Error> {
    let code = parameters::required(p.quota_code, "QuotaCode")?;
    let value = parameters::required(p.value, "Value")?;
    let quota = Quota::with_code(&code)
        .ok_or_else(|| invalid(format!("Invalid value '{code}' for QuotaCode. There is no such quota.")))?;
    if let Some(max) = quota.max.filter(|max| value > *max) {
        return Err(invalid(format!(
            "Invalid value '{value}' for Value. {} cannot be raised above {max}.",
            quota.name
        )));
    }
    let mut settings = Settings::clone(&network.settings);
    if value == quota.default {
        settings.quotas.remove(&*code);
    } else {
        settings.quotas.insert(Rc::from(&*code), value);
    }
    let (rules, groups) = (settings.quota(&RULES_PER_GROUP), settings.quota(&GROUPS_PER_INTERFACE));
    if rules.saturating_mul(groups) > RULES_PER_INTERFACE {
        return Err(invalid(format!(
            "Invalid value '{value}' for Value. Rules per security group ({rules}) times security groups per \
             network interface ({groups}) cannot exceed {RULES_PER_INTERFACE}."
        )));
    }
    network.settings = Rc::new(settings);
    Ok(json!({ "QuotaCode": code, "Value": value }))
}

#[derive(Default, Shape)]
#[shape(names = "PascalCase", closed, optional)]
struct SetOption {
    name: Option<String>,
    value: Value,
}

fn set_option(network: &mut Network, p: SetOption) -> Result<Value, Ec2Error> {
    let name = parameters::required(p.name, "Name")?;
    let mut settings = Settings::clone(&network.settings);
    let text = p.value.as_str();
    match &*name {
        "Account" => {
            settings.account = Rc::from(placed(network, text.filter(|t| is_account(t)), &name, &p.value)?);
        }
        "Region" => {
            settings.region = Rc::from(placed(network, text.filter(|t| is_region(t)), &name, &p.value)?);
        }
        _ => {
            let option = PlaygroundOption::named(&name).ok_or_else(|| unknown_option(&name))?;
            if !option.set(&mut settings.options, &p.value) {
                return Err(invalid(format!(
                    "Invalid value '{}' for {name}. It takes {}.",
                    plain(&p.value),
                    option.takes
                )));
            }
        }
    }
    if settings != *network.settings {
        network.settings = Rc::new(settings);
    }
    answers::nothing()
}

/// Account and Region stand in what exists, so that they can be set only while nothing does.
fn placed<'a>(
    network: &Network,
    text: Option<&'a str>,
    name: &str,
    value: &Value,
) -> Result<&'a str, Ec2Error> {
    let text = text.ok_or_else(|| invalid(format!("Invalid value '{}' for {name}.", plain(value))))?;
    if network.vpcs.is_empty() && network.security_groups.is_empty() && network.prefix_lists.is_empty() {
        Ok(text)
    } else {
        Err(invalid(format!("{name} can be set only while there are no resources.")))
    }
}

fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether the text looks like a Region: words, then a number, for instance `eu-west-1`.
fn is_region(text: &str) -> bool {
    text.rsplit_once('-').is_some_and(|(words, number)| {
        let is_word = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
        words.contains('-')
            && words.split('-').all(is_word)
            && !number.is_empty()
            && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

fn unknown_option(name: &str) -> Ec2Error {
    let known = OPTIONS.iter().map(|option| option.name).chain(["Account", "Region"]);
    let known = known.collect::<Vec<_>>().join(", ");
    invalid(format!("Invalid value '{name}' for Name. The options are {known}."))
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn invalid(message: String) -> Ec2Error {
    Ec2Error::new("InvalidParameterValue", message)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{done, refused, with_vpc};
    use super::*;

    const SET_QUOTA: &str = "playground:SetQuota";
    const SET_OPTION: &str = "playground:SetOption";

    #[test]
    fn rules_times_groups_is_at_most_1000() {
        let mut network = Network::default();
        let rules = |value: u32| json!({"QuotaCode": "L-0EA8095F", "Value": value});
        let groups = |value: u32| json!({"QuotaCode": "L-2AFB9258", "Value": value});
        done(&mut network, SET_QUOTA, rules(200));
        refused(
            &mut network,
            SET_QUOTA,
            groups(6),
            "InvalidParameterValue",
            "Invalid value '6' for Value. Rules per security group (200) times security groups per network \
             interface (6) cannot exceed 1000.",
        );
        done(&mut network, SET_QUOTA, rules(62));
        done(&mut network, SET_QUOTA, groups(16));
        refused(
            &mut network,
            SET_QUOTA,
            rules(63),
            "InvalidParameterValue",
            "Invalid value '63' for Value. Rules per security group (63) times security groups per network \
             interface (16) cannot exceed 1000.",
        );
    }

    #[test]
    fn a_quota_has_a_code_and_a_highest_value() {
        let mut network = Network::default();
        refused(
            &mut network,
            SET_QUOTA,
            json!({"QuotaCode": "L-1", "Value": 1}),
            "InvalidParameterValue",
            "Invalid value 'L-1' for QuotaCode. There is no such quota.",
        );
        refused(
            &mut network,
            SET_QUOTA,
            json!({"QuotaCode": "L-2AEEBF1A", "Value": 41}),
            "InvalidParameterValue",
            "Invalid value '41' for Value. Rules per network ACL cannot be raised above 40.",
        );
        done(&mut network, SET_QUOTA, json!({"QuotaCode": "L-2AEEBF1A", "Value": 40}));
        assert_eq!(network.settings.quotas.len(), 1);
        done(&mut network, SET_QUOTA, json!({"QuotaCode": "L-2AEEBF1A", "Value": 20}));
        assert!(network.settings.quotas.is_empty());
    }

    #[test]
    fn options_are_set_by_name() {
        let (mut network, _) = with_vpc();
        done(&mut network, SET_OPTION, json!({"Name": "Port25Lifted", "Value": true}));
        assert!(network.settings.options.port_25_lifted);
        done(&mut network, SET_OPTION, json!({"Name": "TrackingAllowance", "Value": 3}));
        assert_eq!(network.settings.options.tracking_allowance, Some(3));
        done(&mut network, SET_OPTION, json!({"Name": "TrackingAllowance", "Value": null}));
        assert_eq!(network.settings.options.tracking_allowance, None);
        refused(
            &mut network,
            SET_OPTION,
            json!({"Name": "You", "Value": "me"}),
            "InvalidParameterValue",
            "Invalid value 'me' for You. It takes the IPv4 address that stands for the reader.",
        );
        refused(
            &mut network,
            SET_OPTION,
            json!({"Name": "Colour", "Value": "red"}),
            "InvalidParameterValue",
            "Invalid value 'Colour' for Name. The options are Port25Lifted, Related, TrackingAllowance, You, \
             YouIpv6, Account, Region.",
        );
    }

    #[test]
    fn account_and_region_are_set_before_anything_exists() {
        let mut network = Network::default();
        done(&mut network, SET_OPTION, json!({"Name": "Account", "Value": "444455556666"}));
        done(&mut network, SET_OPTION, json!({"Name": "Region", "Value": "ap-southeast-2"}));
        for (name, value) in
            [("Account", "12"), ("Region", "Ireland"), ("Region", "eu-1"), ("Region", "eu--west-1")]
        {
            let text = format!("Invalid value '{value}' for {name}.");
            let parameters = json!({"Name": name, "Value": value});
            refused(&mut network, SET_OPTION, parameters, "InvalidParameterValue", &text);
        }
        let made = done(&mut network, "CreateVpc", json!({"CidrBlock": "10.0.0.0/16"}));
        assert_eq!(made["Vpc"]["OwnerId"], "444455556666");
        refused(
            &mut network,
            SET_OPTION,
            json!({"Name": "Region", "Value": "eu-west-1"}),
            "InvalidParameterValue",
            "Region can be set only while there are no resources.",
        );
    }
}
