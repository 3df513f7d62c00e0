//! Said where the network has changed since the packet was sent, or its connection has expired, with the ways to ask
//! again.

use std::rc::Rc;

use sg_core::catalog::Code;
use sg_core::conntrack::{Entry, Side};
use sg_core::path::Trace;
use sg_core::simulation::{Moment, Simulation};
use yew::prelude::*;

use crate::state::flows::{is_over, open_flow};
use crate::state::store::{Act, Dispatch, Make};
use crate::ui::button::{Button, Weight};
use crate::ui::icon::Icon;

/// The note. A flow that a table holds still goes on by its own rules: its next packet is offered beside a new connection.
/// Where the form holds another packet, that one is what is most likely meant.
pub fn stale(
    simulation: &Simulation,
    moment: &Rc<Moment>,
    trace: &Trace,
    is_other: bool,
    dispatch: &Dispatch,
) -> Html {
    let again = {
        // What a flow of before would let by says nothing about the network as it is.
        let (dispatch, kind) = (dispatch.clone(), simulation.anew(moment.step.kind.clone()));
        Callback::from(move |_: MouseEvent| dispatch.dispatch(Act::Step(kind.clone())))
    };
    let over = is_over(simulation, moment, trace);
    let since = match over {
        true => "The connection has expired since this was sent",
        false => "The network has changed since this was sent",
    };
    let button = |label: &'static str, weight, onclick| {
        html! { <Button {label} icon={Icon::Redo} {weight} {onclick} /> }
    };
    if is_other {
        let dispatch = dispatch.clone();
        let onclick = Callback::from(move |_: MouseEvent| dispatch.dispatch(Act::Make(Make::Send)));
        return html! {
            <div class="stale">
                <p>{ since }{ ", and the form holds another packet." }</p>
                { button("Send what the form holds", Weight::Primary, onclick) }
                <Button label="Send it again" class="link" onclick={again} />
            </div>
        };
    }
    match open_flow(simulation, trace) {
        Some(entry) => {
            let (dispatch, interface, sequence) = (dispatch.clone(), entry.interface.clone(), entry.sequence);
            let onclick = Callback::from(move |_: MouseEvent| {
                dispatch.dispatch(Act::GoOn(interface.clone(), sequence, Side::Original));
            });
            html! {
                <div class="stale">
                    <p>{ since }{ still_tracked(simulation, &entry) }</p>
                    { button("Send its next packet", Weight::Primary, onclick) }
                    { button("Send it again", Weight::Normal, again) }
                </div>
            }
        }
        None => html! {
            <div class="stale">
                <p>{ since }{ "." }</p>
                { button("Send it again", Weight::Primary, again) }
            </div>
        },
    }
}

/// What being tracked is worth by now: the next packet can be dropped all the same.
fn still_tracked(simulation: &Simulation, entry: &Entry) -> String {
    let mut sides = [(Side::Original, "packet"), (Side::Reply, "reply")].into_iter();
    match sides.find_map(|(side, what)| Some((simulation.next_drop(entry, side)?, what))) {
        None => ". Its connection is tracked still; sent again, it is a new one.".to_owned(),
        Some((trace, what)) if trace.code == Code::SubnetAclRestriction => format!(
            ". Its connection is tracked still, but a network ACL knows no connections: it drops the next {what}."
        ),
        Some((_, what)) => format!(". Its connection is tracked still, but its next {what} is dropped."),
    }
}
