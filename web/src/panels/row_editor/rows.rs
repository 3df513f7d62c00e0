//! The rows of a dialog while it is open, and what has been asked of it.

use std::ops::Deref;
use std::rc::Rc;

use web_sys::Element;
use yew::prelude::*;

use super::Focus;
use crate::state::Change;

/// Rows that are drawn at first, and with each press of a button that shows more.
const DRAWN: usize = 100;

/// Called with a row's key and the change to it.
pub(in crate::panels) type OnChange<R> = Callback<(u32, Change<R>)>;

/// A row of a dialog.
pub(in crate::panels) trait DraftRow: Clone + PartialEq + 'static {
    /// Names the row for as long as the dialog is open.
    fn key(&self) -> u32;

    /// The row that "Add" gives below these.
    fn add(rows: &[Self], key: u32) -> Self;
}

/// The rows, and what has been asked of the dialog.
#[derive(Clone, PartialEq)]
pub(in crate::panels) struct Rows<R> {
    /// The rows.
    pub rows: Rc<Vec<R>>,
    next: u32,
    /// How many of them are drawn, counted from the first of all, those before `first` not.
    drawn: usize,
    /// Where those begin that are drawn.
    first: usize,
    /// Whether closing was asked for while there are changes.
    pub leaving: bool,
    /// Whether a save was refused.
    pub refused: bool,
    /// Whether it was a preview that was refused last.
    pub unshown: bool,
    /// Whether the preview is open.
    pub preview: bool,
    focus: Option<Focus>,
    /// Counts the wishes for the focus, so that the same wish moves it again.
    wishes: u32,
}

/// What a person does in the dialog.
pub(in crate::panels) enum Edit<R> {
    /// The row with this key was typed on.
    Change(u32, Change<R>),
    /// One more row.
    Add,
    /// A row less.
    Delete(u32),
    /// Closing was asked for while there are changes, or that was taken back.
    Leave(bool),
    /// A save was refused, or with true a preview: from then on all problems are shown as they come and go.
    Refuse(bool),
    /// The preview is opened or closed.
    Preview(bool),
    /// More of the rows are drawn.
    DrawMore,
    /// More of those before are.
    DrawEarlier,
}

impl<R> Rows<R> {
    /// Draws at first the rows about the one at this place.
    fn new(rows: Vec<R>, place: usize) -> Self {
        let first = place / DRAWN * DRAWN;
        Self {
            next: u32::try_from(rows.len()).unwrap_or(u32::MAX - 1) + 1,
            rows: Rc::new(rows),
            drawn: first + DRAWN,
            first,
            leaving: false,
            refused: false,
            unshown: false,
            preview: false,
            focus: None,
            wishes: 0,
        }
    }

    /// The rows that are drawn.
    pub fn shown(&self) -> &[R] {
        self.rows.get(self.first..self.drawn.min(self.rows.len())).unwrap_or_default()
    }

    /// How many rows before these are not drawn, and how many behind them.
    pub fn hidden(&self) -> (usize, usize) {
        (self.first.min(self.rows.len()), self.rows.len().saturating_sub(self.drawn))
    }
}

impl<R: DraftRow> Reducible for Rows<R> {
    type Action = Edit<R>;

    fn reduce(self: Rc<Self>, edit: Edit<R>) -> Rc<Self> {
        let mut form = (*self).clone();
        // What is typed meanwhile takes no wish for the focus back.
        let mut wish = None;
        match edit {
            Edit::Change(key, change) => {
                if let Some(row) = Rc::make_mut(&mut form.rows).iter_mut().find(|row| row.key() == key) {
                    change(row);
                }
            }
            Edit::Add => {
                let row = R::add(&form.rows, form.next);
                Rc::make_mut(&mut form.rows).push(row);
                form.next += 1;
                form.drawn = form.drawn.max(form.rows.len());
                wish = Some(Focus::LastRow);
            }
            Edit::Delete(key) => {
                let at = form.rows.iter().position(|row| row.key() == key).unwrap_or(0);
                Rc::make_mut(&mut form.rows).retain(|row| row.key() != key);
                wish = Some(Focus::DeleteButton(at.saturating_sub(form.first)));
            }
            Edit::Leave(leaving) => form.leaving = leaving,
            Edit::Refuse(unshown) => {
                form.unshown = unshown;
                (form.refused, form.preview, form.first, form.drawn) = (true, false, 0, form.rows.len());
                wish = Some(Focus::FirstError);
            }
            Edit::Preview(preview) => form.preview = preview,
            Edit::DrawMore => form.drawn += DRAWN,
            Edit::DrawEarlier => form.first = form.first.saturating_sub(DRAWN),
        }
        if wish.is_some() {
            form.focus = wish;
            form.wishes += 1;
        }
        Rc::new(form)
    }
}

/// A dialog's rows in use.
pub(in crate::panels) struct Editor<R: DraftRow> {
    /// The rows, and what has been asked: the newest wherever it is read.
    pub form: UseReducerHandle<Rows<R>>,
    /// The same for as long as the dialog is open, so that a row that nobody touched is not drawn again.
    pub onchange: OnChange<R>,
    /// Likewise.
    pub ondelete: Callback<u32>,
    /// To be put on the element that holds the rows.
    pub list: NodeRef,
}

impl<R: DraftRow> Deref for Editor<R> {
    type Target = Rows<R>;

    fn deref(&self) -> &Rows<R> {
        &self.form
    }
}

impl<R: DraftRow> Editor<R> {
    /// A callback that does one thing.
    pub fn doing<E: 'static>(&self, what: impl Fn() -> Edit<R> + 'static) -> Callback<E> {
        let edit = self.form.dispatcher();
        Callback::from(move |_: E| edit.dispatch(what()))
    }
}

/// Begins with the rows that `start` gives when the dialog opens, at the first that is looked for; their keys run from 1.
#[hook]
pub(in crate::panels) fn use_rows<R: DraftRow>(
    start: impl FnOnce() -> Vec<R>,
    is_found: impl Fn(&R) -> bool,
) -> Editor<R> {
    let form = use_reducer_eq(move || {
        let rows = start();
        let place = rows.iter().position(is_found).unwrap_or(0);
        Rows::new(rows, place)
    });
    let list = use_node_ref();
    let edit = form.dispatcher();
    let onchange = use_callback((), {
        let edit = edit.clone();
        move |(key, change), ()| edit.dispatch(Edit::Change(key, change))
    });
    let ondelete = use_callback((), move |key: u32, ()| edit.dispatch(Edit::Delete(key)));
    use_effect_with((form.focus, form.wishes), {
        let list = list.clone();
        move |(focus, _)| {
            if let (Some(focus), Some(list)) = (focus, list.cast::<Element>()) {
                focus.apply(&list);
            }
        }
    });
    Editor { form, onchange, ondelete, list }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Debug, PartialEq)]
    struct Row(u32, String);

    impl DraftRow for Row {
        fn key(&self) -> u32 {
            self.0
        }

        fn add(_: &[Self], key: u32) -> Self {
            Self(key, String::new())
        }
    }

    #[test]
    fn changes_that_come_before_a_drawing_are_all_made() {
        let form = Rc::new(Rows::new(vec![Row(1, String::new()), Row(2, String::new())], 0));
        let letter = |letter: char| Edit::Change(2, Box::new(move |row: &mut Row| row.1.push(letter)));
        let form = "sg".chars().map(letter).chain([Edit::Delete(1)]).fold(form, Reducible::reduce);
        assert_eq!(*form.rows, [Row(2, "sg".to_owned())]);
        assert_eq!(form.focus, Some(Focus::DeleteButton(0)));
    }

    #[test]
    fn a_row_that_is_looked_for_is_drawn_at_once_and_those_about_it_when_asked() {
        let rows = |place| Rows::new((1..=450).map(|key| Row(key, String::new())).collect(), place);
        let drawn = |form: &Rows<Row>| {
            let keys: Vec<u32> = form.shown().iter().map(|row| row.0).collect();
            (*keys.first().unwrap(), *keys.last().unwrap(), form.hidden())
        };
        assert_eq!(drawn(&rows(0)), (1, 100, (0, 350)));
        assert_eq!(drawn(&rows(99)), (1, 100, (0, 350)));
        assert_eq!(drawn(&rows(100)), (101, 200, (100, 250)));
        let last = Rc::new(rows(449));
        assert_eq!(drawn(&last), (401, 450, (400, 0)));
        // The button that is next stands among those that are drawn.
        let less = Rc::clone(&last).reduce(Edit::Delete(403));
        assert_eq!((less.focus, drawn(&less)), (Some(Focus::DeleteButton(2)), (401, 450, (400, 0))));
        assert_eq!(drawn(&Rc::clone(&last).reduce(Edit::DrawEarlier)), (301, 450, (300, 0)));
        assert_eq!(drawn(&Rc::clone(&last).reduce(Edit::Add)), (401, 451, (400, 0)));
        // What is refused may stand anywhere.
        assert_eq!(drawn(&last.reduce(Edit::Refuse(false))), (1, 450, (0, 0)));
        assert_eq!(drawn(&Rc::new(rows(250)).reduce(Edit::DrawMore)), (201, 400, (200, 50)));
    }
}
