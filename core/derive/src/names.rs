//! How Rust's names are written in JSON.

/// The name of a field (`snake_case`) or variant (`PascalCase`) in a style.
pub fn written(name: &str, style: &str) -> Option<String> {
    let words = words(name);
    let capital = |word: &String| {
        let mut letters = word.chars();
        letters
            .next()
            .map(|first| first.to_uppercase().chain(letters).collect::<String>())
            .unwrap_or_default()
    };
    match style {
        "" => Some(name.to_owned()),
        "PascalCase" => Some(words.iter().map(capital).collect()),
        "camelCase" => {
            let rest = words.iter().skip(1).map(capital).collect::<String>();
            Some(words.first().cloned().unwrap_or_default() + &rest)
        }
        "lowercase" => Some(words.concat()),
        "kebab-case" => Some(words.join("-")),
        _ => None,
    }
}

/// The words of a name, in lower case.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for letter in name.trim_start_matches("r#").chars() {
        match words.last_mut() {
            _ if letter == '_' => words.push(String::new()),
            Some(word) if !letter.is_uppercase() => word.push(letter),
            Some(word) if word.is_empty() => word.extend(letter.to_lowercase()),
            _ => words.push(letter.to_lowercase().collect()),
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::written;

    #[test]
    fn names_are_written_in_each_style() {
        let check = |name, style, expected: &str| {
            assert_eq!(written(name, style).as_deref(), Some(expected), "{name} {style}");
        };
        check("cidr_ipv6", "PascalCase", "CidrIpv6");
        check("r#type", "PascalCase", "Type");
        check("died_at", "camelCase", "diedAt");
        check("from", "camelCase", "from");
        check("TcpConnect", "kebab-case", "tcp-connect");
        check("Ingress", "lowercase", "ingress");
        check("matches", "", "matches");
        assert_eq!(written("a", "SHOUTING"), None);
    }
}
