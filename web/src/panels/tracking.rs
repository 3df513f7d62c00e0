//! The connection tracking tables, and the clock that moves them.

use std::rc::Rc;

use sg_core::conntrack::{Entry, Side};
use sg_core::model::{Network, ResourceId};
use sg_core::net::{Direction, Instant};
use sg_core::wire::StepKind;
use yew::prelude::*;

use super::carrier_icon;
use crate::panels::help::info;
use crate::panels::rule_link::rule_link;
use crate::panels::words::{sentence, tracking_reason};
use crate::state::directory::Directory;
use crate::state::flows::{Drop, Flows, both_ways, by_interface, longest, untried};
use crate::state::help;
use crate::state::store::{Act, Dispatch};
use crate::ui::button::{Button, Weight};
use crate::ui::icon::{Icon, icon};
use crate::ui::region::Region;
use crate::ui::time_left::{span, time_left};

/// The steps of the clock, in milliseconds.
const STEPS: [(u64, &str); 5] =
    [(1_000, "+1 s"), (30_000, "+30 s"), (180_000, "+180 s"), (350_000, "+350 s"), (432_000_000, "+5 days")];

/// What the panel is given.
#[derive(Properties)]
pub struct TrackingProps {
    /// The flows, in the order in which they began.
    pub entries: Rc<Vec<Entry>>,
    /// The network, which holds the interfaces' timeouts.
    pub network: Rc<Network>,
    /// The time.
    pub now: Instant,
    /// When the next flow is forgotten.
    pub next: Option<Instant>,
    /// Those of them whose next packet something drops.
    pub drops: Rc<Vec<Drop>>,
    /// Whether time runs by itself.
    pub running: bool,
    /// Whether an earlier moment is shown, in which time cannot run on.
    pub past: bool,
    /// Names and colours.
    pub directory: Rc<Directory>,
    /// Where a move of the clock goes.
    pub dispatch: Dispatch,
}

impl PartialEq for TrackingProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.entries, &other.entries)
            && Rc::ptr_eq(&self.drops, &other.drops)
            && Rc::ptr_eq(&self.network, &other.network)
            && (self.now, self.next, self.running, self.past)
                == (other.now, other.next, other.running, other.past)
    }
}

/// The panel.
#[component]
pub fn Tracking(props: &TrackingProps) -> Html {
    html! {
        <Region class="panel" part="conntrack" titled="tracking-title">
            <div class="panel-head">
                <h2 id="tracking-title">{ "Connection tracking" }</h2>{ info(&help::TRACKING) }
                <span class="clock-face" title="Time since the start">{ icon(Icon::Clock) }{ span(props.now.0) }</span>
            </div>
            <div class="panel-body">
                { clock(props) }
                if props.entries.is_empty() {
                    <p class="dim" key="none">
                        { "No connections. A packet that a rule lets by starts an entry here; replies to it then need no rule." }
                    </p>
                } else {
                    <div class="tables" key="tables" role="group" aria-label="Flows">
                        { for untried(props.entries.len()).map(|text| html! { <p key="untried" class="hint">{ text }</p> }) }
                        { for by_interface(&props.entries).iter().map(|table| draw_table(table, props)) }
                    </div>
                }
            </div>
        </Region>
    }
}

fn clock(props: &TrackingProps) -> Html {
    let advance = |milliseconds: u64| {
        let dispatch = props.dispatch.clone();
        Callback::from(move |_: MouseEvent| dispatch.dispatch(Act::Step(StepKind::Advance(milliseconds))))
    };
    let buttons = STEPS.into_iter().map(|(milliseconds, label)| {
        html! { <Button key={label} {label} weight={Weight::Quiet} onclick={advance(milliseconds)} /> }
    });
    let left = props.next.map(|next| next.since(props.now));
    let next =
        left.map_or_else(|| "Nothing is left to expire".to_owned(), |left| format!("In {}", span(left)));
    let run = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |_: MouseEvent| dispatch.dispatch(Act::ToggleRun))
    };
    html! {
        <div class="clock" key="clock" role="group" aria-label="Move the clock">
            <p key="what" class="clock-what label">{ "Move the clock" }{ info(&help::CLOCK) }</p>
            { for buttons }
            <Button
                key="next"
                label="To the next expiry"
                weight={Weight::Quiet}
                disabled={left.is_none()}
                title={next}
                onclick={advance(left.unwrap_or_default())}
            />
            <Button
                key="run"
                label="Real time"
                icon={if props.running { Icon::Pause } else { Icon::Play }}
                weight={Weight::Quiet}
                pressed={props.running}
                disabled={props.past}
                title={if props.past { "Go back to the newest step first" } else { "Let the clock run with yours; it pauses while this tab is hidden" }}
                onclick={run}
            />
        </div>
    }
}

fn draw_table(table: &Flows<'_>, props: &TrackingProps) -> Html {
    let id = table.interface.as_str();
    let line = props.directory.interface(id);
    let flows = table.entries.iter().map(|entry| draw(entry, props));
    html! {
        <section key={id.to_owned()} class="flow-table">
            <h3>
                { for line.map(|line| icon(carrier_icon(line.carrier))) }
                <bdi>{ props.directory.name(id).to_owned() }</bdi>
                <span class="count">{ table.entries.len() }</span>
            </h3>
            <ul class="flows">{ for flows }</ul>
        </section>
    }
}

fn draw(entry: &Entry, props: &TrackingProps) -> Html {
    let tracked = entry.tracking.is_tracked();
    let protocol =
        entry.protocol.name().map_or_else(|| format!("protocol {}", entry.protocol.0), str::to_uppercase);
    let [there, back] = entry.packets;
    let [way, reverse] = both_ways(entry);
    let left = entry.expires_at.since(props.now);
    let admitted = match entry.direction {
        Direction::Ingress => "Inbound, let in by ",
        Direction::Egress => "Outbound, let out by ",
    };
    // A change of the flow makes a new element behind it, which flashes once; time alone makes none. What has
    // the focus stays.
    let flash = format!("{there} {back} {}", entry.state.name());
    html! {
        <li key={entry.sequence.to_string()} class={classes!("flow", (!tracked).then_some("untracked"))}>
            <div class="flow-flash-place" aria-hidden="true"><span key={flash} class="flow-flash"></span></div>
            <div class="flow-head">
                <span class="strong">{ protocol }</span>
                <span class="mono dim">{ entry.state.name() }</span>
                <span class={classes!("badge", tracked.then_some("state"))}>{ if tracked { "Tracked" } else { "Untracked" } }</span>
                <span class="spring"></span>
                if tracked {
                    { time_left(left, longest(&props.network, entry)) }
                } else {
                    <span class="dim" title="AWS keeps no entry of it and no time. It leaves this list after so long without a packet.">
                        { "listed for " }{ span(left) }
                    </span>
                }
            </div>
            <p class="flow-way mono">
                <span class="flow-packets" title="Packets this way">{ there }{ " sent" }</span>{ way.clone() }
            </p>
            <p class="flow-way mono dim">
                <span class="flow-packets" title="Packets the other way">{ back }{ " back" }</span>{ reverse.clone() }
            </p>
            <p class="dim">
                { admitted }
                { rule(entry, props) }
                { format!("; {}.", tracking_reason(entry)) }
            </p>
            <div>{ for dropped(entry, props) }</div>
            <div class="flow-go">
                { go_on(entry, Side::Original, &way, props) }
                { go_on(entry, Side::Reply, &reverse, props) }
            </div>
        </li>
    }
}

/// What a table does not know: that the next packet of the flow, or of its replies, gets no further.
fn dropped<'a>(entry: &Entry, props: &'a TrackingProps) -> impl Iterator<Item = Html> + 'a {
    let found = props.drops.iter().find(|drop| drop.sequence == entry.sequence);
    let sides = found.map(|drop| &drop.sides).into_iter().flatten().zip(["packet", "reply"]);
    sides.filter_map(|(why, what)| {
        let why = sentence(why.as_ref()?);
        Some(html! {
            <p key={what} class="flow-dropped">
                { icon(Icon::Cross) }
                <span><span class="strong">{ format!("Its next {what} is dropped. ") }</span><bdi>{ why }</bdi></span>
            </p>
        })
    })
}

/// The button that sends what an end of the flow sends next; the evaluator knows what that is.
fn go_on(entry: &Entry, side: Side, way: &str, props: &TrackingProps) -> Html {
    let (label, title, picture) = match side {
        Side::Original => (
            "Send the next packet",
            "The end that began it sends on: ports, flags and identifier go with it",
            Icon::Send,
        ),
        Side::Reply => ("Reply", "The other end answers with its next packet", Icon::Undo),
    };
    let (dispatch, interface, sequence) = (props.dispatch.clone(), entry.interface.clone(), entry.sequence);
    let onclick = Callback::from(move |_: MouseEvent| {
        dispatch.dispatch(Act::GoOn(interface.clone(), sequence, side));
    });
    html! {
        <button type="button" class="button normal" aria-label={format!("{label}: {way}")} {title} {onclick}>
            { icon(picture) }<span>{ label }</span>
        </button>
    }
}

/// The rule that let the flow's first packet by; it leads to its group while it exists.
fn rule(entry: &Entry, props: &TrackingProps) -> Html {
    let id = &entry.admitted_by;
    let mut groups = props.network.security_groups.iter();
    match groups.find_map(|group| Some((group, group.rule(id)?))) {
        Some((group, rule)) => {
            rule_link(id.as_str(), rule.id_is_invented, &group.id, entry.direction, &props.dispatch)
        }
        None => html! { <><span class="mono">{ id.to_string() }</span>{ " (gone since)" }</> },
    }
}
