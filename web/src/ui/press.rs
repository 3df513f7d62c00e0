//! What a field that is left gives rise to waits until the press or the key that left it is over: were anything to move
//! under a press, its click would miss what was pressed.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use yew::prelude::*;

/// What ends a press or a stroke of a key. A click comes of the first, in the same task.
const ENDS: [&str; 2] = ["mouseup", "keyup"];

/// A callback that calls `then`, as it was drawn last, once the press or the key that it comes of is over.
#[hook]
pub fn use_after_press(then: Callback<()>) -> Callback<()> {
    let latest = use_mut_ref(|| then.clone());
    *latest.borrow_mut() = then;
    let waiting = use_mut_ref(Vec::<EventListener>::new);
    Callback::from(move |()| {
        let window = gloo::utils::window();
        let listen = |name: &'static str| {
            let (latest, waiting) = (Rc::clone(&latest), Rc::clone(&waiting));
            let options = EventListenerOptions::run_in_capture_phase();
            EventListener::once_with_options(&window, name, options, move |_| done(latest, waiting))
        };
        *waiting.borrow_mut() = ENDS.map(listen).into();
    })
}

fn done(latest: Rc<RefCell<Callback<()>>>, waiting: Rc<RefCell<Vec<EventListener>>>) {
    Timeout::new(0, move || {
        // Both ends may have come before this.
        let was_waiting = !waiting.take().is_empty();
        let then = latest.borrow().clone();
        if was_waiting {
            then.emit(());
        }
    })
    .forget();
}
