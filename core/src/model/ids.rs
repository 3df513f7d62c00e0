//! Ids, one type a resource. An import may hold ids of any shape; the control plane makes AWS's.

use serde::{Deserialize, Serialize};
use std::borrow::Borrow;
use std::fmt::{Display, Formatter};
use std::rc::Rc;

/// What all ids have in common.
pub trait ResourceId: Clone + Ord + Display + From<String> {
    /// The part before the digits, for instance `sg-`.
    const PREFIX: &'static str;

    /// The whole id.
    fn as_str(&self) -> &str;
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Rc<str>);

        impl ResourceId for $name {
            const PREFIX: &'static str = $prefix;

            fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl $name {
            /// The id with this text.
            pub fn new(text: &str) -> $name {
                $name(Rc::from(text))
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> $name {
                $name(Rc::from(text))
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl Display for $name {
            fn fmt(&self, formatter: &mut Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(&self.0)
            }
        }
    )*};
}

ids! {
    /// `i-…`
    InstanceId = "i-";
    /// `eni-…`
    NetworkInterfaceId = "eni-";
    /// `pl-…`
    PrefixListId = "pl-";
    /// `sg-…`
    SecurityGroupId = "sg-";
    /// `sgr-…`
    SecurityGroupRuleId = "sgr-";
    /// `subnet-…`
    SubnetId = "subnet-";
    /// `vpc-…`
    VpcId = "vpc-";
    /// `pcx-…`
    VpcPeeringConnectionId = "pcx-";
}
