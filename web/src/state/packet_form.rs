//! The test packet as it is being typed, and the packet it stands for.

use std::rc::Rc;

use sg_core::catalog::rule_types::{PortField, ProtocolField, RULE_TYPES, RuleType};
use sg_core::net::{Decision, Instant, Protocol};
use sg_core::path::{SOURCE_PORT, first_packet};
use sg_core::simulation::{Answer, Moment, Simulation, begins};
use sg_core::wire::{ConversationInput, ConversationKind, FlagName, PacketInput, ProtocolName, StepKind};

use super::ends::{End, between, label, resolve, why_not_one};

/// What the form asks for, by protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Ports and flags.
    Tcp,
    /// Ports.
    Udp,
    /// Type, code and identifier.
    Icmp,
    /// Type, code and identifier.
    Icmpv6,
    /// A protocol number and nothing else.
    Other,
}

impl Kind {
    /// All, in the order of the list.
    pub const ALL: [Self; 5] = [Self::Tcp, Self::Udp, Self::Icmp, Self::Icmpv6, Self::Other];

    /// The value in the list, and the name on the wire of all but the last.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tcp => "tcp",
            Self::Udp => "udp",
            Self::Icmp => "icmp",
            Self::Icmpv6 => "icmpv6",
            Self::Other => "other",
        }
    }

    /// What a person reads.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Tcp => "TCP",
            Self::Udp => "UDP",
            Self::Icmp => "ICMP",
            Self::Icmpv6 => "IPv6 ICMP",
            Self::Other => "Other protocol",
        }
    }

    /// Reads the value in the list.
    #[must_use]
    pub fn parse(name: &str) -> Self {
        Self::ALL.into_iter().find(|kind| kind.name() == name).unwrap_or(Self::Other)
    }

    /// Whether it carries ports.
    #[must_use]
    pub const fn has_ports(self) -> bool {
        matches!(self, Self::Tcp | Self::Udp)
    }

    /// Whether it is ICMP of either family.
    #[must_use]
    pub const fn is_icmp(self) -> bool {
        matches!(self, Self::Icmp | Self::Icmpv6)
    }
}

/// The control bits of TCP, in the order of the form.
pub const FLAGS: [(FlagName, &str); 5] = [
    (FlagName::Syn, "SYN"),
    (FlagName::Ack, "ACK"),
    (FlagName::Fin, "FIN"),
    (FlagName::Rst, "RST"),
    (FlagName::Psh, "PSH"),
];

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// Where the packet comes from.
    From,
    /// Where it goes.
    To,
    /// The number of another protocol.
    Protocol,
    /// The destination port.
    Port,
    /// The source port.
    SourcePort,
    /// The ICMP type.
    IcmpType,
    /// The ICMP code.
    IcmpCode,
}

/// The form. Everything is kept as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PacketForm {
    /// A name, an id or an address.
    pub from: String,
    /// A name, an id or an address.
    pub to: String,
    /// Which fields there are.
    pub kind: Kind,
    /// The number of another protocol.
    pub protocol: String,
    /// The destination port.
    pub port: String,
    /// The source port; empty stands for one that no connection uses.
    pub source_port: String,
    /// TCP control bits.
    pub flags: Vec<FlagName>,
    /// The ICMP type.
    pub icmp_type: String,
    /// The ICMP code.
    pub icmp_code: String,
}

impl Default for PacketForm {
    fn default() -> Self {
        Self {
            from: "Internet".to_owned(),
            to: String::new(),
            kind: Kind::Tcp,
            protocol: String::new(),
            port: "443".to_owned(),
            source_port: String::new(),
            flags: vec![FlagName::Syn],
            icmp_type: "8".to_owned(),
            icmp_code: "0".to_owned(),
        }
    }
}

/// What a field holds that the packet cannot take.
pub type FieldProblem = (Field, Rc<str>);

impl PacketForm {
    /// The form that would send the packet.
    #[must_use]
    pub fn of(packet: &PacketInput, ends: &[End]) -> Self {
        let number = |number: Option<u16>| number.map(|number| number.to_string()).unwrap_or_default();
        let name = match &packet.protocol {
            ProtocolName::Name(name) => name.to_lowercase(),
            ProtocolName::Number(number) => number.to_string(),
        };
        let kind = match name.as_str() {
            "tcp" | "6" => Kind::Tcp,
            "udp" | "17" => Kind::Udp,
            "icmp" | "1" => Kind::Icmp,
            "icmpv6" | "58" => Kind::Icmpv6,
            _ => Kind::Other,
        };
        let echo = if kind == Kind::Icmpv6 { 128 } else { 8 };
        Self {
            from: label(ends, &packet.from).to_owned(),
            to: label(ends, &packet.to).to_owned(),
            kind,
            protocol: if kind == Kind::Other { name } else { String::new() },
            port: number(packet.destination_port),
            source_port: number(packet.source_port),
            flags: packet.flags.clone().unwrap_or_else(|| vec![FlagName::Syn]),
            icmp_type: packet.icmp_type.unwrap_or(echo).to_string(),
            icmp_code: packet.icmp_code.unwrap_or(0).to_string(),
        }
    }

    /// The form that would send the packet as a new connection, where it begins one: what a client chooses for itself
    /// is left to it.
    #[must_use]
    pub fn again(packet: &PacketInput, ends: &[End]) -> Self {
        let form = Self::of(packet, ends);
        let is_chosen = packet.source_port.is_some_and(|port| port >= SOURCE_PORT);
        if is_chosen && form.begins() { Self { source_port: String::new(), ..form } } else { form }
    }

    /// Whether its packet is the first of a connection.
    #[must_use]
    pub fn begins(&self) -> bool {
        begins(&self.without_ends())
    }

    /// The source port that the packet has if none is typed.
    #[must_use]
    pub fn chosen_port(&self, simulation: &Simulation) -> u16 {
        simulation.source_port_for(&self.without_ends())
    }

    /// Whether this is the form of the packet, from whatever port where none was typed.
    #[must_use]
    pub fn is_of(&self, packet: &PacketInput, ends: &[End]) -> bool {
        let Ok(own) = self.packet(ends) else { return false };
        // What a field leaves open and what it fills in by default is the same packet.
        let (own, mut other) = (Self::of(&own, ends), Self::of(packet, ends));
        if own.source_port.is_empty() {
            other.source_port.clear();
        }
        own == other
    }

    /// The packet, or every field that stands in its way.
    pub fn packet(&self, ends: &[End]) -> Result<PacketInput, Vec<FieldProblem>> {
        let mut problems = Vec::new();
        let mut end = |field, typed: &str, empty| {
            if typed.trim().is_empty() {
                problems.push((field, Rc::from(empty)));
            }
            if let Some(why) = why_not_one(ends, typed, field == Field::From) {
                problems.push((field, why.into()));
            }
            resolve(ends, typed).to_owned()
        };
        let from = end(Field::From, &self.from, "Enter an address, or choose where the packet comes from");
        let to = end(Field::To, &self.to, "Enter an address, or choose where the packet goes");
        let byte = |typed: &str| typed.trim().parse::<u8>().ok();
        let packet = PacketInput { from, to, ..self.without_ends() };
        let mut wrong = |field, text: &'static str| problems.push((field, Rc::from(text)));
        if self.kind == Kind::Other {
            match byte(&self.protocol) {
                Some(6 | 17) => wrong(
                    Field::Protocol,
                    "6 is TCP and 17 is UDP, which have ports: choose them under Protocol",
                ),
                Some(_) => {}
                None => wrong(Field::Protocol, "A protocol number is a whole number from 0 to 255"),
            }
        }
        if self.kind.has_ports() {
            if packet.destination_port.is_none() {
                wrong(Field::Port, "A port is a whole number from 0 to 65535");
            }
            if packet.source_port.is_none() && !self.source_port.trim().is_empty() {
                wrong(Field::SourcePort, "A port is a whole number from 0 to 65535");
            }
        }
        if self.kind.is_icmp() {
            if packet.icmp_type.is_none() {
                wrong(Field::IcmpType, "An ICMP type is a whole number from 0 to 255");
            }
            if packet.icmp_code.is_none() {
                wrong(Field::IcmpCode, "An ICMP code is a whole number from 0 to 255");
            }
        }
        if problems.is_empty() { Ok(packet) } else { Err(problems) }
    }

    /// What is said of the packet beside its ends, as far as it can be read.
    fn without_ends(&self) -> PacketInput {
        let port = |typed: &str| typed.trim().parse::<u16>().ok().filter(|_| self.kind.has_ports());
        let byte = |typed: &str| typed.trim().parse::<u8>().ok();
        let of_icmp = |typed: &str| byte(typed).filter(|_| self.kind.is_icmp());
        PacketInput {
            from: String::new(),
            to: String::new(),
            protocol: match self.kind {
                Kind::Other => ProtocolName::Number(byte(&self.protocol).unwrap_or_default()),
                kind => ProtocolName::Name(kind.name().to_owned()),
            },
            source_port: port(&self.source_port),
            destination_port: port(&self.port),
            icmp_type: of_icmp(&self.icmp_type),
            icmp_code: of_icmp(&self.icmp_code),
            icmp_id: None,
            flags: (self.kind == Kind::Tcp).then(|| self.flags.clone()),
            family: None,
        }
    }

    /// A word or two: the type that it is, else protocol and port.
    #[must_use]
    pub fn title(&self) -> String {
        match self.preset() {
            "" if self.kind.has_ports() => format!("{} {}", self.kind.label(), self.port),
            "" => self.kind.label().to_owned(),
            preset => preset.to_owned(),
        }
    }

    /// What tells it from the first packet of a connection of its type: its flags, the port it comes from.
    fn apart(&self) -> String {
        let mut text = String::new();
        if self.kind == Kind::Tcp && self.flags != [FlagName::Syn] {
            let set = FLAGS.iter().filter(|(flag, _)| self.flags.contains(flag)).map(|(_, name)| *name);
            let set: Vec<&str> = set.collect();
            text = if set.is_empty() { " without flags".to_owned() } else { format!(" {}", set.join("-")) };
        }
        if self.kind.has_ports() && !self.source_port.is_empty() {
            text = format!("{text} from port {}", self.source_port);
        }
        text
    }

    /// Another protocol: its own defaults take the place of what no longer fits.
    pub fn set_kind(&mut self, kind: Kind) {
        if kind.is_icmp() && kind != self.kind {
            let echo = if kind == Kind::Icmpv6 { "128" } else { "8" };
            echo.clone_into(&mut self.icmp_type);
            "0".clone_into(&mut self.icmp_code);
        }
        self.kind = kind;
    }

    /// The conversations that a packet like this can begin, the plainest first.
    #[must_use]
    pub fn conversations(&self) -> &'static [ConversationKind] {
        use ConversationKind::{PathMtu, Ping, TcpConnect, TcpExchange, Traceroute, UdpQuery, UdpStream};
        match self.kind {
            Kind::Tcp => &[TcpConnect, TcpExchange, PathMtu],
            Kind::Udp => &[UdpQuery, UdpStream, Traceroute],
            Kind::Icmp | Kind::Icmpv6 if matches!(self.icmp_type.trim(), "8" | "128") => &[Ping],
            Kind::Icmp | Kind::Icmpv6 | Kind::Other => &[],
        }
    }

    /// The conversation at a place among those, else the plainest, with its packet at the head.
    #[must_use]
    pub fn conversation(&self, at: usize, packet: PacketInput) -> Option<ConversationInput> {
        let kinds = self.conversations();
        let kind = *kinds.get(at).or(kinds.first())?;
        let PacketInput { from, to, source_port, destination_port, icmp_id, .. } = packet;
        Some(ConversationInput { kind, from, to, source_port, destination_port, icmp_id, family: None })
    }

    /// The type of the rule form, or of ping, that it is; empty for none of them.
    #[must_use]
    pub fn preset(&self) -> &'static str {
        let protocol = match self.kind {
            Kind::Tcp => Protocol::TCP,
            Kind::Udp => Protocol::UDP,
            Kind::Icmp if self.icmp_type.trim() == "8" => return "Ping",
            Kind::Icmpv6 if self.icmp_type.trim() == "128" => return "Ping - IPv6",
            _ => return "",
        };
        let port = self.port.trim().parse::<u16>().ok();
        let is_it = |one: &&RuleType| single_port(one).is_some_and(|(p, n)| p == protocol && Some(n) == port);
        RULE_TYPES.iter().find(is_it).map_or("", |one| one.name)
    }

    /// Fills in what a type stands for.
    pub fn choose_preset(&mut self, name: &str) {
        match name {
            "Ping" => self.set_kind(Kind::Icmp),
            "Ping - IPv6" => self.set_kind(Kind::Icmpv6),
            _ => {
                match RULE_TYPES.iter().find(|one| one.name == name).and_then(single_port) {
                    Some((protocol, port)) => {
                        self.set_kind(if protocol == Protocol::UDP { Kind::Udp } else { Kind::Tcp });
                        self.port = port.to_string();
                    }
                    None => self.port.clear(),
                }
                return;
            }
        }
        let echo = if self.kind == Kind::Icmpv6 { "128" } else { "8" };
        echo.clone_into(&mut self.icmp_type);
        "0".clone_into(&mut self.icmp_code);
    }

    /// Switches a TCP control bit.
    pub fn toggle(&mut self, flag: FlagName) {
        if let Some(at) = self.flags.iter().position(|set| *set == flag) {
            self.flags.remove(at);
        } else {
            self.flags.push(flag);
            self.flags.sort_unstable();
        }
    }
}

/// The protocol and the port of a type of the rule form that is for a single one.
pub fn single_port(listed: &RuleType) -> Option<(Protocol, u16)> {
    match (listed.protocol, listed.ports) {
        (ProtocolField::Fixed(_, Some(protocol)), PortField::Fixed(_, Some((low, high)))) if low == high => {
            u16::try_from(low).ok().map(|port| (protocol, port))
        }
        _ => None,
    }
}

/// A packet that was sent before, alone or at the head of a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recent {
    /// What a person reads.
    pub label: String,
    /// The packet.
    pub packet: PacketInput,
    /// What became of it.
    pub verdict: Decision,
    /// When it was sent.
    pub at: Instant,
}

/// The last few different packets of a history, the latest first.
#[must_use]
pub fn recent(history: &[Rc<Moment>], ends: &[End]) -> Vec<Recent> {
    const MOST: usize = 6;
    let mut found: Vec<Recent> = Vec::new();
    for moment in history.iter().rev() {
        let Some((packet, verdict)) = outcome(moment) else { continue };
        let form = PacketForm::again(&packet, ends);
        // What a field leaves open and what it fills in by default is the same packet, and so are two connections
        // whose ports their client chose.
        if found.len() < MOST && found.iter().all(|one| PacketForm::again(&one.packet, ends) != form) {
            let label = format!("{}{} {}", form.title(), form.apart(), between(ends, &packet));
            found.push(Recent { label, packet, verdict, at: moment.at });
        }
    }
    found
}

/// The packet of a moment, alone or at the head of a conversation, and what became of it.
#[must_use]
pub fn outcome(moment: &Moment) -> Option<(PacketInput, Decision)> {
    let verdict = match &moment.answer {
        Answer::Sent(trace) => trace.verdict,
        Answer::Conversed(dialogue) => dialogue.verdict(),
        Answer::Applied(_) | Answer::Advanced(_) => return None,
    };
    Some((sent(&moment.step.kind)?, verdict))
}

/// The packet that a step sends, alone or at the head of a conversation.
#[must_use]
pub fn sent(kind: &StepKind) -> Option<PacketInput> {
    match kind {
        StepKind::Send(packet) => Some(packet.clone()),
        StepKind::Converse(conversation) => Some(first_packet(conversation)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(to: &str) -> PacketForm {
        PacketForm { to: to.to_owned(), ..PacketForm::default() }
    }

    #[test]
    fn every_field_that_is_wrong_is_named() {
        let mut form = form("");
        form.port = "70000".to_owned();
        form.source_port = "x".to_owned();
        let fields: Vec<Field> = form.packet(&[]).unwrap_err().into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, [Field::To, Field::Port, Field::SourcePort]);
    }

    #[test]
    fn a_packet_survives_the_way_through_the_form() {
        let mut form = form("10.0.1.10");
        form.port = "22".to_owned();
        let packet = form.packet(&[]).unwrap();
        assert_eq!(packet.destination_port, Some(22));
        assert_eq!(PacketForm::of(&packet, &[]).packet(&[]).unwrap(), packet);
    }

    #[test]
    fn a_name_stands_for_its_id() {
        let end = End {
            value: "eni-1".into(),
            label: "web".into(),
            address: "10.0.1.10".into(),
            addresses: "10.0.1.10".into(),
            ipv6: None,
            carrier: None,
            groups: Vec::new(),
        };
        assert_eq!(form("WEB").packet(std::slice::from_ref(&end)).unwrap().to, "eni-1");
        assert_eq!(form("10.0.1.10").packet(&[end]).unwrap().to, "10.0.1.10");
    }

    #[test]
    fn a_type_fills_in_protocol_and_port_and_is_found_again() {
        let mut form = form("eni-1");
        for (name, kind) in [("SSH", Kind::Tcp), ("DNS (UDP)", Kind::Udp), ("Ping", Kind::Icmp)] {
            form.choose_preset(name);
            assert_eq!((form.preset(), form.kind), (name, kind));
            assert_eq!(form.title(), name);
        }
        form.choose_preset("SSH");
        form.port = "2222".to_owned();
        assert_eq!((form.preset(), form.title()), ("", "TCP 2222".to_owned()));
    }

    #[test]
    fn recent_packets_are_different_ones_the_latest_first() {
        let mut simulation = crate::state::scenarios::first();
        let packet = match &simulation.history().last().unwrap().step.kind {
            StepKind::Send(packet) => packet.clone(),
            other => panic!("{other:?}"),
        };
        simulation.step(sg_core::wire::Step::from(StepKind::Send(packet))).unwrap();
        let found = recent(simulation.history(), &[]);
        assert_eq!(found.len(), 2);
        assert!(found[0].label.starts_with("SSH "), "{found:?}");
    }

    #[test]
    fn recent_packets_that_look_alike_are_told_apart() {
        use sg_core::wire::Step;
        let mut simulation = crate::state::scenarios::first();
        let StepKind::Send(mut packet) = simulation.history().last().unwrap().step.kind.clone() else {
            panic!("a packet")
        };
        let mut send = |advance: u64, change: &dyn Fn(&mut PacketInput)| {
            change(&mut packet);
            simulation.step(Step::from(StepKind::Advance(advance))).unwrap();
            simulation.step(Step::from(StepKind::Send(packet.clone()))).unwrap();
        };
        send(30_000, &|packet| packet.source_port = Some(50_001));
        send(1_000, &|packet| packet.source_port = Some(40_000));
        send(1_000, &|packet| packet.flags = Some(vec![FlagName::Ack, FlagName::Psh]));
        let lines = recent(simulation.history(), &[]);
        let lines: Vec<(&str, u64)> = lines.iter().map(|one| (&*one.label, one.at.0)).collect();
        let ends = "internet → eni-0a1000000000000f1";
        let expected = [
            (format!("SSH ACK-PSH from port 40000 {ends}"), 32_000),
            (format!("SSH from port 40000 {ends}"), 31_000),
            // A port that the client chose makes no other packet: the latest stands for both.
            (format!("SSH {ends}"), 30_000),
            (format!("HTTPS {ends}"), 0),
        ];
        assert_eq!(lines, expected.each_ref().map(|(label, at)| (&**label, *at)));
    }

    #[test]
    fn flags_switch() {
        let mut form = form("eni-1");
        form.toggle(FlagName::Ack);
        assert_eq!(form.flags, [FlagName::Ack, FlagName::Syn]);
        form.toggle(FlagName::Syn);
        assert_eq!(form.flags, [FlagName::Ack]);
    }
}
