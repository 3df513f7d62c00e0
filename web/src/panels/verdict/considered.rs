//! The rules, entries or routes that a checkpoint looked at: a table with one cell a field, ✓ or ✗ with both values.

use sg_core::net::Direction;
use sg_core::path::{Checkpoint, Trace, TrackedAs};
use yew::prelude::*;

use crate::panels::rule_link::rule_link;
use crate::state::evidence::{Cell, Fit, Outcome, Row, table};
use crate::state::store::Dispatch;
use crate::ui::icon::{Icon, icon};
use crate::ui::marks::id_of;

/// The table; nothing where the checkpoint looked at nothing but the packet. Without a dispatcher, as on paper, its
/// rules lead nowhere.
pub(crate) fn considered(trace: &Trace, checkpoint: &Checkpoint, dispatch: Option<&Dispatch>) -> Html {
    let Some(table) = table(trace, checkpoint) else { return Html::default() };
    if table.rows.is_empty() {
        return html! { <p class="dim">{ "There was nothing to look at: the list is empty." }</p> };
    }
    let heads = table.heads.iter().map(|head| html! { <th key={*head} scope="col">{ *head }</th> });
    let direction = checkpoint.direction.unwrap_or(Direction::Ingress);
    let width = table.heads.len();
    // Of a tracked packet no rule was asked.
    let asked = checkpoint.tracked != Some(TrackedAs::Established);
    let rows = table.rows.iter().map(|one| row(one, width, asked, direction, dispatch));
    html! {
        <div class="fits-box" role="group" tabindex="0" aria-label={table.rows_are}>
            <table class="fits">
                <caption class="unseen">{ table.rows_are }</caption>
                <thead><tr>{ for heads }</tr></thead>
                { for rows }
            </table>
            if table.more > 0 {
                <p class="dim more">{ format!("{} more fit less.", table.more) }</p>
            }
        </div>
    }
}

fn row(row: &Row, width: usize, asked: bool, direction: Direction, dispatch: Option<&Dispatch>) -> Html {
    let (class, word) = match row.outcome {
        Outcome::Decides => ("decides", if asked { "decides" } else { "would decide" }),
        Outcome::Beaten(word) => ("beaten", word),
        Outcome::Misses => ("misses", ""),
        Outcome::NotReached => ("not-reached", "not looked at"),
    };
    let id = match row.group.as_ref().zip(dispatch) {
        Some((group, dispatch)) => rule_link(&row.id, row.is_made, group, direction, dispatch),
        None => html! { <span class="mono">{ id_of(&row.id, row.is_made) }</span> },
    };
    let cells = row.cells.iter().enumerate().map(|(at, one)| cell(at, one));
    html! {
        <tbody key={row.id.clone()} class={classes!("fit-rows", class)}>
            <tr class="fit-head">
                <th scope="rowgroup" colspan={width.to_string()}>
                    { id }
                    <bdi class="dim">{ &row.what }</bdi>
                    if !word.is_empty() {
                        <span class="badge">{ word }</span>
                    }
                </th>
            </tr>
            <tr>{ for cells }</tr>
        </tbody>
    }
}

fn cell(at: usize, cell: &Cell) -> Html {
    let (class, picture, word) = match cell.fit {
        Fit::Fits => ("fit", Some(Icon::Check), "fits: "),
        Fit::Misses => ("miss", Some(Icon::Cross), "does not fit: "),
        Fit::NotCompared => ("idle", None, ""),
        Fit::Open => ("open", Some(Icon::Unknown), "not described: "),
    };
    html! {
        <td key={at} class={class}>
            <span class="fit-cell">
                { for picture.map(icon) }
                <span class="mono"><span class="unseen">{ word }</span><bdi>{ &cell.text }</bdi></span>
            </span>
        </td>
    }
}
