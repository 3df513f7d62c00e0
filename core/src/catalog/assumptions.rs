//! What AWS does not document and the model chose: each with an id and a sentence.
//!
//! An answer names the assumptions that mattered to it, so that a reader can tell what is AWS's word and
//! what is not.

macro_rules! assumptions {
    ($($(#[$doc:meta])* $variant:ident = $id:literal, $sentence:literal;)*) => {
        /// Something chosen because AWS documents nothing.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Assumption { $($(#[$doc])* $variant,)* }

        impl Assumption {
            /// All of them.
            pub const ALL: &[Assumption] = &[$(Assumption::$variant,)*];

            /// The stable id.
            pub fn id(self) -> &'static str {
                match self { $(Assumption::$variant => $id,)* }
            }

            /// What was chosen, in a sentence.
            pub fn sentence(self) -> &'static str {
                match self { $(Assumption::$variant => $sentence,)* }
            }

            /// The assumption with the id.
            pub fn find(id: &str) -> Option<Assumption> {
                Assumption::ALL.iter().copied().find(|assumption| assumption.id() == id)
            }
        }
    };
}

assumptions! {
    /// Internet gateways were not described.
    NotDescribedInternetGateways = "not-described:InternetGateways",
        "The internet gateways are not described, so the way to and from the internet is taken to be open.";
    /// Interfaces were not described.
    NotDescribedNetworkInterfaces = "not-described:NetworkInterfaces",
        "The interfaces are not described, so one stands in for each group.";
    /// Network ACLs were not described.
    NotDescribedNetworkAcls = "not-described:NetworkAcls",
        "The network ACLs are not described, so they are taken to allow.";
    /// Route tables were not described.
    NotDescribedRouteTables = "not-described:RouteTables",
        "The route tables are not described, so a route is taken to exist.";
    /// Port 25 is blocked at the sender's interface.
    Port25AtInterface = "port-25-at-interface",
        "AWS blocks outbound TCP 25 to public addresses; where on the path is not documented. Here it is the sender's interface.";
    /// The exemption of unfiltered services goes by address alone.
    UnfilteredByAddress = "unfiltered-by-address",
        "Traffic of an unfiltered AWS service is recognised by its address, whatever its protocol and port.";
}

#[cfg(test)]
mod tests {
    use super::Assumption;
    use std::collections::BTreeSet;

    #[test]
    fn ids_are_unique_and_found_again() {
        let ids: BTreeSet<_> = Assumption::ALL.iter().map(|assumption| assumption.id()).collect();
        assert_eq!(ids.len(), Assumption::ALL.len());
        for assumption in Assumption::ALL {
            assert_eq!(Assumption::find(assumption.id()), Some(*assumption));
            assert!(assumption.sentence().ends_with('.'));
        }
    }
}
