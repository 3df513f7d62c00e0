//! TypeScript declarations, cut into one piece per exported name.

/// One exported declaration.
#[derive(Debug, PartialEq, Eq)]
pub struct Declaration {
    /// Its name.
    pub name: String,
    /// What the comment in front of it says.
    pub about: String,
    /// It itself, without that comment.
    pub code: String,
}

/// The exported declarations of a file, in order. They stand at the left edge, and what belongs to them does not.
pub fn read(source: &str) -> Vec<Declaration> {
    let mut found: Vec<Declaration> = Vec::new();
    let mut comment: Vec<&str> = Vec::new();
    let mut is_open = false;
    for line in source.lines() {
        let at_edge = line.starts_with(|first: char| !first.is_whitespace());
        if let Some(rest) = line.strip_prefix("export ") {
            let name: String = rest
                .split([' ', ';', '<'])
                .find(|word| !KEYWORDS.contains(word))
                .unwrap_or_default()
                .to_owned();
            found.push(Declaration { name, about: words(&comment), code: line.to_owned() });
            comment.clear();
            is_open = !line.ends_with(';') && !line.ends_with('}');
        } else if is_open {
            if let Some(last) = found.last_mut() {
                last.code += "\n";
                last.code += line;
            }
            is_open = !(at_edge && (line.ends_with('}') || line.ends_with(';')));
        } else if line.starts_with("/**") {
            comment = vec![line];
        } else if line.starts_with(" *") {
            comment.push(line);
        }
    }
    found
}

const KEYWORDS: [&str; 6] = ["class", "interface", "type", "const", "declare", "function"];

/// A comment's words: an empty line of it stays an empty line.
fn words(comment: &[&str]) -> String {
    let lines = comment.iter().map(|line| {
        line.trim().trim_start_matches("/**").trim_end_matches("*/").trim().trim_start_matches('*').trim()
    });
    lines.collect::<Vec<_>>().join("\n").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_are_cut_with_their_comments() {
        let source = "/** An end. */\nexport type End = string;\n\n/**\n * A thing.\n *\n * More.\n */\nexport interface Thing {\n  /** Inside. */\n  it: End;\n}\n\nexport type Step = { a: 1 } & (\n  | { b: 2 }\n);\n";
        let found = read(source);
        let names: Vec<&str> = found.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["End", "Thing", "Step"]);
        assert_eq!(found[0].about, "An end.");
        assert_eq!(found[1].about, "A thing.\n\nMore.");
        assert!(found[1].code.ends_with("it: End;\n}") && found[2].code.ends_with("\n);"));
    }

    #[test]
    fn the_evaluators_declarations_are_all_found() {
        let path = crate::place::root().join("core/src/js/types.d.ts");
        let source = std::fs::read_to_string(path).unwrap();
        let found = read(&source);
        assert_eq!(
            found.len(),
            source.matches("\nexport ").count() + usize::from(source.starts_with("export "))
        );
        assert!(found.iter().any(|one| one.name == "Simulation" && one.code.contains("toAws(")));
    }
}
