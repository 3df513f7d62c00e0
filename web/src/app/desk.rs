//! One piece of work on its way into the browser's database: what is newest, what is written, what is known of others.
//!
//! A desk belongs to one document for good. When the page turns to another one, its desk still finishes what it has.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use sg_core::simulation::Simulation;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use crate::browser::clock;
use crate::browser::shelf::Shelf;
use crate::state::kept::{Keeping, base_of, name_of, steps_of};

/// How long a change waits for more of them, at least.
const PAUSE: u32 = 300;
/// Writing may take this part of the time: after a slow one the next waits longer.
const SHARE: f64 = 20.0;
/// But no change waits longer than this.
const LONGEST: f64 = 4_000.0;

/// A handle on a desk.
#[derive(Clone)]
pub struct Desk(Rc<RefCell<Inner>>);

struct Inner {
    shelf: Shelf,
    id: Rc<str>,
    revision: u32,
    latest: Rc<Simulation>,
    written: Option<Rc<Simulation>>,
    is_writing: bool,
    /// Another tab has it, so that nothing is written until a person has chosen.
    is_stopped: bool,
    pause: u32,
    timer: Option<Timeout>,
    told: Callback<Keeping>,
}

impl Desk {
    /// The desk of a document that was opened at a revision.
    pub fn opened(
        shelf: Shelf,
        id: Rc<str>,
        revision: u32,
        work: Rc<Simulation>,
        told: Callback<Keeping>,
    ) -> Self {
        Self::new(shelf, id, revision, Some(Rc::clone(&work)), work, told)
    }

    /// The desk of new work.
    pub fn begun(shelf: Shelf, id: Rc<str>, work: Rc<Simulation>, told: Callback<Keeping>) -> Self {
        Self::new(shelf, id, 0, None, work, told)
    }

    fn new(
        shelf: Shelf,
        id: Rc<str>,
        revision: u32,
        written: Option<Rc<Simulation>>,
        latest: Rc<Simulation>,
        told: Callback<Keeping>,
    ) -> Self {
        let (is_writing, is_stopped, timer) = (false, false, None);
        Self(Rc::new(RefCell::new(Inner {
            shelf,
            id,
            revision,
            latest,
            written,
            is_writing,
            is_stopped,
            pause: PAUSE,
            timer,
            told,
        })))
    }

    /// The document's id.
    pub fn id(&self) -> Rc<str> {
        Rc::clone(&self.0.borrow().id)
    }

    /// Whether it writes to this shelf.
    pub fn is_on(&self, shelf: &Shelf) -> bool {
        self.0.borrow().shelf == *shelf
    }

    /// Whether this state of the work is not written yet.
    pub fn is_behind(&self, work: &Rc<Simulation>) -> bool {
        self.0.borrow().written.as_ref().is_none_or(|written| !Rc::ptr_eq(written, work))
    }

    /// Takes the newest state of the work, and writes it after a pause.
    pub fn put(&self, work: &Rc<Simulation>) {
        let mut inner = self.0.borrow_mut();
        inner.latest = Rc::clone(work);
        if inner.is_stopped {
            return;
        }
        let keeping = if inner.is_behind() { Keeping::Saving } else { Keeping::Saved };
        let told = inner.told.clone();
        if inner.is_behind() && inner.timer.is_none() {
            let desk = self.clone();
            inner.timer = Some(Timeout::new(inner.pause, move || desk.write()));
        }
        drop(inner);
        told.emit(keeping);
    }

    /// Writes now what is not written yet.
    pub fn flush(&self) {
        self.write();
    }

    /// The page may be gone in a moment: whatever the database has not got is left where the next visit finds it.
    /// False: there was something, and the browser did not take it.
    pub fn rescue(&self) -> bool {
        let inner = self.0.borrow();
        if inner.is_stopped {
            return false;
        }
        if !inner.is_behind() {
            return true;
        }
        let base = (inner.revision == 0).then(|| base_of(&inner.latest));
        let (name, steps) = (name_of(&inner.latest), steps_of(&inner.latest));
        let taken = inner.shelf.rescue(&inner.id, name, inner.revision, base.as_deref(), &steps);
        drop(inner);
        self.write();
        taken
    }

    /// The page turned to something else: this desk finishes in silence.
    pub fn leave(&self) {
        self.0.borrow_mut().told = Callback::noop();
        self.flush();
    }

    /// The document is deleted: nothing of it is written any more.
    pub fn drop_work(&self) {
        let mut inner = self.0.borrow_mut();
        (inner.is_stopped, inner.timer) = (true, None);
        inner.told = Callback::noop();
    }

    /// Another tab wrote the document, or with revision 0 deleted it.
    pub fn hear(&self, revision: u32) {
        let mut inner = self.0.borrow_mut();
        if revision > 0 && revision <= inner.revision {
            return;
        }
        (inner.is_stopped, inner.timer) = (true, None);
        let told = inner.told.clone();
        drop(inner);
        told.emit(if revision == 0 { Keeping::DeletedElsewhere } else { Keeping::ChangedElsewhere });
    }

    fn write(&self) {
        let mut inner = self.0.borrow_mut();
        inner.timer = None;
        if inner.is_writing || inner.is_stopped || !inner.is_behind() {
            return;
        }
        inner.is_writing = true;
        let (shelf, id, revision, work) =
            (inner.shelf.clone(), Rc::clone(&inner.id), inner.revision, Rc::clone(&inner.latest));
        drop(inner);
        let desk = self.clone();
        spawn_local(async move {
            let base = (revision == 0).then(|| base_of(&work));
            let begin = clock::now();
            let steps = steps_of(&work);
            let took = clock::now() - begin;
            let saved = shelf.save(&id, name_of(&work), revision, base.as_deref(), &steps).await;
            desk.wrote(work, saved, took);
        });
    }

    fn wrote(&self, work: Rc<Simulation>, saved: Result<Option<u32>, String>, took: f64) {
        let mut inner = self.0.borrow_mut();
        inner.is_writing = false;
        inner.pause = PAUSE.max((took * SHARE).min(LONGEST) as u32);
        let keeping = match saved {
            Ok(Some(revision)) => {
                inner.revision = revision;
                inner.written = Some(work);
                Keeping::Saved
            }
            Ok(None) => {
                inner.is_stopped = true;
                Keeping::ChangedElsewhere
            }
            Err(why) => Keeping::Refused(why.into()),
        };
        let (told, latest) = (inner.told.clone(), Rc::clone(&inner.latest));
        let goes_on = keeping == Keeping::Saved && inner.is_behind();
        drop(inner);
        if goes_on {
            self.put(&latest);
        } else {
            told.emit(keeping);
        }
    }
}

impl Inner {
    fn is_behind(&self) -> bool {
        self.written.as_ref().is_none_or(|written| !Rc::ptr_eq(written, &self.latest))
    }
}
