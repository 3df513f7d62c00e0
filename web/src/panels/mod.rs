//! The panels, one file each. They draw the evaluator's results and send actions; none decides anything.

pub mod acl;
pub mod acl_editor;
pub mod attached;
pub mod attaching;
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
mod rule_name;
pub mod rule_table;
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

use sg_core::path::DecidedBy;
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

/// The rules that the verdict's checkpoints rest on, for marking them in their table.
pub(crate) fn lit_rules(state: &State) -> Vec<AttrValue> {
    let Some(trace) = state.trace() else { return Vec::new() };
    let pointed = |at: usize| state.gate.is_none_or(|gate| gate == at);
    let deciding = trace.checkpoints.iter().enumerate().filter(|(at, _)| pointed(*at));
    deciding
        .filter_map(|(_, checkpoint)| match &checkpoint.decided_by {
            Some(DecidedBy::Rule(id)) => Some(AttrValue::from(id.to_string())),
            _ => None,
        })
        .collect()
}
