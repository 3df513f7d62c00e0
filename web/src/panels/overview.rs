//! Everything of one kind in the middle, as the console shows it when one of its lists is chosen.

use std::rc::Rc;

use sg_core::model::Network;
use yew::prelude::*;

use super::carrier_icon;
use super::resources::count;
use super::subject_head::{link, value};
use crate::state::directory::Directory;
use crate::state::inventory::{Kind, ResourceLine, lines};
use crate::state::overview::{cells, heads};
use crate::state::store::Dispatch;
use crate::ui::icon::icon;
use crate::ui::marks::{empty, hue_class};
use crate::ui::region::Region;
use crate::ui::window::{gap, use_window};

/// The height of a row in pixels; the style sheet holds the rows to it.
const ROW: usize = 32;

/// What the panel is given.
#[derive(Properties, PartialEq)]
pub struct OverviewProps {
    /// What is listed.
    pub kind: Kind,
    /// The network.
    pub network: Rc<Network>,
    /// Names and colours.
    pub directory: Rc<Directory>,
    /// Where a choice goes.
    pub dispatch: Dispatch,
}

/// The panel in the middle, when a kind is selected.
#[component]
pub fn Overview(props: &OverviewProps) -> Html {
    let kind = props.kind;
    let all = use_memo((props.network.clone(), props.directory.clone()), |(network, directory)| {
        lines(network, directory, kind)
    });
    let window = use_window(all.len(), ROW);
    let shown = all.get(window.first..window.end).unwrap_or_default();
    let rows = shown.iter().map(|line| row(line, props));
    let heads = ["Name"].into_iter().chain(heads(kind).iter().copied());
    html! {
        <Region class="panel rules" part="rules" titled="overview-title">
            <p class="subject-kind">{ count(all.len(), "resource", "resources") }</p>
            <header class="subject">
                <div class="subject-line"><h2 id="overview-title" class="subject-name">{ kind.name() }</h2></div>
            </header>
            if all.is_empty() {
                { empty("There are none yet. What is made under Resources stands here.", Html::default()) }
            } else {
                <div
                    ref={window.node.clone()}
                    class="table-box overview"
                    tabindex="0"
                    role="group"
                    aria-label={format!("All {}", kind.name())}
                    onscroll={window.onscroll.clone()}
                >
                    { gap(window.above) }
                    <table class="table">
                        <thead><tr>{ for heads.map(|head| html! { <th key={head} scope="col">{ head }</th> }) }</tr></thead>
                        <tbody>{ for rows }</tbody>
                    </table>
                    { gap(window.below) }
                </div>
            }
        </Region>
    }
}

fn row(line: &ResourceLine, props: &OverviewProps) -> Html {
    let name = if line.name.is_empty() { &line.id } else { &line.name };
    let cells = cells(&props.network, &props.directory, props.kind, line);
    let cells = cells.iter().enumerate().map(|(at, values)| {
        let values = values.iter().enumerate().map(|(at, one)| value(at, one, &props.dispatch));
        html! { <td key={at}><span class="cell">{ for values }</span></td> }
    });
    html! {
        <tr key={line.id.to_string()}>
            <td key="name">
                <span class={classes!("cell", line.hue.map(|hue| classes!("chip", hue_class(hue))))}>
                    { for line.carrier.map(|carrier| icon(carrier_icon(carrier))) }
                    { link(&line.id, name, &props.dispatch) }
                </span>
            </td>
            { for cells }
        </tr>
    }
}
