//! Lines for a terminal, broken between their words alone: a flag is not split from its dashes.

use yew::prelude::*;

/// The words of the lines, and the white space between them.
pub fn words(lines: &str) -> impl Iterator<Item = Html> + '_ {
    lines.split_inclusive([' ', '\n']).map(|part| {
        let word = part.trim_end();
        let rest = part.strip_prefix(word).unwrap_or_default().to_owned();
        html! { <><span class="word">{ word.to_owned() }</span>{ rest }</> }
    })
}
