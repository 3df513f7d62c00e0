//! What became of the packet: the word, the reason, then checkpoint by checkpoint, and what to do about it.

mod considered;
mod dialogue;
mod gates;
mod remedies;
mod report;
mod stale;

use std::rc::Rc;

use sg_core::catalog::Assumption;
use sg_core::explain::{NearestMiss, by_tracking, nearest_miss, summary};
use sg_core::model::SecurityGroupRuleId;
use sg_core::net::{Decision, Payload};
use sg_core::path::Trace;
use sg_core::simulation::{Answer, Moment, Simulation};
use web_sys::Element;
use yew::prelude::*;

use crate::panels::help::info;
use crate::panels::rule_link::rule_link;
use crate::panels::words::{handshake, noticed, sentence, verdict, way_line};
use crate::state::directory::Directory;
use crate::state::flows::{is_denied_untracked, is_over, lasts, lost_answer};
use crate::state::help;
use crate::state::packet_form::PacketForm;
use crate::state::remedy::Remedy;
use crate::state::store::{Act, Dispatch, Make, walk_of};
use crate::state::symptom::Finding;
use crate::ui::button::{Button, Weight};
use crate::ui::icon::{Icon, icon};
use crate::ui::marks::unbroken;
use crate::ui::region::Region;
use crate::ui::time_left::span;

pub(crate) use considered::considered;
use dialogue::dialogue;
use gates::Gates;
use remedies::{Remedies, use_remedy};
use report::{Style, report};
use stale::stale;

/// What the panel is given.
#[derive(Properties)]
pub struct VerdictProps {
    /// The last packet or conversation.
    pub moment: Option<Rc<Moment>>,
    /// The packet of a conversation that is looked at.
    pub line: Option<usize>,
    /// Network and tables as they are now.
    pub simulation: Rc<Simulation>,
    /// Names and colours.
    pub directory: Rc<Directory>,
    /// The checkpoint that is pointed at.
    pub gate: Option<usize>,
    /// What the reader said happens.
    pub symptom: Option<Finding>,
    /// Whether the form was to be sent since, and could not be.
    pub unsent: bool,
    /// What the form holds, where that is another packet.
    pub next: Option<Rc<PacketForm>>,
    /// Whether rules can be edited.
    pub readonly: bool,
    /// Copies a text.
    pub oncopy: Callback<String>,
    /// Where a choice goes.
    pub dispatch: Dispatch,
}

impl PartialEq for VerdictProps {
    fn eq(&self, other: &Self) -> bool {
        let same = match (&self.moment, &other.moment) {
            (Some(one), Some(two)) => Rc::ptr_eq(one, two),
            (one, two) => one.is_none() && two.is_none(),
        };
        same && Rc::ptr_eq(&self.simulation, &other.simulation)
            && (self.line, self.gate, self.symptom) == (other.line, other.gate, other.symptom)
            && (self.readonly, self.unsent, &self.next) == (other.readonly, other.unsent, &other.next)
            && self.directory == other.directory
    }
}

/// The class and the picture of a decision.
pub(crate) const fn looks(decision: Decision) -> (&'static str, Icon) {
    match decision {
        Decision::Allowed => ("allowed", Icon::Check),
        Decision::Denied => ("denied", Icon::Cross),
        Decision::Unknown => ("unknown", Icon::Unknown),
    }
}

/// The panel.
#[component]
pub fn Verdict(props: &VerdictProps) -> Html {
    let shown = props.moment.as_ref().and_then(|moment| Some((moment, walk_of(moment, props.line)?)));
    let remedy = use_remedy(shown, &props.simulation);
    let lost = {
        let sent = shown.filter(|(moment, _)| matches!(moment.answer, Answer::Sent(_)));
        let (simulation, trace) = (Rc::clone(&props.simulation), sent.map(|(_, trace)| Rc::clone(trace)));
        let steps = (simulation.history().len(), simulation.undone().len());
        let marks = (Rc::as_ptr(&simulation), steps, trace.as_ref().map(Rc::as_ptr));
        use_memo(marks, move |_| lost_answer(&simulation, &*trace?))
    };
    let copy = |style: Style| {
        let (moment, line, oncopy) = (props.moment.clone(), props.line, props.oncopy.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(moment) = &moment {
                oncopy.emit(report(moment, line, style));
            }
        })
    };
    html! {
        <Region class="panel verdict-panel" part="verdict" titled="verdict-title">
            <div class="panel-head">
                <h2 id="verdict-title">{ "Verdict" }</h2>{ info(&help::VERDICT) }
                if shown.is_some() {
                    <span class="head-actions">
                        <Button label="Copy text" icon={Icon::Copy} weight={Weight::Quiet} title="Copy the verdict and its checkpoints as plain text" onclick={copy(Style::Text)} />
                        <Button label="Copy Markdown" icon={Icon::Copy} weight={Weight::Quiet} title="Copy them as Markdown, for an issue or a message" onclick={copy(Style::Markdown)} />
                    </span>
                }
            </div>
            <div class="panel-body">
                {
                    match shown {
                        Some((moment, trace)) => told(props, moment, trace, &remedy, (*lost).as_deref()),
                        None => html! {
                            <p class="dim" key="none">{ "Send a packet to see what becomes of it, and why." }</p>
                        },
                    }
                }
            </div>
        </Region>
    }
}

fn told(
    props: &VerdictProps,
    moment: &Rc<Moment>,
    trace: &Rc<Trace>,
    remedy: &Rc<Remedy>,
    lost: Option<&Trace>,
) -> Html {
    let whole = whole(moment);
    let (class, picture) = looks(whole);
    let is_stale = !trace.network.same(props.simulation.network());
    // A rule that nearly let it in may be another by now.
    let blocking = trace.blocking().filter(|_| !is_stale);
    let nearest = blocking.and_then(|checkpoint| nearest_miss(&trace.network, checkpoint));
    let is_over = !is_stale && is_over(&props.simulation, moment, trace);
    let before = is_stale || is_over || props.unsent;
    let lost = lost.filter(|_| !before);
    let next = props.next.as_ref().filter(|_| !props.unsent);
    let word = verdict(whole);
    let word = if before { format!("Was {}", lower(word)) } else { word.to_owned() };
    // The checkpoints stand between the reason and the edits.
    let to_remedy = Callback::from(|event: MouseEvent| {
        let from = event.target_dyn_into::<Element>();
        let panel = from.and_then(|from| from.closest(".panel-body").ok().flatten());
        if let Some(edit) = panel.and_then(|panel| panel.query_selector(".remedy").ok().flatten()) {
            crate::ui::into_view(&edit);
            crate::ui::focus(&edit);
        }
    });
    let assumptions = trace.assumptions.iter().map(|assumption| {
        let is_lacking = assumption.is_lacking();
        html! {
            <li key={assumption.id()} class="assumption">
                <span class="badge note-mark">{ if is_lacking { "Not described" } else { "Assumed" } }</span>
                <span>{ assumption.sentence() }{ if is_lacking { "" } else { " AWS does not document this." } }</span>
            </li>
        }
    });
    html! {
        <>
            <div key="word" class={classes!("verdict", class, before.then_some("before"), next.map(|_| "other"))}>
                if before {
                    <p class="label">
                        {
                            match (is_stale, is_over) {
                                (true, _) => "From before the change",
                                (_, true) => "From before it expired",
                                _ => "Of an earlier packet",
                            }
                        }
                    </p>
                }
                <div class="verdict-head">
                    <p class="verdict-word">{ icon(picture) }<span>{ word }</span></p>
                    { for next.filter(|_| !is_stale && !is_over).map(|_| another(&props.dispatch)) }
                </div>
                <p class="verdict-why"><bdi>{ unbroken(&why(moment, trace)) }</bdi></p>
                { for lost.map(|lost| unanswered(lost, next.is_none(), &props.dispatch)) }
                if whole == Decision::Allowed && trace.assumptions.iter().any(Assumption::is_lacking) {
                    <p>{ "Only as far as the network is described: what is not was taken to let the packet by. The end of this panel lists it, marked \u{201c}Not described\u{201d}." }</p>
                }
                if is_denied_untracked(trace) {
                    <p>{ "This connection was not tracked, since its rules were open to everyone both ways: each of its packets needs a rule." }</p>
                }
                if let Some(idle) = lasts(trace).filter(|_| !before) {
                    <p>
                        { "It goes on until it is idle for " }{ span(idle) }
                        { if matches!(trace.packet.payload, Payload::Tcp { .. }) { " or an end closes it" } else { "" } }
                        { "; a network ACL can stop it sooner." }
                    </p>
                }
                <p class="mono dim packet-line">{ way_line(trace) }</p>
            </div>
            <div key="stale">
                if props.unsent {
                    <div class="stale"><p>{ "The packet was not sent: correct the marked fields of the form." }</p></div>
                } else if is_stale || is_over {
                    { stale(&props.simulation, moment, trace, next.is_some(), &props.dispatch) }
                }
            </div>
            <div key="symptom">
                if let Some(found) = props.symptom {
                    <p class="symptom-said">
                        <span class="label">{ format!("You said: {}", lower(found.symptom.title())) }</span>
                        { found.conclusion }
                    </p>
                }
            </div>
            <div key="nearest" class={nearest.is_some().then_some("with-way")}>
                if !remedy.edits.is_empty() {
                    <Button label="What would let it through" class="link to-remedy" onclick={to_remedy} />
                }
                if let Some(nearest) = &nearest {
                    <p class="nearest">
                        <span class="label">{ "Nearest miss" }</span>
                        <bdi>{ for linked(nearest, trace, &props.dispatch) }</bdi>
                    </p>
                }
            </div>
            <div key="conversation">{ for dialogue(moment, props.line, &props.dispatch) }</div>
            <Gates
                key="gates"
                trace={trace.clone()}
                at={moment.at}
                directory={props.directory.clone()}
                gate={props.gate}
                dispatch={props.dispatch.clone()}
            />
            <div key="noticed">
                if let Some(text) = lost.map_or_else(|| noticed(trace), |_| Some(NO_ANSWER)) {
                    <p class="noticed"><span class="label">{ "What a person notices" }</span>{ text }</p>
                }
            </div>
            <Remedies
                key="remedies"
                moment={moment.clone()}
                trace={trace.clone()}
                simulation={props.simulation.clone()}
                found={remedy.clone()}
                readonly={props.readonly}
                oncopy={props.oncopy.clone()}
                dispatch={props.dispatch.clone()}
            />
            <ul key="assumptions" class="assumptions" aria-label="Assumptions">{ for assumptions }</ul>
        </>
    }
}

/// The sentence of a nearest miss; a rule's id, with which it begins, leads to the rule.
fn linked(nearest: &NearestMiss, trace: &Trace, dispatch: &Dispatch) -> [Html; 2] {
    let told = sentence(&nearest.sentence);
    let direction = trace.blocking().and_then(|checkpoint| checkpoint.direction);
    let id = SecurityGroupRuleId::new(&nearest.rule);
    let found = trace.network.security_groups.iter().find_map(|group| Some((group, group.rule(&id)?)));
    match (found, direction, told.strip_prefix(&*nearest.rule)) {
        (Some((group, rule)), Some(direction), Some(rest)) => {
            [rule_link(&nearest.rule, rule.id_is_invented, &group.id, direction, dispatch), rest.into()]
        }
        _ => [told.into(), Html::default()],
    }
}

/// What became of the whole: of a conversation, whether it completed.
fn whole(moment: &Moment) -> Decision {
    match &moment.answer {
        Answer::Sent(trace) => trace.verdict,
        Answer::Conversed(dialogue) => dialogue.verdict(),
        Answer::Applied(_) | Answer::Advanced(_) => Decision::Unknown,
    }
}

/// One sentence: the resource and the cause; of a conversation also which packet it is about.
fn why(moment: &Moment, trace: &Trace) -> String {
    let Answer::Conversed(dialogue) = &moment.answer else { return sentence(&summary(trace)) };
    let arrived = dialogue.lines.iter().filter(|line| line.trace.verdict == Decision::Allowed).count();
    match dialogue.decisive() {
        Some(_) if dialogue.completed => match dialogue.lines.len() {
            count if count == arrived => {
                let tracked = dialogue.lines.first().and_then(|first| by_tracking(&first.trace));
                sentence(&format!(
                    "All {count} packets arrive, there and back{}",
                    tracked.unwrap_or_default()
                ))
            }
            count => format!(
                "It completes: {} of its {count} packets {} dropped, and the word of it comes back.",
                count - arrived,
                if count - arrived == 1 { "is" } else { "are" }
            ),
        },
        Some(last) => {
            let what = handshake(&last.label).map(|what| format!(", which {what},")).unwrap_or_default();
            format!("The {}{what} is lost: {}", last.label, sentence(&summary(&last.trace)))
        }
        None => sentence(&summary(trace)),
    }
}

/// What a person notices of a packet whose answer is lost.
const NO_ANSWER: &str =
    "The packet arrives, but no answer comes back: the client waits, then gives up with a timeout.";

/// Said of a packet that arrives and whose answer does not.
fn unanswered(lost: &Trace, shows: bool, dispatch: &Dispatch) -> Html {
    let whole = {
        let dispatch = dispatch.clone();
        Callback::from(move |_: MouseEvent| dispatch.dispatch(Act::Make(Make::Converse(0))))
    };
    html! {
        <p class="unanswered">
            { icon(Icon::Cross) }
            <span>
                <bdi>{ unbroken(&format!("But its answer is lost: {} ", sentence(&summary(lost)))) }</bdi>
                if shows { <Button label="Show the whole exchange" class="link" onclick={whole} /> }
            </span>
        </p>
    }
}

/// Said where the form holds another packet than the verdict is of. It stands beside the word, which is as high, so
/// that nothing moves while the form is typed in.
fn another(dispatch: &Dispatch) -> Html {
    let send = {
        let dispatch = dispatch.clone();
        Callback::from(move |_: MouseEvent| dispatch.dispatch(Act::Make(Make::Send)))
    };
    html! {
        <p class="whose">
            { "The form holds another packet. " }
            <Button label="Send it" class="link" title="Send the packet that the form holds" onclick={send} />
        </p>
    }
}

fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}", first.to_lowercase(), letters.as_str()))
}
