//! `Filters` of describe actions: every filter must hold, and one of its values is enough. `*` stands for
//! any characters, `?` for one.

use super::Ec2Error;
use crate::model::Tags;
use crate::wire::shape::Shape;

/// A filter.
#[derive(Default, Shape)]
#[shape(names = "PascalCase", closed, optional)]
pub(super) struct Filter {
    pub name: String,
    values: Vec<String>,
}

impl Filter {
    /// Whether one of its values is the text.
    pub fn takes(&self, text: &str) -> bool {
        self.values.iter().any(|value| is_like(text, value))
    }

    /// Whether it is about tags and one of them fits; none where it is about something else.
    pub fn takes_tag(&self, tags: &Tags) -> Option<bool> {
        if self.name == "tag-key" {
            return Some(tags.0.keys().any(|key| self.takes(key)));
        }
        let key = self.name.strip_prefix("tag:")?;
        Some(tags.0.get(key).is_some_and(|value| self.takes(value)))
    }

    /// EC2's error for a filter that the action does not have.
    pub fn unknown(&self) -> Ec2Error {
        Ec2Error::new("InvalidParameterValue", format!("The filter '{}' is invalid", self.name))
    }
}

/// Whether every filter holds.
pub(super) fn all(
    filters: &[Filter],
    holds: impl Fn(&Filter) -> Result<bool, Ec2Error>,
) -> Result<bool, Ec2Error> {
    // Every filter is looked at, so that an unknown one is an error whatever the others say.
    filters.iter().try_fold(true, |so_far, filter| Ok(holds(filter)? && so_far))
}

fn is_like(text: &str, pattern: &str) -> bool {
    let text: Vec<char> = text.chars().collect();
    let parts: Vec<Vec<char>> = pattern.split('*').map(|part| part.chars().collect()).collect();
    let Some(((first, last), middle)) = parts.split_first().map(|(first, rest)| match rest.split_last() {
        Some((last, middle)) => ((first, Some(last)), middle),
        None => ((first, None), rest),
    }) else {
        return false;
    };
    let Some(last) = last else {
        return text.len() == first.len() && begins_with(&text, first);
    };
    let Some(mut rest) = text.get(first.len()..).filter(|_| begins_with(&text, first)) else {
        return false;
    };
    for part in middle {
        let Some(place) =
            (0..=rest.len()).find(|place| rest.get(*place..).is_some_and(|rest| begins_with(rest, part)))
        else {
            return false;
        };
        rest = rest.get(place.saturating_add(part.len())..).unwrap_or_default();
    }
    let end = rest.len().checked_sub(last.len()).and_then(|place| rest.get(place..));
    end.is_some_and(|end| begins_with(end, last))
}

fn begins_with(text: &[char], part: &[char]) -> bool {
    text.len() >= part.len() && part.iter().zip(text).all(|(wanted, found)| *wanted == '?' || wanted == found)
}

#[cfg(test)]
mod tests {
    use super::is_like;

    #[test]
    fn stars_stand_for_any_characters_and_question_marks_for_one() {
        let check = |pattern: &str, good: &[&str], bad: &[&str]| {
            for text in good {
                assert!(is_like(text, pattern), "{pattern} should take {text:?}");
            }
            for text in bad {
                assert!(!is_like(text, pattern), "{pattern} should not take {text:?}");
            }
        };
        check("web", &["web"], &["web1", "we", "", "Web"]);
        check("web*", &["web", "web-1"], &["we", "a-web"]);
        check("*web*", &["web", "a-web-1"], &["we-b"]);
        check("a*b*c", &["abc", "aXbYbZc"], &["acb", "ab"]);
        check("*aab", &["aaab", "aab"], &["aaba"]);
        check("w?b", &["web", "wab"], &["wb", "weeb"]);
        check("*", &["", "x"], &[]);
        check("ab*ba", &["abba", "abXba"], &["aba"]);
        check("", &[""], &["x"]);
    }
}
