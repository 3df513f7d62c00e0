//! Packets that must be allowed or denied, judged again on every change, like tests.

use std::rc::Rc;

use sg_core::simulation::{Judgement, Refusal, Simulation, judge};
use sg_core::wire::Expectation;
use web_sys::Element;
use yew::prelude::*;

use crate::panels::help::info;
use crate::state::ends::{End, between_addresses};
use crate::state::expectation::{Failing, requirement};
use crate::state::help;
use crate::state::packet_form::PacketForm;
use crate::state::store::{Act, Dispatch};
use crate::ui::button::{Button, Weight};
use crate::ui::icon::{Icon, icon};
use crate::ui::region::Region;

/// What the panel is given.
#[derive(Properties)]
pub struct ExpectationsProps {
    /// What the packets are judged by.
    pub simulation: Rc<Simulation>,
    /// Names of the ends.
    pub ends: Rc<Vec<End>>,
    /// Whether they are the author's to keep: then none can be removed.
    pub readonly: bool,
    /// The one that a notice led to, and how often one did.
    pub sought: Option<(usize, u32)>,
    /// Called with what fails, whenever that changes.
    pub onfailing: Callback<Failing>,
    /// Where a choice goes.
    pub dispatch: Dispatch,
}

impl PartialEq for ExpectationsProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.simulation, &other.simulation)
            && (self.readonly, self.sought) == (other.readonly, other.sought)
    }
}

/// The panel.
#[component]
pub fn Expectations(props: &ExpectationsProps) -> Html {
    let judged: Vec<(&Expectation, Result<Judgement, Refusal>)> = props
        .simulation
        .document()
        .expectations
        .iter()
        .map(|expectation| (expectation, judge(&props.simulation, expectation)))
        .collect();
    let holds = |judged: &Result<Judgement, Refusal>| judged.as_ref().is_ok_and(|judgement| judgement.holds);
    let mut broken = judged.iter().enumerate().filter(|(_, (_, judged))| !holds(judged)).map(|(at, _)| at);
    let first = broken.next();
    let failing = first.iter().len() + broken.count();
    use_effect_with(Failing { count: failing, first: first.unwrap_or_default() }, {
        let told = props.onfailing.clone();
        move |failing| told.emit(*failing)
    });
    let list = use_node_ref();
    use_effect_with((props.sought, list.clone()), |(sought, list)| {
        let line =
            sought.and_then(|(at, _)| list.cast::<Element>()?.children().item(u32::try_from(at).ok()?));
        if let Some(link) = line.and_then(|line| line.query_selector("button").ok().flatten()) {
            crate::ui::focus(&link);
        }
    });
    let lines = judged.iter().enumerate().map(|(at, (expectation, judged))| {
        draw(at, expectation, judged.as_ref().err(), holds(judged), props)
    });
    let count = match (judged.len(), failing) {
        (0, _) => String::new(),
        (all, 0) => format!("{all} of {all} hold"),
        (_, failing) => format!("{failing} failing"),
    };
    html! {
        <Region class="panel" part="expectations" titled="expectations-title">
            <div class="panel-head">
                <h2 id="expectations-title">{ "Expectations" }</h2>{ info(&help::EXPECTATIONS) }
                <span class={classes!("badge", if failing > 0 { "deny" } else { "allow" }, judged.is_empty().then_some("unseen"))} role="status">
                    { count }
                </span>
            </div>
            <div class="panel-body">
                if judged.is_empty() {
                    <p class="dim" key="none">{ "Keep a packet as one that must be allowed or denied, and every change is checked against it." }</p>
                } else {
                    <ul ref={list} class="expectations" key="list">{ for lines }</ul>
                }
            </div>
        </Region>
    }
}

fn draw(
    at: usize,
    kept: &Expectation,
    refusal: Option<&Refusal>,
    holds: bool,
    props: &ExpectationsProps,
) -> Html {
    let forget = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |_: MouseEvent| dispatch.dispatch(Act::Forget(at)))
    };
    let send = {
        // What the list judges by is what is sent: a new connection, whatever the tables know already.
        let (dispatch, trial) = (props.dispatch.clone(), props.simulation.trial(kept));
        let form = Rc::new(PacketForm::of(&kept.packet, &props.ends));
        Callback::from(move |_: MouseEvent| {
            dispatch.dispatch(Act::Form(Rc::clone(&form)));
            dispatch.dispatch(Act::Step(trial.clone()));
        })
    };
    let (class, picture, word) =
        if holds { ("fit", Icon::Check, "Holds") } else { ("miss", Icon::Cross, "Fails") };
    let sought = props.sought.is_some_and(|(sought, _)| sought == at);
    // Each line is whole: what must become of what, and between whom.
    let (requirement, between) = (requirement(kept), between_addresses(&props.ends, &kept.packet));
    let (title, of_title, told) = match &kept.name {
        Some(name) => (name.clone(), None, vec![requirement, between]),
        None => (requirement, Some(between), Vec::new()),
    };
    let told = refusal.map_or(told, |refusal| vec![refusal.error.message.clone()]);
    let dim = |line| html! { <bdi class="dim">{ line }</bdi> };
    html! {
        <li key={at} class={classes!("expectation", class, sought.then_some("sought"))}>
            { icon(picture) }
            <span class="grow">
                <button type="button" class="button link" title="Send this as a new connection, to see why" onclick={send}>
                    <span class="unseen">{ word }{ ": " }</span>
                    <bdi>{ title }</bdi>
                    { for of_title.map(dim) }
                </button>
                <span class="told">{ for told.into_iter().map(dim) }</span>
            </span>
            <span class="slot">if !props.readonly {
                <Button label="Remove this expectation" icon={Icon::Close} icon_only={true} weight={Weight::Quiet} onclick={forget} />
            }</span>
        </li>
    }
}
