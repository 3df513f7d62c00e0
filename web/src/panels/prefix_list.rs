//! A prefix list and its entries.

use std::rc::Rc;

use sg_core::model::{PrefixList, ResourceId};
use sg_core::net::Family;
use yew::prelude::*;

use crate::ui::marks::empty;

use super::group::fact;

/// What the panel is given.
#[derive(Properties, PartialEq)]
pub struct PrefixListProps {
    /// The list.
    pub list: Rc<PrefixList>,
}

/// The panel in the middle, when a prefix list is selected.
#[component]
pub fn PrefixListPanel(props: &PrefixListProps) -> Html {
    let list = &props.list;
    let family = match list.family {
        Family::Ipv4 => "IPv4",
        Family::Ipv6 => "IPv6",
    };
    let most = list.max_entries.map_or_else(|| "–".to_owned(), |most| most.to_string());
    let body = match &list.entries {
        None => empty(
            "The entries are not described, so a rule that refers to this list gives no certain answer.",
            Html::default(),
        ),
        Some(entries) if entries.is_empty() => {
            empty("No entries: a rule that refers to this list matches nothing.", Html::default())
        }
        Some(entries) => {
            let rows = entries.iter().map(|entry| {
                let block = entry.block.to_string();
                html! {
                    <tr key={block.clone()}>
                        <td class="mono">{ block }</td>
                        <td><bdi>{ entry.description.as_deref().unwrap_or("–") }</bdi></td>
                    </tr>
                }
            });
            html! {
                <div class="table-box" tabindex="0" role="region" aria-label="Entries">
                    <table class="table">
                        <thead><tr><th scope="col">{ "CIDR block" }</th><th scope="col">{ "Description" }</th></tr></thead>
                        <tbody>{ for rows }</tbody>
                    </table>
                </div>
            }
        }
    };
    html! {
        <section class="panel rules" part="rules" aria-labelledby="list-title">
            <header class="subject">
                <h2 id="list-title" class="subject-name"><bdi>{ list.name.to_string() }</bdi></h2>
                <dl class="facts">
                    { fact("Prefix list ID", list.id.as_str(), true) }
                    { fact("Address family", family, false) }
                    { fact("Owner", &list.owner, true) }
                    { fact("Max entries", &most, true) }
                </dl>
            </header>
            { body }
        </section>
    }
}
