//! The Name of a rule, changed in its cell: the pencil opens a field, Enter saves, Escape leaves.

use sg_core::wire::StepKind;
use web_sys::{Element, HtmlInputElement};
use yew::prelude::*;

use crate::state::resource_form::rename;
use crate::state::store::{Act, Dispatch};
use crate::ui::field::TextInput;
use crate::ui::icon::{Icon, icon};

/// The most characters that AWS takes for the value of a tag.
const LONGEST: &str = "256";

/// The name as it stands, with the pencil.
pub(super) fn named(id: &str, name: &str, ask: Option<&Callback<AttrValue>>) -> Html {
    let pencil = ask.map(|ask| {
        let onclick = {
            let (ask, id) = (ask.clone(), AttrValue::from(id.to_owned()));
            Callback::from(move |_: MouseEvent| ask.emit(id.clone()))
        };
        html! {
            <button
                type="button"
                class="pencil"
                data-names={id.to_owned()}
                aria-label={format!("Edit the name of {id}")}
                title="Edit name"
                {onclick}
            >
                { icon(Icon::Edit) }
            </button>
        }
    });
    html! { <span class="named"><bdi>{ name.to_owned() }</bdi>{ for pencil }</span> }
}

/// What the field is given.
#[derive(Properties, PartialEq)]
pub struct RuleNameProps {
    /// The rule.
    pub id: AttrValue,
    /// Its name; empty where it has none.
    pub name: AttrValue,
    /// Called when the field is done with.
    pub onleave: Callback<()>,
    /// Where the change goes.
    pub dispatch: Dispatch,
}

/// The field in the place of the name.
#[component]
pub fn RuleName(props: &RuleNameProps) -> Html {
    let text = use_state_eq(|| props.name.clone());
    let place = use_node_ref();
    use_effect_with(place.clone(), |place| {
        let field = place.cast::<Element>().and_then(|place| place.query_selector("input").ok().flatten());
        if let Some(field) = field {
            crate::ui::focus(&field);
        }
    });
    let save = {
        let (new, before, id) = (text.trim().to_owned(), props.name.clone(), props.id.clone());
        let (dispatch, leave) = (props.dispatch.clone(), props.onleave.clone());
        Callback::from(move |()| {
            leave.emit(());
            if new != *before {
                dispatch.dispatch(Act::Step(StepKind::Apply(vec![rename(&id, &new)])));
            }
        })
    };
    let keys = {
        let (save, leave) = (save.clone(), props.onleave.clone());
        Callback::from(move |event: KeyboardEvent| {
            match event.key().as_str() {
                // On a button, Enter is that button's.
                "Enter" if event.target_dyn_into::<HtmlInputElement>().is_some() => save.emit(()),
                "Escape" => leave.emit(()),
                _ => return,
            }
            event.prevent_default();
            event.stop_propagation();
        })
    };
    let set = text.setter();
    let tool = |label: &'static str, picture: Icon, done: &Callback<()>| {
        let onclick = done.reform(|_: MouseEvent| ());
        html! { <button type="button" class="pencil" aria-label={label} title={label} {onclick}>{ icon(picture) }</button> }
    };
    html! {
        <div ref={place} class="naming" onkeydown={keys}>
            <TextInput
                id={format!("name-{}", props.id)}
                label={format!("Name of {}", props.id)}
                value={(*text).clone()}
                maxlength={LONGEST}
                oninput={Callback::from(move |text: AttrValue| set.set(text))}
            />
            { tool("Save name", Icon::Check, &save) }
            { tool("Leave the name as it was", Icon::Close, &props.onleave) }
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::scenarios::first;
    use sg_core::control::apply;

    #[test]
    fn a_rule_takes_a_name_and_gives_it_up() {
        let mut network = first().network().clone();
        let id = network.security_groups.iter().find_map(|group| group.rules.first()).unwrap().id.clone();
        let name = |network: &sg_core::model::Network| {
            let rules = network.security_groups.iter().flat_map(|group| group.rules.clone());
            let rule = rules.into_iter().find(|rule| rule.id == id).unwrap();
            rule.tags.name().map(str::to_owned)
        };
        apply(&mut network, &rename(&id.to_string(), "office")).unwrap();
        assert_eq!(name(&network).as_deref(), Some("office"));
        apply(&mut network, &rename(&id.to_string(), "")).unwrap();
        assert_eq!(name(&network), None);
    }
}
