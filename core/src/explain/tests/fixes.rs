//! Each change is applied to a fork, and the checkpoint that it is for must then be open.

use crate::explain::{Fix, deny_sender, fixes, summary};
use crate::model::*;
use crate::net::Decision;
use crate::path::tests::lab::Lab;
use crate::path::{CheckpointKind, Trace};
use crate::simulation::{Answer, Simulation};
use crate::wire::{ConversationInput, ConversationKind, PacketInput, ProtocolName, StepKind};
use std::rc::Rc;

fn vpc() -> Lab {
    Lab::default()
        .vpc("vpc-1", &["10.0.0.0/16", "2001:db8:1::/56"])
        .subnet("subnet-1", "vpc-1", &["10.0.1.0/24", "2001:db8:1:1::/64"])
        .subnet("subnet-2", "vpc-1", &["10.0.2.0/24", "2001:db8:1:2::/64"])
        .eni("eni-a", "subnet-1", &["10.0.1.10", "2001:db8:1:1::10"], &[])
        .eni("eni-b", "subnet-2", &["10.0.2.10", "2001:db8:1:2::10"], &[])
}

fn packet(from: &str, to: &str, what: &str) -> StepKind {
    let (protocol, port) = what.split_once(' ').unwrap_or((what, ""));
    StepKind::Send(PacketInput {
        from: from.to_owned(),
        to: to.to_owned(),
        protocol: ProtocolName::Name(protocol.to_owned()),
        source_port: None,
        destination_port: port.parse().ok(),
        icmp_type: None,
        icmp_code: None,
        icmp_id: None,
        flags: None,
        family: None,
    })
}

fn connect(from: &str, to: &str) -> StepKind {
    StepKind::Converse(ConversationInput {
        kind: ConversationKind::TcpConnect,
        from: from.to_owned(),
        to: to.to_owned(),
        source_port: None,
        destination_port: Some(443),
        icmp_id: None,
        family: None,
    })
}

fn run(simulation: &mut Simulation, step: &StepKind) -> Rc<Trace> {
    match simulation.step(step.clone().into()).unwrap() {
        Answer::Sent(trace) => trace,
        Answer::Conversed(dialogue) => Rc::clone(&dialogue.decisive().unwrap().trace),
        other => panic!("{other:?}"),
    }
}

/// The changes for what blocks, each applied to a fork of its own: there the same step must get beyond
/// the checkpoint, or at least past the reason for which it blocked.
fn opened(lab: Lab, step: &StepKind, code: &str) -> Vec<(Fix, Rc<Trace>)> {
    let simulation = Simulation::of(lab.network);
    let before = run(&mut simulation.fork(), step);
    assert_eq!((before.verdict, before.code.name()), (Decision::Denied, code), "{:?}", before.blocking());
    let made = fixes(&before);
    assert!(!made.is_empty(), "no change for {code}");
    let tried = made.into_iter().map(|fix| {
        let blocked = &before.checkpoints[fix.checkpoint];
        let mut fork = simulation.fork();
        fork.step(StepKind::Apply(fix.actions.clone()).into()).unwrap();
        let after = run(&mut fork, step);
        let still = after.checkpoints.iter().find(|passed| {
            (passed.kind, &passed.resource, passed.direction)
                == (blocked.kind, &blocked.resource, blocked.direction)
                && passed.decision == Decision::Denied
                && passed.code == blocked.code
        });
        assert!(still.is_none(), "{}: {still:?}", fix.title);
        assert!(!fix.commands.is_empty());
        (fix, after)
    });
    tried.collect()
}

/// One change, after which the whole step goes through.
fn cures(lab: Lab, step: &StepKind, code: &str) -> Fix {
    let (fix, after) = opened(lab, step, code).swap_remove(0);
    assert_eq!(after.verdict, Decision::Allowed, "{}: {:?}", fix.title, after.blocking());
    fix
}

#[test]
fn a_rule_in_the_group() {
    let lab = vpc()
        .group("sg-web", "vpc-1", &["tcp 80 0.0.0.0/0"], &[])
        .change_eni("eni-b", |eni| eni.groups = vec![SecurityGroupId::new("sg-web")]);
    let fix = cures(lab, &packet("eni-a", "eni-b", "tcp 443"), "ENI_SG_RULES_MISMATCH");
    assert_eq!(fix.title, "Allow TCP 443 from 10.0.1.10/32 in sg-web");
}

/// Who is on the internet has one of many addresses: the rule for this one, and the one for all, each with its meaning.
#[test]
fn a_sender_on_the_internet_is_let_in_alone_or_with_all_others() {
    let lab = vpc()
        .public("eni-b", "54.0.0.10")
        .igw("igw-1", "vpc-1")
        .table("subnet-2", "vpc-1", &[("0.0.0.0/0", "igw-1"), ("::/0", "igw-1")])
        .group("sg-web", "vpc-1", &["tcp 80 0.0.0.0/0"], &[])
        .change_eni("eni-b", |eni| eni.groups = vec![SecurityGroupId::new("sg-web")]);
    let you = lab.network.settings.options.you;
    let offered = |what: &str| -> [Fix; 2] {
        let lab = Lab::default().change(|network| *network = lab.network.clone());
        let made = opened(lab, &packet("internet", "eni-b", what), "ENI_SG_RULES_MISMATCH").into_iter();
        let all = made.inspect(|(fix, after)| assert_eq!(after.verdict, Decision::Allowed, "{}", fix.title));
        all.map(|(fix, _)| fix).collect::<Vec<_>>().try_into().unwrap()
    };
    // The narrower first, each with its reach; what everyone can use then is said, and more of what few should.
    let [alone, all] = offered("tcp 443");
    assert_eq!(alone.title, format!("Allow TCP 443 from {you}/32 in sg-web"));
    assert_eq!((&*alone.reach, &alone.caution), ("this address alone", &None));
    assert_eq!((&*all.title, &*all.reach), ("Allow TCP 443 from 0.0.0.0/0 in sg-web", "every IPv4 address"));
    assert_eq!(all.caution.as_deref(), Some("This opens TCP 443 to anyone on the internet."));
    for (what, said) in [("tcp 5432", "a database (TCP 5432)"), ("tcp 22", "a way to log in (TCP 22)")] {
        let [alone, all] = offered(what);
        assert_eq!(alone.caution, None);
        let said = format!("This opens {said} to anyone on the internet. Allow single addresses instead.");
        assert_eq!(all.caution, Some(said));
    }
}

/// What the title says of an ICMP message is what the rule covers: the code where its type has codes.
#[test]
fn an_icmp_rule_covers_what_its_title_says() {
    let lab = || {
        vpc()
            .group("sg-web", "vpc-1", &["tcp 80 0.0.0.0/0"], &[])
            .change_eni("eni-b", |eni| eni.groups = vec![SecurityGroupId::new("sg-web")])
    };
    let message = |kind, code| match packet("eni-a", "eni-b", "icmp") {
        StepKind::Send(input) => {
            StepKind::Send(PacketInput { icmp_type: Some(kind), icmp_code: Some(code), ..input })
        }
        other => other,
    };
    let too_big = cures(lab(), &message(3, 4), "ENI_SG_RULES_MISMATCH");
    assert_eq!(
        too_big.title,
        "Allow ICMP Destination Unreachable (type 3 code 4) from 10.0.1.10/32 in sg-web"
    );
    assert!(too_big.commands.contains(r#""FromPort":3,"#), "{}", too_big.commands);
    assert!(too_big.commands.contains(r#""ToPort":4}"#), "{}", too_big.commands);
    let ping = cures(lab(), &message(8, 0), "ENI_SG_RULES_MISMATCH");
    assert_eq!(ping.title, "Allow ICMP Echo Request (type 8) from 10.0.1.10/32 in sg-web");
    assert!(ping.commands.contains(r#""ToPort":-1}"#), "{}", ping.commands);
}

#[test]
fn an_entry_before_the_one_that_denies() {
    let acl = |inbound: &[&str]| {
        vpc().acl("acl-2", "subnet-2", inbound, &["100 allow all 0.0.0.0/0", "101 allow all ::/0"])
    };
    for (inbound, number) in [
        (&[][..], "as entry 100"),
        (&["100 allow tcp 80 0.0.0.0/0"], "as entry 110"),
        (&["90 deny tcp 443 10.0.0.0/8", "100 allow all 0.0.0.0/0"], "as entry 80, before 90"),
        (&["5 deny all 0.0.0.0/0"], "as entry 4, before 5"),
        (&["20 deny all 0.0.0.0/0", "10 allow udp 1 0.0.0.0/0"], "as entry 19, before 20"),
    ] {
        let fix = cures(acl(inbound), &packet("eni-a", "eni-b", "tcp 443"), "SUBNET_ACL_RESTRICTION");
        assert!(fix.title.starts_with("Allow TCP 443 from 10.0.1.10/32 in acl-2"), "{}", fix.title);
        assert!(fix.title.contains(number), "{}: {number}", fix.title);
    }
    let step = packet("2001:db8:1:1::10", "2001:db8:1:2::10", "icmpv6");
    let fix = cures(acl(&[]), &step, "SUBNET_ACL_RESTRICTION");
    let command = "aws ec2 create-network-acl-entry --cidr-block";
    assert!(!fix.commands.starts_with(command), "{}", fix.commands);
    assert!(fix.commands.contains("--ipv6-cidr-block 2001:db8:1:1::10/128"), "{}", fix.commands);
}

/// Only where what comes after it allows the packet; `opened` tries it on a fork.
#[test]
fn the_entry_that_denies_goes_where_the_next_one_allows() {
    let acl = |inbound: &[&str], outbound: &[&str]| vpc().acl("acl-2", "subnet-2", inbound, outbound);
    let step = packet("eni-a", "eni-b", "tcp 443");
    let deleting = |lab: Lab, step: &StepKind| -> Vec<(String, String)> {
        let made = opened(lab, step, "SUBNET_ACL_RESTRICTION").into_iter();
        let deleting = made.filter(|(fix, _)| fix.actions[0].name == "DeleteNetworkAclEntry");
        deleting.map(|(fix, _)| (fix.title, fix.commands)).collect()
    };
    let found = deleting(acl(&["90 deny tcp 443 10.0.0.0/8", "100 allow all 0.0.0.0/0"], &[]), &step);
    let expected = (
        "Delete inbound entry 90 in acl-2, so that entry 100 allows it".to_owned(),
        "aws ec2 delete-network-acl-entry --ingress --network-acl-id acl-2 --rule-number 90".to_owned(),
    );
    assert_eq!(found, [expected]);
    let outbound = ["50 deny tcp 1024-65535 10.0.0.0/8", "100 allow all 0.0.0.0/0"];
    let found = deleting(acl(&["100 allow all 0.0.0.0/0"], &outbound), &connect("eni-a", "eni-b"));
    assert!(found[0].1.ends_with("--egress --network-acl-id acl-2 --rule-number 50"), "{found:?}");
    for next in [
        &["90 deny all 0.0.0.0/0", "100 deny tcp 443 10.0.1.0/24", "110 allow all 0.0.0.0/0"][..],
        &["90 deny all 0.0.0.0/0"],
        &[],
    ] {
        assert_eq!(deleting(acl(next, &[]), &step), [], "{next:?}");
    }
    // The first number of all is denied: nothing fits before it, and it can still go.
    let first = acl(&["1 deny tcp 443 0.0.0.0/0", "2 allow all 0.0.0.0/0"], &["1 allow all 0.0.0.0/0"]);
    assert!(cures(first, &step, "SUBNET_ACL_RESTRICTION").title.starts_with("Delete inbound entry 1 in"));
}

/// To undo a denial of this sender, or of its network, comes first; one of more is left as it is, but for this sender.
#[test]
fn what_was_denied_because_of_this_sender_is_undone_first() {
    let lab = |inbound: &[&str]| vpc().acl("acl-2", "subnet-2", inbound, &["100 allow all 0.0.0.0/0"]);
    let told = |inbound: &[&str]| -> Vec<String> {
        let made = opened(lab(inbound), &packet("eni-a", "eni-b", "tcp 443"), "SUBNET_ACL_RESTRICTION");
        let told = made.into_iter().map(|(fix, _)| (fix.title, fix.reach, fix.caution));
        told.map(|(title, reach, caution)| {
            assert_eq!(caution, None);
            format!("{} ({reach})", title.split(' ').next().unwrap())
        })
        .collect()
    };
    for (denies, expected) in [
        ("90 deny all 10.0.1.10/32", ["Delete (this address alone)", "Allow ()"]),
        ("90 deny tcp 443 10.0.1.10/32", ["Delete (this address alone)", "Allow ()"]),
        ("90 deny all 10.0.1.0/24", ["Delete (all of 10.0.1.0/24)", "Allow ()"]),
        ("90 deny tcp 443 10.0.0.0/23", ["Allow ()", "Delete (all of 10.0.0.0/23)"]),
        ("90 deny tcp 443 0.0.0.0/0", ["Allow ()", "Delete (every IPv4 address)"]),
    ] {
        assert_eq!(told(&[denies, "100 allow all 0.0.0.0/0"]), expected, "{denies}");
    }
    // No more is let in than what allows then does.
    let next = ["90 deny all 0.0.0.0/0", "100 allow all 10.0.1.0/24"];
    assert_eq!(told(&next), ["Allow ()", "Delete (all of 10.0.1.0/24)"]);
    // What `*` denies cannot go.
    assert_eq!(told(&[]), ["Allow ()"]);
    let six = lab(&["101 allow all ::/0"]).change(|network| {
        let acl = network.network_acls.modify("acl-2").unwrap();
        let mut denies = NetworkAclEntry::all_traffic(90, RuleAction::Deny, crate::net::Family::Ipv6);
        denies.block = "2001:db8:1:1::/64".parse().unwrap();
        acl.put_entry(crate::net::Direction::Ingress, denies);
        let out = NetworkAclEntry::all_traffic(101, RuleAction::Allow, crate::net::Family::Ipv6);
        acl.put_entry(crate::net::Direction::Egress, out);
    });
    let step = packet("2001:db8:1:1::10", "2001:db8:1:2::10", "tcp 443");
    let fix = cures(six, &step, "SUBNET_ACL_RESTRICTION");
    assert_eq!((&*fix.actions[0].name, &*fix.reach), ("DeleteNetworkAclEntry", "all of 2001:db8:1:1::/64"));
}

/// The one who is answered now, or all of its network: the next client has another address.
#[test]
fn the_answer_gets_all_ephemeral_ports_of_its_client_or_of_the_clients_network() {
    let lab = vpc().acl("acl-2", "subnet-2", &["100 allow all 0.0.0.0/0"], &["100 allow tcp 443 0.0.0.0/0"]);
    let titles = |lab: Lab, step: &StepKind| -> Vec<String> {
        let made = opened(lab, step, "SUBNET_ACL_RESTRICTION").into_iter();
        made.inspect(|(fix, after)| assert_eq!(after.verdict, Decision::Allowed, "{}", fix.title))
            // Clients choose these ports, whoever they are: there is nothing to warn of.
            .inspect(|(fix, _)| assert_eq!(fix.caution, None))
            .map(|(fix, _)| format!("{} ({})", fix.title, fix.reach))
            .collect()
    };
    let told = "Allow answers on the ephemeral ports, TCP 1024\u{2013}65535, to";
    let place = "in acl-2 as entry 110, before the * rule";
    assert_eq!(
        titles(lab, &connect("eni-a", "eni-b")),
        [
            format!("{told} 10.0.1.10/32 {place} (this address alone)"),
            format!("{told} 10.0.1.0/24 {place} (all of subnet-1)")
        ]
    );
    // Nobody knows the network of a client on the internet.
    let lab = vpc()
        .public("eni-b", "54.0.0.10")
        .igw("igw-1", "vpc-1")
        .table("subnet-2", "vpc-1", &[("0.0.0.0/0", "igw-1")])
        .acl("acl-2", "subnet-2", &["100 allow all 0.0.0.0/0"], &["100 allow tcp 443 0.0.0.0/0"]);
    let titles = titles(lab, &connect("internet", "eni-b"));
    assert!(titles[0].contains("/32 ") && titles[0].ends_with("(this address alone)"), "{titles:?}");
    assert_eq!(titles[1], format!("{told} 0.0.0.0/0 {place} (every IPv4 address)"));
}

/// Into the subnet everyone comes as far as the groups let them.
#[test]
fn an_entry_for_everyone_says_so() {
    let lab = vpc()
        .public("eni-b", "54.0.0.10")
        .igw("igw-1", "vpc-1")
        .table("subnet-2", "vpc-1", &[("0.0.0.0/0", "igw-1")])
        .acl(
            "acl-2",
            "subnet-2",
            &["90 deny tcp 3306 0.0.0.0/0", "100 allow all 0.0.0.0/0"],
            &["100 allow all 0.0.0.0/0"],
        );
    let made = opened(lab, &packet("internet", "eni-b", "tcp 3306"), "SUBNET_ACL_RESTRICTION");
    let cautions: Vec<Option<&str>> = made.iter().map(|(fix, _)| fix.caution.as_deref()).collect();
    let said = "This opens a database (TCP 3306) to anyone on the internet as far as the security groups let them. \
                Allow single addresses instead.";
    assert_eq!(cautions, [None, Some(said), Some(said)]);
}

/// Before every entry that lets the sender in, not only the one that did; applied, nothing of it comes in any more.
#[test]
fn one_sender_is_denied_in_the_acl_of_the_subnet_that_it_comes_into() {
    let acl = |inbound: &[&str]| vpc().acl("acl-2", "subnet-2", inbound, &["100 allow all 0.0.0.0/0"]);
    let denied = |lab: Lab, from: &str, to: &str| -> Option<Fix> {
        let mut simulation = Simulation::of(lab.network);
        let step = packet(from, to, "tcp 443");
        let trace = run(&mut simulation, &step);
        assert_eq!(trace.verdict, Decision::Allowed, "{:?}", trace.blocking());
        let fix = deny_sender(&trace)?;
        simulation.step(StepKind::Apply(fix.actions.clone()).into()).unwrap();
        let after = run(&mut simulation, &step);
        assert_eq!((after.verdict, after.code.name()), (Decision::Denied, "SUBNET_ACL_RESTRICTION"));
        assert!(simulation.undo() && simulation.undo(), "it is a step like any other");
        assert_eq!(run(&mut simulation, &step).verdict, Decision::Allowed);
        Some(fix)
    };
    let fix = denied(acl(&["100 allow all 0.0.0.0/0"]), "eni-a", "eni-b").unwrap();
    assert_eq!(fix.title, "Deny all traffic from 10.0.1.10/32 in acl-2 as entry 90, before 100");
    assert_eq!(fix.reach, "everything in subnet-2");
    assert!(fix.commands.starts_with("aws ec2 create-network-acl-entry"), "{}", fix.commands);
    for part in
        ["--rule-number 90", "--rule-action deny", "--protocol -1", "--ingress", "--cidr-block 10.0.1.10/32"]
    {
        assert!(fix.commands.contains(part), "{part}: {}", fix.commands);
    }
    // The first that lets it in is another one than the one that let this packet in.
    let several = ["5 deny all 192.0.2.0/24", "20 allow udp 53 10.0.0.0/8", "100 allow all 0.0.0.0/0"];
    assert!(denied(acl(&several), "eni-a", "eni-b").unwrap().title.ends_with("as entry 10, before 20"));
    assert_eq!(
        denied(acl(&["1 allow all 0.0.0.0/0"]), "eni-a", "eni-b"),
        None,
        "no number is left before it"
    );
    let six = acl(&["101 allow all ::/0"]).change(|network| {
        let outbound = NetworkAclEntry::all_traffic(101, RuleAction::Allow, crate::net::Family::Ipv6);
        network.network_acls.modify("acl-2").unwrap().put_entry(crate::net::Direction::Egress, outbound);
    });
    let fix = denied(six, "2001:db8:1:1::10", "2001:db8:1:2::10").unwrap();
    assert!(fix.commands.contains("--ipv6-cidr-block 2001:db8:1:1::10/128"), "{}", fix.commands);
}

#[test]
fn no_number_is_left_below_the_first() {
    let lab = vpc().acl("acl-2", "subnet-2", &["1 deny all 0.0.0.0/0"], &[]);
    let simulation = Simulation::of(lab.network);
    let trace = run(&mut simulation.fork(), &packet("eni-a", "eni-b", "tcp 443"));
    assert_eq!((trace.code.name(), fixes(&trace)), ("SUBNET_ACL_RESTRICTION", Vec::new()));
}

#[test]
fn a_route_to_the_gateway_there_is_or_to_a_new_one() {
    let out = packet("eni-a", "internet", "tcp 443");
    let public = || vpc().public("eni-a", "54.0.0.10");
    let fix = cures(public().igw("igw-1", "vpc-1"), &out, "NO_ROUTE_TO_DESTINATION");
    assert_eq!(fix.title, "Add a route for 0.0.0.0/0 to igw-1 in rtb-vpc-1");
    let fix = cures(public(), &out, "NO_ROUTE_TO_DESTINATION");
    assert_eq!(fix.actions.len(), 3);
    let lines: Vec<&str> = fix.commands.lines().collect();
    assert!(lines[0].starts_with("IGW_1=$(aws ec2 create-internet-gateway"), "{lines:?}");
    assert!(lines[2].contains("--gateway-id \"$IGW_1\""), "{lines:?}");
    let step = packet("eni-a", "2001:db8:ffff::10", "tcp 443");
    let fix = cures(vpc().eigw("eigw-1", "vpc-1"), &step, "NO_ROUTE_TO_DESTINATION");
    assert_eq!(fix.title, "Add a route for ::/0 to eigw-1 in rtb-vpc-1");
}

/// Who has no public address gets out by a NAT gateway, which lets nobody in; the way by the internet gateway says what
/// it opens. Each is whole: applied alone, the whole connection comes about.
#[test]
fn a_private_sender_gets_a_nat_gateway_before_a_public_address() {
    let out = connect("eni-a", "internet");
    let offered = |lab: Lab, code: &str| -> Vec<Fix> {
        let made = opened(lab, &out, code).into_iter();
        made.inspect(|(fix, after)| assert_eq!(after.verdict, Decision::Allowed, "{}", fix.title))
            .map(|(fix, _)| fix)
            .collect()
    };
    let names = |fix: &Fix| fix.actions.iter().map(|action| action.name.clone()).collect::<Vec<_>>();
    let public = || vpc().igw("igw-1", "vpc-1").table("subnet-2", "vpc-1", &[("0.0.0.0/0", "igw-1")]);
    let [nat, gateway] = &offered(public(), "NO_ROUTE_TO_DESTINATION")[..] else { panic!() };
    assert_eq!(names(nat), ["AllocateAddress", "CreateNatGateway", "CreateRoute"]);
    assert_eq!(
        nat.title,
        "Create a NAT gateway in subnet-2 and add a route for 0.0.0.0/0 to it in rtb-vpc-1"
    );
    // The main table's, which has it by default.
    assert_eq!((&*nat.reach, &nat.caution), ("everything in subnet-1", &None));
    let lines: Vec<&str> = nat.commands.lines().collect();
    assert!(lines[1].contains("create-nat-gateway --allocation-id \"$EIPALLOC_1\""), "{lines:?}");
    assert_eq!(lines[2], "aws ec2 wait nat-gateway-available --nat-gateway-ids \"$NAT_2\"");
    assert!(lines[3].contains("--nat-gateway-id \"$NAT_2\""), "{lines:?}");
    assert_eq!(names(gateway), ["CreateRoute", "AllocateAddress", "AssociateAddress"]);
    assert_eq!(
        gateway.title,
        "Add a route for 0.0.0.0/0 to igw-1 in rtb-vpc-1 and give eni-a an Elastic IP address"
    );
    assert_eq!(gateway.reach, "everything in subnet-1");
    let said = "This turns subnet-1 into a public one: its interface can then be reached from the internet.";
    assert_eq!(gateway.caution.as_deref(), Some(said));

    // One that is there, in the sender's zone rather than in another; not one for private addresses alone.
    let nat = |lab: Lab| lab.nat("nat-1", "vpc-1", Some("subnet-2"), "10.0.2.99", Some("54.0.0.99"));
    let found = offered(nat(public()), "NO_ROUTE_TO_DESTINATION");
    assert_eq!(found[0].title, "Add a route for 0.0.0.0/0 to nat-1 in rtb-vpc-1");
    assert_eq!((names(&found[0]).len(), found.len()), (1, 2));
    let near = public().subnet_in("subnet-0", "vpc-1", &["10.0.9.0/24"], "use1-az9");
    let near = nat(near.table("subnet-0", "vpc-1", &[("0.0.0.0/0", "igw-1")]));
    let near = near.nat("nat-0", "vpc-1", Some("subnet-0"), "10.0.9.99", Some("54.0.0.98"));
    assert!(offered(near, "NO_ROUTE_TO_DESTINATION")[0].title.contains(" to nat-1 in "));
    let private = public().nat("nat-0", "vpc-1", Some("subnet-2"), "10.0.2.99", None);
    let private = private.change(|network| {
        network.nat_gateways.modify("nat-0").unwrap().connectivity = Connectivity::Private;
    });
    assert!(offered(private, "NO_ROUTE_TO_DESTINATION")[0].title.starts_with("Create a NAT gateway"));

    // In place of one that is gone.
    let gone = public().table("subnet-1", "vpc-1", &[("0.0.0.0/0", "nat-gone")]).change(|network| {
        let table = network.route_tables.modify("rtb-subnet-1").unwrap();
        let marked = table.routes.iter().cloned();
        let is_gone = |route: &Route| route.target.id() == "nat-gone";
        table.routes = marked
            .map(
                |route| if is_gone(&route) { Route { state: RouteState::Blackhole, ..route } } else { route },
            )
            .collect();
    });
    let found = offered(gone, "BAD_STATE_ROUTE");
    assert_eq!(
        found[0].title,
        "Create a NAT gateway in subnet-2 and lead the route for 0.0.0.0/0 to it in rtb-subnet-1"
    );
    assert_eq!((&*found[0].reach, found.len()), ("", 2));

    // Without a public subnet there is no place for one.
    let [only] = &offered(vpc(), "NO_ROUTE_TO_DESTINATION")[..] else { panic!() };
    assert_eq!(
        only.title,
        "Create an internet gateway, add a route for 0.0.0.0/0 to it in rtb-vpc-1 and give eni-a an Elastic IP address"
    );
    assert_eq!(only.reach, "everything in subnet-1 and subnet-2");
    let said = "This turns subnet-1 and subnet-2 into public ones: \
                their 2 interfaces can be reached from the internet once they have public addresses.";
    assert_eq!(only.caution.as_deref(), Some(said));
}

/// A name alone could be anything's.
#[test]
fn what_is_named_by_a_tag_is_told_with_its_kind() {
    let named = |lab: Lab| {
        let name = || -> Tags { [("Name", "shop")].into_iter().collect() };
        lab.change(|network| {
            network.vpcs.modify("vpc-1").unwrap().tags = name();
            network.subnets.modify("subnet-1").unwrap().tags = name();
            network.route_tables.modify("rtb-vpc-1").unwrap().tags = name();
            network.internet_gateways.modify("igw-1").unwrap().tags = name();
        })
    };
    let lab = || named(vpc().public("eni-a", "54.0.0.10").igw("igw-1", "vpc-1"));
    let out = packet("eni-a", "internet", "tcp 443");
    let trace = run(&mut Simulation::of(lab().network), &out);
    assert_eq!(summary(&trace), "route table shop has no route to 203.0.113.10");
    let fix = cures(lab(), &out, "NO_ROUTE_TO_DESTINATION");
    assert_eq!(fix.title, "Add a route for 0.0.0.0/0 to internet gateway shop in route table shop");
    assert_eq!(fix.reach, "everything in subnet shop and subnet-2");
    assert!(
        fix.caution.unwrap().starts_with("This turns subnet shop and subnet-2 into public ones: their 2")
    );
}

#[test]
fn a_route_over_a_peering() {
    let two = || {
        vpc().vpc("vpc-2", &["10.2.0.0/16"]).subnet("subnet-far", "vpc-2", &["10.2.1.0/24"]).eni(
            "eni-far",
            "subnet-far",
            &["10.2.1.10"],
            &[],
        )
    };
    let step = packet("eni-a", "eni-far", "tcp 443");
    let fix = cures(two().peering("pcx-1", "vpc-1", "vpc-2"), &step, "NO_ROUTE_TO_DESTINATION");
    assert_eq!(fix.title, "Add a route for 10.2.0.0/16 to pcx-1 in rtb-vpc-1");
    let fix = cures(two(), &step, "NO_ROUTE_TO_DESTINATION");
    assert_eq!(fix.actions.len(), 3, "{fix:?}");
    let pending =
        two().peering("pcx-1", "vpc-1", "vpc-2").table("subnet-1", "vpc-1", &[("10.2.0.0/16", "pcx-1")]);
    let pending = pending.change(|network| {
        network.peerings.modify("pcx-1").unwrap().status = PeeringStatus::PendingAcceptance;
    });
    let fix = cures(pending, &step, "BAD_STATE");
    assert_eq!(fix.title, "Accept the peering pcx-1");
}

#[test]
fn a_peering_of_ones_own_where_two_do_not_add_up() {
    let three = vpc()
        .vpc("vpc-2", &["10.2.0.0/16"])
        .vpc("vpc-3", &["10.3.0.0/16"])
        .subnet("subnet-3", "vpc-3", &["10.3.1.0/24"])
        .eni("eni-c", "subnet-3", &["10.3.1.10"], &[])
        .peering("pcx-12", "vpc-1", "vpc-2")
        .peering("pcx-23", "vpc-2", "vpc-3")
        .table("subnet-1", "vpc-1", &[("10.2.0.0/15", "pcx-12")]);
    let step = packet("eni-a", "eni-c", "tcp 443");
    let fix = cures(three, &step, "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR");
    assert_eq!(fix.title, "Peer vpc-1 with vpc-3 itself, and route 10.3.0.0/16 over it");
}

#[test]
fn a_blackhole_goes_or_leads_elsewhere() {
    let lab = vpc()
        .public("eni-a", "54.0.0.10")
        .igw("igw-1", "vpc-1")
        .table("subnet-1", "vpc-1", &[("0.0.0.0/0", "igw-1"), ("203.0.113.0/24", "nat-gone")])
        .change(|network| {
            let table = network.route_tables.modify("rtb-subnet-1").unwrap();
            let marked = table.routes.iter().cloned().map(|mut route| {
                if route.target.id() == "nat-gone" {
                    route.state = RouteState::Blackhole;
                }
                route
            });
            table.routes = marked.collect();
        });
    let made = opened(lab, &packet("eni-a", "internet", "tcp 443"), "BAD_STATE_ROUTE");
    let titles: Vec<&str> = made.iter().map(|(fix, _)| &*fix.title).collect();
    let expected = [
        "Delete the blackhole for 203.0.113.0/24 in rtb-subnet-1, so that the route for 0.0.0.0/0 takes over",
        "Lead the route for 203.0.113.0/24 to igw-1 in rtb-subnet-1",
    ];
    assert_eq!(titles, expected);
    assert!(made.iter().all(|(_, after)| after.verdict == Decision::Allowed));
}

#[test]
fn a_public_address_out_and_in() {
    let lab = || vpc().igw("igw-1", "vpc-1").table("subnet-1", "vpc-1", &[("0.0.0.0/0", "igw-1")]);
    let out = packet("eni-a", "internet", "tcp 443");
    let fix = cures(lab(), &out, "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS");
    assert_eq!(fix.title, "Give eni-a an Elastic IP address");
    assert!(fix.commands.contains("--allocation-id \"$EIPALLOC_1\""), "{}", fix.commands);
    let inward = packet("internet", "eni-a", "tcp 443");
    cures(lab(), &inward, "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS");
    let free = lab().change(|network| {
        let id = AllocationId::new("eipalloc-free");
        let public_ip = "54.0.0.77".parse().unwrap();
        let elastic = ElasticIp { id: id.clone(), public_ip, association: None, tags: Tags::default() };
        network.addresses.insert(id, elastic);
    });
    let fix = cures(free, &out, "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS");
    assert_eq!(fix.actions.len(), 1, "the free address is used: {fix:?}");
}

#[test]
fn a_gateway_is_attached() {
    let lab = |attached: bool| {
        let lab = vpc().public("eni-a", "54.0.0.10").igw("igw-1", "vpc-1");
        let lab = lab.table("subnet-1", "vpc-1", &[("0.0.0.0/0", "igw-1")]);
        lab.change(|network| {
            network.internet_gateways.modify("igw-1").unwrap().vpc = None;
            if !attached {
                network.internet_gateways.remove("igw-1");
            }
        })
    };
    let fix = cures(lab(true), &packet("eni-a", "internet", "tcp 443"), "UNASSOCIATED_COMPONENT");
    assert_eq!(fix.title, "Attach igw-1 to vpc-1");
    let made = opened(lab(true), &packet("internet", "54.0.0.10", "tcp 443"), "NO_INTERNET_GATEWAY");
    assert_eq!(made[0].0.title, "Attach a new internet gateway to vpc-1");
}

#[test]
fn the_check_of_an_appliance() {
    let lab = vpc()
        .subnet("subnet-mid", "vpc-1", &["10.0.3.0/24"])
        .eni("eni-mid", "subnet-mid", &["10.0.3.10"], &[])
        .table("subnet-1", "vpc-1", &[("10.0.2.0/24", "eni-mid")]);
    let step = packet("eni-a", "eni-b", "tcp 443");
    let fix = cures(lab, &step, "ENI_SOURCE_DEST_CHECK_RESTRICTION");
    assert_eq!(
        fix.commands,
        "aws ec2 modify-network-interface-attribute --network-interface-id eni-mid --no-source-dest-check"
    );
}

#[test]
fn an_exclusion_comes_before_switching_public_access_on_for_all() {
    let lab = vpc()
        .public("eni-a", "54.0.0.10")
        .igw("igw-1", "vpc-1")
        .table("subnet-1", "vpc-1", &[("0.0.0.0/0", "igw-1")])
        .change(|network| network.block_public_access.mode = InternetGatewayBlockMode::BlockBidirectional);
    for step in [packet("eni-a", "internet", "tcp 443"), packet("internet", "eni-a", "tcp 443")] {
        let lab = Lab::default().change(|network| *network = lab.network.clone());
        let made = opened(lab, &step, "VPC_BLOCK_PUBLIC_ACCESS_ENABLED");
        let names: Vec<&str> = made.iter().map(|(fix, _)| &*fix.actions[0].name).collect();
        assert_eq!(names, ["CreateVpcBlockPublicAccessExclusion", "ModifyVpcBlockPublicAccessOptions"]);
        assert_eq!(made[0].0.title, "Exclude subnet-1 from VPC Block Public Access");
        assert!(made.iter().all(|(_, after)| after.verdict == Decision::Allowed));
    }
}

#[test]
fn mail_is_lifted_and_has_no_command() {
    let lab = vpc().public("eni-a", "54.0.0.10").igw("igw-1", "vpc-1").table(
        "subnet-1",
        "vpc-1",
        &[("0.0.0.0/0", "igw-1")],
    );
    let fix = cures(lab, &packet("eni-a", "internet", "tcp 25"), "PORT_25_BLOCKED");
    assert!(fix.commands.starts_with('#'), "{}", fix.commands);
}

#[test]
fn a_transit_gateway_gets_its_route() {
    let lab = crate::path::tests::transit_lab().change(|network| {
        network.transit_gateway_route_tables.modify("tgw-rtb-1").unwrap().propagations.clear();
    });
    let made = opened(lab, &packet("eni-a", "eni-b", "tcp 443"), "TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT");
    assert_eq!(made[0].0.actions[0].name, "CreateTransitGatewayRoute");
    let lab = crate::path::tests::transit_lab().change(|network| {
        let near = network.transit_gateway_attachments.iter().find(|it| it.vpc.as_str() == "vpc-1");
        let near = near.unwrap().id.clone();
        network.transit_gateway_attachments.remove(&near);
    });
    let made = opened(lab, &packet("eni-a", "eni-b", "tcp 443"), "UNASSOCIATED_COMPONENT");
    assert_eq!(made[0].0.title, "Attach vpc-1 to tgw-1");
}

#[test]
fn nothing_is_offered_where_nothing_helps() {
    let simulation = Simulation::of(vpc().network);
    let trace = run(&mut simulation.fork(), &packet("eni-a", "10.0.2.77", "tcp 443"));
    assert_eq!(trace.code.name(), "UNKNOWN_DESTINATION");
    assert!(fixes(&trace).is_empty());
    assert_eq!(trace.checkpoints.last().unwrap().kind, CheckpointKind::Interface);
}
