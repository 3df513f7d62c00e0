//! Lines for a terminal, broken where a reader would: an option stays with its value, a value of JSON breaks after a
//! comma, and after a name where even that is too long. What is copied has none of these breaks.

use yew::prelude::*;

use super::button::{Button, Weight};
use super::icon::Icon;

/// The options of the lines with their values, and the white space between them.
pub fn words(lines: &str) -> impl Iterator<Item = Html> + '_ {
    arguments(lines).into_iter().map(argument)
}

/// What stays on one line where it fits, and the white space behind it.
fn argument(text: &str) -> Html {
    let last = text.trim_end();
    let words = last.split_inclusive(' ').map(|word| {
        let bare = word.trim_end();
        html! { <>{ for members(bare) }{ behind(word, bare) }</> }
    });
    html! { <><span class="argument">{ for words }</span>{ behind(text, last) }</> }
}

/// The members of a value of JSON; of anything else, the whole.
fn members(word: &str) -> impl Iterator<Item = Html> + '_ {
    word.split_inclusive(',').map(|member| {
        let mut before = ' ';
        let parts =
            member.split_inclusive(|letter| std::mem::replace(&mut before, letter) == '"' && letter == ':');
        let parts = parts.map(|part| html! { <><span class="word">{ part.to_owned() }</span><wbr /></> });
        html! { <span class="argument">{ for parts }</span> }
    })
}

fn behind(text: &str, word: &str) -> String {
    text.strip_prefix(word).unwrap_or_default().to_owned()
}

/// The lines in pieces: a word, or an option with the first word of its value.
fn arguments(lines: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut from, mut at, mut takes) = (0, 0, false);
    for word in lines.split_inclusive([' ', '\n']) {
        if !takes || word.starts_with('-') {
            pieces.extend(lines.get(from..at));
            from = at;
        }
        takes = word.starts_with("--") && word.ends_with(' ');
        at += word.len();
    }
    pieces.extend(lines.get(from..));
    pieces
}

/// Lines for a terminal, with a button that copies them.
pub fn command(lines: &str, oncopy: &Callback<String>) -> Html {
    if lines.is_empty() {
        return Html::default();
    }
    let copy = {
        let (oncopy, lines) = (oncopy.clone(), lines.to_owned());
        Callback::from(move |_: MouseEvent| oncopy.emit(lines.clone()))
    };
    html! {
        <div class="command-box">
            <pre class="mono command" tabindex="0">{ for words(lines) }</pre>
            <Button label="Copy the command" icon={Icon::Copy} icon_only={true} weight={Weight::Quiet} onclick={copy} />
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::arguments;

    #[test]
    fn an_option_stays_with_its_value_and_nothing_is_lost() {
        let lines = "A=$(aws make --b \"c d\"\n --e)\naws act --list f g --h --i j";
        let expected = [
            "",
            "A=$(aws ",
            "make ",
            "--b \"c ",
            "d\"\n",
            " ",
            "--e)\n",
            "aws ",
            "act ",
            "--list f ",
            "g ",
            "--h ",
            "--i j",
        ];
        assert_eq!(arguments(lines), expected);
        assert_eq!(arguments(lines).concat(), lines);
    }
}
