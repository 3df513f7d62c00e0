//! `Settings` and `PlaygroundIds`: what a document keeps beside AWS's own keys.

use super::builder::{Builder, said};
use super::noun::{Key, Noun};
use super::origin::pointer_part;
use crate::model::{Network, Settings};
use crate::wire::convert::{OPTIONS, PlaygroundOption};
use crate::wire::{AwsDescription, AwsSettings, Severity};
use std::collections::BTreeMap;
use std::rc::Rc;

pub(super) const NOUN: Noun = Noun {
    keys: &[
        Key::single("Settings", |description| &mut description.settings),
        Key::single("PlaygroundIds", |description| &mut description.counter),
    ],
    build,
    describe,
};

fn build(builder: &mut Builder<'_>) {
    let description = builder.description;
    builder.network.set_made(description.counter.unwrap_or_default());
    let mut settings =
        Settings { account: account(description), region: region(description), ..Settings::default() };
    if let Some(stated) = &description.settings {
        settings.account = said(&stated.account).map_or(settings.account, Rc::from);
        settings.region = said(&stated.region).map_or(settings.region, Rc::from);
        settings.quotas =
            stated.quotas.iter().map(|(code, quota)| (Rc::from(code.as_str()), *quota)).collect();
        for (name, value) in &stated.options {
            let path = format!("/Settings/Options/{}", pointer_part(name));
            match PlaygroundOption::named(name) {
                None => {
                    builder.about(Severity::Error, &path, "", "no option has this name: left out".to_owned());
                }
                Some(option) if option.set(&mut settings.options, value) => {}
                Some(option) => {
                    let message = format!("`{value}` is not {}: left out", option.takes);
                    builder.about(Severity::Error, &path, "", message);
                }
            }
        }
    }
    builder.network.settings = Rc::new(settings);
}

/// The owner of most groups; without groups of most interfaces, VPCs, reservations.
fn account(description: &AwsDescription) -> Rc<str> {
    let groups = description.security_groups.iter().flatten().map(|group| &group.owner_id);
    let rules = description.security_group_rules.iter().flatten().map(|rule| &rule.group_owner_id);
    let interfaces = description.network_interfaces.iter().flatten().map(|interface| &interface.owner_id);
    let vpcs = description.vpcs.iter().flatten().map(|vpc| &vpc.owner_id);
    let reservations = description.reservations.iter().flatten().map(|reservation| &reservation.owner_id);
    let most = most_frequent(groups.filter_map(said))
        .or_else(|| most_frequent(rules.filter_map(said)))
        .or_else(|| most_frequent(interfaces.filter_map(said)))
        .or_else(|| most_frequent(vpcs.filter_map(said)))
        .or_else(|| most_frequent(reservations.filter_map(said)));
    most.map_or_else(|| Settings::default().account, Rc::from)
}

/// The Region of most zones, else of most ARNs.
fn region(description: &AwsDescription) -> Rc<str> {
    let subnets = description.subnets.iter().flatten().map(|subnet| &subnet.availability_zone);
    let interfaces = description.network_interfaces.iter().flatten().map(|it| &it.availability_zone);
    let zones = subnets.chain(interfaces).filter_map(said).filter_map(region_of_zone);
    let groups = description.security_groups.iter().flatten().map(|group| &group.security_group_arn);
    let arns = groups.filter_map(said).filter_map(|arn| arn.split(':').nth(3));
    let most = most_frequent(zones).or_else(|| most_frequent(arns));
    most.map_or_else(|| Settings::default().region, Rc::from)
}

/// `eu-west-1` of `eu-west-1a`; of the zones of Local Zones and Wavelength, the Region in front.
fn region_of_zone(zone: &str) -> Option<&str> {
    let digit = zone.find(|letter: char| letter.is_ascii_digit())?;
    zone.get(..=digit)
}

/// The value that occurs most often; of several such, the first in order.
fn most_frequent<'a>(values: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(value, _)| value)
}

fn describe(network: &Network, description: &mut AwsDescription) {
    description.counter = Some(network.made()).filter(|made| *made > 0);
    let settings = &network.settings;
    description.settings = Some(AwsSettings {
        account: Some(settings.account.to_string()),
        region: Some(settings.region.to_string()),
        quotas: settings.quotas.iter().map(|(code, quota)| (code.to_string(), *quota)).collect(),
        options: OPTIONS
            .iter()
            .filter(|option| !option.is_default(&settings.options))
            .map(|option| (option.name.to_owned(), (option.read)(&settings.options)))
            .collect(),
    });
}
