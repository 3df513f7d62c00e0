//! The evaluator's catalogs, read from their source: this package builds without the evaluator, and a test of the
//! evaluator's holds the source to the form that is read here.

/// The entries of a macro's list `Variant = "name", "sentence";`: name and sentence.
pub fn entries(source: &str, opening: &str) -> Vec<(String, String)> {
    let list = source.split_once(opening).map_or("", |(_, list)| list);
    let list = list.split_once("\n}\n").map_or(list, |(list, _)| list);
    let lines = list.lines().filter(|line| !line.trim_start().starts_with("//"));
    let code = lines.collect::<Vec<_>>().join("\n");
    let mut texts = literals(&code).into_iter();
    let mut found = Vec::new();
    while let (Some(name), Some(sentence)) = (texts.next(), texts.next()) {
        found.push((name, sentence));
    }
    found
}

/// The string literals of a piece of code, in order.
fn literals(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut characters = code.chars();
    while characters.any(|character| character == '"') {
        let mut text = String::new();
        while let Some(character) = characters.next() {
            match character {
                '"' => break,
                '\\' => text.extend(characters.next()),
                other => text.push(other),
            }
        }
        found.push(text);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_read_over_lines_and_past_comments() {
        let source = "list! {\n    /// A \"doc\".\n    One = \"one\", \"First.\";\n    Two = \"two\",\n        \"A \\\"second\\\".\";\n}\n\"no\"";
        let expected = [("one", "First."), ("two", "A \"second\".")];
        assert_eq!(
            entries(source, "list! {"),
            expected.map(|(name, sentence)| (name.to_owned(), sentence.to_owned()))
        );
    }
}
