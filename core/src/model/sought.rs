//! What somebody looks for among rules: ports, a type of the console's list by its name, an address, everybody, a
//! group or a prefix list by its name or id.

use super::{Network, Peer, ResourceId, SecurityGroupRule, Traffic};
use crate::catalog::rule_types::{PortField, ProtocolField, RULE_TYPES};
use crate::net::{Family, Protocol};
use ipnet::IpNet;
use std::net::IpAddr;

/// Words for a rule that is open to everybody, the console's first.
const EVERYBODY: [&str; 8] =
    ["anywhere", "internet", "public", "open", "everyone", "everybody", "everywhere", "world"];
/// Words that tie the others together and say nothing of a rule.
const BETWEEN: [&str; 11] =
    ["from", "to", "the", "port", "on", "for", "traffic", "members", "of", "-", "\u{2013}"];

/// A text that is looked for among rules, read once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sought {
    /// What the text says as a whole.
    whole: Word,
    /// What its words say; none where it has just one.
    words: Vec<Word>,
}

/// What a word or two stand for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Word {
    /// As it was typed, in lower case.
    text: String,
    /// The ids of the prefix lists and groups of a network that it names, in order.
    named: Vec<String>,
    /// Ports, with their protocol where it is told.
    ports: Vec<(Option<Protocol>, u16)>,
    /// An address, or a block.
    block: Option<IpNet>,
    /// The families of which every address is meant.
    everybody: Vec<Family>,
    /// Whether rules for all traffic are meant.
    all: bool,
    /// A protocol, whatever its ports and types.
    protocol: Option<Protocol>,
}

impl Sought {
    /// Reads a port (`443`), several in a row (`8000-8100`), a protocol (`udp`), both (`tcp 443`, `53/udp`), a type with
    /// one port by the beginning of its name (`ssh`, `postgres`), `all traffic`, an address, a block, a word for
    /// everybody (`anywhere`), the id of a group or a prefix list, or several of them that hold of the same rule (`ssh
    /// from anywhere`, `tcp 22 from 0.0.0.0/0`). A text that says none of these is found in no rule.
    ///
    /// ```
    /// use sg_core::model::{Sought, Traffic};
    /// let everywhere = "0.0.0.0/0".parse().map(sg_core::model::Peer::CidrIpv4).unwrap();
    /// assert!(Sought::read("SSH from anywhere").is_covered_by(Traffic::All, &everywhere));
    /// assert!(!Sought::read("web servers").is_covered_by(Traffic::All, &everywhere));
    /// ```
    pub fn read(text: &str) -> Sought {
        let text = text.trim().to_lowercase();
        let mut words: Vec<&str> = Vec::new();
        for word in text.split_whitespace() {
            // What covers both ends of a range covers all of it.
            let (low, high) = ends_of_range(word).unwrap_or((bare(word), ""));
            for word in [low, high] {
                if !word.is_empty() && !BETWEEN.contains(&word) {
                    words.push(word);
                }
            }
        }
        let is_one = words.len() < 2 && words.first().is_none_or(|word| *word == text);
        Sought {
            whole: Word::read(&text),
            words: if is_one { Vec::new() } else { words.into_iter().map(Word::read).collect() },
        }
    }

    /// Reads a text that may also call groups and prefix lists of a network by their names: whole where it says nothing
    /// else, and beside other words in part.
    pub fn read_in(text: &str, network: &Network) -> Sought {
        let mut sought = Sought::read(text);
        sought.whole.find_named(network, true);
        sought.words.iter_mut().for_each(|word| word.find_named(network, false));
        sought
    }

    /// Whether it is found in a rule, or in what is said of the rule, in lower case: word by word in either. A number
    /// alone is a port.
    pub fn is_said_of(&self, rule: &SecurityGroupRule, said: &str) -> bool {
        let holds = |word: &Word| word.is_covered_by(rule.traffic, &rule.peer) || word.is_part_of(said);
        let is_said = match self.words.as_slice() {
            [] => !is_number(&self.whole.text) && self.whole.is_part_of(said),
            words => words.iter().all(holds),
        };
        self.is_in(rule) || is_said
    }

    /// Whether it is found in a rule.
    pub fn is_in(&self, rule: &SecurityGroupRule) -> bool {
        self.is_covered_by(rule.traffic, &rule.peer)
    }

    /// Whether it is found in a rule for this traffic and this peer.
    pub fn is_covered_by(&self, traffic: Traffic, peer: &Peer) -> bool {
        let holds = |word: &Word| word.is_covered_by(traffic, peer);
        holds(&self.whole) || (!self.words.is_empty() && self.words.iter().all(holds))
    }
}

impl Word {
    fn read(text: &str) -> Word {
        let ports = port_of(text).map_or_else(|| services(text), |port| vec![port]);
        let address = || text.parse::<IpAddr>().ok().map(IpNet::from);
        let begins = |word: &str| text.len() > 2 && word.starts_with(text);
        let is_everybody = EVERYBODY.iter().any(|word| begins(word));
        let families = [(Family::Ipv4, "anywhere-ipv4"), (Family::Ipv6, "anywhere-ipv6")];
        let meant = families.into_iter().filter(|(_, word)| is_everybody || begins(word));
        Word {
            text: text.to_owned(),
            named: Vec::new(),
            ports,
            block: text.parse().ok().or_else(address),
            everybody: meant.map(|(family, _)| family).collect(),
            all: begins("all traffic"),
            protocol: protocol_of(text),
        }
    }

    fn find_named(&mut self, network: &Network, whole: bool) {
        // What all ids have in them names nothing.
        if !whole && (self.text.len() < 2 || is_number(&self.text)) {
            return;
        }
        let is_it = |name: &str| {
            let name = name.to_lowercase();
            if whole { name == self.text } else { name.contains(&self.text) }
        };
        // Both by their ids, and those of lists begin with the earlier letter.
        let mut named = Vec::new();
        for list in network.prefix_lists.iter() {
            if is_it(list.id.as_str()) || is_it(&list.name) {
                named.push(list.id.to_string());
            }
        }
        for group in network.security_groups.iter() {
            if is_it(group.id.as_str()) || is_it(&group.name) || is_it(group.display_name()) {
                named.push(group.id.to_string());
            }
        }
        self.named = named;
    }

    /// Whether it stands in a text: a number as a word of its own.
    fn is_part_of(&self, text: &str) -> bool {
        if is_number(&self.text) {
            text.split_whitespace().any(|word| bare(word) == self.text)
        } else {
            text.contains(&self.text)
        }
    }

    fn is_covered_by(&self, traffic: Traffic, peer: &Peer) -> bool {
        let (block, id) = match peer {
            Peer::CidrIpv4(block) => (Some(IpNet::V4(*block)), None),
            Peer::CidrIpv6(block) => (Some(IpNet::V6(*block)), None),
            Peer::PrefixList(list) => (None, Some(list.as_str())),
            Peer::SecurityGroup(peer) => (None, Some(peer.group.as_str())),
        };
        let covers = |block: IpNet| {
            let of_everybody = block.prefix_len() == 0 && self.everybody.contains(&Family::of_block(&block));
            of_everybody || self.block.is_some_and(|inner| block.contains(&inner))
        };
        (self.all && traffic == Traffic::All)
            || self.protocol.is_some_and(|protocol| traffic.is_for(protocol))
            || self.ports.iter().any(|(protocol, port)| traffic.covers_port(*protocol, *port))
            || block.is_some_and(covers)
            || id.is_some_and(|id| {
                id == self.text || self.named.binary_search_by(|named| named.as_str().cmp(id)).is_ok()
            })
    }
}

impl Traffic {
    fn is_for(self, wanted: Protocol) -> bool {
        match self {
            Traffic::All => true,
            Traffic::Ports(protocol, _) | Traffic::Icmp { protocol, .. } | Traffic::Other(protocol) => {
                protocol == wanted
            }
        }
    }

    fn covers_port(self, wanted: Option<Protocol>, port: u16) -> bool {
        match self {
            Traffic::All => true,
            Traffic::Ports(protocol, ports) => {
                ports.contains(port) && wanted.is_none_or(|wanted| wanted == protocol)
            }
            Traffic::Icmp { .. } | Traffic::Other(_) => false,
        }
    }
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|sign| sign.is_ascii_digit())
}

/// A word without the brackets around it.
fn bare(word: &str) -> &str {
    word.trim_start_matches('(').trim_end_matches(')')
}

/// Two ports with a dash between them.
fn ends_of_range(text: &str) -> Option<(&str, &str)> {
    let ends = text.split_once('-').or_else(|| text.split_once('\u{2013}'))?;
    let is_port = |text: &str| text.parse::<u16>().is_ok();
    (is_port(ends.0) && is_port(ends.1)).then_some(ends)
}

/// A port, and its protocol where one stands before or after it.
fn port_of(text: &str) -> Option<(Option<Protocol>, u16)> {
    // What an IPv6 address or the length of a prefix ends with is no port.
    if text.contains("::") || text.starts_with('/') {
        return None;
    }
    let mut words = text.split([' ', '/', ':']).filter(|word| !word.is_empty());
    let (one, two, rest) = (words.next()?, words.next(), words.next());
    if rest.is_some() {
        return None;
    }
    let protocol =
        |word: &str| protocol_of(word).filter(|found| [Protocol::TCP, Protocol::UDP].contains(found));
    match (one.parse(), two) {
        (Ok(port), None) => Some((None, port)),
        (Ok(port), Some(two)) => Some((Some(protocol(two)?), port)),
        (Err(_), two) => Some((Some(protocol(one)?), two?.parse().ok()?)),
    }
}

/// The protocol that a word names.
fn protocol_of(word: &str) -> Option<Protocol> {
    match word {
        "tcp" => Some(Protocol::TCP),
        "udp" => Some(Protocol::UDP),
        "icmp" => Some(Protocol::ICMP),
        "icmpv6" => Some(Protocol::ICMPV6),
        _ => None,
    }
}

/// What the types whose name begins so stand for, of those that stand for one port.
fn services(name: &str) -> Vec<(Option<Protocol>, u16)> {
    let begins = |listed: &str| {
        name.len() > 1 && listed.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
    };
    let named = RULE_TYPES.iter().filter(|listed| begins(listed.name));
    named
        .filter_map(|listed| match (listed.protocol, listed.ports) {
            (ProtocolField::Fixed(_, Some(protocol)), PortField::Fixed(_, Some((from, to))))
                if from == to =>
            {
                Some((Some(protocol), u16::try_from(from).ok()?))
            }
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::PrefixListId;
    use crate::net::PortRange;

    fn ports(protocol: Protocol, low: u16, high: u16) -> Traffic {
        Traffic::Ports(protocol, PortRange::new(low, high).unwrap())
    }

    fn block(text: &str) -> Peer {
        Peer::from_block(text.parse().unwrap())
    }

    /// What no text is found in.
    fn nobody() -> Peer {
        Peer::PrefixList(PrefixListId::new("pl-1"))
    }

    fn has_traffic(traffic: Traffic, sought: &str) -> bool {
        Sought::read(sought).is_covered_by(traffic, &nobody())
    }

    fn has_peer(peer: &Peer, sought: &str) -> bool {
        Sought::read(sought).is_covered_by(Traffic::Other(Protocol(47)), peer)
    }

    #[test]
    fn an_address_and_a_block_are_found_inside_of_a_block() {
        let (v4, all) = (block("198.51.100.0/24"), block("::/0"));
        for (peer, sought, found) in [
            (&v4, " 198.51.100.7 ", true),
            (&v4, "198.51.100.128/25", true),
            (&v4, "198.51.0.0/16", false),
            (&v4, "198.51.101.7", false),
            (&v4, "198.51.100", false),
            (&v4, "::1", false),
            (&all, "2001:DB8::1", true),
            (&all, "2001:db8::/32", true),
            (&all, "0.0.0.0/0", false),
            (&nobody(), "198.51.100.7", false),
        ] {
            assert_eq!(has_peer(peer, sought), found, "{sought}");
        }
    }

    #[test]
    fn words_for_everybody_are_found_in_rules_for_every_address() {
        let (v4, v6, half) = (block("0.0.0.0/0"), block("::/0"), block("0.0.0.0/1"));
        for word in ["Anywhere", "anyw", "any", "public", "Open", "everyone", "internet", "world"] {
            assert!(has_peer(&v4, word) && has_peer(&v6, word), "{word}");
            assert!(!has_peer(&half, word) && !has_peer(&nobody(), word), "{word}");
        }
        assert!(has_peer(&v4, "Anywhere-IPv4") && !has_peer(&v6, "Anywhere-IPv4"));
        assert!(has_peer(&v6, "anywhere-ipv6") && !has_peer(&v4, "anywhere-ipv6"));
        // Two letters say too little, and a longer word is another.
        for nonsense in ["op", "an", "openvpn", "publicity", "from", ""] {
            assert!(!has_peer(&v4, nonsense), "{nonsense}");
        }
    }

    #[test]
    fn all_words_hold_of_the_same_rule() {
        let (ssh, everywhere, office) =
            (ports(Protocol::TCP, 22, 22), block("0.0.0.0/0"), block("198.51.100.0/24"));
        let found = |sought: &str, peer: &Peer| Sought::read(sought).is_covered_by(ssh, peer);
        for sought in ["SSH from anywhere", "22 open to the world", "port 22", "ssh public", "from anywhere"]
        {
            assert!(found(sought, &everywhere), "{sought}");
        }
        assert!(!found("ssh from anywhere", &office) && found("ssh from 198.51.100.7", &office));
        for sought in ["rdp from anywhere", "ssh from nowhere", "from to"] {
            assert!(!found(sought, &everywhere), "{sought}");
        }
    }

    #[test]
    fn a_protocol_is_a_word_like_the_others_and_so_are_the_words_of_a_hit() {
        let (everywhere, office) = (block("0.0.0.0/0"), block("198.51.100.0/24"));
        let ping = Traffic::Icmp { protocol: Protocol::ICMP, kind: Some(8), code: None };
        let (ssh, dns) = (ports(Protocol::TCP, 22, 22), ports(Protocol::UDP, 53, 53));
        for (traffic, sought) in [
            (ssh, "TCP 22 from 0.0.0.0/0"),
            (ssh, "tcp from anywhere"),
            (ssh, "tcp"),
            (dns, "udp 53 from 0.0.0.0/0"),
            (dns, "UDP"),
            (ping, "ICMP from 0.0.0.0/0"),
            (Traffic::All, "All traffic from 0.0.0.0/0"),
            (Traffic::All, "udp from anywhere"),
        ] {
            let sought = Sought::read(sought);
            assert!(sought.is_covered_by(traffic, &everywhere), "{sought:?}");
        }
        for (traffic, sought) in [
            (ssh, "TCP 22 from 0.0.0.0/0"),
            (ssh, "UDP 22 from 198.51.100.0/24"),
            (dns, "tcp from 198.51.100.7"),
            (ssh, "icmp"),
            (ssh, "All traffic from 198.51.100.0/24"),
            (ssh, "traffic"),
        ] {
            assert!(!Sought::read(sought).is_covered_by(traffic, &office), "{sought}");
        }
        assert!(Sought::read("TCP 22 from 198.51.100.0/24").is_covered_by(ssh, &office));
    }

    #[test]
    fn a_range_is_found_in_what_covers_all_of_it_however_it_is_written() {
        let (range, below) = (ports(Protocol::TCP, 8000, 8100), ports(Protocol::TCP, 8000, 8099));
        for sought in [
            "8000-8100",
            "8000 - 8100",
            "8000 \u{2013} 8100",
            "8000\u{2013}8100",
            "tcp 8000-8100",
            "TCP 8000\u{2013}8100",
        ] {
            assert!(has_traffic(range, sought) && has_traffic(Traffic::All, sought), "{sought}");
            assert!(!has_traffic(below, sought), "{sought}");
        }
        assert!(has_traffic(range, "8010-8020") && !has_traffic(range, "udp 8000-8100"));
        assert!(!has_traffic(range, "8000-x") && !has_traffic(range, "-"));
    }

    #[test]
    fn a_group_and_a_prefix_list_are_found_by_name_and_id_and_by_the_words_of_a_hit() {
        let mut network = Network::default();
        let web = crate::model::SecurityGroup {
            id: crate::model::SecurityGroupId::new("sg-22"),
            name: "Web servers".into(),
            description: "".into(),
            vpc: crate::model::VpcId::new("vpc-1"),
            owner: "111122223333".into(),
            rules: Vec::new(),
            tags: crate::model::Tags::default(),
        };
        network.security_groups.insert(web.id.clone(), web);
        let office = crate::model::PrefixList {
            id: PrefixListId::new("pl-1"),
            name: "office".into(),
            family: Family::Ipv4,
            owner: "111122223333".into(),
            max_entries: Some(1),
            version: Some(1),
            entries: Some(Vec::new()),
            tags: crate::model::Tags::default(),
        };
        network.prefix_lists.insert(office.id.clone(), office);
        let traffic = ports(Protocol::TCP, 8000, 8100);
        let group = Peer::SecurityGroup(crate::model::GroupPeer {
            group: crate::model::SecurityGroupId::new("sg-22"),
            owner: None,
            vpc: None,
            peering: None,
            peering_status: None,
        });
        let found =
            |sought: &str, peer: &Peer| Sought::read_in(sought, &network).is_covered_by(traffic, peer);
        for sought in [
            "web servers",
            "TCP 8000\u{2013}8100 from members of Web servers",
            "8050 from web",
            "sg-22",
            "from sg-22",
        ] {
            assert!(found(sought, &group) && !found(sought, &nobody()), "{sought}");
        }
        for sought in ["Office", "pl-1", "tcp 8000-8100 from office"] {
            assert!(found(sought, &nobody()) && !found(sought, &group), "{sought}");
        }
        // Alone, a part of a name calls the group of that name, not the rules about it; nor is a number part of an id.
        for sought in ["web", "udp 8050 from web", "8050 from db", "22", "tcp 22", "members of"] {
            assert!(!found(sought, &group), "{sought}");
        }
        // One of another account has its id alone.
        assert!(Sought::read("tcp from sg-22").is_covered_by(traffic, &group));
    }

    #[test]
    fn words_may_also_stand_in_what_is_said_of_the_rule() {
        let rule = SecurityGroupRule {
            id: crate::model::SecurityGroupRuleId::new("sgr-0443"),
            id_is_invented: false,
            direction: crate::net::Direction::Ingress,
            traffic: ports(Protocol::TCP, 8000, 8100),
            peer: nobody(),
            description: None,
            tags: crate::model::Tags::default(),
        };
        let said = "sgr-0443\ncustom tcp\ntcp\n8000 - 8100\noffice\npl-1\nfor 12 people (type 8)";
        for sought in
            ["Custom TCP 8000-8100 office", "custom", "12 people", "type 8", "8050 people", "office"]
        {
            assert!(Sought::read(sought).is_said_of(&rule, said), "{sought}");
        }
        for sought in ["custom udp", "tcp 443", "443", "8", "1 people", "office 9000"] {
            assert!(!Sought::read(sought).is_said_of(&rule, said), "{sought}");
        }
    }

    #[test]
    fn the_end_of_an_address_is_no_port() {
        for sought in ["::/0", "::443", "2001:db8::443", "/0", "/443", "0.0.0.0/0"] {
            assert!(!has_traffic(Traffic::All, sought), "{sought}");
        }
    }

    #[test]
    fn a_port_is_found_inside_of_a_range_and_in_what_is_for_everything() {
        for (sought, found) in
            [("443", true), (" 450 ", true), (":443", true), ("442", false), ("4", false), ("70000", false)]
        {
            assert_eq!(has_traffic(ports(Protocol::TCP, 443, 500), sought), found, "{sought}");
        }
        assert!(has_traffic(Traffic::All, "443") && has_traffic(Traffic::All, "all traffic"));
        assert!(!has_traffic(ports(Protocol::TCP, 0, 65535), "all traffic"));
        let ping = Traffic::Icmp { protocol: Protocol::ICMP, kind: Some(8), code: None };
        assert!(!has_traffic(ping, "8") && !has_traffic(Traffic::Other(Protocol(47)), "47"));
    }

    #[test]
    fn a_protocol_beside_the_port_is_held_to() {
        let dns = ports(Protocol::UDP, 53, 53);
        for (sought, found) in
            [("udp 53", true), ("53/UDP", true), ("udp:53", true), ("tcp 53", false), ("udp 54", false)]
        {
            assert_eq!(has_traffic(dns, sought), found, "{sought}");
        }
        for nonsense in ["tcp", "icmp", "udp 53 in", "53 sctp", "", " / "] {
            assert!(!has_traffic(dns, nonsense), "{nonsense}");
        }
    }

    #[test]
    fn a_type_is_found_by_the_beginning_of_its_name_wherever_its_port_is_open() {
        assert!(has_traffic(ports(Protocol::TCP, 20, 25), "ssh"));
        assert!(has_traffic(ports(Protocol::TCP, 0, 65535), "Postgres"));
        assert!(has_traffic(Traffic::All, "rdp"));
        assert!(
            has_traffic(ports(Protocol::UDP, 53, 53), "dns")
                && has_traffic(ports(Protocol::TCP, 53, 53), "dns")
        );
        assert!(!has_traffic(ports(Protocol::UDP, 0, 65535), "ssh"));
        // One letter says too little, and a type of many ports is none of them.
        for nonsense in ["s", "custom tcp", "é", "sshd"] {
            assert!(!has_traffic(Traffic::All, nonsense), "{nonsense}");
        }
    }
}
