//! From what a person sees to what to send: a symptom, what it means on the wire, and what the answer then says.

use sg_core::model::{Network, Traffic};
use sg_core::net::{Decision, Direction, Protocol};
use sg_core::path::Loss;
use sg_core::simulation::Answer;
use sg_core::wire::{ConversationInput, ConversationKind};

use super::rule_text::ports;

/// What a person sees of a connection that does not work.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Symptom {
    /// The client waits, then reports a timeout.
    #[default]
    Hangs,
    /// The client reports "connection refused" at once.
    Refused,
    /// One end can begin a connection, the other cannot.
    OneWay,
    /// Small messages pass, large ones hang.
    LargeHangs,
    /// A connection that was idle is dead when it is used again.
    IdleDies,
}

impl Symptom {
    /// All, the most frequent first.
    pub const ALL: [Self; 5] = [Self::Hangs, Self::Refused, Self::OneWay, Self::LargeHangs, Self::IdleDies];

    /// Names it in the page's markup.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Hangs => "hangs",
            Self::Refused => "refused",
            Self::OneWay => "one-way",
            Self::LargeHangs => "large",
            Self::IdleDies => "idle",
        }
    }

    /// What a person would say.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Hangs => "It hangs, then times out",
            Self::Refused => "It is refused at once",
            Self::OneWay => "It works one way only",
            Self::LargeHangs => "Small requests work, large ones hang",
            Self::IdleDies => "It works, then dies after a pause",
        }
    }

    /// What it says about the packets.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Hangs => {
                "Nothing answers: a packet, or its reply, is dropped in silence. Security groups, network ACLs and missing routes all drop in silence."
            }
            Self::Refused => {
                "The first packet arrived and a reset came back: nothing listens on that port. Security groups and network ACLs never refuse, so look at the host once the path is shown to be open."
            }
            Self::OneWay => {
                "Who begins matters: a security group lets replies of a tracked connection by, but the other end needs rules of its own to begin one."
            }
            Self::LargeHangs => {
                "Somewhere a link carries smaller packets, and the ICMP message that says so does not come back: the sender never learns to send less."
            }
            Self::IdleDies => {
                "Connection tracking forgets a flow that is idle for too long. The next packet then counts as new and needs a rule."
            }
        }
    }

    /// What the playground does about it.
    #[must_use]
    pub const fn plan(self) -> &'static str {
        match self {
            Self::Hangs | Self::Refused => "Connects as your client would, packet by packet, there and back.",
            Self::OneWay => "Connects in both directions, the working one first.",
            Self::LargeHangs => {
                "Connects, then sends packets as large as each end can, and the messages that ask for smaller ones."
            }
            Self::IdleDies => {
                "Connects; if that works, lets the idle timeout pass, then has the server speak on the old connection."
            }
        }
    }

    /// The connections that tell more, in their order; the last is the one that was asked about.
    #[must_use]
    pub fn connections(self, asked: &Asked) -> Vec<ConversationInput> {
        let kind = match self {
            Self::LargeHangs => ConversationKind::PathMtu,
            _ => ConversationKind::TcpConnect,
        };
        let converse = |from: &str, to: &str| ConversationInput {
            kind,
            from: from.to_owned(),
            to: to.to_owned(),
            source_port: None,
            destination_port: Some(asked.port),
            icmp_id: None,
            family: None,
        };
        let there = converse(&asked.from, &asked.to);
        if self == Self::OneWay { vec![converse(&asked.to, &asked.from), there] } else { vec![there] }
    }

    /// How long to wait before the server speaks on the connection; none where nothing follows the connection,
    /// because it did not begin or because that tells no more.
    #[must_use]
    pub fn pause(self, tried: &[Tried]) -> Option<u64> {
        // Six days: longer than any idle timeout of an established connection.
        const PAUSE: u64 = 6 * 86_400_000;
        let begins = tried.last().is_some_and(|last| last.verdict == Decision::Allowed);
        (self == Self::IdleDies && begins).then_some(PAUSE)
    }

    /// What is to be concluded from what became of each thing that was sent.
    #[must_use]
    pub fn conclusion(self, tried: &[Tried]) -> &'static str {
        let Some((last, before)) = tried.split_last() else { return NOT_TOLD };
        match (self, last.verdict) {
            (_, Decision::Unknown) => NOT_TOLD,
            (Self::Hangs, Decision::Denied) => {
                "This explains the timeout: the packet below is dropped in silence."
            }
            (Self::Hangs, Decision::Allowed) => {
                "The network lets it through, both ways. Look at the host: its own firewall, or a service that does not answer."
            }
            (Self::Refused, Decision::Allowed) => {
                "The network lets it through. The host refuses: nothing listens on the port, or it listens on another address."
            }
            (Self::Refused, Decision::Denied) => {
                "The network drops this packet, which a client sees as a timeout. What was refused took another path or port."
            }
            (Self::OneWay, verdict) => one_way(before.first().map(|first| first.verdict), verdict),
            (Self::LargeHangs, Decision::Denied) => too_large(last.loss),
            (Self::LargeHangs, Decision::Allowed) if last.has_words => {
                "The message that asks for smaller packets comes back. Look at the hosts' own firewalls and at tunnels on the way."
            }
            (Self::LargeHangs, Decision::Allowed) => {
                "Full packets cross this path whole, so none has to ask for smaller ones. Look at the hosts' own firewalls and at tunnels on the way."
            }
            (Self::IdleDies, Decision::Denied) if before.is_empty() => {
                "The connection does not even begin: the packet below is dropped, so there is none that a pause could end. Open the way for it first, then ask again."
            }
            (Self::IdleDies, Decision::Denied) => {
                "This explains it: after the pause the connection is forgotten, and no rule lets this packet by. Send keep-alives more often than the timeout."
            }
            (Self::IdleDies, Decision::Allowed) if before.is_empty() => {
                "The connection begins, and no interface here remembers it, so none forgets it. Look at the hosts, and at what stands between them."
            }
            (Self::IdleDies, Decision::Allowed) => {
                "Rules let the packet by even after the connection was forgotten. Look at load balancers and NAT gateways, which forget after 350 seconds."
            }
        }
    }
}

const NOT_TOLD: &str = "What is described here does not tell. Import more, or ask about a part of the path.";

/// What both directions together say: the one that works as a rule, and the one that was asked about.
const fn one_way(other: Option<Decision>, asked: Decision) -> &'static str {
    match (other, asked) {
        (Some(Decision::Allowed), Decision::Allowed) => "Both directions can begin a connection here.",
        (Some(Decision::Denied), Decision::Denied) => {
            "Neither direction can begin a connection: the other one, which was tried first, is dropped too. Each needs an outbound rule where it begins and an inbound rule at the other end."
        }
        (Some(Decision::Denied), Decision::Allowed) => {
            "This direction can begin a connection. The other one, which was tried first, cannot: see it in the history."
        }
        (_, Decision::Denied) => {
            "This direction is dropped: who begins here needs an outbound rule at its own end and an inbound rule at the other."
        }
        (_, Decision::Allowed) => {
            "This direction can begin a connection. What is described here does not tell of the other one."
        }
        (_, Decision::Unknown) => NOT_TOLD,
    }
}

/// What it says of large packets that the conversation broke off.
const fn too_large(loss: Option<Loss>) -> &'static str {
    match loss {
        Some(Loss::Word) => {
            "This explains it: the message that asks for smaller packets is dropped, so the sender goes on sending large ones."
        }
        Some(Loss::Content) => {
            "The connection begins, but the packet below is dropped, and no message that asks for a smaller one follows."
        }
        Some(Loss::Beginning) | None => {
            "The connection does not even begin: the packet below is dropped, and it is a small one. Size plays no part before that works, so open the way for it first."
        }
    }
}

/// What a person asked about: who begins, who is called, on which TCP port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Who begins.
    pub from: String,
    /// Who is called.
    pub to: String,
    /// The port there.
    pub port: u16,
}

/// The TCP ports that the groups of an interface let in, from whomever, for who does not know where it listens.
#[must_use]
pub fn ports_let_in(network: &Network, interface: &str) -> Option<String> {
    const MOST: usize = 4;
    let groups = network.interfaces.find(interface)?.groups.iter();
    let rules = groups.filter_map(|id| network.security_groups.find(id)).flat_map(|group| group.rules.iter());
    let mut named: Vec<String> = Vec::new();
    for rule in rules.filter(|rule| rule.direction == Direction::Ingress) {
        if matches!(rule.traffic, Traffic::Ports(Protocol::TCP, _)) {
            let text = ports(rule.traffic);
            if !named.contains(&text) {
                named.push(text);
            }
        }
    }
    let more = if named.len() > MOST { " …" } else { "" };
    named.truncate(MOST);
    (!named.is_empty()).then(|| format!("Its rules name {}{more}", named.join(", ")))
}

/// What became of a thing that was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tried {
    /// The whole of it.
    pub verdict: Decision,
    /// What the packet was for that was lost, of a conversation.
    pub loss: Option<Loss>,
    /// Whether a router had a word to say.
    pub has_words: bool,
}

impl Tried {
    /// Of an answer; none of one to nothing that was sent.
    #[must_use]
    pub fn of(answer: &Answer) -> Option<Self> {
        match answer {
            Answer::Sent(trace) => Some(Self { verdict: trace.verdict, loss: None, has_words: false }),
            Answer::Conversed(dialogue) => Some(Self {
                verdict: dialogue.verdict(),
                loss: dialogue.loss(),
                has_words: dialogue.has_words(),
            }),
            Answer::Applied(_) | Answer::Advanced(_) => None,
        }
    }
}

/// What the reader said happens, and what came of looking into it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What the reader sees.
    pub symptom: Symptom,
    /// What follows for it.
    pub conclusion: &'static str,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked() -> Asked {
        Asked { from: "a".to_owned(), to: "b".to_owned(), port: 22 }
    }

    const fn tried(verdict: Decision, loss: Option<Loss>) -> Tried {
        Tried { verdict, loss, has_words: matches!(loss, Some(Loss::Word)) }
    }

    #[test]
    fn who_does_not_know_the_port_is_told_those_that_the_rules_name() {
        let simulation = crate::state::scenarios::first();
        let ports = |id: &str| ports_let_in(simulation.network(), id);
        assert_eq!(ports("eni-0a1000000000000f1").as_deref(), Some("Its rules name 443, 22"));
        assert_eq!(ports("eni-0a1000000000000f2").as_deref(), Some("Its rules name 5432"));
        assert_eq!(ports("203.0.113.10"), None);
    }

    #[test]
    fn each_symptom_has_its_own_words_and_asks_about_the_ends_it_was_given() {
        for symptom in Symptom::ALL {
            let asked_last = symptom.connections(&asked()).pop().unwrap();
            assert_eq!(
                (&*asked_last.from, &*asked_last.to, asked_last.destination_port),
                ("a", "b", Some(22))
            );
            assert_eq!(Symptom::ALL.iter().filter(|other| other.id() == symptom.id()).count(), 1);
        }
        assert_eq!(Symptom::OneWay.connections(&asked()).len(), 2);
    }

    #[test]
    fn nothing_is_concluded_from_what_was_never_sent() {
        let no_beginning = tried(Decision::Denied, Some(Loss::Beginning));
        for symptom in [Symptom::LargeHangs, Symptom::IdleDies] {
            assert!(symptom.conclusion(&[no_beginning]).starts_with("The connection does not even begin"));
            assert_eq!(symptom.pause(&[no_beginning]), None);
        }
        let of_word = Symptom::LargeHangs.conclusion(&[tried(Decision::Denied, Some(Loss::Word))]);
        assert!(of_word.contains("the message that asks for smaller packets is dropped"));
        let of_content = Symptom::LargeHangs.conclusion(&[tried(Decision::Denied, Some(Loss::Content))]);
        assert!(of_content.starts_with("The connection begins"));
        let whole = tried(Decision::Allowed, None);
        assert!(Symptom::LargeHangs.conclusion(&[whole]).starts_with("Full packets cross"));
        assert!(Symptom::LargeHangs.conclusion(&[Tried { has_words: true, ..whole }]).contains("comes back"));
        assert!(Symptom::IdleDies.pause(&[whole]).is_some());
        assert!(Symptom::IdleDies.conclusion(&[whole, no_beginning]).starts_with("This explains it"));
        assert_eq!(Symptom::Hangs.pause(&[whole]), None);
        assert_eq!(Symptom::Hangs.conclusion(&[]), NOT_TOLD);
    }

    #[test]
    fn one_way_is_told_of_both_ways() {
        use Decision::{Allowed, Denied, Unknown};
        let said = |other, asked| Symptom::OneWay.conclusion(&[tried(other, None), tried(asked, None)]);
        assert!(said(Allowed, Denied).starts_with("This direction is dropped"));
        assert!(said(Denied, Denied).starts_with("Neither direction"));
        assert!(said(Denied, Allowed).contains("tried first, cannot"));
        assert!(said(Allowed, Allowed).starts_with("Both directions"));
        assert!(said(Unknown, Allowed).contains("does not tell of the other one"));
        assert_eq!(said(Allowed, Unknown), NOT_TOLD);
    }
}
