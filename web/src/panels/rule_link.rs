//! The id of a rule, which leads to the rule in its group.

use sg_core::model::SecurityGroupId;
use sg_core::net::Direction;
use yew::prelude::*;

use crate::state::store::{Act, Dispatch};

/// The link.
pub(super) fn rule_link(
    id: &str,
    group: &SecurityGroupId,
    direction: Direction,
    dispatch: &Dispatch,
) -> Html {
    let (dispatch, group) = (dispatch.clone(), group.clone());
    let show =
        Callback::from(move |_: MouseEvent| dispatch.dispatch(Act::ShowRule(group.clone(), direction)));
    html! {
        <button type="button" class="button link mono" title="Show it in its group" onclick={show}>{ id.to_owned() }</button>
    }
}
