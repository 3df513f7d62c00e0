//! Trying a dialog: what it would do, or what EC2 says against it and where that stands.

use serde_json::Value;
use sg_core::control::apply_all;
use sg_core::model::Network;
use sg_core::wire::{Action, Ec2Error};

use super::{Control, Form, Task, Values, actions};
use crate::state::inventory::choice_label;
use crate::state::resource_type::{ResourceType, exists};
use crate::state::told::{quoted, told, told_with_code};

/// What a dialog does.
#[derive(Clone, Debug, PartialEq)]
pub struct Submitted {
    /// The actions of its one step.
    pub actions: Vec<Action>,
    /// What it makes, to be shown afterwards.
    pub made: Option<String>,
}

/// What EC2 says against a dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The field that it stands under; none where it is about the whole.
    pub field: Option<&'static str>,
    /// AWS's words, and ours below them.
    pub message: String,
}

/// Tries the values on a copy of the network.
///
/// # Errors
/// What EC2 would answer, with the field that it is about.
pub fn submit(
    task: Task,
    subject: &str,
    network: &Network,
    form: &Form,
    values: &Values,
) -> Result<Submitted, Refused> {
    no_number(form, values)?;
    let actions = actions(task, subject, network, values);
    let mut after = network.clone();
    let answers = apply_all(&mut after, &actions).map_err(|(at, error)| {
        let mut refused = refused(form, values, &error);
        // Of many interfaces, the one that it is about has to be named.
        let about = actions.get(at).and_then(|action| action.parameters.get("NetworkInterfaceId"));
        if let Some(id) = about.and_then(Value::as_str).filter(|_| task == Task::Interfaces) {
            refused.message = format!("{}: {}", choice_label(network, id), refused.message);
        }
        refused
    })?;
    let made = match task {
        Task::Create(_) | Task::Duplicate => made(&answers, network, &after),
        _ => None,
    };
    Ok(Submitted { actions, made })
}

/// EC2's answer to a text in the place of a number names no field, so it is told before.
fn no_number(form: &Form, values: &Values) -> Result<(), Refused> {
    let wrong = form.fields.iter().find_map(|field| {
        let text = values.get(field.id).map_or("", |text| text.trim());
        let is_number = field.control == Control::Number && field.shown(values);
        (is_number && !text.is_empty() && text.parse::<u32>().is_err()).then_some((field.id, text))
    });
    match wrong {
        Some((id, text)) => {
            Err(Refused { field: Some(id), message: format!("{} is not a whole number", quoted(text)) })
        }
        None => Ok(()),
    }
}

fn refused(form: &Form, values: &Values, error: &Ec2Error) -> Refused {
    let said = error.message.to_lowercase();
    let mut fields = form.fields.iter().filter(|field| field.shown(values));
    // The most particular word decides: "ipv6" is about the IPv6 field, though "cidr" fits it as well.
    let fit = |words: &[&str]| words.iter().filter(|word| said.contains(**word)).map(|word| word.len()).max();
    let best =
        fields.clone().filter_map(|field| Some((fit(field.words)?, field.id))).max_by_key(|(fit, _)| *fit);
    let only = fields.next().filter(|_| fields.next().is_none()).map(|field| field.id);
    let field = best.map(|(_, id)| id).or(only);
    // What is about no field is about the action, and AWS's pages are searched by its code.
    Refused { field, message: if field.is_some() { told(error) } else { told_with_code(error) } }
}

/// What was made and has a place of its own on the screen: the last id that was not there before.
fn made(answers: &[Value], before: &Network, after: &Network) -> Option<String> {
    let mut ids = Vec::new();
    answers.iter().for_each(|answer| collect(answer, &mut ids));
    let shown = |id: &&String| {
        exists(after, id) && !exists(before, id) && ResourceType::of(id) != Some(ResourceType::Instance)
    };
    ids.iter().filter(shown).max_by_key(|id| rank(id)).cloned()
}

/// Of a gateway and the address that was allocated for it, the gateway is meant.
fn rank(id: &str) -> u8 {
    match ResourceType::of(id) {
        Some(ResourceType::NatGateway | ResourceType::Endpoint) => 3,
        Some(ResourceType::NetworkInterface) => 1,
        Some(ResourceType::ElasticIp | ResourceType::PrefixList) => 0,
        _ => 2,
    }
}

fn collect(value: &Value, ids: &mut Vec<String>) {
    match value {
        Value::String(text) if ResourceType::of(text).is_some() => ids.push(text.clone()),
        Value::Array(list) => list.iter().for_each(|value| collect(value, ids)),
        Value::Object(map) => map.values().for_each(|value| collect(value, ids)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::resource_form::form;
    use crate::state::scenarios::first;
    use crate::state::told::of_aws;

    /// Fills in a form and tries it.
    fn attempt(
        task: Task,
        subject: &str,
        network: &Network,
        fill: &[(&'static str, &str)],
    ) -> Result<Submitted, Refused> {
        let form = form(task, subject, network);
        let mut values = form.values();
        for (id, text) in fill {
            assert!(values.contains_key(id), "no field {id}");
            values.insert(id, (*text).to_owned());
        }
        submit(task, subject, network, &form, &values)
    }

    /// Does what a form stands for, and answers what it made.
    fn done(task: Task, subject: &str, network: &mut Network, fill: &[(&'static str, &str)]) -> String {
        let submitted = attempt(task, subject, network, fill).unwrap();
        apply_all(network, &submitted.actions).unwrap();
        submitted.made.unwrap_or_default()
    }

    #[test]
    fn a_network_is_built_from_an_empty_region_and_taken_down_again() {
        let mut network = Network::default();
        let n = &mut network;
        let vpc = done(Task::Create(ResourceType::Vpc), "", n, &[("name", "lab"), ("ipv6", "yes")]);
        assert_eq!(ResourceType::of(&vpc), Some(ResourceType::Vpc));
        let public = done(Task::Create(ResourceType::Subnet), &vpc, n, &[("cidr", "10.0.1.0/24")]);
        let gateway = done(Task::Create(ResourceType::InternetGateway), "", n, &[("name", "door")]);
        assert_eq!(n.internet_gateways.find(&*gateway).unwrap().vpc.as_ref().unwrap().to_string(), vpc);
        let group = done(
            Task::Create(ResourceType::SecurityGroup),
            &vpc,
            n,
            &[("group-name", "web"), ("description", "web servers")],
        );
        let eni =
            done(Task::Create(ResourceType::Instance), &public, n, &[("name", "one"), ("groups", &group)]);
        assert_eq!(ResourceType::of(&eni), Some(ResourceType::NetworkInterface));
        assert_eq!(n.interfaces.find(&*eni).unwrap().groups.len(), 1);
        let nat = done(Task::Create(ResourceType::NatGateway), &public, n, &[]);
        assert_eq!(ResourceType::of(&nat), Some(ResourceType::NatGateway));
        for (what, fill) in [
            (ResourceType::NetworkAcl, &[][..]),
            (ResourceType::RouteTable, &[]),
            (
                ResourceType::PrefixList,
                &[("list-name", "offices"), ("entries", "192.0.2.0/24 office\n10.0.0.0/8")],
            ),
            (ResourceType::PrefixList, &[("owner", "aws")]),
            (ResourceType::EgressOnlyInternetGateway, &[]),
            (ResourceType::Endpoint, &[]),
            (ResourceType::TransitGateway, &[]),
            (ResourceType::ElasticIp, &[]),
            (ResourceType::NetworkInterface, &[]),
            (ResourceType::Carrier, &[("carrier-name", "db"), ("kind", "rds"), ("port", "3306")]),
        ] {
            let made = done(Task::Create(what), &public, n, fill);
            assert!(exists(n, &made), "{what:?} gave {made}");
        }
        let instance = n.instances.ids().next().unwrap().to_string();
        let balancer = [("carrier-name", "front"), ("targets", &*instance), ("groups", &*group)];
        let made = done(Task::Create(ResourceType::Carrier), &public, n, &balancer);
        let carrier = n.carriers.iter().find(|one| one.interfaces.iter().any(|own| own.to_string() == made));
        let listeners = &carrier.unwrap().load_balancer().unwrap().listeners;
        assert_eq!(listeners[0].target_group.as_ref().unwrap().targets.as_ref().unwrap().len(), 1);
        done(Task::Delete, &made, n, &[]);
        let other = done(Task::Create(ResourceType::Vpc), "", n, &[("cidr", "10.1.0.0/16")]);
        let peering = done(Task::Create(ResourceType::Peering), &vpc, n, &[("peer", &other)]);
        assert!(n.peerings.find(&*peering).unwrap().is_active());
        let used = attempt(Task::Delete, &group, n, &[]).unwrap_err();
        assert_eq!(
            of_aws(&used.message),
            format!("DependencyViolation: resource {group} has a dependent object")
        );
        done(Task::Delete, &eni, n, &[]);
        assert!(n.interfaces.find(&*eni).is_none());
        done(Task::Delete, &group, n, &[]);
        done(Task::Delete, &nat, n, &[]);
        assert!(!exists(n, &nat));
    }

    #[test]
    fn errors_stand_under_their_field() {
        let mut network = Network::default();
        let n = &mut network;
        let vpc = done(Task::Create(ResourceType::Vpc), "", n, &[]);
        /// What is to be made, its fields, the field at fault, a part of what stands under it.
        type Case = (ResourceType, &'static [(&'static str, &'static str)], &'static str, &'static str);
        let cases: &[Case] = &[
            (ResourceType::Vpc, &[("cidr", "10.0.0.0/8")], "cidr", "10.0.0.0/8"),
            (
                ResourceType::Subnet,
                &[("cidr", "192.168.0.0/24")],
                "cidr",
                "The CIDR '192.168.0.0/24' is invalid.",
            ),
            (
                ResourceType::SecurityGroup,
                &[("group-name", ""), ("description", "d")],
                "group-name",
                "GroupName",
            ),
            (
                ResourceType::SecurityGroup,
                &[("group-name", "sg-1"), ("description", "d")],
                "group-name",
                "sg-*",
            ),
            (
                ResourceType::SecurityGroup,
                &[("group-name", "a"), ("description", "")],
                "description",
                "GroupDescription",
            ),
            (
                ResourceType::SecurityGroup,
                &[("group-name", "a"), ("description", "it's")],
                "description",
                "Invalid security group description",
            ),
            (ResourceType::PrefixList, &[("list-name", "l"), ("entries", "10.0.0.0")], "entries", "CIDR"),
            (ResourceType::PrefixList, &[("list-name", ""), ("max", "5")], "list-name", "PrefixListName"),
            (ResourceType::PrefixList, &[("list-name", "l"), ("max", "many")], "max", ""),
            (ResourceType::Instance, &[], "subnet", "subnet"),
        ];
        for (what, fill, field, words) in cases {
            let refused = attempt(Task::Create(*what), &vpc, n, fill).unwrap_err();
            assert_eq!(refused.field, Some(*field), "{what:?} {fill:?}: {}", refused.message);
            assert!(refused.message.contains(words), "{}", refused.message);
        }
    }

    #[test]
    fn a_copy_has_the_rules_of_its_original_and_an_id_of_its_own() {
        let simulation = first();
        let mut network = simulation.network().clone();
        for group in simulation.network().security_groups.iter().filter(|group| !group.is_default()) {
            let copy = done(Task::Duplicate, &group.id.to_string(), &mut network, &[]);
            let copy = network.security_groups.find(&*copy).unwrap();
            assert_eq!(copy.rules.len(), group.rules.len(), "{}", group.name);
            for rule in &group.rules {
                assert!(copy.rules.iter().any(|own| own.same_as(rule.direction, rule.traffic, &rule.peer)));
            }
        }
    }

    #[test]
    fn an_interface_takes_groups_time_outs_and_a_name() {
        let simulation = first();
        let mut network = simulation.network().clone();
        let n = &mut network;
        let eni = n.interfaces.ids().next().unwrap().to_string();
        done(Task::Rename, &eni, n, &[("name", "renamed")]);
        assert_eq!(n.interfaces.find(&*eni).unwrap().tags.name(), Some("renamed"));
        done(Task::Rename, &eni, n, &[("name", "")]);
        assert_eq!(n.interfaces.find(&*eni).unwrap().tags.name(), None);
        done(Task::Settings, &eni, n, &[("tcp", "350"), ("check", "false")]);
        let own = n.interfaces.find(&*eni).unwrap();
        assert_eq!((own.tracking.tcp_established_timeout, own.source_dest_check), (Some(350), false));
        let wrong = attempt(Task::Settings, &eni, n, &[("udp", "61")]).unwrap_err();
        assert_eq!(wrong.field, Some("udp"));
        let none = attempt(Task::Groups, &eni, n, &[("groups", "")]).unwrap_err();
        assert_eq!(none.field, Some("groups"));
    }
}
