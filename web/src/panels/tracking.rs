//! The connection tracking tables, and the clock that moves them.

use std::rc::Rc;

use sg_core::conntrack::Entry;
use sg_core::model::ResourceId;
use sg_core::net::{Direction, Instant};
use sg_core::wire::StepKind;
use yew::prelude::*;

use crate::panels::help::info;
use crate::state::directory::Directory;
use crate::state::help;
use crate::state::store::{Act, Dispatch};
use crate::ui::button::{Button, Weight};
use crate::ui::icon::Icon;
use crate::ui::time_left::{span, time_left};

/// The steps of the clock, in milliseconds.
const STEPS: [(u64, &str); 5] =
    [(1_000, "+1 s"), (30_000, "+30 s"), (180_000, "+180 s"), (350_000, "+350 s"), (432_000_000, "+5 days")];

/// What the panel is given.
#[derive(Properties, PartialEq)]
pub struct TrackingProps {
    /// The flows, in the order in which they began.
    pub entries: Rc<Vec<Entry>>,
    /// The time.
    pub now: Instant,
    /// When the next flow is forgotten.
    pub next: Option<Instant>,
    /// Names and colours.
    pub directory: Rc<Directory>,
    /// Where a move of the clock goes.
    pub dispatch: Dispatch,
}

/// The panel.
#[component]
pub fn Tracking(props: &TrackingProps) -> Html {
    let advance = |milliseconds: u64| {
        let dispatch = props.dispatch.clone();
        Callback::from(move |_: MouseEvent| dispatch.dispatch(Act::Step(StepKind::Advance(milliseconds))))
    };
    let buttons = STEPS.into_iter().map(|(milliseconds, label)| {
        html! { <Button key={label} {label} weight={Weight::Quiet} onclick={advance(milliseconds)} /> }
    });
    let left = props.next.map(|next| next.since(props.now));
    html! {
        <section class="panel" part="conntrack" aria-labelledby="tracking-title">
            <div class="panel-head">
                <h2 id="tracking-title">{ "Connection tracking" }</h2>{ info(&help::TRACKING) }
                <span class="mono dim" title="Time since the start">{ format!("t = {}", span(props.now.0)) }</span>
            </div>
            <div class="panel-body">
                <div class="clock" role="group" aria-label="Move the clock">
                    { for buttons }
                    <Button
                        key="next"
                        label="To the next expiry"
                        icon={Icon::Clock}
                        weight={Weight::Quiet}
                        disabled={left.is_none()}
                        onclick={advance(left.unwrap_or_default())}
                    />
                    { info(&help::CLOCK) }
                </div>
                if props.entries.is_empty() {
                    <p class="dim" key="none">
                        { "No connections. A packet that a rule lets by starts an entry here; replies to it then need no rule." }
                    </p>
                } else {
                    <ul class="flows" key="flows" aria-label="Flows">{ for props.entries.iter().map(|entry| draw(entry, props)) }</ul>
                }
            </div>
        </section>
    }
}

fn draw(entry: &Entry, props: &TrackingProps) -> Html {
    let interface = props.directory.name(entry.interface.as_str()).to_owned();
    let tracked = entry.tracking.is_tracked();
    let end = |address: std::net::IpAddr, port: Option<u16>| match port {
        Some(port) if address.is_ipv6() => format!("[{address}]:{port}"),
        Some(port) => format!("{address}:{port}"),
        None => address.to_string(),
    };
    let from = end(entry.source, entry.source_port);
    let to = end(entry.destination, entry.destination_port);
    let protocol =
        entry.protocol.name().map_or_else(|| format!("protocol {}", entry.protocol.0), str::to_uppercase);
    let [there, back] = entry.packets;
    let left = entry.expires_at.since(props.now);
    let direction = match entry.direction {
        Direction::Ingress => "began inbound",
        Direction::Egress => "began outbound",
    };
    html! {
        <li key={entry.sequence.to_string()} class={classes!("flow", (!tracked).then_some("untracked"))}>
            <div class="flow-head">
                <bdi class="strong">{ interface }</bdi>
                <span class={classes!("badge", tracked.then_some("state"))}>{ if tracked { "Tracked" } else { "Untracked" } }</span>
                <span class="mono dim">{ entry.state.name() }</span>
                <span class="spring"></span>
                { time_left(left, whole(entry)) }
            </div>
            <p class="mono flow-ends">{ format!("{protocol} {from} → {to}") }</p>
            <p class="dim">{ format!("{direction} by {} · {there} there, {back} back · {}", entry.admitted_by, why(entry)) }</p>
        </li>
    }
}

/// Why a flow is tracked or not, in a few words.
fn why(entry: &Entry) -> &'static str {
    match entry.tracking.id() {
        "not-everywhere" => "its rule is not for every address",
        "opposite-not-all-ports" => "the other direction does not allow all ports everywhere",
        "icmp" => "ICMP is always tracked",
        "other-protocol" => "tracked by addresses and protocol",
        "untracked" => "open both ways, so each packet needs a rule",
        _ => "always tracked on this path",
    }
}

/// The longest that a flow like this can be idle: what the bar is full at.
fn whole(entry: &Entry) -> u64 {
    const HALF_MINUTE: u64 = 30_000;
    match entry.state.name() {
        "ESTABLISHED" => 432_000_000,
        "ASSURED" => 180_000,
        "UNREPLIED" | "REPLIED" if entry.protocol.has_ports() || entry.protocol.is_icmp() => HALF_MINUTE,
        "UNREPLIED" | "REPLIED" => 600_000,
        _ => 60_000,
    }
}
