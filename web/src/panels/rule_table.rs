//! The rules of one direction in the console's columns and their order.

use std::rc::Rc;

use sg_core::model::{Network, Peer, ResourceId, SecurityGroup, SecurityGroupRule};
use sg_core::net::Direction;
use yew::prelude::*;

use crate::panels::help::info;
use crate::state::directory::Directory;
use crate::state::help;
use crate::state::rule_text::{NOTHING, RuleText};
use crate::ui::field::TextInput;
use crate::ui::icon::Icon;
use crate::ui::marks::{empty, peer};
use crate::ui::sort::{Sort, heading};
use crate::ui::window::{gap, use_window};

use super::resources::count;

/// The height of a row in pixels; the style sheet holds the rows to it.
const ROW: usize = 32;

/// What the table is given.
#[derive(Properties, PartialEq)]
pub struct RuleTableProps {
    /// The group.
    pub group: Rc<SecurityGroup>,
    /// The network it belongs to.
    pub network: Rc<Network>,
    /// Names and colours.
    pub directory: Rc<Directory>,
    /// Inbound or outbound.
    pub direction: Direction,
    /// The rules that the verdict points at.
    pub lit: Rc<Vec<AttrValue>>,
    /// The button that opens the form.
    pub action: Option<Html>,
}

struct Row {
    rule: Rc<SecurityGroupRule>,
    text: RuleText,
}

impl Row {
    fn cell(&self, column: usize) -> String {
        match column {
            0 => self.rule.tags.name().unwrap_or(NOTHING).to_owned(),
            1 => self.rule.id.to_string(),
            2 => self.text.version.to_owned(),
            3 => self.text.kind.to_owned(),
            4 => self.text.protocol.clone(),
            5 => self.text.ports.clone(),
            6 => self.text.peer.clone(),
            _ => self.rule.description.as_deref().unwrap_or(NOTHING).to_owned(),
        }
    }

    /// What a column sorts by: ports by their numbers, all else by its text.
    fn sort_key(&self, column: usize) -> (i32, String) {
        let port = self.rule.traffic.port_fields().map_or(-2, |(from, _)| from);
        (if column == 5 { port } else { 0 }, self.cell(column).to_lowercase())
    }

    fn has(&self, sought: &str) -> bool {
        let name = self.text.peer_name.as_deref().unwrap_or_default();
        name.to_lowercase().contains(sought)
            || (0..8).any(|column| self.cell(column).to_lowercase().contains(sought))
    }
}

/// The table.
#[component]
pub fn RuleTable(props: &RuleTableProps) -> Html {
    let sort = use_state_eq(Sort::default);
    let filter = use_state_eq(AttrValue::default);
    let onsort = {
        let (now, set) = (*sort, sort.setter());
        Callback::from(move |column: usize| set.set(now.press(column)))
    };
    let sought = filter.trim().to_lowercase();
    let depends = (props.group.clone(), props.network.clone(), props.direction, sought.clone(), *sort);
    let rows = use_memo(depends, |(group, network, direction, sought, sort)| {
        let texts = group
            .rules_of(*direction)
            .map(|rule| Row { rule: Rc::clone(rule), text: RuleText::of(rule, network) });
        let mut rows: Vec<Row> = texts.filter(|row| sought.is_empty() || row.has(sought)).collect();
        sort.apply(&mut rows, Row::sort_key);
        rows
    });
    let total = props.group.rules_of(props.direction).count();
    let window = use_window(rows.len(), ROW);
    let shown = rows.get(window.first..window.end).unwrap_or_default();
    let (side, region) = match props.direction {
        Direction::Ingress => ("Source", "Inbound rules"),
        Direction::Egress => ("Destination", "Outbound rules"),
    };
    let heads = [
        "Name",
        "Security group rule ID",
        "IP version",
        "Type",
        "Protocol",
        "Port range",
        side,
        "Description",
    ];
    let heads = heads.into_iter().enumerate().map(|(column, label)| heading(label, column, *sort, &onsort));
    let set = filter.setter();
    html! {
        <>
            <div class="toolbar">
                <div class="filter">
                    <TextInput
                        id="rule-filter"
                        kind="search"
                        label={format!("Filter {}", region.to_lowercase())}
                        placeholder="Filter rules"
                        value={(*filter).clone()}
                        oninput={Callback::from(move |text: AttrValue| set.set(text))}
                    />
                </div>
                <span class="dim count-text">
                    { if sought.is_empty() { count(total, "rule", "rules") } else { format!("{} of {total}", rows.len()) } }
                </span>
                { info(&help::RULES) }
                { props.action.clone().unwrap_or_default() }
            </div>
            if total == 0 {
                { empty(nothing(props.direction), Html::default()) }
            } else {
                <div
                    ref={window.node.clone()}
                    class="table-box"
                    tabindex="0"
                    role="region"
                    aria-label={region}
                    onscroll={window.onscroll.clone()}
                >
                    { gap(window.above) }
                    <table class="table rule-table" aria-rowcount={(rows.len() + 1).to_string()}>
                        <thead><tr>{ for heads }</tr></thead>
                        <tbody>{ for shown.iter().map(|row| draw(row, props)) }</tbody>
                    </table>
                    { gap(window.below) }
                </div>
            }
        </>
    }
}

fn draw(row: &Row, props: &RuleTableProps) -> Html {
    let id = row.rule.id.as_str();
    let lit = props.lit.iter().any(|lit| lit == id);
    html! {
        <tr key={id.to_owned()} class={classes!(lit.then_some("lit"))}>
            <td><bdi>{ row.cell(0) }</bdi></td>
            <td class="mono id">{ id.to_owned() }</td>
            <td>{ row.text.version }</td>
            <td>{ row.text.kind }</td>
            <td>{ &row.text.protocol }</td>
            <td class="mono">{ &row.text.ports }</td>
            <td>{ peer(peer_icon(&row.rule.peer), row.text.peer_name.as_deref(), &row.text.peer) }</td>
            <td class="description"><bdi>{ row.cell(7) }</bdi></td>
        </tr>
    }
}

/// The picture for the kind of a rule's peer.
pub(super) fn peer_icon(peer: &Peer) -> Icon {
    match peer {
        Peer::CidrIpv4(block) if block.prefix_len() == 0 => Icon::Globe,
        Peer::CidrIpv6(block) if block.prefix_len() == 0 => Icon::Globe,
        Peer::CidrIpv4(block) if block.prefix_len() == 32 => Icon::Address,
        Peer::CidrIpv6(block) if block.prefix_len() == 128 => Icon::Address,
        Peer::CidrIpv4(_) | Peer::CidrIpv6(_) => Icon::Range,
        Peer::PrefixList(_) => Icon::PrefixList,
        Peer::SecurityGroup(_) => Icon::Group,
    }
}

const fn nothing(direction: Direction) -> &'static str {
    match direction {
        Direction::Ingress => {
            "No inbound rules: nothing gets in but replies to what got out. There is no deny rule; what no rule allows is dropped."
        }
        Direction::Egress => "No outbound rules: nothing gets out but replies to what got in.",
    }
}
