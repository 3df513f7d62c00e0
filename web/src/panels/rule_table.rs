//! The rules of one direction in the console's columns and their order.

use std::rc::Rc;

use sg_core::catalog::quotas;
use sg_core::model::{Network, Peer, ResourceId, SecurityGroup, SecurityGroupRule, Sought};
use sg_core::net::Direction;
use yew::prelude::*;

use crate::panels::help::info;
use crate::state::directory::Directory;
use crate::state::help;
use crate::state::rule_draft::quota_sentence;
use crate::state::rule_text::{NOTHING, RuleText};
use crate::state::store::{Dispatch, ShownRules};
use crate::ui::icon::{Icon, icon};
use crate::ui::marks::{empty, id_of, made_note, peer};
use crate::ui::search::use_search;
use crate::ui::sort::{Sort, heading, sort_by};
use crate::ui::window::{ROW, Window, use_window, windowed};

use super::rule_name::{RuleName, named};
use super::words::{RuleWords, rule_words};

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
    /// The rules that are to be seen.
    pub shown: Option<ShownRules>,
    /// The button that opens the form.
    pub action: Option<Html>,
    /// Whether names can only be looked at.
    pub readonly: bool,
    /// Where the change of a name goes.
    pub dispatch: Dispatch,
}

struct Row {
    rule: Rc<SecurityGroupRule>,
    text: RuleText,
}

impl Row {
    fn of(rule: &Rc<SecurityGroupRule>, network: &Network) -> Self {
        Self { rule: Rc::clone(rule), text: RuleText::of(rule, network) }
    }

    fn cell(&self, column: usize) -> &str {
        match column {
            0 => self.rule.tags.name().unwrap_or(NOTHING),
            1 => self.rule.id.as_str(),
            2 => self.text.version,
            3 => self.text.kind,
            4 => &self.text.protocol,
            5 => &self.text.ports,
            6 => &self.text.peer,
            _ => self.rule.description.as_deref().unwrap_or(NOTHING),
        }
    }

    /// What a column sorts by: ports by their numbers, all else by its text.
    fn sort_key(&self, column: usize) -> (i32, String) {
        let port = self.rule.traffic.port_fields().map_or(-2, |(from, _)| from);
        (if column == 5 { port } else { 0 }, self.cell(column).to_lowercase())
    }

    /// All that a search finds it by, in lower case.
    fn haystack(&self) -> String {
        let mut text = self.text.peer_name.as_deref().unwrap_or_default().to_lowercase();
        for column in 0..8 {
            text.push('\n');
            text.push_str(&self.cell(column).to_lowercase());
        }
        text
    }
}

/// The places of the rules to show, in order. Texts are made only for as long as something is looked for or sorted
/// by: a group may have thousands of rules, and a few dozen are drawn.
fn order(
    rules: &[Rc<SecurityGroupRule>],
    haystacks: &[String],
    network: &Network,
    sought: &str,
    sort: Sort,
) -> Vec<usize> {
    let meant = Sought::read(sought);
    let fits = |at: &usize| {
        sought.is_empty()
            || haystacks.get(*at).is_some_and(|text| {
                text.contains(sought) || rules.get(*at).is_some_and(|rule| meant.is_said_of(rule, text))
            })
    };
    let mut places: Vec<usize> = (0..rules.len()).filter(fits).collect();
    sort.apply(&mut places, |at, column| {
        rules.get(*at).map(|rule| Row::of(rule, network).sort_key(column)).unwrap_or_default()
    });
    places
}

/// What the table holds, and where in it are the rules that are to be seen.
#[derive(PartialEq)]
struct Drawn {
    /// The places of the rules, in order.
    places: Vec<usize>,
    /// Which of them is the first that is to be seen.
    first: Option<usize>,
    /// Whether the filter hides one that is to be seen.
    hides: bool,
}

impl Drawn {
    fn of(places: Vec<usize>, rules: &[Rc<SecurityGroupRule>], shown: Option<&ShownRules>) -> Self {
        let is_one = |at: &usize| {
            shown.is_some_and(|shown| rules.get(*at).is_some_and(|rule| shown.ids.contains(&rule.id)))
        };
        let drawn = places.iter().copied().filter(is_one).count();
        let hides = drawn < (0..rules.len()).filter(is_one).count();
        Self { first: places.iter().position(is_one), hides, places }
    }
}

/// The table.
#[component]
pub fn RuleTable(props: &RuleTableProps) -> Html {
    let sort = use_state_eq(Sort::default);
    let RuleWords { side, region, .. } = rule_words(props.direction);
    let filter = use_search("rule-filter", format!("Filter {}", region.to_lowercase()), "Filter rules");
    let sought = filter.sought.clone();
    let rules = use_memo((props.group.clone(), props.direction), |(group, direction)| {
        group.rules_of(*direction).cloned().collect::<Vec<_>>()
    });
    let looking = !sought.is_empty();
    let haystacks = use_memo((rules.clone(), props.network.clone(), looking), |(rules, network, looking)| {
        let wanted = rules.iter().filter(|_| *looking);
        wanted.map(|rule| Row::of(rule, network).haystack()).collect::<Vec<String>>()
    });
    let drawn = use_memo(
        (rules.clone(), haystacks, props.network.clone(), sought, *sort, props.shown.clone()),
        |(rules, haystacks, network, sought, sort, shown)| {
            let places = order(rules, haystacks, network, sought, *sort);
            Drawn::of(places, rules, shown.as_ref())
        },
    );
    let places = &drawn.places;
    let total = rules.len();
    let window = use_window(places.len(), ROW);
    use_in_view(props.shown.clone(), &drawn, &window, &filter.set);
    let shown = places.get(window.first..window.end).unwrap_or_default();
    let shown = shown.iter().filter_map(|at| rules.get(*at)).map(|rule| Row::of(rule, &props.network));
    let (naming, ask, leave) = use_naming(&window.node);
    let ask = (!props.readonly).then_some(&ask);
    let quota = props.network.settings.quota(&quotas::RULES_PER_GROUP);
    let used = use_memo((rules.clone(), props.network.clone()), |(rules, network)| {
        network.count_rules(rules.iter().map(Rc::as_ref))
    });
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
    let narrow = sort_by("rule-sort", "Order of entry", &heads, &sort);
    let heads = heads.into_iter().enumerate().map(|(column, label)| heading(label, column, &sort));
    html! {
        <>
            <div class="toolbar">
                <div class="filter">{ filter.field.clone() }</div>
                { narrow }
                <span class="dim count-text">
                    <span>{ if looking { format!("{} of {total} shown", places.len()) } else { String::new() } }</span>
                    <span class={classes!("beside", (used.ipv4.max(used.ipv6) > quota).then_some("refusal"))}>
                        { quota_sentence(total, *used, quota) }
                    </span>
                </span>
                { info(&help::RULES) }
                { props.action.clone().unwrap_or_default() }
            </div>
            if total == 0 {
                { empty(nothing(props.direction), Html::default()) }
            } else {
                { windowed(&window, region, html! {
                    <table class="table rule-table" role="table" aria-rowcount={(places.len() + 1).to_string()}>
                        <thead role="rowgroup"><tr role="row">{ for heads }</tr></thead>
                        <tbody role="rowgroup">{ for shown.map(|row| draw(&row, props, &naming, ask, &leave)) }</tbody>
                    </table>
                }) }
                { made_note(rules.iter().any(|rule| rule.id_is_invented)) }
                if places.is_empty() {
                    { filter.nothing(format!("No rule matches “{}”.", filter.text), "Clear the filter") }
                }
            }
        </>
    }
}

/// Brings the first of the rules that are to be seen into view, once; a filter that hides one of them is cleared.
#[hook]
fn use_in_view(
    shown: Option<ShownRules>,
    drawn: &Rc<Drawn>,
    window: &Window,
    filter: &UseStateSetter<AttrValue>,
) {
    let done = use_mut_ref(|| None::<ShownRules>);
    let (filter, node, height) = (filter.clone(), window.node.clone(), window.height);
    let in_window = (window.first, window.end);
    use_effect_with((shown, Rc::clone(drawn), in_window), move |(shown, drawn, (from, end))| {
        if *done.borrow() == *shown {
            return;
        }
        let (Some(_), Some(table)) = (shown, node.cast::<web_sys::Element>()) else {
            *done.borrow_mut() = None;
            return;
        };
        if drawn.hides {
            return filter.set(AttrValue::default());
        }
        let Some(place) = drawn.first else { return };
        if !(*from..*end).contains(&place) {
            // It is drawn once the box is there.
            return table.set_scroll_top(i32::try_from(place * height).unwrap_or(i32::MAX));
        }
        // As many as there is room for, and the first in any case.
        for edge in ["tr:nth-last-child(1 of .shown)", "tr.shown"] {
            if let Some(row) = table.query_selector(edge).ok().flatten() {
                crate::ui::into_view(&row);
            }
        }
        done.borrow_mut().clone_from(shown);
    });
}

/// Which rule is being named, what asks for that, and what ends it: the focus then goes back to the pencil.
#[hook]
fn use_naming(table: &NodeRef) -> (Option<AttrValue>, Callback<AttrValue>, Callback<()>) {
    let naming = use_state_eq(|| None::<AttrValue>);
    let last = use_mut_ref(|| None::<AttrValue>);
    use_effect_with((*naming).clone(), {
        let table = table.clone();
        move |now| {
            let before = last.replace(now.clone());
            let (Some(id), None, Some(table)) = (before, now, table.cast::<web_sys::Element>()) else {
                return;
            };
            let pencil = table.query_selector(&format!("[data-names=\"{id}\"]")).ok().flatten();
            if let Some(pencil) = pencil {
                crate::ui::focus(&pencil);
            }
        }
    });
    let (ask, leave) = (naming.setter(), naming.setter());
    (
        (*naming).clone(),
        use_callback((), move |id: AttrValue, ()| ask.set(Some(id))),
        use_callback((), move |(), ()| leave.set(None)),
    )
}

fn draw(
    row: &Row,
    props: &RuleTableProps,
    naming: &Option<AttrValue>,
    ask: Option<&Callback<AttrValue>>,
    leave: &Callback<()>,
) -> Html {
    let id = row.rule.id.as_str();
    let lit = props.lit.iter().any(|lit| lit == id);
    let shown = props.shown.as_ref().filter(|shown| shown.ids.contains(&row.rule.id));
    let marked = if lit {
        Some(mark("Decided", "This rule decided about the packet of the verdict"))
    } else {
        shown.map(|shown| mark(shown.why, shown.why))
    };
    let class = classes!(marked.is_some().then_some("lit"), shown.is_some().then_some("shown"));
    let name = if naming.as_deref() == Some(id) {
        html! {
            <RuleName
                key="naming"
                id={id.to_owned()}
                name={row.rule.tags.name().unwrap_or_default().to_owned()}
                onleave={leave.clone()}
                dispatch={props.dispatch.clone()}
            />
        }
    } else {
        named(id, row.rule.tags.name(), ask)
    };
    html! {
        <tr key={id.to_owned()} role="row" {class}>
            <td role="cell" class="name">{ for marked }{ name }</td>
            <td role="cell" class="mono id">{ id_of(id, row.rule.id_is_invented) }</td>
            <td role="cell">{ row.text.version }</td>
            <td role="cell">{ row.text.kind }</td>
            <td role="cell">{ &row.text.protocol }</td>
            <td role="cell" class="mono">{ &row.text.ports }</td>
            <td role="cell" title={row.text.peer_name.as_ref().map(|name| format!("{name} {}", row.text.peer))}>{ peer(peer_icon(&row.rule.peer), row.text.peer_name.as_deref(), &row.text.peer) }</td>
            <td role="cell" class="description" title={row.cell(7).to_owned()}><bdi>{ row.cell(7).to_owned() }</bdi></td>
        </tr>
    }
}

/// What marks a rule, in a word that is read out: at the row's edge, so that no column moves.
fn mark(word: &'static str, title: &'static str) -> Html {
    html! { <span class="decided-mark" {title}>{ icon(Icon::Play) }<span class="unseen">{ word }</span></span> }
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
            "No inbound rules: nothing gets in but replies to what got out. What no rule allows is dropped; only network ACLs have rules that deny."
        }
        Direction::Egress => "No outbound rules: nothing gets out but replies to what got in.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_found_by_what_stands_in_it_in_any_of_its_columns() {
        let text = r#"{"SecurityGroups": [{"GroupId": "sg-1", "GroupName": "app", "VpcId": "vpc-1", "IpPermissions": [
            {"IpProtocol": "tcp", "FromPort": 8000, "ToPort": 8100, "UserIdGroupPairs": [{"GroupId": "sg-2"}],
             "IpRanges": [{"CidrIp": "10.0.0.0/8", "Description": "the data centre"}]},
            {"IpProtocol": "udp", "FromPort": 53, "ToPort": 53, "PrefixListIds": [{"PrefixListId": "pl-1"}]}]},
            {"GroupId": "sg-2", "GroupName": "proxy", "VpcId": "vpc-1"}],
            "ManagedPrefixLists": [{"PrefixListId": "pl-1", "PrefixListName": "office", "Entries": []}]}"#;
        let simulation = crate::state::import::read(text).unwrap().simulation;
        let network = simulation.network();
        let rules = &network.security_groups.find("sg-1").unwrap().rules;
        let haystacks: Vec<String> = rules.iter().map(|rule| Row::of(rule, network).haystack()).collect();
        let found = |sought: &str| {
            let places = order(rules, &haystacks, network, &sought.to_lowercase(), Sort::default());
            places.into_iter().map(|at| rules[at].peer.to_string()).collect::<Vec<_>>().join(" ")
        };
        for (sought, peers) in [
            ("", "10.0.0.0/8 sg-2 pl-1"),
            ("8000-8100", "10.0.0.0/8 sg-2"),
            ("8000 - 8100", "10.0.0.0/8 sg-2"),
            ("Custom TCP 8000 - 8100 proxy", "sg-2"),
            ("TCP 8000\u{2013}8100 from members of proxy", "sg-2"),
            ("tcp from sg-2", "sg-2"),
            ("udp office", "pl-1"),
            ("DNS (UDP) pl-1", "pl-1"),
            ("8050 data centre", "10.0.0.0/8"),
            ("tcp office", ""),
            ("8000-8101", ""),
        ] {
            assert_eq!(found(sought), peers, "{sought}");
        }
    }

    #[test]
    fn the_first_in_the_order_of_the_table_comes_into_view_and_a_filter_may_hide_none() {
        let blocks: Vec<String> = (0..5).map(|at| format!(r#"{{"CidrIp": "10.{at}.0.0/16"}}"#)).collect();
        let text = format!(
            r#"{{"SecurityGroups": [{{"GroupId": "sg-1", "IpPermissions": [{{"IpProtocol": "-1", "IpRanges": [{}]}}]}}]}}"#,
            blocks.join(", ")
        );
        let simulation = crate::state::import::read(&text).unwrap().simulation;
        let rules = &simulation.network().security_groups.find("sg-1").unwrap().rules;
        let ids = Rc::new(vec![rules[4].id.clone(), rules[3].id.clone()]);
        let shown = ShownRules { ids, why: "Saved", wish: 1 };
        for (places, first, hides) in [
            (vec![0, 1, 2, 3, 4], Some(3), false),
            (vec![4, 3, 2, 1, 0], Some(0), false),
            (vec![0, 4], Some(1), true),
            (vec![0], None, true),
        ] {
            let drawn = Drawn::of(places.clone(), rules, Some(&shown));
            assert_eq!((drawn.first, drawn.hides), (first, hides), "{places:?}");
            let drawn = Drawn::of(places, rules, None);
            assert_eq!((drawn.first, drawn.hides), (None, false));
        }
    }
}
