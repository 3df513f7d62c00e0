//! Laws that hold whatever the rules, the packets and the calls are.

#![cfg(not(target_arch = "wasm32"))]

use proptest::prelude::*;
use sg_core::conntrack::Verdict;
use sg_core::net::Decision;
use sg_core::simulation::{Answer, Simulation};
use sg_core::wire::{Step, StepKind};
use sg_tests::interface::OneInterface;
use sg_tests::plain::{PlainPacket, PlainRule};
use sg_tests::{Random, drive, generate};

fn rules(random: &mut Random) -> Vec<PlainRule> {
    (0..1 + random.below(8)).map(|_| generate::rule(random)).collect()
}

fn is_allowed(rules: &[PlainRule], packet: &PlainPacket, outbound: bool) -> bool {
    OneInterface::new(rules).judge(packet, outbound).decision() == Decision::Allowed
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn a_rule_added_never_denies_more(seed: u64) {
        let random = &mut Random::new(seed);
        let before = rules(random);
        let mut after = before.clone();
        after.insert(random.below(after.len()), generate::rule(random));
        for _ in 0..20 {
            let (packet, outbound) = generate::packet(random);
            prop_assert!(!is_allowed(&before, &packet, outbound) || is_allowed(&after, &packet, outbound));
        }
    }

    #[test]
    fn the_order_of_rules_never_matters(seed: u64) {
        let random = &mut Random::new(seed);
        let rules = rules(random);
        let mut shuffled = rules.clone();
        random.shuffle(&mut shuffled);
        let (mut one, mut other) = (OneInterface::new(&rules), OneInterface::new(&shuffled));
        let mut sent = generate::packet(random);
        for _ in 0..20 {
            let (mine, its) = (one.judge(&sent.0, sent.1), other.judge(&sent.0, sent.1));
            prop_assert_eq!(mine.decision(), its.decision());
            prop_assert_eq!(mine.tracked(), its.tracked());
            let answer = random.chance(60);
            sent = if random.chance(50) {
                generate::packet(random)
            } else {
                (generate::next_of(random, &sent.0, answer), sent.1 != answer)
            };
        }
    }

    #[test]
    fn a_reply_on_a_tracked_flow_always_passes(seed: u64) {
        let random = &mut Random::new(seed);
        let rules = rules(random);
        for _ in 0..20 {
            let (packet, outbound) = generate::packet(random);
            let mut interface = OneInterface::new(&rules);
            let passage = interface.judge(&packet, outbound);
            let Verdict::Admitted { tracking, entry: Some(entry), .. } = passage.verdict else { continue };
            let one_way = matches!(entry.icmp, Some(sg_core::conntrack::IcmpFlow::OneWay { .. }));
            if !tracking.is_tracked() || one_way {
                continue;
            }
            // Not even the rules have to be there any more.
            interface.set_rules(&[]);
            let reply = generate::next_of(random, &packet, true);
            prop_assert_eq!(interface.judge(&reply, !outbound).decision(), Decision::Allowed, "{:?}", reply);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(12) })]

    #[test]
    fn undo_is_the_inverse_of_each_step_and_redo_of_undo(seed: u64) {
        let random = &mut Random::new(seed);
        let mut simulation = drive::populated();
        for _ in 0..40 {
            // Moves of time that follow one another are one step: undone apart, they would not be.
            let step = drive::any_step(random, &simulation);
            let before = drive::bytes(&simulation);
            let merges = matches!((&step.kind, simulation.history().last().map(|last| &last.step.kind)),
                (StepKind::Advance(_), Some(StepKind::Advance(_))));
            if merges || simulation.step(step).is_err() {
                prop_assert_eq!(&before, &drive::bytes(&simulation), "a refused step changed something");
                continue;
            }
            let after = drive::bytes(&simulation);
            prop_assert!(simulation.undo());
            prop_assert_eq!(&before, &drive::bytes(&simulation));
            prop_assert!(simulation.redo());
            prop_assert_eq!(&after, &drive::bytes(&simulation));
        }
    }

    #[test]
    fn a_document_replayed_gives_the_same_bytes(seed: u64) {
        let random = &mut Random::new(seed);
        let mut simulation = drive::populated();
        for _ in 0..60 {
            let step = drive::any_step(random, &simulation);
            let _ = simulation.step(step);
        }
        let text = serde_json::to_string(&simulation.to_document()).expect("JSON");
        let (replayed, problems) = Simulation::new(serde_json::from_str(&text).expect("a document"));
        prop_assert!(problems.is_empty(), "{problems:?}");
        prop_assert_eq!(drive::bytes(&simulation), drive::bytes(&replayed));
    }

    #[test]
    fn time_moved_twice_is_time_moved_once(seed: u64, first in 0u64..400_000, second in 0u64..400_000) {
        let random = &mut Random::new(seed);
        let mut simulation = drive::populated();
        for _ in 0..40 {
            let step = drive::any_step(random, &simulation);
            let _ = simulation.step(step);
        }
        let expired = |simulation: &mut Simulation, time| match simulation.step(Step::from(StepKind::Advance(time))) {
            Ok(Answer::Advanced(entries)) => entries.to_vec(),
            other => panic!("{other:?}"),
        };
        let (mut twice, mut once) = (simulation.fork(), simulation);
        let mut in_two = expired(&mut twice, first);
        in_two.extend(expired(&mut twice, second));
        prop_assert_eq!(in_two, expired(&mut once, first + second));
        prop_assert_eq!(drive::bytes(&twice), drive::bytes(&once));
    }

    #[test]
    fn the_order_of_groups_never_matters(seed: u64) {
        let random = &mut Random::new(seed);
        let mut simulation = drive::populated();
        let carriers: Vec<_> = simulation.network().interfaces.iter().cloned().collect();
        let carrier = random.pick(&carriers).clone();
        let groups: Vec<String> = simulation.network().security_groups.iter()
            .filter(|group| group.vpc == carrier.vpc).map(|group| group.id.to_string()).collect();
        let attach = |simulation: &mut Simulation, groups: &[String]| {
            let step = serde_json::json!({"apply": [{"Action": "ModifyNetworkInterfaceAttribute",
                "NetworkInterfaceId": carrier.id.to_string(), "Groups": groups}]});
            simulation.step(serde_json::from_value(step).expect("a step")).expect("attached");
        };
        let mut other = simulation.fork();
        let mut reversed = groups.clone();
        reversed.reverse();
        attach(&mut simulation, &groups);
        attach(&mut other, &reversed);
        for _ in 0..40 {
            let step = drive::any_step(random, &simulation);
            if !matches!(step.kind, StepKind::Send(_)) {
                continue;
            }
            let verdict = |answer| match answer {
                Ok(Answer::Sent(trace)) => Some(trace.verdict),
                _ => None,
            };
            prop_assert_eq!(verdict(simulation.step(step.clone())), verdict(other.step(step)));
        }
    }
}
