//! What would let the packet through, and how to see the same at AWS.

use std::rc::Rc;

use sg_core::explain::{Fix, confirmation, deny_sender, display_name};
use sg_core::net::{Decision, Direction};
use sg_core::path::{CheckpointKind, Trace};
use sg_core::simulation::{Moment, Simulation};
use sg_core::wire::{Action, StepKind};
use yew::prelude::*;

use crate::state::remedy::{Remedy, remedy};
use crate::state::store::{Act, Dispatch, Selection};
use crate::ui::button::Button;
use crate::ui::command::command;
use crate::ui::icon::{Icon, icon};
use crate::ui::marks::unbroken;

use super::report::ends_at_aws;

/// What the part is given.
#[derive(Properties)]
pub(super) struct RemediesProps {
    /// What was sent.
    pub moment: Rc<Moment>,
    /// The walk that is shown.
    pub trace: Rc<Trace>,
    /// Network and tables as they are now.
    pub simulation: Rc<Simulation>,
    /// What would let it through.
    pub found: Rc<Remedy>,
    /// Whether rules can be edited.
    pub readonly: bool,
    /// Copies a text.
    pub oncopy: Callback<String>,
    /// Where a choice goes.
    pub dispatch: Dispatch,
}

impl PartialEq for RemediesProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.moment, &other.moment)
            && Rc::ptr_eq(&self.trace, &other.trace)
            && Rc::ptr_eq(&self.found, &other.found)
            && self.simulation.network().same(other.simulation.network())
            && self.readonly == other.readonly
    }
}

/// What the edits are looked for: they are the same as long as moment and network are.
struct Sought {
    moment: Option<Rc<Moment>>,
    simulation: Rc<Simulation>,
}

impl PartialEq for Sought {
    fn eq(&self, other: &Self) -> bool {
        let moment = |sought: &Self| sought.moment.as_ref().map(Rc::as_ptr);
        moment(self) == moment(other) && self.simulation.network().same(other.simulation.network())
    }
}

/// The edits that would let the walk's moment through; none where the walk was not denied.
#[hook]
pub(super) fn use_remedy(
    shown: Option<(&Rc<Moment>, &Rc<Trace>)>,
    simulation: &Rc<Simulation>,
) -> Rc<Remedy> {
    let denied = shown.filter(|(_, trace)| trace.verdict == Decision::Denied);
    let sought =
        Sought { moment: denied.map(|(moment, _)| Rc::clone(moment)), simulation: Rc::clone(simulation) };
    use_memo(sought, |Sought { moment, simulation }| {
        moment.as_ref().map_or_else(Remedy::default, |moment| remedy(simulation, moment))
    })
}

/// The edits, and the lines that confirm the verdict at AWS.
#[component]
pub(super) fn Remedies(props: &RemediesProps) -> Html {
    let ends = ends_at_aws(&props.trace);
    let lines = confirmation(&props.trace, &ends.0, &ends.1);
    html! {
        <div class="remedies">
            <div key="edits">{ for edits(props, &props.found) }</div>
            <div key="deny">{ for denying(props) }</div>
            <div key="confirm">
                if !lines.is_empty() {
                    <details class="confirm">
                        <summary>{ "Confirm it at AWS" }</summary>
                        <p class="dim">{ "The first line has Reachability Analyzer look at your configuration (aws ec2 describe-network-insights-analyses shows what it found); the last one tries from the sender." }</p>
                        { command(&lines.join("\n"), &props.oncopy) }
                    </details>
                }
            </div>
        </div>
    }
}

/// Where one sender could be denied that the groups let in: they have no rule for that, and people look for it there.
/// Who did not come for that is not told unasked.
fn denying(props: &RemediesProps) -> Option<Html> {
    let trace = &props.trace;
    let entered = trace.checkpoints.iter().rev().find(|passed| {
        passed.kind == CheckpointKind::NetworkAcl && passed.direction == Some(Direction::Ingress)
    })?;
    if trace.verdict != Decision::Allowed || trace.network.network_acls.find(&*entered.resource).is_none() {
        return None;
    }
    let name = display_name(&trace.network, &entered.resource);
    // What was found in another network may be there already.
    let fix = deny_sender(trace).filter(|_| trace.network.same(props.simulation.network()));
    let (dispatch, selection) = (props.dispatch.clone(), Selection::of(&entered.resource));
    let show = Callback::from(move |_: MouseEvent| dispatch.dispatch(Act::Select(selection.clone())));
    Some(html! {
        <details class="blocking">
            <summary>{ "Want to block this sender?" }</summary>
            <p class="dim">
                { "Security groups have no rule that denies. The subnet's network ACL can deny one address, by an entry before the one that allows: " }
                <button type="button" class="button link" onclick={show}><bdi>{ name }</bdi></button>
            </p>
            if let Some(fix) = fix {
                <div class="edit">{ offer(props, "Would block it", "Apply this change", &fix) }</div>
            }
        </details>
    })
}

fn edits(props: &RemediesProps, found: &Remedy) -> Option<Html> {
    let count = found.edits.len();
    if count == 0 {
        return None;
    }
    let lines = found.edits.iter().enumerate().map(|(at, fix)| {
        let instead = found.instead.iter().filter(|(of, _)| *of == at).map(|(_, fix)| fix);
        edit(props, at, fix, instead, count)
    });
    let needed = match count {
        1 => None,
        2 => Some("Both are needed.".to_owned()),
        _ => Some(format!("All {count} are needed.")),
    };
    let rest = (!found.opens).then_some("Something else blocks after that, which no single edit opens.");
    let all = apply(props, found.actions());
    Some(html! {
        <div class="remedy" role="group" tabindex="-1" aria-label="Edits that would let it through">
            <div key="needed">
                if let Some(needed) = needed {
                    <p class="needed">{ needed }</p>
                }
            </div>
            <ol key="edits">{ for lines }</ol>
            <div key="rest">
                if let Some(rest) = rest {
                    <p class="dim">{ rest }</p>
                }
                if count > 1 && !props.readonly {
                    <Button label="Apply all" icon={Icon::Check} onclick={all} />
                }
            </div>
        </div>
    })
}

fn edit<'a>(
    props: &RemediesProps,
    at: usize,
    fix: &Fix,
    instead: impl Iterator<Item = &'a Fix>,
    count: usize,
) -> Html {
    let instead = instead.map(|other| {
        html! {
            <div key={other.title.clone()} class="instead">
                { offer(props, "Or instead", "Apply this instead", other) }
            </div>
        }
    });
    let label = if count > 1 { format!("Step {} of {count}", at + 1) } else { "Would open it".to_owned() };
    html! {
        <li key={at} class="edit">
            { offer(props, &label, "Apply this change", fix) }
            { for instead }
        </li>
    }
}

/// One change: whom it is for, what to think of before it is made, the press that makes it and the line that does.
fn offer(props: &RemediesProps, label: &str, press: &'static str, fix: &Fix) -> Html {
    let label = match &*fix.reach {
        "" => label.to_owned(),
        reach => format!("{label}, for {reach}"),
    };
    let caution = fix.caution.as_ref().map(|caution| {
        html! { <p class="note">{ icon(Icon::Warning) }<span>{ caution.clone() }</span></p> }
    });
    html! {
        <>
            <p><span class="label"><bdi>{ label }</bdi></span><bdi>{ unbroken(&fix.title) }</bdi></p>
            { for caution }
            if !props.readonly {
                <Button label={press} icon={Icon::Check} onclick={apply(props, fix.actions.clone())} />
            }
            { command(&fix.commands, &props.oncopy) }
        </>
    }
}

fn apply(props: &RemediesProps, actions: Vec<Action>) -> Callback<MouseEvent> {
    let dispatch = props.dispatch.clone();
    Callback::from(move |_: MouseEvent| dispatch.dispatch(Act::Step(StepKind::Apply(actions.clone()))))
}
