//! Long lists: only the rows in view are drawn.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

/// The height of a row of a table in pixels; the style sheet holds the rows to it.
pub const ROW: usize = 32;
/// Rows drawn beyond each edge, so that a quick scroll shows no gap.
const SPARE: usize = 8;
/// The most rows that are taken to be in view: a box that is as high as its rows would else draw them all.
const MOST: usize = 90;

/// Which rows of a long list are drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Window {
    /// To be put on the box that scrolls.
    pub node: NodeRef,
    /// To be put on the box that scrolls.
    pub onscroll: Callback<Event>,
    /// The first row drawn.
    pub first: usize,
    /// The row after the last one drawn.
    pub end: usize,
    /// Pixels left out above.
    pub above: usize,
    /// Pixels left out below.
    pub below: usize,
    /// The height of a row in pixels.
    pub height: usize,
}

/// Follows a box of `count` rows as it scrolls. They are `height` pixels high each until one is drawn and measured:
/// a style sheet may make them higher on a narrow screen.
#[hook]
pub fn use_window(count: usize, height: usize) -> Window {
    let node = use_node_ref();
    // The first row in view and how many fit; counted in rows, so that most scroll events change nothing.
    let view = use_state_eq(|| (0usize, 40usize, height));
    let measure = {
        let (node, view) = (node.clone(), view.setter());
        Callback::from(move |()| {
            if let Some(element) = node.cast::<HtmlElement>() {
                let row = element.query_selector("tbody > tr, ul > li").ok().flatten();
                let row = row.and_then(|row| row.dyn_into::<HtmlElement>().ok());
                let measured = row.and_then(|row| usize::try_from(row.offset_height()).ok());
                let height = measured.filter(|height| *height > 0).unwrap_or(height);
                let rows = |pixels: i32| usize::try_from(pixels).unwrap_or(0) / height;
                // Steps of six rows: a scroll of a few pixels draws nothing anew.
                let first = rows(element.scroll_top()) / 6 * 6;
                view.set((first, (rows(element.client_height()) + 7).min(MOST), height));
            }
        })
    };
    use_effect_with((count, height), {
        let measure = measure.clone();
        move |_| measure.emit(())
    });
    let (top, fit, height) = *view;
    let first = top.saturating_sub(SPARE).min(count);
    let end = (top + fit + SPARE).min(count).max(first);
    Window {
        node,
        onscroll: measure.reform(|_: Event| ()),
        first,
        end,
        above: first * height,
        below: (count - end) * height,
        height,
    }
}

/// Room for rows that are not drawn, as a picture: its height needs no style attribute.
pub fn gap(pixels: usize) -> Html {
    html! { <svg class="gap" width="1" height={pixels.to_string()} aria-hidden="true"></svg> }
}

/// The box of a windowed table, read out as `region`: it scrolls, and `table` holds the rows in view.
pub fn windowed(window: &Window, region: &'static str, table: Html) -> Html {
    html! {
        <div
            ref={window.node.clone()}
            class="table-box"
            tabindex="0"
            role="group"
            aria-label={region}
            onscroll={window.onscroll.clone()}
        >
            { gap(window.above) }
            { table }
            { gap(window.below) }
        </div>
    }
}

/// A table in the same hand everywhere: the heads of its columns, its rows. On a narrow screen its rows are cards; a
/// class of its own arranges them. The roles stay what they are there.
pub fn table(class: &'static str, heads: &[&'static str], rows: impl Iterator<Item = Html>) -> Html {
    let heads =
        heads.iter().map(|head| html! { <th key={*head} role="columnheader" scope="col">{ *head }</th> });
    html! {
        <table class={classes!("table", "cards", class)} role="table">
            <thead role="rowgroup"><tr role="row">{ for heads }</tr></thead>
            <tbody role="rowgroup">{ for rows }</tbody>
        </table>
    }
}

/// A cell of a table whose rows are cards on a narrow screen: there it says the head of its column itself.
pub fn cell(head: &'static str, class: &'static str, content: Html) -> Html {
    html! { <td key={head} role="cell" {class} data-head={head}><span class="value">{ content }</span></td> }
}
