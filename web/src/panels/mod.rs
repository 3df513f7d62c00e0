//! The panels, one file each. They draw the evaluator's results and send actions; none decides anything.

pub mod acl;
pub mod acl_editor;
pub mod attached;
pub mod attaching;
pub mod by_hand;
pub mod diagram;
pub mod documents;
pub mod expectations;
pub mod group;
pub mod header;
pub mod help;
pub mod history;
pub mod import;
pub mod import_note;
pub mod interface;
pub mod kept_line;
pub mod overview;
pub mod prefix_list;
pub mod preview;
pub mod report;
pub mod resource;
pub mod resource_form;
pub mod resources;
pub mod route_editor;
pub mod route_table;
mod row_editor;
pub mod rule_editor;
mod rule_link;
mod rule_name;
pub mod rule_table;
pub mod script;
pub mod share;
pub mod share_look;
pub mod shortcuts;
pub mod subject;
mod subject_head;
pub mod symptom;
pub mod test_packet;
pub mod tracking;
pub mod verdict;
pub mod words;

use sg_core::model::{NetworkAcl, NetworkAclEntry, ResourceId};
use sg_core::net::Direction;
use sg_core::path::{Checkpoint, DecidedBy, Evidence};
use yew::AttrValue;

use crate::state::directory::Carrier;
use crate::state::store::State;
use crate::ui::icon::Icon;

/// The picture for what carries an interface.
pub(crate) const fn carrier_icon(carrier: Carrier) -> Icon {
    match carrier {
        Carrier::Database => Icon::Database,
        Carrier::Endpoint => Icon::Endpoint,
        Carrier::Function => Icon::Function,
        Carrier::Gateway => Icon::Gateway,
        Carrier::Instance => Icon::Instance,
        Carrier::LoadBalancer => Icon::LoadBalancer,
        Carrier::Task => Icon::Container,
    }
}

/// The checkpoints that the verdict is about: all, or the one that is pointed at. None once the network is another:
/// what decided then may not be what decides now.
fn pointed(state: &State) -> impl Iterator<Item = &Checkpoint> {
    let trace = state.trace().filter(|trace| trace.network.same(&state.network));
    let all = trace.map(|trace| trace.checkpoints.as_slice()).unwrap_or_default();
    let pointed = |at: usize| state.gate.is_none_or(|gate| gate == at);
    all.iter().enumerate().filter(move |(at, _)| pointed(*at)).map(|(_, checkpoint)| checkpoint)
}

/// The rules that the verdict's checkpoints rest on, for marking them in their table.
pub(crate) fn lit_rules(state: &State) -> Vec<AttrValue> {
    pointed(state)
        .filter_map(|checkpoint| match &checkpoint.decided_by {
            Some(DecidedBy::Rule(id)) => Some(AttrValue::from(id.to_string())),
            _ => None,
        })
        .collect()
}

/// The entries of a network ACL that decided, each as it was then: one that was changed since has decided nothing.
pub(crate) fn lit_entries(state: &State, acl: &NetworkAcl) -> Vec<(Direction, NetworkAclEntry)> {
    pointed(state)
        .filter(|checkpoint| *checkpoint.resource == *acl.id.as_str())
        .filter_map(|checkpoint| match &checkpoint.evidence {
            Evidence::Entries(by_entries) => Some((checkpoint.direction?, by_entries.entry()?.clone())),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::scenarios::read;
    use crate::state::store::Act;
    use std::rc::Rc;
    use yew::Reducible;

    #[test]
    fn the_entry_that_decided_is_marked_until_it_is_another() {
        let scenario = include_str!("../../../scenarios/acl-order.json");
        let state = Rc::new(State::new(read(scenario).unwrap()));
        let marked = |state: &State| -> Vec<(Direction, u16)> {
            let acls = state.network.network_acls.iter();
            let lit = acls.flat_map(|acl| {
                let entries = lit_entries(state, acl).into_iter();
                entries.filter(|(direction, entry)| acl.entry(*direction, entry.number) == Some(entry))
            });
            lit.map(|(direction, entry)| (direction, entry.number)).collect()
        };
        let at = |number: usize| Rc::clone(&state).reduce(Act::GoTo(number));
        let decided = |state: &State| -> Vec<(Direction, u16)> {
            let checkpoints = state.trace().unwrap().checkpoints.iter();
            let by_entries = checkpoints.filter_map(|checkpoint| match &checkpoint.evidence {
                Evidence::Entries(by_entries) => Some((checkpoint.direction?, by_entries.entry()?.number)),
                _ => None,
            });
            by_entries.collect()
        };
        let moments = state.simulation.history().len();
        let with_trace: Vec<_> = (1..=moments).map(at).filter(|state| state.trace().is_some()).collect();
        assert!(with_trace.iter().any(|state| !decided(state).is_empty()));
        let (of_now, of_before): (Vec<_>, Vec<_>) =
            with_trace.iter().partition(|state| state.trace().unwrap().network.same(&state.network));
        assert!(of_before.iter().any(|state| !decided(state).is_empty()));
        assert!(of_before.iter().all(|state| marked(state).is_empty()));
        for state in of_now {
            assert_eq!(marked(state), decided(state));
            // One checkpoint is pointed at: only what decided there is marked.
            let first = Rc::clone(state).reduce(Act::Gate(Some(usize::MAX)));
            assert_eq!(marked(&first), []);
        }
    }
}
