//! Keeping the work: saved at each change, restored at the next visit, never overwritten by another tab.

use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use sg_core::simulation::Simulation;
use sg_core::wire::Document;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::browser::shelf::Shelf;
use crate::browser::{address, clock};
use crate::state::kept::{self, Keeping, Kept, Wish};
use crate::state::scenarios::{FIRST, first};
use crate::state::store::{Act, Dispatch, Notice, State};
use crate::state::told::quoted;

use super::desk::Desk;

/// The documents, as the page shows them.
#[derive(Clone, PartialEq)]
pub struct Keeper {
    /// How the present work is kept.
    pub keeping: Keeping,
    /// Whether it was changed since it was opened.
    pub touched: bool,
    /// All documents that are kept, the last saved first.
    pub documents: Rc<[Kept]>,
    /// What a person wants done with them.
    pub wish: Callback<Wish>,
}

impl Keeper {
    /// Branches, where the present document can be kept whole beside the branch.
    pub fn branch(&self) -> Option<Callback<()>> {
        let can = matches!(self.keeping, Keeping::Saved | Keeping::Saving);
        can.then(|| self.wish.reform(|()| Wish::Branch))
    }
}

/// What the page begins with: the work of the last visit, or the first scenario.
pub fn begin(shelf: Option<&Shelf>) -> State {
    let scenario = || {
        let mut state = State::new(first());
        state.scenario = Some(FIRST.into());
        state
    };
    let Some(body) = shelf.and_then(Shelf::first) else {
        let mut state = scenario();
        if shelf.and_then(Shelf::broken).is_some() {
            let text = "The last document was left closed, since the page failed over it. It is in the list.";
            state.notice = Some(Notice::refused(text));
        }
        return state;
    };
    let (base, steps) = (body.base().unwrap_or_default(), body.steps().unwrap_or_default());
    match kept::open(&body.name(), &base, &steps) {
        Ok(simulation) => {
            let mut state = State::new(simulation);
            state.work = Some(body.id().into());
            state
        }
        Err(why) => {
            let mut state = scenario();
            let text = format!("The document {} could not be opened: {why}", quoted(&body.name()));
            state.notice = Some(Notice::refused(text));
            state
        }
    }
}

/// Keeps the work of this page. Without a shelf, nothing is kept.
#[hook]
pub fn use_keeping(shelf: Option<&Shelf>, page: bool, state: &UseReducerHandle<State>) -> Keeper {
    let dispatch: Dispatch = state.dispatcher();
    let keeping = use_state_eq(Keeping::default);
    let documents = use_state(|| Rc::<[Kept]>::from([]));
    let desk = use_mut_ref(|| None::<Desk>);
    // The revision of the document that is about to be shown.
    let opening = use_mut_ref(|| shelf.and_then(Shelf::first).map(|body| (body.id(), body.revision())));
    let told = use_callback((), {
        let set = keeping.setter();
        move |keeping: Keeping, ()| set.set(keeping)
    });

    // Each change of the work, and each turn to another.
    let marks = (Rc::as_ptr(&state.simulation), state.work.clone(), shelf.cloned());
    use_effect_with(marks, {
        let (desk, opening, told, dispatch) = (Rc::clone(&desk), Rc::clone(&opening), told, dispatch.clone());
        let (opened, work) = (Rc::clone(&state.opened), Rc::clone(&state.simulation));
        move |(_, id, shelf)| {
            // The element keeps elsewhere from now on: what is shown becomes a document of that place.
            let moved = desk
                .borrow()
                .as_ref()
                .is_some_and(|desk| shelf.as_ref().is_none_or(|shelf| !desk.is_on(shelf)));
            if moved && let Some(before) = desk.take() {
                before.leave();
            }
            let Some(shelf) = shelf else { return told.emit(Keeping::Off) };
            if let Some(why) = shelf.refusal() {
                return told.emit(Keeping::Refused(why.into()));
            }
            if moved && shelf.refusal().is_none() {
                return dispatch.dispatch(Act::Keep(shelf.new_id().into()));
            }
            let known = desk.borrow().as_ref().map(Desk::id);
            let is_opening =
                opening.borrow().as_ref().is_some_and(|(opening, _)| Some(&**opening) == id.as_deref());
            if known != *id || is_opening {
                if let Some(before) = desk.take() {
                    before.leave();
                }
                shelf.hold(id.as_deref());
                *desk.borrow_mut() = id.clone().map(|id| {
                    let opening = opening.take().filter(|(opening, _)| **opening == *id);
                    match opening {
                        Some((_, revision)) => {
                            Desk::opened(shelf.clone(), id, revision, Rc::clone(&work), told.clone())
                        }
                        None => Desk::begun(shelf.clone(), id, Rc::clone(&work), told.clone()),
                    }
                });
            }
            let desk = desk.borrow().clone();
            match desk {
                Some(desk) => desk.put(&work),
                None if Rc::ptr_eq(&opened, &work) => told.emit(Keeping::Untouched),
                // The first change makes a document of it.
                None => dispatch.dispatch(Act::Keep(shelf.new_id().into())),
            }
        }
    });
    use_link(shelf, page, state);
    use_effect_with(shelf.cloned(), {
        let desk = Rc::clone(&desk);
        move |shelf| {
            let held = shelf.clone().map(|shelf| {
                let settled = shelf.clone();
                // Once this has run, the page stands with what it opened.
                Timeout::new(0, move || settled.settle()).forget();
                let heard = shelf.listen(move |id, revision| {
                    let desk = desk.borrow().clone();
                    if let Some(desk) = desk.filter(|desk| *desk.id() == *id) {
                        desk.hear(revision);
                    }
                });
                (shelf, heard)
            });
            move || {
                if let Some((shelf, _heard)) = held {
                    shelf.unlisten();
                }
            }
        }
    });
    let touched = state.is_touched();
    let is_behind = desk.borrow().as_ref().map_or(touched, |desk| desk.is_behind(&state.simulation));
    use_leaving(&desk, page && keeping.is_at_risk(is_behind));

    let wish = {
        let (shelf, desk, opening, dispatch) =
            (shelf.cloned(), Rc::clone(&desk), Rc::clone(&opening), dispatch);
        let (list, work) = (documents.setter(), Rc::clone(&state.simulation));
        Callback::from(move |wish: Wish| {
            if let Wish::New = wish {
                let empty = Document { name: "Untitled".to_owned(), ..Document::empty() };
                let simulation = Box::new(Simulation::new(empty).0);
                return dispatch.dispatch(Act::Load { simulation, scenario: None });
            }
            let Some(shelf) = shelf.clone() else { return };
            let desk = desk.borrow().clone();
            let (opening, dispatch, list) = (Rc::clone(&opening), dispatch.clone(), list.clone());
            let current = |id: &str| desk.as_ref().is_some_and(|desk| *desk.id() == *id);
            match &wish {
                Wish::Open(id) if current(id) => return,
                Wish::Rename(id, name) if current(id) => dispatch.dispatch(Act::Rename(name.to_string())),
                Wish::KeepBoth => {
                    let name = format!("{} (copy)", kept::name_of(&work));
                    if let Some(desk) = &desk {
                        desk.drop_work();
                    }
                    dispatch.dispatch(Act::Rename(name));
                    dispatch.dispatch(Act::Keep(shelf.new_id().into()));
                    return;
                }
                Wish::Branch => {
                    // The page turns to the branch, and the desk of the present document writes all of it.
                    let mut whole = (*work).clone();
                    while whole.redo() {}
                    let Some(desk) = desk else { return };
                    desk.put(&Rc::new(whole));
                    let of = kept::name_of(&work).to_owned();
                    // Other tabs may have made branches since the list was read.
                    return spawn_local(async move {
                        let all = shelf.all().await.unwrap_or_default();
                        let taken: Vec<String> = all.iter().map(crate::browser::shelf::Body::name).collect();
                        let name = kept::branch_name(&of, &taken);
                        dispatch.dispatch(Act::Branch(shelf.new_id().into(), name));
                    });
                }
                Wish::Delete(id) if current(id) => {
                    if let Some(desk) = &desk {
                        desk.drop_work();
                    }
                    dispatch
                        .dispatch(Act::Load { simulation: Box::new(first()), scenario: Some(FIRST.into()) });
                }
                _ => {}
            }
            let is_current = matches!(&wish, Wish::Rename(id, _) if current(id));
            spawn_local(async move {
                if let Some(desk) = &desk {
                    desk.flush();
                }
                let done = match &wish {
                    Wish::Open(id) => show(&shelf, id, &opening, &dispatch).await,
                    Wish::Theirs => match &desk {
                        Some(desk) => {
                            desk.drop_work();
                            show(&shelf, &desk.id(), &opening, &dispatch).await
                        }
                        None => Ok(()),
                    },
                    Wish::Rename(id, name) if !is_current => shelf.set_name(id, name).await,
                    Wish::Duplicate(id, name) => shelf.copy(id, &format!("{name} (copy)")).await,
                    Wish::Delete(id) => shelf.delete(id).await,
                    Wish::Rename(..) | Wish::Refresh | Wish::New | Wish::KeepBoth | Wish::Branch => Ok(()),
                };
                if let Err(why) = done {
                    dispatch.dispatch(Act::Notify(Notice::refused(why)));
                }
                if let Ok(all) = shelf.all().await {
                    let now = clock::now();
                    let line = |body: &crate::browser::shelf::Body| Kept {
                        id: body.id().into(),
                        name: body.name().into(),
                        saved: kept::ago(now, body.saved()),
                    };
                    list.set(all.iter().map(line).collect());
                }
            });
        })
    };
    Keeper { keeping: (*keeping).clone(), touched, documents: (*documents).clone(), wish }
}

/// What a link brought stands in the address alone, until something else takes its place: then it is kept among the
/// documents, and the address lets go of it, so that a reload does not bring it back.
#[hook]
fn use_link(shelf: Option<&Shelf>, page: bool, state: &UseReducerHandle<State>) {
    let before = use_mut_ref(|| None::<Rc<Simulation>>);
    let marks = (state.linked, Rc::as_ptr(&state.opened));
    let (shelf, opened) = (shelf.cloned(), Rc::clone(&state.opened));
    use_effect_with(marks, move |(linked, _)| {
        let now = linked.then(|| Rc::clone(&opened));
        let Some(before) = before.replace(now).filter(|_| page && !linked) else { return };
        address::drop_link();
        // Changed, it is a document already.
        if let Some(shelf) = shelf.filter(|shelf| !Rc::ptr_eq(&before, &opened) && shelf.refusal().is_none())
        {
            let id = Rc::from(shelf.new_id());
            Desk::begun(shelf, id, before, Callback::noop()).leave();
        }
    });
}

/// Opens a document and shows it.
async fn show(
    shelf: &Shelf,
    id: &str,
    opening: &std::cell::RefCell<Option<(String, u32)>>,
    dispatch: &Dispatch,
) -> Result<(), String> {
    let body = shelf.open(id).await?.ok_or("the document was deleted")?;
    let (base, steps) = (body.base().unwrap_or_default(), body.steps().unwrap_or_default());
    let simulation = kept::open(&body.name(), &base, &steps)?;
    *opening.borrow_mut() = Some((body.id(), body.revision()));
    dispatch.dispatch(Act::OpenSaved(Box::new(simulation), id.into()));
    Ok(())
}

/// Writes what is left when the page goes, and asks before it goes with something unsaved.
#[hook]
fn use_leaving(desk: &Rc<std::cell::RefCell<Option<Desk>>>, at_risk: bool) {
    use_effect_with((), {
        let (desk, last) = (Rc::clone(desk), Rc::clone(desk));
        move |()| {
            let hidden = EventListener::new(&gloo::utils::document(), "visibilitychange", move |_| {
                let desk = desk.borrow().clone();
                if let Some(desk) = desk.filter(|_| gloo::utils::document().hidden()) {
                    // What is not taken is still written, if the page stays.
                    desk.rescue();
                }
            });
            move || {
                drop(hidden);
                // The element is taken down: what is in hand is still written.
                if let Some(desk) = last.take() {
                    desk.leave();
                }
            }
        }
    });
    use_effect_with(at_risk, {
        let desk = Rc::clone(desk);
        move |at_risk| {
            let guard = at_risk.then(|| {
                let options = EventListenerOptions::enable_prevent_default();
                EventListener::new_with_options(
                    &gloo::utils::window(),
                    "beforeunload",
                    options,
                    move |event| {
                        let desk = desk.borrow().clone();
                        if !desk.is_some_and(|desk| desk.rescue()) {
                            event.prevent_default();
                        }
                    },
                )
            });
            move || drop(guard)
        }
    });
}
