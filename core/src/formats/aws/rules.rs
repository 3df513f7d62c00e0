//! `SecurityGroupRules`: the same rules once more, with their ids and tags.
//!
//! describe-security-groups shows rules without ids, describe-security-group-rules shows them with ids but
//! without the group around them. Where both are there, rules are matched by what they say. Where a rule
//! has no id, one is invented from its words, so that the same rule always gets the same.

use super::builder::{At, Builder, said};
use super::noun::{Key, Noun};
use super::{groups, peers};
use crate::model::{
    Network, Peer, ResourceId, SecurityGroup, SecurityGroupId, SecurityGroupRule, SecurityGroupRuleId, Tags,
    Traffic,
};
use crate::net::Direction;
use crate::wire::convert::{parse_traffic, rule_shape, tags_of};
use crate::wire::{AwsDescription, AwsSecurityGroupRule, Ec2Error};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

const LIST: &str = "/SecurityGroupRules";

pub(super) const NOUN: Noun = Noun {
    keys: &[Key::list("SecurityGroupRules", "SecurityGroupRuleId", |description| {
        description.security_group_rules.get_or_insert_default()
    })],
    build,
    describe,
};

/// The listed rules of each group by its id, each by its index in the list.
pub(super) type ByGroup<'d> = BTreeMap<&'d str, Vec<usize>>;

/// Sorts the listed rules by their groups.
pub(super) fn by_group(description: &AwsDescription) -> ByGroup<'_> {
    let mut groups = ByGroup::new();
    for (index, rule) in description.security_group_rules.iter().flatten().enumerate() {
        groups.entry(&rule.group_id).or_default().push(index);
    }
    groups
}

/// The rules of one group, none of them twice.
pub(super) struct RuleSet<'g> {
    group: &'g str,
    rows: Vec<Row>,
    /// The places of rows by the number of what they say.
    places: BTreeMap<u64, usize>,
    /// The ids of the listed rules.
    ids: BTreeSet<SecurityGroupRuleId>,
}

struct Row {
    rule: SecurityGroupRule,
    /// Whether the group's own lists have it.
    is_stated: bool,
}

/// A rule as a group's own lists state it.
pub(super) struct Stated {
    pub direction: Direction,
    pub traffic: Traffic,
    pub peer: Peer,
    pub description: Option<Rc<str>>,
}

impl<'g> RuleSet<'g> {
    pub fn new(group: &'g str) -> RuleSet<'g> {
        RuleSet { group, rows: Vec::new(), places: BTreeMap::new(), ids: BTreeSet::new() }
    }

    /// Adds the listed rules, as far as they are sound.
    pub fn add_listed(&mut self, builder: &mut Builder<'_>, indices: &[usize]) {
        let list = builder.description.security_group_rules.as_deref().unwrap_or_default();
        for index in indices {
            let Some(listed) = list.get(*index) else { continue };
            let at = At { list: LIST, index: *index, id: &listed.security_group_rule_id };
            let Some(rule) = builder.taken(at, "", self.read(listed)) else { continue };
            if self.place_of(rule.direction, rule.traffic, &rule.peer).is_some() {
                builder.warning(at, "", "the group has the same rule before: left out");
                continue;
            }
            if rule.id.as_str() != listed.security_group_rule_id {
                builder.warning(at, "", "the rule has no id of its own: one is invented");
            }
            builder.told_cut(at, "", listed.cidr_ipv4.as_deref().or(listed.cidr_ipv6.as_deref()));
            self.ids.insert(rule.id.clone());
            self.push(rule, false);
        }
    }

    /// Adds a rule of the group's own lists. False where they have it twice.
    pub fn add_stated(&mut self, stated: Stated) -> bool {
        let Stated { direction, traffic, peer, description } = stated;
        let known = self.place_of(direction, traffic, &peer);
        if let Some(row) = known.and_then(|place| self.rows.get_mut(place)) {
            complete(&mut row.rule, &peer, description);
            return !std::mem::replace(&mut row.is_stated, true);
        }
        let id = self.invent(number(self.group, direction, traffic, &peer));
        let tags = Tags::default();
        let rule =
            SecurityGroupRule { id, id_is_invented: true, direction, traffic, peer, description, tags };
        self.push(rule, true);
        true
    }

    /// The rules, those with ids first, in their order.
    pub fn finish(self, network: &Network) -> Vec<Rc<SecurityGroupRule>> {
        let rules = self.rows.into_iter().map(|row| row.rule);
        rules
            .map(|mut rule| {
                peers::forget_known_status(&mut rule.peer, network);
                Rc::new(rule)
            })
            .collect()
    }

    /// The place of a rule that says the same. Two that say different things and share their number by
    /// chance stand side by side.
    fn place_of(&self, direction: Direction, traffic: Traffic, peer: &Peer) -> Option<usize> {
        let mut number = number(self.group, direction, traffic, peer);
        loop {
            let place = *self.places.get(&number)?;
            if self.rows.get(place).is_some_and(|row| row.rule.same_as(direction, traffic, peer)) {
                return Some(place);
            }
            number = number.wrapping_add(1);
        }
    }

    fn push(&mut self, rule: SecurityGroupRule, is_stated: bool) {
        let mut number = number(self.group, rule.direction, rule.traffic, &rule.peer);
        while self.places.contains_key(&number) {
            number = number.wrapping_add(1);
        }
        self.places.insert(number, self.rows.len());
        self.rows.push(Row { rule, is_stated });
    }

    fn read(&self, listed: &AwsSecurityGroupRule) -> Result<SecurityGroupRule, Ec2Error> {
        let traffic = parse_traffic(Some(&listed.ip_protocol), listed.from_port, listed.to_port)?;
        let peer = peers::of_rule(listed)?;
        let direction = Direction::from_is_egress(listed.is_egress);
        let id = SecurityGroupRuleId::new(&listed.security_group_rule_id);
        let has_id = !listed.security_group_rule_id.is_empty() && !self.ids.contains(&id);
        Ok(SecurityGroupRule {
            id: if has_id { id } else { self.invent(number(self.group, direction, traffic, &peer)) },
            id_is_invented: !has_id || listed.playground_invented_id == Some(true),
            direction,
            traffic,
            peer,
            description: said(&listed.description).map(Rc::from),
            tags: tags_of(&listed.tags),
        })
    }

    /// An id of AWS's shape made of the number of what the rule says; the next one where it is taken.
    fn invent(&self, mut number: u64) -> SecurityGroupRuleId {
        loop {
            let id = SecurityGroupRuleId::from(format!("{}0{number:016x}", SecurityGroupRuleId::PREFIX));
            if !self.ids.contains(&id) {
                return id;
            }
            number = number.wrapping_add(1);
        }
    }
}

/// A number for what a rule says: group, direction, traffic, peer; not who owns the referenced group, nor
/// the description. The same on every machine (FNV-1a over 64 bits).
fn number(group: &str, direction: Direction, traffic: Traffic, peer: &Peer) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut add = |bytes: &[u8]| {
        for byte in bytes {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    };
    add(group.as_bytes());
    // 0xff stands in no UTF-8 text, so that it keeps the parts apart.
    add(&[0xff, u8::from(direction == Direction::Egress)]);
    let (from, to) = traffic.port_fields().unwrap_or((-1, -1));
    add(&traffic.protocol().map_or(-1, |protocol| i16::from(protocol.0)).to_le_bytes());
    add(&from.to_le_bytes());
    add(&to.to_le_bytes());
    match peer {
        Peer::CidrIpv4(block) => {
            add(&[4, block.prefix_len()]);
            add(&block.network().octets());
        }
        Peer::CidrIpv6(block) => {
            add(&[6, block.prefix_len()]);
            add(&block.network().octets());
        }
        Peer::PrefixList(id) => add(id.as_str().as_bytes()),
        Peer::SecurityGroup(peer) => add(peer.group.as_str().as_bytes()),
    }
    hash
}

/// Takes over what only the group's own lists say of a rule.
fn complete(rule: &mut SecurityGroupRule, peer: &Peer, description: Option<Rc<str>>) {
    rule.description = rule.description.take().or(description);
    if let (Peer::SecurityGroup(known), Peer::SecurityGroup(stated)) = (&mut rule.peer, peer) {
        known.owner = known.owner.take().or_else(|| stated.owner.clone());
        known.vpc = known.vpc.take().or_else(|| stated.vpc.clone());
        known.peering = known.peering.take().or_else(|| stated.peering.clone());
        known.peering_status = known.peering_status.take().or_else(|| stated.peering_status.clone());
    }
}

/// Makes groups for rules whose groups are not described. The others were read with their groups.
fn build(builder: &mut Builder<'_>) {
    let description = builder.description;
    let rules = description.security_group_rules.as_deref().unwrap_or_default();
    for (group, indices) in by_group(description) {
        if builder.network.security_groups.contains(group) {
            continue;
        }
        let first = indices.first().and_then(|index| rules.get(*index).map(|rule| (*index, rule)));
        let Some((index, rule)) = first else { continue };
        let at = At { list: LIST, index, id: group };
        if group.is_empty() {
            builder.error(at, "", "`GroupId` is missing: the rule is left out");
            continue;
        }
        builder.warning(
            at,
            "",
            "the group of these rules is not described: one of the default VPC stands in",
        );
        let mut set = RuleSet::new(group);
        set.add_listed(builder, &indices);
        let owner = said(&rule.group_owner_id);
        let group = SecurityGroup {
            id: SecurityGroupId::new(group),
            name: Rc::from(group),
            description: Rc::from("Supplied: only its rules are described"),
            vpc: groups::default_vpc(&builder.network),
            owner: owner.map_or_else(|| Rc::clone(&builder.settings().account), Rc::from),
            rules: set.finish(&builder.network),
            tags: Tags::default(),
        };
        builder.network.security_groups.supply(group.id.clone(), group);
        builder.supplied.groups += 1;
    }
}

fn describe(network: &Network, description: &mut AwsDescription) {
    description.security_group_rules = network.security_groups.is_described().then(|| {
        let groups = network.security_groups.iter();
        groups.flat_map(|group| group.rules.iter().map(|rule| rule_shape(network, group, rule))).collect()
    });
}
