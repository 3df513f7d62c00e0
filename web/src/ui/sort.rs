//! Column heads that sort their table.

use yew::prelude::*;

use super::button::Button;
use super::icon::{Icon, icon};
use super::select::{Choice, Select};

/// Which column a table is sorted by. `None` is the order the rows came in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sort {
    /// The column and whether it runs downwards, from Z to A.
    pub by: Option<(usize, bool)>,
}

impl Sort {
    /// What a press on the head of `column` leads to: upwards, downwards, then as the rows came.
    #[must_use]
    pub fn press(self, column: usize) -> Self {
        let by = match self.by {
            Some((now, false)) if now == column => Some((column, true)),
            Some((now, true)) if now == column => None,
            _ => Some((column, false)),
        };
        Self { by }
    }

    /// Puts `rows` in order, by the text or number that `key` gives for a column.
    pub fn apply<T, K: Ord>(self, rows: &mut [T], key: impl Fn(&T, usize) -> K) {
        if let Some((column, down)) = self.by {
            rows.sort_by_cached_key(|row| key(row, column));
            if down {
                rows.reverse();
            }
        }
    }
}

/// The head of a column, with the button that sorts by it.
pub fn heading(label: &'static str, column: usize, sort: &UseStateHandle<Sort>) -> Html {
    let (state, picture) = match sort.by {
        Some((now, false)) if now == column => ("ascending", Icon::SortUp),
        Some((now, true)) if now == column => ("descending", Icon::SortDown),
        _ => ("none", Icon::Sort),
    };
    let sort = sort.clone();
    let press = Callback::from(move |_: MouseEvent| sort.set(sort.press(column)));
    html! {
        <th key={label} role="columnheader" scope="col" aria-sort={state} class={classes!((state != "none").then_some("sorted"))}>
            <button type="button" class="sort" onclick={press}>{ label }{ icon(picture) }</button>
        </th>
    }
}

/// The same for a narrow screen, where the heads have no room: a list of the columns, and a button that turns the
/// order around. The rows came `unsorted`.
pub fn sort_by(
    id: &'static str,
    unsorted: &'static str,
    heads: &[&'static str],
    sort: &UseStateHandle<Sort>,
) -> Html {
    let choices = heads.iter().enumerate().map(|(column, head)| Choice::new(column.to_string(), *head));
    let choices: std::rc::Rc<[Choice]> = std::iter::once(Choice::new("", unsorted)).chain(choices).collect();
    let chosen = sort.by.map_or_else(String::new, |(column, _)| column.to_string());
    let down = sort.by.is_some_and(|(_, down)| down);
    let onchange = {
        let sort = sort.clone();
        Callback::from(move |value: AttrValue| {
            let down = sort.by.is_some_and(|(_, down)| down);
            sort.set(Sort { by: value.parse().ok().map(|column| (column, down)) });
        })
    };
    let turn = {
        let sort = sort.clone();
        Callback::from(move |_: MouseEvent| {
            sort.set(Sort { by: sort.by.map(|(column, down)| (column, !down)) });
        })
    };
    html! {
        <div class="sort-by">
            <label for={id}>{ "Sort by" }</label>
            <Select {id} value={chosen} {choices} {onchange} />
            <Button
                label="Downwards"
                icon={if down { Icon::SortDown } else { Icon::SortUp }}
                icon_only={true}
                pressed={down}
                disabled={sort.by.is_none()}
                onclick={turn}
            />
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::Sort;

    #[test]
    fn a_third_press_restores_the_order_the_rows_came_in() {
        let once = Sort::default().press(2);
        assert_eq!(once.by, Some((2, false)));
        let twice = once.press(2);
        assert_eq!(twice.by, Some((2, true)));
        assert_eq!(twice.press(2), Sort::default());
        assert_eq!(twice.press(1).by, Some((1, false)));
    }

    #[test]
    fn rows_follow_the_column() {
        let mut rows = [(2, "a"), (1, "c"), (3, "b")];
        let key = |row: &(i32, &'static str), column: usize| {
            if column == 0 { row.0.to_string() } else { row.1.to_owned() }
        };
        Sort { by: Some((0, false)) }.apply(&mut rows, key);
        assert_eq!(rows, [(1, "c"), (2, "a"), (3, "b")]);
        Sort { by: Some((1, true)) }.apply(&mut rows, key);
        assert_eq!(rows, [(1, "c"), (3, "b"), (2, "a")]);
    }
}
