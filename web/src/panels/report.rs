//! The verdict on paper: what was sent, what became of it, and each checkpoint with all that it rests on. Drawn only while
//! the browser prints.

use std::rc::Rc;

use sg_core::explain::{fixes, nearest_miss, noticed, reason, summary};
use sg_core::path::Trace;
use yew::prelude::*;

use crate::panels::verdict::{considered, looks};
use crate::panels::words::{checkpoint_title, gate_of, packet_line, sentence, verdict, way_line};
use crate::state::directory::Directory;
use crate::ui::command::words;
use crate::ui::gate::gate;
use crate::ui::icon::icon;
use crate::ui::marks::unbroken;

/// What is printed.
#[derive(Properties)]
pub struct ReportProps {
    /// The name of the document.
    pub name: AttrValue,
    /// What became of the last packet.
    pub trace: Rc<Trace>,
    /// Names of resources.
    pub directory: Rc<Directory>,
}

impl PartialEq for ReportProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.trace, &other.trace) && self.name == other.name
    }
}

/// The page to print.
#[component]
pub fn Report(props: &ReportProps) -> Html {
    let trace = &props.trace;
    let (class, picture) = looks(trace.verdict);
    let nearest = trace.blocking().and_then(|checkpoint| nearest_miss(&trace.network, checkpoint));
    let gates = trace.checkpoints.iter().enumerate().map(|(at, checkpoint)| {
        html! {
            <li key={at} class="report-gate">
                <h3>
                    { format!("{}. ", at + 1) }{ gate(gate_of(checkpoint.decision, checkpoint.tracked)) }
                    { checkpoint_title(checkpoint) }{ ": " }{ verdict(checkpoint.decision) }
                </h3>
                <p><bdi>{ named(&props.directory, &checkpoint.resource) }</bdi></p>
                <p><bdi>{ sentence(&reason(&trace.network, checkpoint)) }</bdi></p>
                <p class="mono dim packet-line">{ packet_line(&checkpoint.packet) }</p>
                { considered(trace, checkpoint, None) }
            </li>
        }
    });
    let remedies = fixes(trace).into_iter().enumerate().map(|(at, fix)| {
        html! {
            <div key={at}>
                <p><bdi>{ fix.title }</bdi></p>
                <pre class="command mono">{ for words(&fix.commands) }</pre>
            </div>
        }
    });
    let remedies: Vec<Html> = remedies.collect();
    let assumptions = trace.assumptions.iter().map(|assumption| {
        html! { <li key={assumption.id()}>{ "Assumed: " }{ assumption.sentence() }</li> }
    });
    html! {
        <article class="report">
            <p class="dim">{ "Security Group Playground" }</p>
            <h1><bdi>{ &props.name }</bdi></h1>
            <div class={classes!("verdict", class)}>
                <p class="verdict-word">{ icon(picture) }<span>{ verdict(trace.verdict) }</span></p>
                <p class="verdict-why"><bdi>{ unbroken(&sentence(&summary(trace))) }</bdi></p>
                <p class="mono packet-line">{ way_line(trace) }</p>
            </div>
            if let Some(miss) = nearest {
                <p>{ "Nearest miss: " }<bdi>{ sentence(&miss.sentence) }</bdi></p>
            }
            if let Some(text) = noticed(trace) {
                <p>{ text }</p>
            }
            <h2>{ "Checkpoints, in order" }</h2>
            <ol class="report-gates">{ for gates }</ol>
            if !remedies.is_empty() {
                <h2>{ "What would open the way" }</h2>
                { for remedies }
            }
            <ul class="assumptions">{ for assumptions }</ul>
        </article>
    }
}

/// A resource by its name, with its id where that is another.
fn named(directory: &Directory, id: &str) -> String {
    match directory.name(id) {
        name if name == id => name.to_owned(),
        name => format!("{name} ({id})"),
    }
}
