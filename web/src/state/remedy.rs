//! The edits that would let a packet through: one for each checkpoint that blocks, tried one after the other on a
//! copy until nothing blocks any more.

use sg_core::explain::{Fix, fixes};
use sg_core::net::Decision;
use sg_core::simulation::{Answer, Moment, Simulation};
use sg_core::wire::{Action, Step, StepKind};

use super::store::walk_of;

/// More edits than this and something is wrong with the network that no list of edits explains.
const MOST: usize = 8;

/// What would let a packet, or a conversation, through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remedy {
    /// The edits, in the order in which they are needed.
    pub edits: Vec<Fix>,
    /// What could be done instead of one of them: its place, and the edit.
    pub instead: Vec<(usize, Fix)>,
    /// Whether they are enough.
    pub opens: bool,
}

impl Remedy {
    /// All edits as one step.
    #[must_use]
    pub fn actions(&self) -> Vec<Action> {
        self.edits.iter().flat_map(|edit| edit.actions.iter().cloned()).collect()
    }
}

/// Tries edit after edit on a copy; the network as it is decides, not the one that the moment met.
#[must_use]
pub fn remedy(simulation: &Simulation, moment: &Moment) -> Remedy {
    let mut remedy = Remedy::default();
    let kind = &moment.step.kind;
    if !matches!(kind, StepKind::Send(_) | StepKind::Converse(_)) {
        return remedy;
    }
    let mut fork = simulation.fork();
    while remedy.edits.len() < MOST {
        let Ok(answer) = fork.step(Step::from(kind.clone())) else { return remedy };
        if verdict(&answer) == Decision::Allowed {
            remedy.opens = true;
            return remedy;
        }
        let Some(last) = fork.history().last() else { return remedy };
        let mut found = walk_of(last, None).map(|trace| fixes(trace)).unwrap_or_default().into_iter();
        let Some(fix) = found.next().filter(|fix| !remedy.edits.contains(fix)) else { return remedy };
        // The refused packet leaves nothing behind for the next attempt.
        fork.undo();
        if fork.step(Step::from(StepKind::Apply(fix.actions.clone()))).is_err() {
            return remedy;
        }
        let at = remedy.edits.len();
        remedy
            .instead
            .extend(found.filter(|other| other.checkpoint == fix.checkpoint).map(|other| (at, other)));
        remedy.edits.push(fix);
    }
    remedy
}

fn verdict(answer: &Answer) -> Decision {
    match answer {
        Answer::Sent(trace) => trace.verdict,
        Answer::Conversed(dialogue) => dialogue.verdict(),
        Answer::Applied(_) | Answer::Advanced(_) => Decision::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::scenarios::first;
    use crate::state::store::State;
    use sg_core::wire::{ConversationInput, ConversationKind};

    #[test]
    fn one_edit_opens_what_one_rule_lacks() {
        let state = State::new(first());
        let remedy = remedy(&state.simulation, state.shown().unwrap());
        assert!(remedy.opens);
        assert_eq!(remedy.edits.len(), 1);
        assert_eq!(remedy.actions().first().unwrap().name, "AuthorizeSecurityGroupIngress");
    }

    #[test]
    fn what_could_be_done_instead_of_an_edit_is_told_with_it() {
        let text = include_str!("../../../scenarios/acl-ephemeral-port.json");
        let simulation = crate::state::scenarios::read(text).unwrap();
        let fork = simulation.at(1);
        let moment = fork.history().last().unwrap().clone();
        let remedy = remedy(&fork, &moment);
        assert!(remedy.opens && remedy.edits.len() == 1);
        assert!(remedy.edits[0].title.contains("/32 in"), "{}", remedy.edits[0].title);
        assert_eq!(remedy.edits[0].reach, "this address alone");
        let [(0, wide)] = &remedy.instead[..] else { panic!("{:?}", remedy.instead) };
        assert!(wide.title.contains("0.0.0.0/0 in"), "{}", wide.title);
        assert_eq!(wide.reach, "every IPv4 address");
    }

    #[test]
    fn every_checkpoint_on_the_way_gets_its_edit() {
        let mut simulation = first();
        // Neither end of a connection from the database to the web server has a rule for it.
        let network = simulation.network().clone();
        let database =
            network.security_groups.iter().find(|group| group.display_name() == "database").unwrap();
        let outbound = database.rules.iter().filter(|rule| rule.direction == sg_core::net::Direction::Egress);
        let ids: Vec<String> = outbound.map(|rule| rule.id.to_string()).collect();
        let revoke = Action::new("RevokeSecurityGroupEgress")
            .with("GroupId", database.id.to_string())
            .with("SecurityGroupRuleIds", ids);
        simulation.step(Step::from(StepKind::Apply(vec![revoke]))).unwrap();
        let connect = ConversationInput {
            kind: ConversationKind::TcpConnect,
            from: "eni-0a1000000000000f2".to_owned(),
            to: "eni-0a1000000000000f1".to_owned(),
            source_port: None,
            destination_port: Some(8080),
            icmp_id: None,
            family: None,
        };
        simulation.step(Step::from(StepKind::Converse(connect))).unwrap();
        let moment = simulation.history().last().unwrap().clone();
        let remedy = remedy(&simulation, &moment);
        let names: Vec<&str> =
            remedy.edits.iter().flat_map(|edit| &edit.actions).map(|a| a.name.as_str()).collect();
        assert_eq!(names, ["AuthorizeSecurityGroupEgress", "AuthorizeSecurityGroupIngress"]);
        assert!(remedy.opens);
    }

    /// The database of the first scenario sends to the internet: a NAT gateway's way and the internet gateway's, each of
    /// which does it alone, also behind another edit.
    #[test]
    fn a_private_sender_gets_out_by_one_way_or_the_other() {
        for rule_is_there in [true, false] {
            let mut simulation = first();
            if !rule_is_there {
                let groups = &simulation.network().security_groups;
                let database = groups.iter().find(|group| group.display_name() == "database").unwrap();
                let mut outbound = database.rules.iter();
                let rule = outbound.find(|rule| rule.direction == sg_core::net::Direction::Egress).unwrap();
                let revoke = Action::new("RevokeSecurityGroupEgress")
                    .with("GroupId", database.id.to_string())
                    .with("SecurityGroupRuleIds", vec![rule.id.to_string()]);
                simulation.step(Step::from(StepKind::Apply(vec![revoke]))).unwrap();
            }
            let connect = Step::from(StepKind::Converse(ConversationInput {
                kind: ConversationKind::TcpConnect,
                from: "eni-0a1000000000000f2".to_owned(),
                to: "203.0.113.10".to_owned(),
                source_port: None,
                destination_port: Some(443),
                icmp_id: None,
                family: None,
            }));
            simulation.step(connect.clone()).unwrap();
            let remedy = remedy(&simulation, simulation.history().last().unwrap());
            assert!(remedy.opens);
            let lets_by = |edits: Vec<Action>| {
                let mut fork = simulation.fork();
                fork.step(Step::from(StepKind::Apply(edits))).unwrap();
                verdict(&fork.step(connect.clone()).unwrap())
            };
            // "Apply all" makes no subnet public.
            assert_eq!(lets_by(remedy.actions()), Decision::Allowed);
            let names: Vec<&str> = remedy.edits.iter().flat_map(|e| &e.actions).map(|a| &*a.name).collect();
            let last = ["AllocateAddress", "CreateNatGateway", "CreateRoute"];
            assert!(names.ends_with(&last) && remedy.edits.iter().all(|edit| edit.caution.is_none()));
            let at = remedy.edits.len() - 1;
            let (_, gateway) = remedy.instead.iter().find(|(of, _)| *of == at).unwrap();
            assert!(
                gateway
                    .caution
                    .as_ref()
                    .unwrap()
                    .contains("turns subnet private into a public one: its interface")
            );
            let before = remedy.edits.iter().take(at).flat_map(|edit| edit.actions.clone());
            assert_eq!(lets_by(before.chain(gateway.actions.clone()).collect()), Decision::Allowed);
        }
    }
}
