//! Names and descriptions of groups.
//!
//! Sources: EC2 API CreateSecurityGroupRequest; issues that quote AWS's texts.

use super::{Ec2Error, parameters};
use crate::wire::convert::is_description_character;
use std::rc::Rc;

/// The characters as AWS's errors list them.
const SET: &str = "a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*";

/// Checks a group's name and trims trailing spaces.
pub(super) fn name(text: Option<&str>) -> Result<Rc<str>, Ec2Error> {
    let name = text.map(|text| text.trim_end_matches(' ')).filter(|text| !text.is_empty());
    let name = name.ok_or_else(|| parameters::missing("GroupName"))?;
    check(name, "GroupName", "name", "names")?;
    if name.starts_with("sg-") {
        return Err(invalid(format!(
            "Value ({name}) for parameter GroupName is invalid. Group names may not be in the format sg-*."
        )));
    }
    if name.eq_ignore_ascii_case("default") {
        return Err(invalid(format!("Cannot use reserved security group name: {name}")));
    }
    Ok(Rc::from(name))
}

/// Checks a group's description.
pub(super) fn description(text: Option<&str>) -> Result<Rc<str>, Ec2Error> {
    let text = text.filter(|text| !text.is_empty());
    let text = text.ok_or_else(|| parameters::missing("GroupDescription"))?;
    check(text, "GroupDescription", "description", "descriptions")?;
    Ok(Rc::from(text))
}

fn check(text: &str, parameter: &str, one: &str, many: &str) -> Result<(), Ec2Error> {
    if !text.is_ascii() {
        return Err(invalid(format!(
            "Value ({text}) for parameter {parameter} is invalid. Character sets beyond ASCII are not supported."
        )));
    }
    if text.len() > 255 || !text.chars().all(is_description_character) {
        return Err(invalid(format!(
            "Invalid security group {one}. Valid {many} are strings less than 256 characters from the following \
             set:  {SET}"
        )));
    }
    Ok(())
}

fn invalid(message: String) -> Ec2Error {
    Ec2Error::new("InvalidParameterValue", message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(result: Result<Rc<str>, Ec2Error>, code: &str, text: &str) {
        let error = result.unwrap_err();
        assert_eq!((&*error.code, &*error.message), (code, text));
    }

    #[test]
    fn names_are_trimmed_and_reserved_ones_refused() {
        assert_eq!(&*name(Some("web  ")).unwrap(), "web");
        assert_eq!(
            &*name(Some(" a.b_c-d:e/f(g)#h,i@[j]+k=l&m;{n}!$*")).unwrap(),
            " a.b_c-d:e/f(g)#h,i@[j]+k=l&m;{n}!$*"
        );
        let missing = "The request must contain the parameter GroupName";
        refused(name(None), "MissingParameter", missing);
        refused(name(Some("  ")), "MissingParameter", missing);
        refused(
            name(Some("sg-web")),
            "InvalidParameterValue",
            "Value (sg-web) for parameter GroupName is invalid. Group names may not be in the format sg-*.",
        );
        refused(
            name(Some("default")),
            "InvalidParameterValue",
            "Cannot use reserved security group name: default",
        );
    }

    #[test]
    fn texts_are_at_most_255_characters_of_the_set() {
        let set = "strings less than 256 characters from the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*";
        let wrong = format!("Invalid security group description. Valid descriptions are {set}");
        assert!(description(Some(&"x".repeat(255))).is_ok());
        for text in ["x".repeat(256), "it's".to_owned(), "two\nlines".to_owned()] {
            refused(description(Some(&text)), "InvalidParameterValue", &wrong);
        }
        refused(
            name(Some("a?b")),
            "InvalidParameterValue",
            &format!("Invalid security group name. Valid names are {set}"),
        );
        refused(
            description(Some("é")),
            "InvalidParameterValue",
            "Value (é) for parameter GroupDescription is invalid. Character sets beyond ASCII are not supported.",
        );
        refused(
            description(None),
            "MissingParameter",
            "The request must contain the parameter GroupDescription",
        );
    }
}
