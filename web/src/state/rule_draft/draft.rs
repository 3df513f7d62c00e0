//! One row of the form.

use sg_core::catalog::icmp_types::icmp_type;
use sg_core::catalog::rule_types::{CUSTOM_ICMPV6, PortField, ProtocolField, RuleType, parse_protocol};
use sg_core::model::{SecurityGroupRule, SecurityGroupRuleId, Traffic};
use sg_core::net::Protocol;

use super::split_peers;

use crate::state::rule_text;
use crate::state::stored::{complete, offer, stored};

/// The choice before the source or destination.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceKind {
    /// Blocks, groups and prefix lists, typed or chosen.
    Custom,
    /// 0.0.0.0/0
    AnywhereIpv4,
    /// ::/0
    AnywhereIpv6,
    /// The reader's own address.
    MyIp,
}

impl SourceKind {
    /// All, in the console's order.
    pub const ALL: [Self; 4] = [Self::Custom, Self::AnywhereIpv4, Self::AnywhereIpv6, Self::MyIp];

    /// The console's words.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Custom => "Custom",
            Self::AnywhereIpv4 => "Anywhere-IPv4",
            Self::AnywhereIpv6 => "Anywhere-IPv6",
            Self::MyIp => "My IP",
        }
    }

    /// Reads the console's words.
    #[must_use]
    pub fn parse(name: &str) -> Self {
        Self::ALL.into_iter().find(|kind| kind.name() == name).unwrap_or(Self::Custom)
    }
}

/// What is said beside the choice "My IP".
pub const MY_IP: &str = "A stand-in: nothing asks the network for your real address.";

/// The rule that a row began as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Its id.
    pub id: SecurityGroupRuleId,
    /// Whether the id was made up at import.
    pub id_is_invented: bool,
    /// Its traffic: what no type of the list can say is kept as it is.
    pub traffic: Traffic,
}

/// What ends an entry of a source or destination.
pub const SEPARATORS: &[char] = &[',', ';', ' ', '\n', '\t'];

/// One row of the form. Everything is kept as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleDraft {
    /// Names the row for as long as the form is open.
    pub key: u32,
    /// The rule it began as; none for a new row.
    pub origin: Option<Origin>,
    /// The name of the type.
    pub kind: String,
    /// The protocol of a custom protocol rule.
    pub protocol: String,
    /// The port range of a custom TCP or UDP rule.
    pub ports: String,
    /// The ICMP type of a custom ICMP rule; none stands for all.
    pub icmp_type: Option<u8>,
    /// The ICMP code of a custom ICMP rule; none stands for all.
    pub icmp_code: Option<u8>,
    /// The choice before the source or destination.
    pub source: SourceKind,
    /// The blocks, ids of groups and ids of prefix lists that were entered.
    pub peers: Vec<String>,
    /// What stands in the box and was not entered yet; it counts as entered when the rules are saved.
    pub typing: String,
    /// The description.
    pub description: String,
}

impl RuleDraft {
    /// An empty row, as "Add rule" gives it.
    #[must_use]
    pub fn new(key: u32) -> Self {
        Self {
            key,
            origin: None,
            kind: "Custom TCP".to_owned(),
            protocol: String::new(),
            ports: String::new(),
            icmp_type: None,
            icmp_code: None,
            source: SourceKind::Custom,
            peers: Vec::new(),
            typing: String::new(),
            description: String::new(),
        }
    }

    /// The row that shows an existing rule.
    #[must_use]
    pub fn of(key: u32, rule: &SecurityGroupRule) -> Self {
        let mut row = Self::new(key);
        row.show(rule.traffic);
        let (id, id_is_invented) = (rule.id.clone(), rule.id_is_invented);
        row.origin = Some(Origin { id, id_is_invented, traffic: rule.traffic });
        row.peers = vec![rule.peer.to_string()];
        row.description = rule.description.as_deref().unwrap_or_default().to_owned();
        row
    }

    /// Fills in type, protocol and ports.
    pub fn show(&mut self, traffic: Traffic) {
        rule_text::kind(traffic).clone_into(&mut self.kind);
        match traffic {
            Traffic::All => {}
            Traffic::Ports(..) => self.ports = rule_text::ports(traffic),
            Traffic::Icmp { kind, code, .. } => (self.icmp_type, self.icmp_code) = (kind, code),
            Traffic::Other(protocol) => self.protocol = protocol.0.to_string(),
        }
    }

    /// Whether the row says what the rule said.
    #[must_use]
    pub fn is_as(&self, rule: &SecurityGroupRule) -> bool {
        self.is_described_as(rule) && self.allows_the_same(rule)
    }

    /// Whether the row says something else than the rule, and describes it in the same words: EC2 keeps them too.
    #[must_use]
    pub fn is_described_as_before(&self, rule: &SecurityGroupRule) -> bool {
        !self.description.is_empty() && self.is_described_as(rule) && !self.allows_the_same(rule)
    }

    fn is_described_as(&self, rule: &SecurityGroupRule) -> bool {
        self.description == rule.description.as_deref().unwrap_or_default()
    }

    /// What is typed may be another text for the same: a type that was chosen and taken back leaves no port.
    fn allows_the_same(&self, rule: &SecurityGroupRule) -> bool {
        let before = Self::of(self.key, rule);
        self.traffic_fields() == before.traffic_fields()
            && (self.source, &self.peers, &self.typing) == (before.source, &before.peers, &before.typing)
    }

    /// The type; none for a rule that no type of the list can say: it is kept as it is.
    pub fn rule_type(&self) -> Option<&'static RuleType> {
        // The form of a group does not offer ICMP of IPv6 by type: there it is what a rule began as.
        RuleType::named(&self.kind).filter(|listed| **listed != CUSTOM_ICMPV6 || self.origin.is_none())
    }

    /// Another type: what it leaves to be typed begins empty.
    pub fn choose_type(&mut self, name: &str) {
        name.clone_into(&mut self.kind);
        self.ports.clear();
        self.protocol.clear();
        self.icmp_code = None;
        self.icmp_type = match self.rule_type().map(|listed| listed.protocol) {
            Some(ProtocolField::IcmpType) => Some(0),
            Some(ProtocolField::Icmpv6Type) => Some(128),
            _ => None,
        };
    }

    /// Another ICMP type: its codes are others, so all of them are meant until one is chosen.
    pub fn choose_icmp_type(&mut self, number: Option<u8>) {
        self.icmp_type = number;
        self.icmp_code = None;
    }

    /// Another choice before the source or destination.
    pub fn choose_source(&mut self, source: SourceKind) {
        if source != SourceKind::Custom {
            self.peers.clear();
            self.typing.clear();
        }
        self.source = source;
    }

    /// What is to be known of the source before a save: that an address stands in, or that blocks are cut.
    #[must_use]
    pub fn source_note(&self) -> Option<String> {
        match self.source {
            SourceKind::MyIp => Some(MY_IP.to_owned()),
            SourceKind::AnywhereIpv4 | SourceKind::AnywhereIpv6 => None,
            SourceKind::Custom => {
                let typed: Vec<String> = split_peers(&self.typing).collect();
                stored(self.peers.iter().chain(&typed).map(String::as_str))
            }
        }
    }

    /// What a press offers for addresses that were entered or typed without a prefix length.
    #[must_use]
    pub fn offer(&self) -> Option<String> {
        let typed: Vec<String> = split_peers(&self.typing).collect();
        let blocks = self.peers.iter().chain(&typed).map(String::as_str);
        if self.source == SourceKind::Custom { offer(blocks) } else { None }
    }

    /// Gives each address its prefix length, and enters what stands in the box.
    pub fn complete(&mut self) {
        for peer in self.peers.iter_mut().chain([&mut self.typing]) {
            complete(peer);
        }
        self.enter();
    }

    /// Takes what was typed into the box. A separator ends an entry, also in the middle of a pasted list.
    pub fn type_source(&mut self, text: &str) {
        let rest = match text.rsplit_once(SEPARATORS) {
            Some((done, rest)) => {
                self.peers.extend(split_peers(done));
                rest
            }
            None => text,
        };
        rest.clone_into(&mut self.typing);
    }

    /// Enters what stands in the box.
    pub fn enter(&mut self) {
        let typed = std::mem::take(&mut self.typing);
        self.peers.extend(split_peers(&typed));
    }

    /// Takes an entry away, and answers where it stood.
    pub fn remove(&mut self, peer: &str) -> Option<usize> {
        let at = self.peers.iter().position(|entry| entry == peer)?;
        self.peers.remove(at);
        Some(at)
    }

    /// Puts an entry back into the field, to be typed on; what stood there is entered in its stead.
    pub fn take_back(&mut self, peer: &str) {
        if let Some(at) = self.remove(peer) {
            let typed = std::mem::replace(&mut self.typing, peer.to_owned());
            self.peers.splice(at..at, split_peers(&typed));
            self.source = SourceKind::Custom;
        }
    }

    /// What the column Protocol shows where nothing can be chosen or typed.
    #[must_use]
    pub fn protocol_shown(&self) -> String {
        match self.rule_type().map(|listed| listed.protocol) {
            Some(ProtocolField::Fixed(text, _)) => text.to_owned(),
            Some(ProtocolField::IcmpType | ProtocolField::Icmpv6Type | ProtocolField::Typed) => String::new(),
            None => {
                self.origin.as_ref().map_or_else(String::new, |origin| rule_text::protocol(origin.traffic))
            }
        }
    }

    /// What the column Port range shows where nothing can be chosen or typed.
    #[must_use]
    pub fn ports_shown(&self) -> String {
        match self.rule_type().map(|listed| listed.ports) {
            Some(PortField::Fixed(text, _)) => text.to_owned(),
            Some(PortField::Typed) => self.ports.clone(),
            Some(PortField::IcmpCode) if self.kind == CUSTOM_ICMPV6.name => "All".to_owned(),
            Some(PortField::IcmpCode) => match self.icmp_type.and_then(icmp_type) {
                Some(listed) if listed.codes.is_empty() => "N/A".to_owned(),
                _ => "All".to_owned(),
            },
            None => self.origin.as_ref().map_or_else(String::new, |origin| rule_text::ports(origin.traffic)),
        }
    }

    /// Which port is missing where ports are to be typed, in plain words with an example.
    #[must_use]
    pub fn missing_port(&self) -> Option<&'static str> {
        self.rule_type().filter(|listed| listed.ports == PortField::Typed)?;
        match port_numbers(&self.ports) {
            (Some(_), Some(_)) => None,
            (Some(_), None) => Some("The upper port is missing: type it after the dash, like 8000 - 8080."),
            (None, Some(_)) => Some("The lower port is missing: type it before the dash, like 8000 - 8080."),
            (None, None) if self.ports.trim().is_empty() => {
                Some("The port is missing: type one, like 443, or a range, like 8000 - 8080.")
            }
            (None, None) => Some("A port is a number, like 443. A range is two, like 8000 - 8080."),
        }
    }

    /// Protocol and ports as the API takes them; the API itself says what is wrong with them.
    pub fn traffic_fields(&self) -> TrafficFields {
        let Some(listed) = self.rule_type() else {
            let traffic = self.origin.as_ref().map(|origin| origin.traffic);
            let ports = traffic.and_then(Traffic::port_fields);
            return TrafficFields { protocol: traffic.map(Traffic::ip_protocol), ports: ports.map(both) };
        };
        let name =
            |protocol: Option<Protocol>| protocol.map_or_else(|| "-1".to_owned(), |one| one.to_string());
        let protocol = match listed.protocol {
            ProtocolField::Fixed(_, protocol) => Some(name(protocol)),
            ProtocolField::IcmpType => Some(name(Some(Protocol::ICMP))),
            ProtocolField::Icmpv6Type => Some(name(Some(Protocol::ICMPV6))),
            ProtocolField::Typed => {
                let typed = self.protocol.trim();
                let known = parse_protocol(typed).map(|protocol| protocol.to_string());
                (!typed.is_empty()).then(|| known.unwrap_or_else(|| typed.to_owned()))
            }
        };
        let ports = match listed.ports {
            PortField::Fixed(_, ports) => ports.map(both),
            PortField::IcmpCode => {
                let number = |number: Option<u8>| Some(number.map_or(-1, i64::from));
                Some((number(self.icmp_type), number(self.icmp_code)))
            }
            PortField::Typed => Some(port_numbers(&self.ports)),
        };
        TrafficFields { protocol, ports }
    }
}

/// The values of the API for protocol and ports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrafficFields {
    /// The protocol, by name or number; `-1` is all.
    pub protocol: Option<String>,
    /// From and to, or ICMP type and code; what is no number is left out.
    pub ports: Option<(Option<i64>, Option<i64>)>,
}

fn both((from, to): (i32, i32)) -> (Option<i64>, Option<i64>) {
    (Some(from.into()), Some(to.into()))
}

/// `n`, or `n - m` with or without blanks. What is not a number is left out, and the API asks for it.
fn port_numbers(typed: &str) -> (Option<i64>, Option<i64>) {
    let typed = typed.trim();
    let number = |text: &str| text.trim().parse::<i64>().ok();
    // The first character may be a minus sign: then it belongs to the number.
    let dash = typed.char_indices().skip(1).find(|(_, character)| matches!(character, '-' | '–'));
    match dash {
        None => (number(typed), number(typed)),
        Some((at, dash)) => {
            let (from, rest) = typed.split_at(at);
            (number(from), number(rest.trim_start_matches(dash)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(kind: &str) -> RuleDraft {
        let mut row = RuleDraft::new(1);
        row.choose_type(kind);
        row
    }

    #[test]
    fn a_type_fills_in_protocol_and_ports() {
        let https = row("HTTPS");
        assert_eq!((https.protocol_shown().as_str(), https.ports_shown().as_str()), ("TCP", "443"));
        let dns = row("DNS (UDP)");
        assert_eq!((dns.protocol_shown().as_str(), dns.ports_shown().as_str()), ("UDP", "53"));
        let all = row("All traffic");
        assert_eq!((all.protocol_shown().as_str(), all.ports_shown().as_str()), ("All", "All"));
        let fields = all.traffic_fields();
        assert_eq!((fields.protocol.as_deref(), fields.ports), (Some("-1"), None));
    }

    #[test]
    fn port_ranges_are_read_as_the_console_writes_them() {
        assert_eq!(port_numbers("22"), (Some(22), Some(22)));
        assert_eq!(port_numbers(" 20 - 25 "), (Some(20), Some(25)));
        assert_eq!(port_numbers("20-25"), (Some(20), Some(25)));
        assert_eq!(port_numbers("-1"), (Some(-1), Some(-1)));
        assert_eq!(port_numbers("22-"), (Some(22), None));
        assert_eq!(port_numbers(""), (None, None));
        assert_eq!(port_numbers("ssh"), (None, None));
    }

    #[test]
    fn the_port_that_is_missing_is_named() {
        let missing = |kind: &str, ports: &str| {
            let mut row = row(kind);
            row.ports = ports.to_owned();
            row.missing_port().unwrap_or_default().split(':').next().unwrap_or_default().to_owned()
        };
        assert_eq!(missing("Custom TCP", " "), "The port is missing");
        assert_eq!(missing("Custom TCP", "80 -"), "The upper port is missing");
        assert_eq!(missing("Custom UDP", "x - 80"), "The lower port is missing");
        assert!(missing("Custom TCP", "ssh").starts_with("A port is a number"));
        assert_eq!(missing("Custom TCP", "80 - 90") + &missing("HTTPS", ""), "");
    }

    #[test]
    fn a_named_protocol_is_stored_by_its_number() {
        let mut gre = row("Custom protocol");
        gre.protocol = "gre".to_owned();
        assert_eq!(gre.traffic_fields().protocol.as_deref(), Some("47"));
        gre.protocol = "nonsense".to_owned();
        assert_eq!(gre.traffic_fields().protocol.as_deref(), Some("nonsense"));
    }

    #[test]
    fn an_entry_goes_back_into_the_field_and_what_stood_there_is_kept() {
        let mut row = row("SSH");
        row.peers = ["10.0.0.5", "sg-1"].map(str::to_owned).into();
        row.take_back("10.0.0.5");
        assert_eq!((row.peers.as_slice(), &*row.typing), (&["sg-1".to_owned()][..], "10.0.0.5"));
        row.take_back("sg-1");
        assert_eq!((row.peers.as_slice(), &*row.typing), (&["10.0.0.5".to_owned()][..], "sg-1"));
        row.take_back("sg-2");
        assert_eq!(row.typing, "sg-1");
    }

    #[test]
    fn a_separator_ends_an_entry_and_the_rest_waits_in_the_box() {
        let mut row = row("SSH");
        row.type_source("10.0.0.0/8, sg-1 pl-");
        assert_eq!((row.peers.join(" "), &*row.typing), ("10.0.0.0/8 sg-1".to_owned(), "pl-"));
        row.type_source("pl-1");
        row.enter();
        assert_eq!((row.peers.join(" "), &*row.typing), ("10.0.0.0/8 sg-1 pl-1".to_owned(), ""));
        // Asked twice for the same entry, as by two presses on its button, another keeps its place.
        assert_eq!((row.remove("sg-1"), row.remove("sg-1")), (Some(1), None));
        assert_eq!(row.peers.join(" "), "10.0.0.0/8 pl-1");
    }

    #[test]
    fn one_press_completes_what_was_entered_and_what_is_typed() {
        let mut row = row("SSH");
        row.peers = ["10.0.0.5", "sg-1"].map(str::to_owned).into();
        row.typing = "2001:db8::1".to_owned();
        assert_eq!(row.offer().unwrap(), "Add the prefix length to all 2");
        row.complete();
        assert_eq!((row.peers.join(" "), &*row.typing), ("10.0.0.5/32 sg-1 2001:db8::1/128".to_owned(), ""));
        assert_eq!(row.offer(), None);
        row.choose_source(SourceKind::MyIp);
        assert_eq!(row.offer(), None);
    }

    #[test]
    fn an_icmp_type_without_codes_has_none_to_choose() {
        let mut ping = row("Custom ICMP - IPv4");
        ping.choose_icmp_type(Some(8));
        assert_eq!(ping.ports_shown(), "N/A");
        let fields = ping.traffic_fields();
        assert_eq!(fields.ports, Some((Some(8), Some(-1))));
    }
}
