//! The state, changed as a reader changes it.

use sg_core::model::ResourceId;
use sg_core::net::{Decision, Direction};
use sg_core::wire::Action;
use yew::Reducible;

use super::*;
use crate::state::inventory::Kind;
use crate::state::packet_form::outcome;
use crate::state::remedy::remedy;
use crate::state::scenarios::first;

fn state() -> Rc<State> {
    Rc::new(State::new(first()))
}

#[test]
fn gates_are_stepped_through_and_stop_at_either_end() {
    let last = state().trace().unwrap().checkpoints.len() - 1;
    let first = state().reduce(Act::StepGate(1));
    assert_eq!(first.gate, Some(0));
    assert_eq!(Rc::clone(&first).reduce(Act::StepGate(1)).gate, Some(1));
    assert_eq!(first.reduce(Act::StepGate(-1)).gate, Some(0));
    let end = state().reduce(Act::StepGate(-1));
    assert_eq!(end.gate, Some(last));
    assert_eq!(end.reduce(Act::StepGate(1)).gate, Some(last));
}

#[test]
fn work_stays_the_same_document_through_a_reset_and_ends_with_another() {
    let kept = state().reduce(Act::Keep("a".into())).reduce(Act::Rename("mine".to_owned()));
    assert_eq!(kept.simulation.document().name, "mine");
    let reset = kept.reduce(Act::Reset);
    assert_eq!(reset.work.as_deref(), Some("a"));
    let other = reset.reduce(Act::Load { simulation: Box::new(first()), scenario: None });
    assert_eq!(other.work, None);
    assert_eq!(other.reduce(Act::OpenSaved(Box::new(first()), "b".into())).work.as_deref(), Some("b"));
}

#[test]
fn what_a_link_brought_is_its_own_until_it_is_kept_or_replaced() {
    let link = || {
        let text = sg_core::formats::document::write(&first().to_document());
        Offered(Rc::new(crate::state::import::read(&text).unwrap()))
    };
    let linked = state().reduce(Act::Offer(link()));
    assert!(linked.linked && linked.work.is_none());
    assert!(!Rc::clone(&linked).reduce(Act::Keep("a".into())).linked);
    assert!(!linked.reduce(Act::Load { simulation: Box::new(first()), scenario: None }).linked);
    // Where there is work, the reader is shown it first.
    let asked = state().reduce(Act::Step(StepKind::Advance(1000))).reduce(Act::Offer(link()));
    assert!(!asked.linked && asked.open == Some(Open::Import));
    let taken = Rc::clone(&asked).reduce(Act::TakeOffered);
    assert!(taken.linked && taken.open.is_none() && taken.offered.is_none());
    // Put aside, it can no longer be taken.
    assert!(!asked.reduce(Act::Open(None)).reduce(Act::TakeOffered).linked);
}

#[test]
fn going_back_keeps_what_came_later_until_something_else_is_done() {
    let state = state();
    let steps = state.simulation.history().len();
    let back = state.reduce(Act::GoTo(0));
    assert!(back.shown().is_none());
    assert_eq!(back.simulation.undone().len(), steps);
    let forth = Rc::clone(&back).reduce(Act::GoTo(steps));
    assert!(forth.shown().is_some());
    let branched = back.reduce(Act::Step(StepKind::Advance(1000)));
    assert!(branched.simulation.undone().is_empty());
}

#[test]
fn going_on_drops_what_came_later_and_a_branch_is_another_document() {
    let state = state().reduce(Act::Keep("a".into())).reduce(Act::Step(StepKind::Advance(1000)));
    let steps = state.simulation.history().len();
    let back = state.reduce(Act::GoTo(steps - 1));
    let on = Rc::clone(&back).reduce(Act::DropLater);
    assert_eq!((on.simulation.history().len(), on.simulation.undone().len()), (steps - 1, 0));
    assert_eq!(on.work.as_deref(), Some("a"));
    let branch = back.reduce(Act::Branch("b".into(), "another".to_owned()));
    assert_eq!((branch.simulation.history().len(), branch.simulation.undone().len()), (steps - 1, 0));
    assert_eq!(branch.work.as_deref(), Some("b"));
    assert_eq!(branch.simulation.document().name, "another");
    assert!(Rc::ptr_eq(&branch.opened, &branch.simulation));
}

#[test]
fn a_name_with_a_backtick_stands_whole_in_its_notice() {
    let mut simulation = first();
    simulation.set_document(|document| document.name = "a`b".to_owned());
    let branch = Rc::new(State::new(simulation)).reduce(Act::Branch("b".into(), "another".to_owned()));
    let text = branch.notice.as_ref().unwrap().text.clone();
    assert!(text.contains("`a``b` is kept"), "{text}");
}

#[test]
fn what_is_made_can_be_selected_and_gives_its_place_up_when_it_is_gone() {
    let apply = |action: Action| Act::Step(StepKind::Apply(vec![action]));
    let state = state().reduce(apply(Action::new("CreateVpc").with("CidrBlock", "10.9.0.0/16")));
    let vpc = state.network.vpcs.iter().find(|vpc| vpc.tags.name().is_none()).unwrap().id.to_string();
    let state = state.reduce(Act::Select(Selection::of(&vpc)));
    assert_eq!((state.selection.id(), state.view), (vpc.as_str(), View::Rules));
    let state = state.reduce(apply(Action::new("DeleteVpc").with("VpcId", vpc)));
    assert!(matches!(state.selection, Selection::Group(_)));
}

#[test]
fn a_list_takes_the_middle_and_what_is_made_next_begins_where_one_was() {
    let state = state();
    let group = state.selection.id().to_owned();
    let listed = Rc::clone(&state).reduce(Act::Select(state.selection.list(Kind::Gateways)));
    assert_eq!((listed.selection.id(), listed.selection.near()), ("", &*group));
    assert_eq!(listed.view, state.view, "a narrow screen stays at the lists");
    let again = Rc::clone(&listed).reduce(Act::Select(listed.selection.list(Kind::Vpcs)));
    assert_eq!(again.selection.near(), group);
}

#[test]
fn a_rule_that_is_asked_for_or_new_is_shown_until_something_else_is() {
    let state = state();
    let group = state.network.security_groups.iter().find(|one| &*one.name == "database").unwrap();
    let rule = group.rules_of(Direction::Ingress).next().unwrap();
    let ask = || Act::ShowRule(group.id.clone(), Direction::Ingress, rule.id.clone());
    let asked = Rc::clone(&state).reduce(ask());
    assert_eq!((asked.selection.id(), asked.view), (group.id.as_str(), View::Rules));
    let shown = asked.shown_rules.clone().unwrap();
    assert_eq!((&*shown.ids, shown.why), (&vec![rule.id.clone()], "Found"));
    // Asked for once more it is another wish: it may have been scrolled away.
    assert_ne!(Rc::clone(&asked).reduce(ask()).shown_rules, asked.shown_rules);
    assert_eq!(Rc::clone(&asked).reduce(Act::ShowTab(GroupTab::Outbound)).shown_rules, None);
    let added = |direction: &str| {
        let permissions = serde_json::json!([{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "10.9.0.0/16"}, {"CidrIp": "10.8.0.0/16"}]}]);
        let action = serde_json::json!({"Action": format!("AuthorizeSecurityGroup{direction}"), "GroupId": group.id.as_str(), "IpPermissions": permissions});
        Act::Step(StepKind::Apply(vec![serde_json::from_value(action).unwrap()]))
    };
    let saved = Rc::clone(&asked).reduce(added("Ingress"));
    let shown = saved.shown_rules.clone().unwrap();
    let rules: Vec<_> =
        saved.network.security_groups.find(&group.id).unwrap().rules_of(Direction::Ingress).collect();
    let new = [&rules[rules.len() - 1].id, &rules[rules.len() - 2].id];
    assert_eq!((shown.ids.iter().collect::<Vec<_>>(), shown.why), (new.to_vec(), "Saved"));
    assert!(!shown.ids.contains(&rule.id));
    assert_eq!(Rc::clone(&saved).reduce(Act::Undo).shown_rules, None);
    // What was changed elsewhere comes in view: on its tab, in its group, in its network ACL.
    let other = Rc::clone(&asked).reduce(added("Egress"));
    assert_eq!(
        (other.tab, other.shown_rules.as_ref().map(|shown| shown.ids.len())),
        (GroupTab::Outbound, Some(2))
    );
    let elsewhere = Rc::clone(&state).reduce(added("Ingress"));
    assert_ne!(state.selection.id(), group.id.as_str());
    assert_eq!((elsewhere.selection.id(), elsewhere.tab), (group.id.as_str(), GroupTab::Inbound));
    let acl = state.network.network_acls.iter().next().unwrap().id.to_string();
    let entry = serde_json::json!({"Action": "CreateNetworkAclEntry", "NetworkAclId": acl, "RuleNumber": 90,
        "RuleAction": "deny", "Protocol": "-1", "CidrBlock": "198.51.100.7/32", "Egress": true});
    let denied = asked.reduce(Act::Step(StepKind::Apply(vec![serde_json::from_value(entry).unwrap()])));
    assert_eq!((denied.selection.id(), denied.tab), (&*acl, GroupTab::Outbound));
    // So does a change that is looked back at; a packet leaves what is seen.
    let steps = denied.simulation.history().len();
    let web = denied.reduce(Act::Select(Selection::Group(group.id.clone())));
    assert_eq!(Rc::clone(&web).reduce(Act::GoTo(1)).selection.id(), group.id.as_str());
    assert_eq!(web.reduce(Act::GoTo(steps)).selection.id(), acl);
}

#[test]
fn undo_without_a_step_is_no_change() {
    let empty = Rc::new(State::new(Simulation::default()));
    assert!(Rc::ptr_eq(&Rc::clone(&empty).reduce(Act::Undo), &empty));
}

#[test]
fn a_packet_is_expected_once() {
    let state = state();
    let packet = state.last_packet().unwrap();
    let before = state.simulation.document().expectations.len();
    let state = state.reduce(Act::Expect(Verb::Allow, (*packet).clone()));
    let state = state.reduce(Act::Expect(Verb::Deny, (*packet).clone()));
    let kept = &state.simulation.document().expectations;
    assert_eq!(kept.len(), before + 1);
    assert_eq!(kept.last().map(|kept| kept.must), Some(Verb::Deny));
    assert_eq!(expected(&state.simulation, &packet), Some((before, Verb::Deny)));
    let state = state.reduce(Act::Forget(before));
    assert_eq!(state.simulation.document().expectations.len(), before);
    assert_eq!(expected(&state.simulation, &packet), None);
}

#[test]
fn what_is_made_of_the_form_is_made_of_all_that_was_typed() {
    let letter = |letter: char| Act::Type(Box::new(move |form| form.port.push(letter)));
    let clear = Act::Type(Box::new(|form| form.port.clear()));
    let typed = [clear, letter('4'), letter('4'), letter('3')].into_iter().fold(state(), State::reduce);
    let sent = Rc::clone(&typed).reduce(Act::Make(Make::Send));
    assert_eq!(sent.last_packet().unwrap().destination_port, Some(443));
    let kept = Rc::clone(&typed).reduce(Act::Make(Make::Expect(Verb::Allow)));
    let last = kept.simulation.document().expectations.last().unwrap();
    assert_eq!((last.must, last.packet.destination_port), (Verb::Allow, Some(443)));
    let conversed = Rc::clone(&typed).reduce(Act::Make(Make::Converse(9)));
    let shown = conversed.shown().unwrap();
    assert!(matches!(&shown.step.kind, StepKind::Converse(one) if one.destination_port == Some(443)));
    let refused = typed.reduce(letter('x')).reduce(Act::Make(Make::Converse(0)));
    assert!(refused.refusal.is_some());
}

#[test]
fn a_verdict_is_of_another_packet_once_the_form_holds_one() {
    let state = state();
    assert_eq!(state.next(), None);
    let typed = |state: &Rc<State>, change: &dyn Fn(&mut PacketForm)| {
        let mut form = (*state.form).clone();
        change(&mut form);
        Rc::clone(state).reduce(Act::Form(Rc::new(form)))
    };
    let other = typed(&state, &|form| form.port = "443".to_owned());
    assert_eq!(other.next().map(|form| form.preset()), Some("HTTPS"));
    assert_eq!(typed(&other, &|form| form.port = "22".to_owned()).next(), None);
    assert!(typed(&state, &|form| form.to.clear()).next().is_some(), "what is no packet is not this one");
    assert!(typed(&state, &|form| form.source_port = "7".to_owned()).next().is_some());
    // What is sent is what the verdict is of, and so is what the reader looks back at, or goes on with.
    let sent = other.reduce(Act::Make(Make::Send));
    assert_eq!(sent.next(), None);
    assert_eq!(Rc::clone(&sent).reduce(Act::GoTo(1)).next(), None);
    let last = sg_core::path::reply_to(&sent.last_packet().unwrap()).unwrap();
    let replied = sent.reduce(Act::Step(StepKind::Send(last)));
    assert_eq!(replied.next(), None);
    assert!(typed(&replied, &|form| form.port = "22".to_owned()).next().is_some());
}

#[test]
fn each_connection_from_the_form_has_a_port_of_its_own_unless_one_is_typed() {
    let mut state = state();
    let mut form = (*state.form).clone();
    form.port = "443".to_owned();
    let known = |state: &State| -> Vec<Option<u16>> {
        state.simulation.conntrack(None).iter().map(|flow| flow.source_port).collect()
    };
    let send = |state: Rc<State>, form: &PacketForm| {
        let packet = form.packet(&state.ends).unwrap();
        state.reduce(Act::Begin(StepKind::Send(packet)))
    };
    let before = known(&state).len();
    assert_eq!(known(&state).last(), Some(&Some(50_000)));
    for port in [50_001, 50_002] {
        assert_eq!(form.chosen_port(&state.simulation), port);
        state = send(state, &form);
        assert_eq!(known(&state).last(), Some(&Some(port)));
        let sent = sent(&state.shown().unwrap().step.kind).unwrap();
        assert!(form.is_of(&sent, &state.ends), "the same packet, from whatever port");
        // What is opened again, or chosen from the recent ones, is to be a new connection too.
        assert_eq!(PacketForm::again(&sent, &state.ends).source_port, "");
    }
    form.source_port = "50001".to_owned();
    state = send(state, &form);
    assert_eq!(known(&state).len(), before + 2, "a typed port stays");
    let sent = sent(&state.shown().unwrap().step.kind).unwrap();
    form.source_port = "40000".to_owned();
    assert!(!form.is_of(&sent, &state.ends));
    assert_eq!(form.chosen_port(&state.simulation), 50_003);
    // What begins nothing belongs to the first connection.
    form.flags = vec![FlagName::Ack];
    assert_eq!(form.chosen_port(&state.simulation), 50_000);
}

#[test]
fn the_form_follows_what_a_symptom_sent() {
    let state = state();
    let database = state.directory.interfaces().iter().find(|one| *one.name == *"db-1").unwrap();
    let ask = |from: &str, to: &str, port| Asked { from: from.to_owned(), to: to.to_owned(), port };
    let state =
        Rc::clone(&state).reduce(Act::Try(Symptom::Hangs, ask("internet", database.id.as_str(), 5432)));
    let form = &state.form;
    assert_eq!((&*form.from, &*form.to, &*form.port), ("Internet", "db-1", "5432"));
    assert_eq!(form.preset(), "PostgreSQL");
    let web = state.directory.interfaces().iter().find(|one| *one.name == *"web-1").unwrap().id.to_string();
    for symptom in Symptom::ALL {
        let steps = state.simulation.history().len();
        // From the database on, whatever was sent last: the form shows what was asked.
        let after = Rc::clone(&state).reduce(Act::Try(symptom, ask(&web, database.id.as_str(), 5432)));
        let form = &after.form;
        assert_eq!((&*form.from, &*form.to, &*form.port), ("web-1", "db-1", "5432"), "{symptom:?}");
        assert_eq!((&*form.source_port, &form.flags[..]), ("", &[FlagName::Syn][..]), "{symptom:?}");
        let sent = after.simulation.history().len() - steps;
        let expected = match symptom {
            Symptom::OneWay => 2,
            Symptom::IdleDies => 3,
            _ => 1,
        };
        assert_eq!(sent, expected, "{symptom:?}");
    }
}

#[test]
fn nothing_follows_a_connection_that_does_not_begin() {
    let state = state();
    let web = state.directory.interfaces().iter().find(|one| *one.name == *"web-1").unwrap();
    let asked = Asked { from: "internet".to_owned(), to: web.id.to_string(), port: 22 };
    let steps = state.simulation.history().len();
    let now = state.simulation.now();
    for symptom in [Symptom::LargeHangs, Symptom::IdleDies] {
        let after = Rc::clone(&state).reduce(Act::Try(symptom, asked.clone()));
        assert_eq!((after.simulation.history().len(), after.simulation.now()), (steps + 1, now));
        let found = after.symptom.unwrap();
        assert!(found.conclusion.starts_with("The connection does not even begin"), "{}", found.conclusion);
        let moment = after.shown().unwrap();
        assert_eq!(outcome(moment).map(|(_, verdict)| verdict), Some(Decision::Denied));
    }
}

#[test]
fn a_symptom_is_looked_into_with_a_connection_that_no_table_knows() {
    let state = state();
    let web = state.directory.interfaces().iter().find(|one| *one.name == *"web-1").unwrap();
    let asked = Asked { from: "internet".to_owned(), to: web.id.to_string(), port: 443 };
    let ports = |state: &State| -> Vec<Option<u16>> {
        state.simulation.conntrack(None).iter().map(|flow| flow.source_port).collect()
    };
    let once = state.reduce(Act::Try(Symptom::Hangs, asked.clone()));
    let twice = Rc::clone(&once).reduce(Act::Try(Symptom::Hangs, asked));
    assert_eq!(ports(&twice).len(), ports(&once).len() + 1);
}

#[test]
fn a_lesson_is_done_once_its_packet_is_let_in_and_undone_with_it() {
    let state = state();
    let packet = StepKind::Send((*state.last_packet().unwrap()).clone());
    assert!(!state.lesson_is_done());
    let fix = remedy(&state.simulation, state.shown().unwrap()).actions();
    let state = state.reduce(Act::Step(StepKind::Apply(fix)));
    assert!(!state.lesson_is_done());
    let state = state.reduce(Act::Step(packet));
    assert!(state.lesson_is_done());
    assert!(!Rc::clone(&state).reduce(Act::Undo).lesson_is_done());
    // A connection does it as well, from a port of its own.
    let connect = sg_core::wire::ConversationInput {
        kind: sg_core::wire::ConversationKind::TcpConnect,
        from: "internet".to_owned(),
        to: state.last_packet().unwrap().to.clone(),
        source_port: Some(50123),
        destination_port: Some(22),
        icmp_id: None,
        family: None,
    };
    let again = state.reduce(Act::Undo).reduce(Act::Step(StepKind::Converse(connect)));
    assert!(again.lesson_is_done());
    // It is not done any longer where its rule is gone, whatever was sent before, and tracked connections.
    let group = again.selection.id().to_owned();
    let rules = &again.network.security_groups.find(&*group).unwrap().rules;
    let added = rules.last().unwrap().id.to_string();
    let revoke = Action::new("RevokeSecurityGroupIngress").with("GroupId", group);
    let revoke = StepKind::Apply(vec![revoke.with("SecurityGroupRuleIds", vec![added])]);
    let mut without = again.simulation.fork();
    without.step(revoke.clone().into()).unwrap();
    assert!(!State { simulation: Rc::new(without), ..(*again).clone() }.lesson_is_done());
    // The same by addresses is the same; from another sender it is not.
    let before = Rc::clone(&again).reduce(Act::Undo);
    let (web, public) = (end_called(&before, "web-1"), "198.18.0.20");
    for (from, to, done) in
        [("203.0.113.10", public, true), ("internet", &*web, true), ("198.51.100.7", public, false)]
    {
        let mut packet = (*before.last_packet().unwrap()).clone();
        (packet.from, packet.to, packet.source_port) = (from.to_owned(), to.to_owned(), Some(40_000));
        let sent = Rc::clone(&before).reduce(Act::Step(StepKind::Send(packet)));
        assert_eq!(sent.lesson_is_done(), done, "{from} to {to}");
    }
    // Whoever goes on once it is done has other work.
    assert!(!again.lesson_away);
    let on = Rc::clone(&again).reduce(Act::Step(revoke));
    assert!(on.lesson_away && on.simulation.document().lesson.is_none());
}

#[test]
fn a_task_that_was_put_away_comes_back_with_the_lesson_alone() {
    // A lesson as it came is nobody's work yet: it stays as it is.
    let away = state().reduce(Act::PutLessonAway);
    assert!(away.lesson_away && !away.is_own());
    assert!(away.simulation.document().lesson.is_some());
    // One's own work goes on without it, whether it was put away before or after the first change.
    let packet = StepKind::Send((*away.last_packet().unwrap()).clone());
    let own = Rc::clone(&away).reduce(Act::Step(packet.clone()));
    assert!(own.is_own() && own.simulation.document().lesson.is_none());
    let own = state().reduce(Act::Step(packet)).reduce(Act::PutLessonAway);
    assert!(own.simulation.document().lesson.is_none());
    let again = own.reduce(Act::Reset);
    assert!(!again.lesson_away && again.simulation.document().lesson.is_some());
    // What the browser kept is one's own as soon as it is opened.
    let kept = state().reduce(Act::OpenSaved(Box::new((*again.simulation).clone()), "1".into()));
    assert!(kept.is_own());
    assert!(kept.reduce(Act::PutLessonAway).simulation.document().lesson.is_none());
}

/// The id of the end with this name.
fn end_called(state: &State, name: &str) -> String {
    state.ends.iter().find(|end| *end.label == *name).unwrap().value.to_string()
}

#[test]
fn what_waits_in_the_form_is_told_until_it_is_sent() {
    let state = state();
    let typed = Rc::clone(&state).reduce(Act::Type(Box::new(|form| form.port = "8080".to_owned())));
    assert!(typed.next().is_some());
    // The old packet once more, its reply, and a look back: the form holds another all the same.
    let old = StepKind::Send((*state.last_packet().unwrap()).clone());
    let again = typed.reduce(Act::Step(old));
    assert!(again.next().is_some());
    let reply = sg_core::path::reply_to(&again.last_packet().unwrap()).unwrap();
    assert!(Rc::clone(&again).reduce(Act::Step(StepKind::Send(reply))).next().is_some());
    assert!(Rc::clone(&again).reduce(Act::GoTo(1)).next().is_some());
    assert_eq!(again.reduce(Act::Make(Make::Send)).next(), None);
}

#[test]
fn a_packet_goes_to_what_is_selected_until_an_end_is_chosen() {
    let groups = [("sg-1", "alpha"), ("sg-2", "beta")].map(|(id, name)| {
        format!(
            r#"{{"GroupId": "{id}", "GroupName": "{name}", "Description": "d", "VpcId": "vpc-1",
            "OwnerId": "111122223333", "IpPermissions": [], "IpPermissionsEgress": []}}"#
        )
    });
    let text = format!(r#"{{"SecurityGroups": [{}]}}"#, groups.join(","));
    let state = Rc::new(State::new(crate::state::import::read(&text).unwrap().simulation));
    assert_eq!((state.group(), &*state.form.to), (Some("sg-1"), "alpha (any interface)"));
    let beta = || Act::Select(Selection::of("sg-2"));
    let chosen = Rc::clone(&state).reduce(beta());
    assert_eq!((&*chosen.form.to, chosen.next()), ("beta (any interface)", None));
    let alpha = end_called(&chosen, "alpha (any interface)");
    let back = Rc::clone(&chosen).reduce(Act::Select(Selection::of(&alpha)));
    assert_eq!(back.form.to, "alpha (any interface)");
    // A list is no end.
    let listed = chosen.reduce(Act::Select(Selection::List { kind: Kind::Vpcs, near: "".into() }));
    assert_eq!(listed.form.to, "beta (any interface)");
    // A port is no end; an end that was typed, or sent to, stays.
    let port = back.reduce(Act::Type(Box::new(|form| form.port = "22".to_owned()))).reduce(beta());
    assert_eq!((&*port.form.to, &*port.form.port), ("beta (any interface)", "22"));
    let typed = Rc::clone(&port).reduce(Act::Type(Box::new(|form| form.from = "10.0.0.9".to_owned())));
    assert_eq!(typed.reduce(Act::Select(Selection::of("sg-1"))).form.to, "beta (any interface)");
    let sent = port.reduce(Act::Make(Make::Send));
    assert_eq!(sent.reduce(Act::Select(Selection::of("sg-1"))).form.to, "beta (any interface)");
}

#[test]
fn a_story_is_told_step_by_step_as_long_as_it_is_the_scenarios() {
    let state = State { scenario: Some("first-look".into()), ..(*state()).clone() };
    assert_eq!(state.story(), Some((2, 2)));
    let state = Rc::new(state);
    let first = Rc::clone(&state).reduce(Act::GoTo(1));
    assert_eq!(first.story(), Some((1, 2)));
    assert_eq!(Rc::clone(&state).reduce(Act::GoTo(0)).story(), Some((0, 2)));
    // What the reader does comes after the story.
    let packet = StepKind::Send((*state.last_packet().unwrap()).clone());
    assert_eq!(Rc::clone(&state).reduce(Act::Step(packet.clone())).story(), Some((3, 2)));
    // A step dropped from it makes it another.
    assert_eq!(first.reduce(Act::Step(packet)).reduce(Act::GoTo(1)).story(), None);
    assert_eq!(State { scenario: None, ..(*state).clone() }.story(), None);
}

#[test]
fn a_document_opens_with_what_was_sent_last_in_the_form() {
    let state = state();
    let mut packet = (*state.last_packet().unwrap()).clone();
    (packet.from, packet.destination_port) = ("203.0.113.66".to_owned(), Some(443));
    let sent = state.reduce(Act::Step(StepKind::Send(packet)));
    let again = State::new((*sent.simulation).clone());
    assert_eq!((&*again.form.from, again.form.preset()), ("203.0.113.66", "HTTPS"));
    // The connection's next packet is not what the form held.
    let entry = sent.simulation.conntrack(None).pop().unwrap();
    let went_on = Rc::clone(&sent).reduce(Act::GoOn(entry.interface.clone(), entry.sequence, Side::Reply));
    let went_on = went_on.reduce(Act::GoOn(entry.interface, entry.sequence, Side::Original));
    let last = went_on.last_packet().unwrap();
    assert!(!PacketForm::again(&last, &went_on.ends).begins() && last.from == "203.0.113.66");
    let again = State::new((*went_on.simulation).clone());
    assert_eq!((&*again.form.from, again.form.preset()), ("203.0.113.66", "HTTPS"));
    assert!(again.form.begins());
    let database = sent.directory.interfaces().iter().find(|one| *one.name == *"db-1").unwrap();
    let talk = sg_core::wire::ConversationInput {
        kind: sg_core::wire::ConversationKind::Ping,
        from: "internet".to_owned(),
        to: database.id.to_string(),
        source_port: None,
        destination_port: None,
        icmp_id: None,
        family: None,
    };
    let talked = Rc::clone(&sent).reduce(Act::Step(StepKind::Converse(talk)));
    let opened = Box::new((*talked.simulation).clone());
    let again = talked.reduce(Act::OpenSaved(opened, "a".into()));
    assert_eq!((&*again.form.to, again.form.preset()), ("db-1", "Ping"));
}

#[test]
fn a_notice_says_what_was_done_and_leaves_with_the_next_attempt() {
    let state = state();
    let fix = remedy(&state.simulation, state.shown().unwrap()).actions();
    let state = state.reduce(Act::Step(StepKind::Apply(fix)));
    let said = state.notice.clone().unwrap();
    assert_eq!((&*said.text, said.refused), ("Inbound rule added in web", false));
    assert_eq!(Rc::clone(&state).reduce(Act::Misfit(Vec::new())).notice, None);
    let mut packet = (*state.last_packet().unwrap()).clone();
    let sent = Rc::clone(&state).reduce(Act::Step(StepKind::Send(packet.clone())));
    assert_eq!(sent.notice, None);
    packet.to = "eni-0123456789abcdef0".to_owned();
    assert_eq!(state.reduce(Act::Step(StepKind::Send(packet))).notice, None);
}

#[test]
fn a_change_says_which_expectations_it_breaks_and_mends_and_leads_there() {
    let state = state();
    let all = Rc::clone(&state.simulation);
    let named = |at: usize| all.document().expectations[at].name.clone().unwrap();
    let group = state.network.security_groups.iter().find(|group| &*group.name == "database").unwrap();
    let ids: Vec<String> = group.rules_of(Direction::Ingress).map(|rule| rule.id.to_string()).collect();
    let revoke = Action::new("RevokeSecurityGroupIngress").with("GroupId", group.id.to_string());
    let revoke = StepKind::Apply(vec![revoke.with("SecurityGroupRuleIds", ids)]);
    let broken = Rc::clone(&state).reduce(Act::Step(revoke.clone()));
    let notice = broken.notice.clone().unwrap();
    let turn = notice.turn.clone().unwrap();
    assert!(notice.stays() && turn.breaks && turn.text.contains(&named(turn.at)), "{}", turn.text);
    assert!(turn.text.contains("no longer hold"), "{}", turn.text);
    // The words of a drop stand in the place of the step's own, and lose nothing.
    let told = state.reduce(Act::Told(revoke, "gone".into())).notice.clone().unwrap();
    assert_eq!((&*told.text, told.turn), ("gone", Some(turn.clone())));
    let shown = Rc::clone(&broken).reduce(Act::Seek(turn.at));
    assert_eq!((shown.sought, shown.view, shown.notice.as_ref()), (Some((turn.at, 1)), View::Test, None));
    let again = broken.reduce(Act::Step(StepKind::Advance(1000)));
    assert_eq!((again.sought, again.notice.as_ref()), (None, None));
}

#[test]
fn a_refused_packet_says_why_and_is_no_step() {
    let state = state();
    let steps = state.simulation.history().len();
    let mut packet = (*state.last_packet().unwrap()).clone();
    packet.to = "eni-0123456789abcdef0".to_owned();
    let state = state.reduce(Act::Step(StepKind::Send(packet)));
    assert_eq!(state.simulation.history().len(), steps);
    assert!(
        state.refusal.as_ref().unwrap().text().is_some_and(|text| text.contains("eni-0123456789abcdef0"))
    );
}

#[test]
fn what_a_step_in_the_past_drops_comes_back_with_it() {
    let state = state();
    let packet = StepKind::Send((*state.last_packet().unwrap()).clone());
    let own = state.reduce(Act::Step(packet.clone()));
    // To take a step back is no look back.
    assert!(!Rc::clone(&own).reduce(Act::Undo).looks_back());
    let past = Rc::clone(&own).reduce(Act::GoTo(1));
    assert!(past.looks_back());
    assert!(Rc::clone(&past).reduce(Act::Undo).looks_back());
    assert!(!Rc::clone(&past).reduce(Act::GoTo(3)).looks_back());
    let dropped = Rc::clone(&past).reduce(Act::Step(packet.clone()));
    assert_eq!((dropped.simulation.history().len(), dropped.simulation.undone().len()), (2, 0));
    assert!(!dropped.looks_back());
    assert_eq!(&*dropped.notice.as_ref().unwrap().text, "2 later steps dropped. Undo brings them back.");
    let back = Rc::clone(&dropped).reduce(Act::Undo);
    assert!(back.looks_back() && Rc::ptr_eq(&back.simulation, &past.simulation));
    // Once something was done after it, that is taken back first.
    let on = dropped.reduce(Act::Step(packet.clone())).reduce(Act::Undo).reduce(Act::Undo);
    assert_eq!((on.simulation.history().len(), on.simulation.undone().len()), (1, 2));
    // A scenario that is read is nobody's work, as long as nothing was added to it.
    let scenario = Rc::new(State { scenario: Some("first-look".into()), ..(*self::state()).clone() });
    let read = scenario.reduce(Act::GoTo(1));
    assert!(!read.looks_back());
    let told = read.reduce(Act::Step(packet));
    assert_eq!(&*told.notice.as_ref().unwrap().text, "1 later step dropped. Undo brings it back.");
}

/// Of a packet that was denied, the page can say that the task is done. What lets it in may take two changes.
#[test]
fn tasks_about_a_denied_packet_can_be_done() {
    use sg_core::wire::{ConversationInput, ConversationKind};
    let ids = [
        "stateful-return",
        "same-group-needs-a-rule",
        "no-outbound-rules",
        "two-families",
        "only-the-destination-port",
        "acl-ephemeral-port",
        "nat-gateway",
        "rule-removed-under-traffic",
    ];
    for id in ids {
        let path = format!("{}/../scenarios/{id}.json", env!("CARGO_MANIFEST_DIR"));
        let simulation = crate::state::scenarios::read(&std::fs::read_to_string(path).unwrap()).unwrap();
        let packet = simulation.document().lesson.as_ref().and_then(|lesson| lesson.packet.clone()).unwrap();
        let connect = |port| {
            Act::Step(StepKind::Converse(ConversationInput {
                kind: ConversationKind::TcpConnect,
                from: packet.from.clone(),
                to: packet.to.clone(),
                source_port: Some(port),
                destination_port: packet.destination_port,
                icmp_id: None,
                family: packet.family,
            }))
        };
        let mut state = Rc::new(State::new(simulation)).reduce(connect(51_000));
        for port in 51_001..51_004 {
            assert!(!state.lesson_is_done(), "{id}");
            let fix = remedy(&state.simulation, state.shown().unwrap()).actions();
            state = state.reduce(Act::Step(StepKind::Apply(fix))).reduce(connect(port));
            if outcome(state.shown().unwrap()).map(|(_, verdict)| verdict) == Some(Decision::Allowed) {
                break;
            }
        }
        assert!(state.lesson_is_done(), "{id}");
    }
}

#[test]
fn a_scenario_that_is_opened_at_its_first_step_has_its_whole_story() {
    let mut simulation = first();
    simulation.undo_to(1);
    let load = Act::Load { simulation: Box::new(simulation), scenario: Some("first-look".into()) };
    let state = state().reduce(load);
    assert_eq!((state.story(), state.is_own(), state.looks_back()), (Some((1, 2)), false, false));
    // Its task is done as if it had been read.
    let end = Rc::clone(&state).reduce(Act::GoTo(2));
    assert_eq!(end.story(), Some((2, 2)));
    let fix = remedy(&end.simulation, end.shown().unwrap()).actions();
    let packet = StepKind::Send((*end.last_packet().unwrap()).clone());
    let done = end.reduce(Act::Step(StepKind::Apply(fix))).reduce(Act::Step(packet));
    assert!(done.lesson_is_done());
    assert_eq!(done.reduce(Act::Reset).story(), Some((1, 2)));
}
