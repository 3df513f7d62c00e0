//! Where an imported document came from: how old its description is, and what it lacks.

use sg_core::simulation::Simulation;
use yew::prelude::*;

use super::import::lacks_list;
use crate::state::import::{import_origin, lacking, seconds_of};
use crate::ui::icon::{Icon, icon};
use crate::ui::time_left::span;

/// The line; none for what was not imported. `now` is in milliseconds since 1970.
pub fn import_note(simulation: &Simulation, now: f64) -> Option<Html> {
    let origin = import_origin(simulation.document())?;
    let lacks = lacking(simulation.network());
    let age = origin.gathered.as_deref().and_then(|time| Some((time, seconds_of(time)?)));
    let age = age.map(|(time, at)| {
        let passed = (now as u64).saturating_sub(at * 1000);
        html! { <time datetime={time.to_owned()} title={time.to_owned()}>{ format!("described {} ago", span(passed)) }</time> }
    });
    let count = lacks.len();
    Some(html! {
        <details class="import-note">
            <summary>
                { icon(Icon::Upload) }
                <span>
                    { "Imported" }
                    if let Some(age) = age {
                        { ", " }{ age }
                    }
                </span>
                if count > 0 {
                    <span class="badge note-mark">{ format!("not described: {count}") }</span>
                }
            </summary>
            if count == 0 {
                <p>{ "Everything that a packet can need is described." }</p>
            } else {
                { lacks_list(&lacks) }
                <p class="dim">{ "Where one of them would decide, the verdict says so. Import them together with the rest to know." }</p>
            }
        </details>
    })
}
