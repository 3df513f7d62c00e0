//! What a save would change, and what that would do to the expectations and to the connections that are under way.

use std::rc::Rc;

use sg_core::conntrack::Entry;
use sg_core::explain::newest_lines;
use sg_core::model::ResourceId;
use sg_core::simulation::{Course, Fate, Simulation};
use sg_core::wire::Action;
use web_sys::Element;
use yew::prelude::*;

use super::resources::count;
use crate::state::changes::{Change, changes};
use crate::state::directory::Directory;
use crate::state::ends::ends;
use crate::state::expectation::{demand, title};
use crate::state::flows::both_ways;
use crate::state::told::told_with_code;
use crate::ui::command::command;
use crate::ui::copied::Copying;
use crate::ui::icon::{Icon, icon};
use crate::ui::marks::{empty, with_ours};

/// The most connections that are listed one by one.
const SHOWN: usize = 50;

/// What the preview is given.
#[derive(Properties)]
pub struct PreviewProps {
    /// What the actions are tried on.
    pub simulation: Rc<Simulation>,
    /// The actions.
    pub actions: Rc<Vec<Action>>,
    /// Names.
    pub directory: Rc<Directory>,
}

impl PartialEq for PreviewProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.simulation, &other.simulation) && self.actions == other.actions
    }
}

/// What changes, the expectations that the change turns, and the connections that it matters to.
#[component]
pub fn Preview(props: &PreviewProps) -> Html {
    // It opens below what is edited, often below what is seen.
    let head = use_node_ref();
    use_effect_with(head.clone(), |head| {
        if let Some(head) = head.cast::<Element>() {
            crate::ui::focus(&head);
            head.scroll_into_view();
        }
    });
    let copying = use_context::<Copying>();
    let fates = props.simulation.preview(&props.actions);
    let after = props.simulation.tried(&props.actions).ok();
    let body = match fates {
        Err(refusal) => {
            html! { <p class="refusal">{ icon(Icon::Warning) }{ with_ours(&told_with_code(&refusal.error)) }</p> }
        }
        Ok(fates) if fates.is_empty() => empty(
            "No connection is under way, so none is cut. Send packets first to see which would live on.",
            Html::default(),
        ),
        Ok(fates) => listed(&fates, &props.directory),
    };
    html! {
        <>
            <h3 key="head" class="preview-head" ref={head} tabindex="-1">{ "Preview: nothing is saved yet" }</h3>
            <div key="changes" class="slot">{ for after.as_ref().and_then(|after| changed(props, after)) }</div>
            <div key="expectations" class="slot">{ for expectations(props) }</div>
            <section key="connections" class="preview" aria-label="Connections under way">
                <h4>{ "Connections under way" }</h4>
                { body }
            </section>
            <div key="commands" class="slot">{ for after.as_ref().zip(copying).and_then(|(after, copying)| as_commands(after, &copying.0)) }</div>
        </>
    }
}

/// What is added, removed and changed; none where what comes or goes says so by itself.
fn changed(props: &PreviewProps, after: &Simulation) -> Option<Html> {
    let all = changes(props.simulation.network(), after.network());
    let lines = all.iter().take(SHOWN).enumerate().map(|(at, change)| {
        let (word, picture, text, was) = match change {
            Change::Added(text) => ("Added", Icon::Plus, text, None),
            Change::Removed(text) => ("Removed", Icon::Trash, text, None),
            Change::Changed(now, was) => ("Changed", Icon::Edit, now, Some(was)),
        };
        html! {
            <li key={at} class="fate change">
                <span class="badge">{ icon(picture) }{ word }</span>
                <span>
                    <bdi>{ text.clone() }</bdi>
                    { for was.map(|was| html! { <span class="dim was">{ "was " }<bdi>{ was.clone() }</bdi></span> }) }
                </span>
            </li>
        }
    });
    let more = all.len().saturating_sub(SHOWN);
    (!all.is_empty()).then(|| {
        html! {
            <section class="preview" aria-label="Changes">
                <h4>{ "Changes" }</h4>
                <ul class="fates">{ for lines }</ul>
                if more > 0 { <p class="dim">{ format!("and {more} more") }</p> }
            </section>
        }
    })
}

/// What the save does, as lines for a terminal.
fn as_commands(after: &Simulation, oncopy: &Callback<String>) -> Option<Html> {
    let lines = newest_lines(after);
    (!lines.is_empty()).then(|| {
        html! {
            <details class="more">
                <summary>{ "As AWS CLI lines" }</summary>
                { command(lines.trim_end(), oncopy) }
            </details>
        }
    })
}

/// The expectations that would be turned around; none where the document has no expectations.
fn expectations(props: &PreviewProps) -> Option<Html> {
    let all = &props.simulation.document().expectations;
    let turned = props.simulation.foretell(&props.actions).ok().filter(|_| !all.is_empty())?;
    let ends = ends(props.simulation.network(), &props.directory);
    let lines = turned.iter().filter_map(|one| {
        let expectation = all.get(one.at)?;
        let (word, class, picture) = match one.holds {
            true => ("Would hold", "allow", Icon::Check),
            false => ("Would no longer hold", "deny", Icon::Cross),
        };
        let demand = expectation.name.is_some().then(|| demand(expectation, &ends));
        Some(html! {
            <li key={one.at} class="fate">
                <span class={classes!("badge", class)}>{ icon(picture) }{ word }</span>
                <bdi class="strong">{ title(expectation, &ends) }</bdi>
                <bdi class="dim">{ demand }</bdi>
            </li>
        })
    });
    let none = match all.len() {
        1 => "The one expectation stays as it is.".to_owned(),
        2 => "Both expectations stay as they are.".to_owned(),
        many => format!("All {many} expectations stay as they are."),
    };
    Some(html! {
        <section class="preview" aria-label="Expectations">
            <h4>{ "Expectations" }</h4>
            if turned.is_empty() {
                <p class="dim">{ none }</p>
            } else {
                <ul class="fates">{ for lines }</ul>
            }
        </section>
    })
}

fn listed(fates: &[Fate], directory: &Directory) -> Html {
    let changed: Vec<&Fate> = fates.iter().filter(|fate| fate.is_changed()).collect();
    let same = fates.len() - changed.len();
    let lines = changed.iter().take(SHOWN).map(|fate| {
        let (word, sentence, class) = words(fate);
        let picture = match class {
            "deny" => Icon::Cross,
            "state" => Icon::Clock,
            _ => Icon::Check,
        };
        html! {
            <li key={format!("{} {}", fate.entry.interface, fate.entry.sequence)} class="fate">
                <span class={classes!("badge", class)}>{ icon(picture) }{ word }</span>
                <span class="fate-flow">
                    <bdi class="strong">{ directory.name(fate.entry.interface.as_str()).to_owned() }</bdi>
                    <span class="mono">{ flow(&fate.entry) }</span>
                </span>
                <span class="dim">{ sentence }</span>
            </li>
        }
    });
    let more = changed.len().saturating_sub(SHOWN);
    html! {
        <>
            <div key="same">if same > 0 {
                <p class="dim">
                    { format!("{} as before.{}", goes_on(same), if changed.is_empty() { "" } else { " The others:" }) }
                </p>
            }</div>
            <ul key="fates" class="fates">{ for lines }</ul>
            <div key="more">if more > 0 { <p class="dim">{ format!("and {more} more") }</p> }</div>
        </>
    }
}

fn goes_on(number: usize) -> String {
    format!(
        "{} {}",
        count(number, "connection", "connections"),
        if number == 1 { "goes on" } else { "go on" }
    )
}

/// The badge, the sentence and the colour of what becomes of a connection.
fn words(fate: &Fate) -> (&'static str, &'static str, &'static str) {
    match fate.after {
        Course::OutlivesRule => (
            "Lives on",
            "It is tracked: it goes on without a rule until it is idle for its timeout or ends.",
            "state",
        ),
        Course::CutAtNextPacket if fate.before == Course::Tracked || fate.before == Course::OutlivesRule => {
            ("Cut", "Its next packet is dropped.", "deny")
        }
        Course::CutAtNextPacket => (
            "Cut at its next packet",
            "It is not tracked, since its rules were open to everyone both ways, and no rule allows its packets any more.",
            "deny",
        ),
        Course::BecomesTracked => (
            "Becomes tracked",
            "Its next packet starts an entry. A reply that comes before needs a rule of its own.",
            "state",
        ),
        Course::DroppedByAcl if fate.entry.tracking.is_tracked() => (
            "Cut at once",
            "It is tracked, but a network ACL knows no connections: it drops the next packet.",
            "deny",
        ),
        Course::DroppedByAcl => ("Cut at once", "A network ACL drops its next packet.", "deny"),
        Course::NoRoute => ("Cut at once", "No usable route leads to the other end.", "deny"),
        Course::Gone => ("Gone", "Its interface, or its address there, is gone.", "deny"),
        Course::Tracked => ("Goes on", "It is tracked, and a rule allows it again.", "allow"),
        Course::Untracked => ("Goes on", "It is not tracked; rules let each of its packets by.", "allow"),
        Course::Unknown => ("Unknown", "What decides is not described.", "note-mark"),
    }
}

fn flow(entry: &Entry) -> String {
    let [began, _] = both_ways(entry);
    format!("{} {began}", entry.protocol.to_string().to_uppercase())
}

#[cfg(test)]
mod tests {
    use super::words;
    use sg_core::simulation::Course;
    use sg_core::wire::{Action, Step, StepKind};

    #[test]
    fn a_network_acl_cuts_at_once_and_only_of_a_tracked_flow_that_it_is_tracked_is_told() {
        let mut simulation = crate::state::scenarios::first();
        // To the database, by a rule that is not for every address: tracked, unlike HTTPS before it.
        let StepKind::Send(mut packet) = simulation.history().last().unwrap().step.kind.clone() else {
            panic!()
        };
        (packet.from, packet.to) = ("eni-0a1000000000000f1".to_owned(), "eni-0a1000000000000f2".to_owned());
        packet.destination_port = Some(5432);
        simulation.step(Step::from(StepKind::Send(packet))).unwrap();
        let acl = simulation.network().network_acls.iter().next().unwrap().id.to_string();
        let deny = Action::new("CreateNetworkAclEntry")
            .with("NetworkAclId", acl)
            .with("RuleNumber", 50)
            .with("Egress", false)
            .with("Protocol", "-1")
            .with("RuleAction", "deny")
            .with("CidrBlock", "0.0.0.0/0");
        let fates = simulation.preview(&[deny]).unwrap();
        let cut: Vec<_> = fates.iter().filter(|fate| fate.after == Course::DroppedByAcl).collect();
        let [of_tracked, of_untracked] = [true, false].map(|tracked| {
            cut.iter()
                .filter(|fate| fate.entry.tracking.is_tracked() == tracked)
                .map(|fate| words(fate))
                .next()
        });
        let sentence = "It is tracked, but a network ACL knows no connections: it drops the next packet.";
        assert_eq!(of_tracked, Some(("Cut at once", sentence, "deny")));
        assert_eq!(of_untracked, Some(("Cut at once", "A network ACL drops its next packet.", "deny")));
    }
}
