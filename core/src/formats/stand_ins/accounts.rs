//! Stand-ins for account ids: the ones of AWS's own documentation.

use std::collections::{BTreeMap, BTreeSet};

/// What AWS's documentation uses, and so tells nothing.
const EXAMPLES: [&str; 4] = ["111122223333", "444455556666", "777788889999", "123456789012"];

/// The account ids in a text that is an id, or an ARN.
pub(super) fn all(text: &str) -> BTreeSet<String> {
    tokens(text).filter(|token| is_account(token)).map(str::to_owned).collect()
}

/// The same without the documentation's.
pub(super) fn foreign(text: &str) -> BTreeSet<String> {
    let mut found = all(text);
    found.retain(|account| !EXAMPLES.contains(&account.as_str()));
    found
}

/// The stand-ins.
#[derive(Debug)]
pub(super) struct Mapping(BTreeMap<String, String>);

impl Mapping {
    /// Stand-ins for the accounts: the documentation's that the document does not use itself, then made-up ones.
    pub fn of(accounts: &BTreeSet<String>) -> Mapping {
        let made_up = (1_u64..).map(|number| format!("{:012}", 999_900_000_000 + number));
        let mut free = EXAMPLES.iter().map(|&id| id.to_owned()).chain(made_up);
        let mut map = BTreeMap::new();
        for account in accounts.iter().filter(|account| !EXAMPLES.contains(&account.as_str())) {
            if let Some(stand_in) = free.find(|id| !accounts.contains(id)) {
                map.insert(account.clone(), stand_in);
            }
        }
        Mapping(map)
    }

    /// Puts the stand-ins in the places of the ids.
    pub fn replace(&self, text: &mut String) {
        if tokens(text).any(|token| self.0.contains_key(token)) {
            let put = |token: &str| self.0.get(token).cloned().unwrap_or_else(|| token.to_owned());
            *text = text.split(':').map(put).collect::<Vec<_>>().join(":");
        }
    }
}

fn tokens(text: &str) -> impl Iterator<Item = &str> {
    text.split(':')
}

fn is_account(token: &str) -> bool {
    token.len() == 12 && token.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_accounts_stay_equal_and_others_stay_apart() {
        let ids = ["210987654321", "111122223333", "300000000003", "300000000004", "300000000005"];
        let mapping = Mapping::of(&ids.iter().map(|&id| id.to_owned()).collect());
        let mapped = |text: &str| {
            let mut text = text.to_owned();
            mapping.replace(&mut text);
            text
        };
        let stand_ins: BTreeSet<String> = ids.iter().map(|id| mapped(id)).collect();
        assert_eq!(stand_ins.len(), ids.len());
        assert_eq!(mapped("111122223333"), "111122223333");
        assert_eq!(mapped("210987654321"), "444455556666");
        assert_eq!(
            mapped("arn:aws:ec2:eu-west-1:210987654321:security-group/sg-1"),
            "arn:aws:ec2:eu-west-1:444455556666:security-group/sg-1"
        );
    }
}
