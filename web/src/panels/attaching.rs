//! Attaching a group where its chip stands: dragged onto an interface, or by the menu of the chip.

use std::rc::Rc;

use sg_core::model::{Network, NetworkInterfaceId, ResourceId, SecurityGroupId};
use sg_core::wire::StepKind;
use yew::prelude::*;

use crate::state::attach::{Attempt, attempt};
use crate::state::directory::Directory;
use crate::state::resource_form::Task;
use crate::state::store::{Act, Dispatch, Notice, Open, Selection};
use crate::ui::context_menu::{ContextMenu, Spot};
use crate::ui::drag::{Drag, use_drag};
use crate::ui::icon::Icon;
use crate::ui::marks::chip;
use crate::ui::menu::Item;

/// What chips and interfaces need to know, as a context. Without it nothing can be attached.
#[derive(Clone, PartialEq)]
pub struct Attaching {
    drag: Drag,
    /// Whether what is dragged would be refused where it is.
    refused: bool,
    onmenu: Callback<Spot>,
}

impl Attaching {
    /// Whether a group is being dragged.
    #[must_use]
    pub const fn under_way(&self) -> bool {
        self.drag.what.is_some()
    }

    /// How an interface looks while a group is dragged.
    #[must_use]
    pub fn class(&self, interface: &NetworkInterfaceId) -> Option<&'static str> {
        let over = self.drag.over.as_deref() == Some(interface.as_str());
        over.then_some(if self.refused { "drop refused" } else { "drop" })
    }
}

/// What a group's chip does when it is pressed and held, and when its menu is asked for.
pub fn handles(
    attaching: Option<&Attaching>,
    group: &SecurityGroupId,
) -> (Option<Callback<PointerEvent>>, Option<Callback<MouseEvent>>) {
    let Some(attaching) = attaching else { return (None, None) };
    let id = AttrValue::from(group.to_string());
    let grab = {
        let (id, grab) = (id.clone(), attaching.drag.grab.clone());
        Callback::from(move |event: PointerEvent| grab.emit((id.clone(), event)))
    };
    let menu = {
        let (open, cancel) = (attaching.onmenu.clone(), attaching.drag.cancel.clone());
        Callback::from(move |event: MouseEvent| {
            cancel.emit(());
            open.emit(Spot::of(id.clone(), &event));
        })
    };
    (Some(grab), Some(menu))
}

/// Begins attaching. Answers what chips and interfaces are told, and what floats above them all.
#[hook]
pub fn use_attaching(
    network: &Rc<Network>,
    directory: &Rc<Directory>,
    readonly: bool,
    dispatch: &Dispatch,
) -> (Option<Attaching>, Html) {
    let spot = use_state_eq(|| None::<Spot>);
    let ondrop = {
        let (network, directory, dispatch) = (network.clone(), directory.clone(), dispatch.clone());
        Callback::from(move |(group, interface): (AttrValue, AttrValue)| {
            let id = SecurityGroupId::new(&group);
            let (name, onto) = (directory.name(&group), directory.name(&interface));
            let (text, refused) = match attempt(&network, &id, &interface) {
                Some(Attempt::Attaches(action)) => {
                    let text = format!("{onto} carries {name} now").into();
                    return dispatch.dispatch(Act::Told(StepKind::Apply(vec![action]), text));
                }
                Some(Attempt::Carries) => (format!("{onto} carries {name} already"), false),
                Some(Attempt::Refused(words)) => (words, true),
                None => return,
            };
            dispatch.dispatch(Act::Notify(Notice { refused, ..Notice::said(text) }));
        })
    };
    let onmenu = {
        let spot = spot.setter();
        Callback::from(move |at: Spot| spot.set(Some(at)))
    };
    let onstay = onmenu.reform(|(what, touched, at)| Spot::under(what, &touched, at));
    let drag = use_drag(ondrop, onstay);
    let tried = drag
        .what
        .as_ref()
        .zip(drag.over.as_ref())
        .and_then(|(group, over)| attempt(network, &SecurityGroupId::new(group), over));
    let refused = !matches!(tried, None | Some(Attempt::Attaches(_)));
    let close = {
        let spot = spot.setter();
        Callback::from(move |()| spot.set(None))
    };
    let above = html! {
        <div class="above">
            { for drag.what.as_ref().map(|what| ghost(&drag, what, tried.as_ref(), directory)) }
            if let Some(spot) = (*spot).clone() {
                <ContextMenu
                    key="menu"
                    label={directory.name(&spot.what).to_owned()}
                    items={items(&spot.what, dispatch)}
                    {spot}
                    onclose={close}
                />
            }
        </div>
    };
    // What only reads the network may still be dragged to nowhere: it is better not dragged at all.
    ((!readonly).then_some(Attaching { drag, refused, onmenu }), above)
}

/// What goes along with the pointer: the chip, and what would come of a drop.
fn ghost(drag: &Drag, what: &AttrValue, tried: Option<&Attempt>, directory: &Directory) -> Html {
    let onto = drag.over.as_deref().map_or("", |over| directory.name(over));
    let (text, class) = match tried {
        None => ("Drop it on a network interface".to_owned(), None),
        Some(Attempt::Attaches(_)) => (format!("Attach to {onto}"), Some("accepted")),
        Some(Attempt::Carries) => (format!("{onto} carries it already"), None),
        Some(Attempt::Refused(words)) => (words.clone(), Some("refused")),
    };
    let hue = directory.group(what).map_or(7, |group| group.hue);
    html! {
        <div key="ghost" ref={drag.ghost.clone()} class={classes!("ghost", class)} aria-hidden="true">
            { chip(hue, directory.name(what)) }
            <span class="ghost-text">{ text }</span>
        </div>
    }
}

fn items(group: &AttrValue, dispatch: &Dispatch) -> Rc<[Item]> {
    let act = |open: Option<Open>| {
        let (dispatch, id) = (dispatch.clone(), group.clone());
        Callback::from(move |()| {
            dispatch.dispatch(Act::Select(Selection::of(&id)));
            if open.is_some() {
                dispatch.dispatch(Act::Open(open));
            }
        })
    };
    [
        Item::new("Show rules", Icon::Group, act(None)),
        Item::new("Attach to interfaces…", Icon::Pin, act(Some(Open::Task(Task::Interfaces)))),
    ]
    .into()
}
