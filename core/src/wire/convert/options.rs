//! The playground's options by name: what EC2 has no action for.

use crate::model::{Options, Settings};
use serde_json::Value;

/// An option that a document may set.
pub struct PlaygroundOption {
    /// Its name.
    pub name: &'static str,
    /// What values it takes, for people.
    pub takes: &'static str,
    /// Its value.
    pub read: fn(&Options) -> Value,
    set: fn(&mut Options, &Value) -> Option<()>,
}

/// All options, by name.
pub static OPTIONS: [PlaygroundOption; 5] = [
    PlaygroundOption {
        name: "Port25Lifted",
        takes: "true where AWS has lifted its block on outbound TCP 25, else false",
        read: |options| options.port_25_lifted.into(),
        set: |options, value| value.as_bool().map(|lifted| options.port_25_lifted = lifted),
    },
    PlaygroundOption {
        name: "Related",
        takes: "true where ICMP errors about a tracked flow shall pass without a rule, else false",
        read: |options| options.related.into(),
        set: |options, value| value.as_bool().map(|related| options.related = related),
    },
    PlaygroundOption {
        name: "TrackingAllowance",
        takes: "the most tracked connections of an instance, from 1 to 4294967295, or null for no limit",
        read: |options| options.tracking_allowance.into(),
        set: |options, value| {
            if value.is_null() {
                options.tracking_allowance = None;
                return Some(());
            }
            let allowance = u32::try_from(value.as_u64()?).ok().filter(|allowance| *allowance > 0)?;
            options.tracking_allowance = Some(allowance);
            Some(())
        },
    },
    PlaygroundOption {
        name: "You",
        takes: "the IPv4 address that stands for the reader",
        read: |options| options.you.to_string().into(),
        set: |options, value| value.as_str()?.parse().ok().map(|address| options.you = address),
    },
    PlaygroundOption {
        name: "YouIpv6",
        takes: "the IPv6 address that stands for the reader",
        read: |options| options.you_ipv6.to_string().into(),
        set: |options, value| value.as_str()?.parse().ok().map(|address| options.you_ipv6 = address),
    },
];

impl PlaygroundOption {
    /// The option with the name.
    pub fn named(name: &str) -> Option<&'static PlaygroundOption> {
        OPTIONS.iter().find(|option| option.name == name)
    }

    /// Sets it; false where it does not take the value, and then nothing has changed.
    pub fn set(&self, options: &mut Options, value: &Value) -> bool {
        (self.set)(options, value).is_some()
    }

    /// Whether it has its default.
    pub fn is_default(&self, options: &Options) -> bool {
        (self.read)(options) == (self.read)(&Settings::default().options)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_option_reads_what_was_set_and_refuses_what_it_does_not_take() {
        let check = |name: &str, good: Value, bad: Value| {
            let option = PlaygroundOption::named(name).unwrap();
            let mut options = Settings::default().options;
            assert!(option.is_default(&options));
            assert!(!option.set(&mut options, &bad), "{name} took {bad}");
            assert!(option.is_default(&options));
            assert!(option.set(&mut options, &good), "{name} refused {good}");
            assert_eq!((option.read)(&options), good);
            assert!(!option.is_default(&options));
        };
        check("Port25Lifted", json!(true), json!("yes"));
        check("Related", json!(true), json!(1));
        check("TrackingAllowance", json!(2), json!(0));
        check("You", json!("198.51.100.7"), json!("::1"));
        check("YouIpv6", json!("2001:db8::7"), json!("198.51.100.7"));
    }
}
