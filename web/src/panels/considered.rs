//! The rules that a checkpoint looked at: one cell a field, with what fitted and what did not.

use sg_core::evaluate::{LoweredRule, Miss, Misses};
use sg_core::explain::traffic_of;
use sg_core::net::{Direction, Packet};
use sg_core::path::{Checkpoint, Evidence, Trace};
use yew::prelude::*;

use crate::state::rule_text::RuleText;
use crate::ui::icon::{Icon, icon};

/// The most rules that are listed; the nearest come first.
const SHOWN: usize = 200;

/// The table of the rules that were looked at; the matching ones first, then those that missed least.
pub(super) fn considered(trace: &Trace, checkpoint: &Checkpoint) -> Html {
    let Evidence::Rules(by_rules) = &checkpoint.evidence else { return Html::default() };
    let pairs = by_rules.considered.rules.iter().zip(by_rules.considered.misses.iter().copied());
    let mut lines: Vec<(&LoweredRule, Misses)> = pairs.collect();
    let total = lines.len();
    if total == 0 {
        return html! { <p class="dim">{ "There was no rule to look at." }</p> };
    }
    lines.sort_by_key(|(_, misses)| (misses.count(), misses.is_undecided()));
    let direction = checkpoint.direction.unwrap_or(Direction::Ingress);
    let rows = lines
        .iter()
        .take(SHOWN)
        .map(|(rule, misses)| row(trace, rule, *misses, &checkpoint.packet, direction));
    html! {
        <div class="considered">
            <ul aria-label="Rules considered">{ for rows }</ul>
            if total > SHOWN {
                <p class="dim">{ format!("{} more rules fit less.", total - SHOWN) }</p>
            }
        </div>
    }
}

fn row(trace: &Trace, rule: &LoweredRule, misses: Misses, packet: &Packet, direction: Direction) -> Html {
    let text = RuleText::of(&rule.rule, &trace.network);
    let address = match direction {
        Direction::Ingress => packet.source,
        Direction::Egress => packet.destination,
    };
    let family = misses.has(Miss::Family);
    let traffic_misses = misses.has(Miss::Protocol) || misses.has(Miss::Port) || misses.has(Miss::Icmp);
    let peer = text.peer_name.as_deref().unwrap_or(&text.peer);
    let traffic = sg_core::explain::traffic_text(rule.rule.traffic);
    let fits = misses.is_match();
    html! {
        <li key={rule.rule.id.to_string()} class={classes!("rule-line", fits.then_some("fits"))}>
            <span class="rule-line-head">
                <span class="mono">{ rule.rule.id.to_string() }</span>
                <bdi class="dim">{ rule.group.display_name() }</bdi>
            </span>
            <span class="rule-cells">
                if family {
                    { cell(false, &format!("{} only", text.version), "not the packet's IP version") }
                } else {
                    { cell(!traffic_misses, &traffic, &format!("the packet is {}", traffic_of(packet))) }
                    if misses.is_undecided() {
                        { unknown_cell(peer) }
                    } else {
                        { cell(!misses.has(Miss::Peer), peer, &format!("does not hold {address}")) }
                    }
                }
            </span>
        </li>
    }
}

/// A field of a rule: a check mark where it fits, else a cross and why it does not.
fn cell(fits: bool, value: &str, why: &str) -> Html {
    let (class, picture, word) =
        if fits { ("fit", Icon::Check, "fits") } else { ("miss", Icon::Cross, "does not fit") };
    html! {
        <span class={classes!("rule-cell", class)}>
            { icon(picture) }
            <span><bdi>{ value.to_owned() }</bdi><span class="unseen">{ format!(" {word}") }</span>
                if !fits { <span class="why">{ format!(" {why}") }</span> }
            </span>
        </span>
    }
}

fn unknown_cell(peer: &str) -> Html {
    html! {
        <span class="rule-cell open">
            { icon(Icon::Unknown) }
            <span><bdi>{ peer.to_owned() }</bdi><span class="why">{ " is not described" }</span></span>
        </span>
    }
}
