//! What a change brings into view: what it was made in, and the rules that are new.

use std::rc::Rc;

use sg_core::model::{Network, SecurityGroupRuleId};
use sg_core::wire::Action;

use super::{GroupTab, Selection, ShownRules, State};
use crate::state::resource_type::exists;

impl State {
    /// The rules are to be seen in their table.
    pub(super) fn show(&mut self, why: &'static str, ids: Vec<SecurityGroupRuleId>) {
        let wish = self.shown_rules.as_ref().map_or(0, |shown| shown.wish) + 1;
        self.shown_rules = Some(ShownRules { ids: Rc::new(ids), why, wish });
    }

    /// All that is new in the table of rules is to be seen: it stands at its end.
    pub(super) fn show_new(&mut self, before: &Network) {
        let (Selection::Group(id), Some(direction)) = (&self.selection, self.tab.direction()) else { return };
        let known = before.security_groups.find(id);
        let group = self.network.security_groups.find(id);
        let (Some(known), Some(group)) = (known, group) else { return };
        let mut new = Vec::new();
        for rule in group.rules.iter().rev().filter(|rule| rule.direction == direction) {
            if known.rule(&rule.id).is_some() {
                break;
            }
            new.push(rule.id.clone());
        }
        if !new.is_empty() {
            self.show("Saved", new);
        }
    }

    /// Shows what rules, entries or routes were changed in, unless it is shown already.
    pub(super) fn show_changed(&mut self, actions: &[Action]) {
        let changed = actions.iter().rev().filter_map(|action| {
            let key = match action.name.as_str() {
                name if name.ends_with("NetworkAclEntry") => "NetworkAclId",
                "CreateRoute" | "DeleteRoute" | "ReplaceRoute" => "RouteTableId",
                name if name.contains("SecurityGroupEgress") || name.contains("SecurityGroupIngress") => {
                    "GroupId"
                }
                _ => return None,
            };
            let outward = match action.parameters.get("Egress") {
                Some(egress) => egress.as_bool() == Some(true),
                None => action.name.ends_with("Egress"),
            };
            Some((action.parameters.get(key)?.as_str()?, outward))
        });
        let changed: Vec<_> = changed.collect();
        let shown = |(id, _): &&(&str, bool)| *id == self.selection.id();
        let Some((id, outward)) = changed.iter().find(shown).or(changed.first()).copied() else { return };
        let tab = if outward { GroupTab::Outbound } else { GroupTab::Inbound };
        if id != self.selection.id() {
            if !exists(&self.network, id) {
                return;
            }
            self.selection = Selection::of(id);
        }
        if !changed.contains(&(id, self.tab == GroupTab::Outbound)) || self.tab == GroupTab::Attached {
            self.tab = tab;
        }
    }
}
