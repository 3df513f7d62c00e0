//! What leads to a rule in its group: its id, or what it says.

use sg_core::model::{SecurityGroupId, SecurityGroupRuleId};
use sg_core::net::Direction;
use yew::prelude::*;

use crate::state::store::{Act, Dispatch};
use crate::ui::marks::id_of;

/// The link; a mark behind the id where that was made at import.
pub(super) fn rule_link(
    id: &str,
    is_made: bool,
    group: &SecurityGroupId,
    direction: Direction,
    dispatch: &Dispatch,
) -> Html {
    let show = show(&SecurityGroupRuleId::new(id), group, direction, dispatch);
    html! {
        <button type="button" class="button link mono" title="Show it in its group" onclick={show}>{ id_of(id, is_made) }</button>
    }
}

/// Shows the rule.
pub(super) fn show(
    rule: &SecurityGroupRuleId,
    group: &SecurityGroupId,
    direction: Direction,
    dispatch: &Dispatch,
) -> Callback<MouseEvent> {
    let (dispatch, group, rule) = (dispatch.clone(), group.clone(), rule.clone());
    Callback::from(move |_: MouseEvent| {
        dispatch.dispatch(Act::ShowRule(group.clone(), direction, rule.clone()));
    })
}
