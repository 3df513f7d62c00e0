//! How much of the quota of rules per group is used, IPv4 and IPv6 apart.

use sg_core::catalog::quotas;
use sg_core::model::{Network, RuleCount};
use sg_core::net::Family;
use yew::prelude::*;

use crate::ui::meter::meter;

/// Both tallies, each with its bar.
pub(super) fn quota_use(network: &Network, count: RuleCount) -> Html {
    let quota = network.settings.quota(&quotas::RULES_PER_GROUP);
    let one = |family: Family| {
        let used = count.of(family);
        html! {
            <span key={family.name()} class={classes!("quota", (used > quota).then_some("over"))}>
                <span class="label">{ family.name() }</span>
                { meter(used, quota) }
                <span>{ format!("{used} of {quota}") }</span>
            </span>
        }
    };
    html! {
        <p key="quota" class="quotas" role="group" aria-label="Rules that count toward the quota">
            <span class="dim">{ "Use of the quota, counted for each IP version:" }</span>
            { one(Family::Ipv4) }
            { one(Family::Ipv6) }
        </p>
    }
}
