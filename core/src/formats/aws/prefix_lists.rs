//! `ManagedPrefixLists`, `PrefixLists` of either command, and `PrefixListEntries`.

use super::builder::{At, Builder, said, table};
use super::noun::{Key, Noun, Section, described};
use crate::model::{PrefixList, PrefixListEntry, PrefixListId};
use crate::net::{Family, parse_cidr};
use crate::wire::convert::{prefix_list_shape, tags_of};
use crate::wire::{AwsPrefixList, AwsPrefixListEntry};
use std::rc::Rc;

pub(super) const NOUN: Noun = Noun {
    keys: &[
        Key::list("ManagedPrefixLists", "PrefixListId", |description| {
            description.managed_prefix_lists.get_or_insert_default()
        }),
        Key::list("PrefixLists", "PrefixListId", |description| {
            description.prefix_lists.get_or_insert_default()
        }),
        Key {
            name: "PrefixListEntries",
            id: "",
            section: Section::ListById(|description, id| {
                description.prefix_list_entries.get_or_insert_default().entry(id.to_owned()).or_default()
            }),
        },
    ],
    build,
    describe: |network, description| {
        description.managed_prefix_lists =
            described(&network.prefix_lists, |list| prefix_list_shape(network, list));
    },
};

fn build(builder: &mut Builder<'_>) {
    let description = builder.description;
    let (managed, plain) = (&description.managed_prefix_lists, &description.prefix_lists);
    let entries = &description.prefix_list_entries;
    builder.network.prefix_lists = table(managed.is_some() || plain.is_some() || entries.is_some());
    for (key, lists) in [("/ManagedPrefixLists", managed), ("/PrefixLists", plain)] {
        for (index, list) in lists.iter().flatten().enumerate() {
            let at = At { list: key, index, id: &list.prefix_list_id };
            if builder.has_id(at, "PrefixListId") {
                add(builder, at, list);
            }
        }
    }
    for id in entries.iter().flat_map(|entries| entries.keys()) {
        if !builder.network.prefix_lists.contains(id.as_str()) {
            let list = AwsPrefixList { prefix_list_id: id.clone(), ..AwsPrefixList::default() };
            add(builder, At { list: "/PrefixListEntries", index: 0, id }, &list);
        }
    }
}

/// Adds a list. One that both commands describe is one list: what the first lacks comes from the second.
fn add(builder: &mut Builder<'_>, at: At<'_>, list: &AwsPrefixList) {
    let read = read(builder, at, list);
    match builder.network.prefix_lists.modify(at.id) {
        None => builder.network.prefix_lists.supply(read.id.clone(), read),
        Some(known) if known.name == read.name || read.name.is_empty() => {
            known.entries = known.entries.take().or(read.entries);
        }
        Some(_) => {
            builder.warning(at, "", "the same id stands for something else before: the first one is kept");
        }
    }
}

fn read(builder: &mut Builder<'_>, at: At<'_>, list: &AwsPrefixList) -> PrefixList {
    let name = said(&list.prefix_list_name).unwrap_or_default();
    let entries = entries(builder, at, list);
    let first = entries.as_ref().and_then(|entries| entries.first());
    let family = match said(&list.address_family) {
        Some("IPv6") => Family::Ipv6,
        Some(_) => Family::Ipv4,
        None if name.contains(".ipv6.") => Family::Ipv6,
        None => first.map_or(Family::Ipv4, |entry| Family::of_block(&entry.block)),
    };
    let entries = entries.map(|entries| of_family(builder, at, entries, family));
    let owner = said(&list.owner_id).map(Rc::from);
    PrefixList {
        id: PrefixListId::new(&list.prefix_list_id),
        name: Rc::from(name),
        family,
        // describe-prefix-lists tells no owner; the lists that it knows are AWS's own.
        owner: owner.unwrap_or_else(|| {
            if name.starts_with("com.amazonaws.") {
                Rc::from("AWS")
            } else {
                Rc::clone(&builder.settings().account)
            }
        }),
        max_entries: list.max_entries,
        version: list.version,
        entries,
        tags: tags_of(&list.tags),
    }
}

/// The entries from wherever they are told; none where nobody tells them.
fn entries(builder: &mut Builder<'_>, at: At<'_>, list: &AwsPrefixList) -> Option<Vec<PrefixListEntry>> {
    let by_id = builder.description.prefix_list_entries.as_ref();
    let by_id = by_id.and_then(|entries| entries.get(&list.prefix_list_id));
    let pointer = format!("/PrefixListEntries/{}", super::origin::pointer_part(&list.prefix_list_id));
    if let Some(own) = &list.entries {
        let read = |(index, entry)| (format!("/Entries/{index}"), entry);
        let told: Vec<(String, &AwsPrefixListEntry)> = own.iter().enumerate().map(read).collect();
        return Some(told.iter().filter_map(|(within, it)| entry(builder, at, within, it)).collect());
    }
    if let Some(told) = by_id {
        let place = |index| At { list: &pointer, index, id: at.id };
        let told = told.iter().enumerate();
        return Some(told.filter_map(|(index, it)| entry(builder, place(index), "", it)).collect());
    }
    let blocks = list.cidrs.as_ref()?.iter().enumerate();
    let told = blocks.map(|(index, cidr)| {
        (format!("/Cidrs/{index}"), AwsPrefixListEntry { cidr: cidr.clone(), description: None })
    });
    Some(told.filter_map(|(within, it)| entry(builder, at, &within, &it)).collect())
}

fn entry(
    builder: &mut Builder<'_>,
    at: At<'_>,
    within: &str,
    entry: &AwsPrefixListEntry,
) -> Option<PrefixListEntry> {
    match parse_cidr(&entry.cidr) {
        Ok(block) => {
            builder.told_cut_unknown(at, within, &entry.cidr);
            Some(PrefixListEntry { block, description: said(&entry.description).map(Rc::from) })
        }
        Err(error) => {
            builder.error(at, within, format!("{error}: the entry is left out"));
            None
        }
    }
}

fn of_family(
    builder: &mut Builder<'_>,
    at: At<'_>,
    entries: Vec<PrefixListEntry>,
    family: Family,
) -> Vec<PrefixListEntry> {
    let (fitting, other): (Vec<_>, Vec<_>) =
        entries.into_iter().partition(|entry| Family::of_block(&entry.block) == family);
    if let Some(first) = other.first() {
        let count = other.len();
        let message = format!("{count} entries such as {} are not {}: left out", first.block, family.name());
        builder.error(at, "", message);
    }
    fitting
}
