//! EC2's answers as the page tells them: AWS's words, then ours on a line of their own.

use sg_core::control::Ec2Error;
use sg_core::explain::plainly;

/// AWS's words and, after a line's end, what they mean where they would not help a newcomer.
#[must_use]
pub fn told(error: &Ec2Error) -> String {
    with_plain(error.message.clone(), error)
}

/// The same with the code before it.
#[must_use]
pub fn told_with_code(error: &Ec2Error) -> String {
    with_plain(error.to_string(), error)
}

fn with_plain(words: String, error: &Ec2Error) -> String {
    match plainly(error) {
        Some(line) => format!("{words}\n{line}"),
        None => words,
    }
}

/// A name in a text: between backticks, its own doubled.
#[must_use]
pub fn quoted(name: &str) -> String {
    format!("`{}`", name.replace('`', "``"))
}

/// AWS's part of a text.
#[must_use]
pub fn of_aws(text: &str) -> &str {
    text.split('\n').next().unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_aws_says_stays_and_ours_follows() {
        let error = Ec2Error::new("InvalidParameterValue", "CIDR block 10.0.0.5 is malformed");
        let text = told(&error);
        assert_eq!(text, "CIDR block 10.0.0.5 is malformed\nFor this address alone, type 10.0.0.5/32.");
        assert_eq!(of_aws(&text), "CIDR block 10.0.0.5 is malformed");
        assert!(told_with_code(&error).starts_with("InvalidParameterValue: CIDR block"));
        assert_eq!(told(&Ec2Error::new("InvalidAction", "No.")), "No.");
    }
}
