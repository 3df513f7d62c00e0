//! Tabs, after the ARIA Authoring Practices: one stop for the Tab key, arrows between the tabs.

use web_sys::HtmlElement;
use yew::prelude::*;

/// One tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    /// Names it; also part of the ids of the tab and its panel.
    pub id: AttrValue,
    /// What stands on it.
    pub label: AttrValue,
    /// A number after the label, such as how many rules there are.
    pub count: Option<usize>,
}

/// What a row of tabs is made of.
#[derive(Properties, PartialEq)]
pub struct TabsProps {
    /// A prefix for ids, unique on the page.
    pub id: AttrValue,
    /// What the tabs choose between, read out.
    pub label: AttrValue,
    /// The tabs, in order.
    pub tabs: std::rc::Rc<[Tab]>,
    /// The id of the chosen tab.
    pub chosen: AttrValue,
    /// Called with the id of the tab that was chosen.
    pub onchoose: Callback<AttrValue>,
}

/// A row of tabs. The caller draws the panel, with the ids of [`panel_id`] and [`tab_id`].
#[component]
pub fn Tabs(props: &TabsProps) -> Html {
    let list = use_node_ref();
    let at = props.tabs.iter().position(|tab| tab.id == props.chosen).unwrap_or(0);
    let onkeydown = {
        let (list, tabs, choose) = (list.clone(), props.tabs.clone(), props.onchoose.clone());
        let prefix = props.id.clone();
        Callback::from(move |event: KeyboardEvent| {
            // From the tab that has the focus: a second arrow may come before the first one's choice is drawn.
            let from = event.target_dyn_into::<HtmlElement>().map(|tab| tab.id()).unwrap_or_default();
            let from = tabs.iter().position(|tab| tab_id(&prefix, &tab.id) == *from).unwrap_or(at);
            let last = tabs.len().saturating_sub(1);
            let next = match event.key().as_str() {
                "ArrowRight" if from == last => 0,
                "ArrowRight" => from + 1,
                "ArrowLeft" => from.checked_sub(1).unwrap_or(last),
                "Home" => 0,
                "End" => last,
                _ => return,
            };
            event.prevent_default();
            if let Some(tab) = tabs.get(next) {
                choose.emit(tab.id.clone());
                let tabs = list.cast::<HtmlElement>().map(|list| list.children());
                let index = u32::try_from(next).unwrap_or(0);
                if let Some(element) = tabs.and_then(|tabs| tabs.item(index)) {
                    crate::ui::focus(&element);
                }
            }
        })
    };
    let tabs = props.tabs.iter().map(|tab| {
        let chosen = tab.id == props.chosen;
        let (id, choose) = (tab.id.clone(), props.onchoose.clone());
        html! {
            <button
                key={tab.id.to_string()}
                id={tab_id(&props.id, &tab.id)}
                type="button"
                role="tab"
                class="tab"
                aria-selected={if chosen { "true" } else { "false" }}
                aria-controls={chosen.then(|| panel_id(&props.id, &tab.id))}
                tabindex={if chosen { "0" } else { "-1" }}
                onclick={Callback::from(move |_: MouseEvent| choose.emit(id.clone()))}
            >
                { &tab.label }
                { for tab.count.map(|count| html! { <span class="count">{ count }</span> }) }
            </button>
        }
    });
    html! {
        <div ref={list} class="tabs" role="tablist" aria-label={props.label.clone()} {onkeydown}>
            { for tabs }
        </div>
    }
}

/// The id of a tab.
#[must_use]
pub fn tab_id(prefix: &str, tab: &str) -> AttrValue {
    AttrValue::from(format!("{prefix}-tab-{tab}"))
}

/// The id of the panel that belongs to a tab.
#[must_use]
pub fn panel_id(prefix: &str, tab: &str) -> AttrValue {
    AttrValue::from(format!("{prefix}-panel-{tab}"))
}
