//! The help texts, as data: what an Info link opens.
//!
//! Two sentences a topic and the page of AWS's documentation that says the rest. What AWS's things do is stated
//! once, here; labels and hints elsewhere do not repeat it.

/// One help text.
#[derive(Debug, PartialEq, Eq)]
pub struct Topic {
    /// Names it.
    pub id: &'static str,
    /// Its heading; also what is read out on its link.
    pub title: &'static str,
    /// Two sentences.
    pub text: &'static str,
    /// The page of AWS's documentation: its title and its path there.
    pub page: (&'static str, &'static str),
}

impl Topic {
    /// The address of the page.
    #[must_use]
    pub fn url(&self) -> String {
        format!("https://docs.aws.amazon.com/{}", self.page.1)
    }
}

/// Where every topic's page lies below AWS's documentation.
const fn topic(
    id: &'static str,
    title: &'static str,
    text: &'static str,
    page: (&'static str, &'static str),
) -> Topic {
    Topic { id, title, text, page }
}

const GROUPS_PAGE: (&str, &str) =
    ("Control traffic with security groups", "vpc/latest/userguide/vpc-security-groups.html");
const RULES_PAGE: (&str, &str) = ("Security group rules", "vpc/latest/userguide/security-group-rules.html");
const TRACKING_PAGE: (&str, &str) =
    ("Security group connection tracking", "AWSEC2/latest/UserGuide/security-group-connection-tracking.html");
const ANALYZER_PAGE: (&str, &str) =
    ("Reachability Analyzer", "vpc/latest/reachability/what-is-reachability-analyzer.html");
const INTERFACES_PAGE: (&str, &str) =
    ("Elastic network interfaces", "AWSEC2/latest/UserGuide/using-eni.html");

/// How to begin.
pub const START: Topic = topic(
    "start",
    "How the playground works",
    "Choose who sends and who receives under Test packet, press Send, and read in the verdict which check decided and \
     why. Change a rule and send again: everything happens in this browser, and nothing reaches AWS.",
    GROUPS_PAGE,
);

/// Security groups.
pub const GROUPS: Topic = topic(
    "groups",
    "Security groups",
    "A security group is a list of what may pass, attached to network interfaces rather than to subnets. An interface \
     with several groups lets pass what any one of them allows.",
    GROUPS_PAGE,
);

/// Inbound and outbound rules.
pub const RULES: Topic = topic(
    "rules",
    "Inbound and outbound rules",
    "A rule can only allow, so what no rule allows is dropped in silence, and the order of rules means nothing; to deny \
     one address, add a rule to the network ACL of the subnet. Inbound rules are about connections that begin \
     elsewhere, outbound rules about those that begin here; replies need no rule.",
    RULES_PAGE,
);

/// Source and destination of a rule.
pub const SOURCE: Topic = topic(
    "source",
    "Source and destination",
    "The other end can be an address range, a prefix list, or a security group. A group stands for the private \
     addresses of the interfaces that carry it, so a rule that names one never matches traffic that comes through a \
     public address.",
    RULES_PAGE,
);

/// The test packet.
pub const TEST_PACKET: Topic = topic(
    "test-packet",
    "Test packet",
    "Send judges one packet as it leaves its sender, checkpoint by checkpoint. Connect plays a whole exchange, so that \
     the way back is judged too.",
    ANALYZER_PAGE,
);

/// The verdict.
pub const VERDICT: Topic = topic(
    "verdict",
    "Verdict",
    "The numbered checkpoints are what the packet met, in the order in which it met them; open one to see every \
     rule that was compared. Unknown means that what decides is not described or not modelled here, and that no guess \
     was made.",
    ANALYZER_PAGE,
);

/// Connection tracking.
pub const TRACKING: Topic = topic(
    "tracking",
    "Connection tracking",
    "A security group remembers each connection that a rule let by, and lets its later packets and its replies by \
     without asking the rules again. A flow that the rules allow from anywhere, with its replies to anywhere on every \
     port, is not remembered, and a removed rule then cuts it at once.",
    TRACKING_PAGE,
);

/// The clock.
pub const CLOCK: Topic = topic(
    "clock",
    "The clock",
    "Time stands still here until it is moved, so that the end of an idle connection can be watched. An entry that sees \
     no packet for its timeout is forgotten, and the next packet then has to pass the rules anew.",
    (
        "Idle connection tracking timeout",
        "AWSEC2/latest/UserGuide/security-group-connection-tracking.html#connection-tracking-timeouts",
    ),
);

/// Network ACLs.
pub const ACLS: Topic = topic(
    "network-acls",
    "Network ACLs",
    "A network ACL guards a subnet with numbered entries, of which the lowest that matches decides, to allow or to \
     deny. It remembers nothing, so replies need an entry of their own, for the ports that the sender chose.",
    (
        "Control subnet traffic with network access control lists",
        "vpc/latest/userguide/vpc-network-acls.html",
    ),
);

/// Route tables.
pub const ROUTES: Topic = topic(
    "route-tables",
    "Route tables",
    "A subnet's route table says where a packet goes next, and the route with the longest matching prefix wins. \
     Without a matching route the packet goes nowhere, whatever the rules allow.",
    ("Configure route tables", "vpc/latest/userguide/VPC_Route_Tables.html"),
);

/// Prefix lists.
pub const PREFIX_LISTS: Topic = topic(
    "prefix-lists",
    "Prefix lists",
    "A prefix list is a named set of address ranges that rules and routes can refer to. A rule that names one counts \
     against the quota with the list's maximum size, however many entries it has.",
    (
        "Consolidate and manage network CIDR blocks with managed prefix lists",
        "vpc/latest/userguide/managed-prefix-lists.html",
    ),
);

/// Network interfaces.
pub const INTERFACES: Topic = topic(
    "interfaces",
    "Network interfaces",
    "An interface is where a packet really begins and ends: instances, load balancers, databases, tasks and functions \
     each have one or more. Its groups, its subnet and its addresses decide all that is judged here.",
    INTERFACES_PAGE,
);

/// The diagram.
pub const DIAGRAM: Topic = topic(
    "diagram",
    "Diagram",
    "The line is the last packet's way through the numbered checkpoints of the verdict, and goes on dotted past \
     the one that drops it. Drag a group's chip onto an interface to attach the group, or choose Attach to interfaces in the menu of \
     the chip: a right press, or Shift and F10.",
    GROUPS_PAGE,
);

/// Expectations.
pub const EXPECTATIONS: Topic = topic(
    "expectations",
    "Expectations",
    "Keep a packet here as one that must be allowed or must be denied, and it is judged again at every change. They \
     are tests for a network: change a rule and see at once which of them no longer hold.",
    ANALYZER_PAGE,
);

/// The history.
pub const HISTORY: Topic = topic(
    "history",
    "History",
    "Every change and every packet stands here; of TCP, SYN asks for a connection, SYN-ACK answers and ACK confirms. A \
     click shows the whole page as it was then, and what came later can be done again until something else is done.",
    ("AWS CLI Command Reference, ec2", "cli/latest/reference/ec2/index.html"),
);

/// Import.
pub const IMPORT: Topic = topic(
    "import",
    "Import",
    "Paste what the AWS CLI prints, of one command or of several, one after the other. Nothing of it leaves this browser, \
     and what it does not describe is taken as open and marked so in the verdict.",
    ("describe-security-groups", "cli/latest/reference/ec2/describe-security-groups.html"),
);

/// Everything that has a help text, in the order in which the help panel lists it.
pub const ALL: &[&Topic] = &[
    &START,
    &GROUPS,
    &RULES,
    &SOURCE,
    &TEST_PACKET,
    &VERDICT,
    &TRACKING,
    &CLOCK,
    &ACLS,
    &ROUTES,
    &PREFIX_LISTS,
    &INTERFACES,
    &DIAGRAM,
    &EXPECTATIONS,
    &HISTORY,
    &IMPORT,
];

/// The topic of this name.
#[must_use]
pub fn find(id: &str) -> Option<&'static Topic> {
    ALL.iter().find(|topic| topic.id == id).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_topic_has_a_name_of_its_own_and_two_sentences() {
        for topic in ALL {
            assert_eq!(find(topic.id), Some(*topic), "{} is named twice", topic.id);
            let sentences = topic.text.matches(". ").count() + 1;
            assert_eq!(sentences, 2, "{}: {}", topic.id, topic.text);
            assert!(topic.text.ends_with('.'), "{}", topic.id);
            assert!(!topic.text.contains("  "), "{}: a line was broken badly", topic.id);
        }
    }

    #[test]
    fn each_page_is_one_of_awss_documentation() {
        for topic in ALL {
            let (title, path) = topic.page;
            assert!(!title.is_empty() && !path.starts_with('/'), "{}", topic.id);
            assert!(path.contains(".html"), "{}: {path}", topic.id);
            assert!(topic.url().starts_with("https://docs.aws.amazon.com/"), "{}", topic.id);
        }
    }
}
