//! The rows and worked examples of semantics.md sections 5, 6 and 7: each is shown by a scenario, by steps of
//! a document, or by a test, and this list fails where one is missing. Scenarios and documents run natively, in
//! Node and in a browser. A Classic Load Balancer is no carrier here, so that its row of 5.4 has no counterpart.

#![cfg(not(target_arch = "wasm32"))]

use sg_tests::shown::Shown::{Scenario, Steps, Test};
use sg_tests::shown::{Row, missing, unspoken};

/// Network ACLs.
const SECTION_5: &[Row] = &[
    (
        "5.1 one ACL a subnet, replaced as a whole",
        &[Steps("5.1 a new association takes the place of the old one")],
    ),
    (
        "5.1 entries by number, 1 to 32766",
        &[
            Steps("5.1 numbers run from 1 to 32766"),
            Steps("5.1 a number once in each direction, IPv4 and IPv6 together"),
            Test("core/src/control/acl_entries.rs", "a_number_is_taken_once_in_each_direction"),
        ],
    ),
    (
        "5.1 the last entry is 32767 or 32768 and stays",
        &[
            Steps("5.1 the last entry cannot be removed"),
            Test("core/src/control/acl_entries.rs", "replace_and_delete_want_an_entry_that_is_there"),
        ],
    ),
    ("5.1 blocks in canonical form", &[Steps("5.1 block in canonical form")]),
    ("5.1 Replace overwrites a number", &[Steps("5.1 Replace overwrites a number")]),
    (
        "5.1 what a default ACL holds at first",
        &[
            Steps("5.1 the default ACL allows all"),
            Test("core/src/control/defaults.rs", "a_vpc_comes_with_an_open_acl_and_a_main_table"),
        ],
    ),
    (
        "5.1 what a custom ACL holds at first",
        &[
            Steps("5.1 a custom ACL begins by denying everything"),
            Test("core/src/control/acls.rs", "a_custom_acl_denies_everything_and_goes_only_unused"),
        ],
    ),
    (
        "5.1 IPv6 adds entry 101 to unchanged lists",
        &[Test("core/src/control/defaults.rs", "ipv6_adds_101_where_the_entries_were_never_changed")],
    ),
    (
        "5.1 what can be deleted",
        &[
            Steps("5.1 the default ACL cannot be deleted"),
            Steps("5.1 a custom ACL goes only while no subnet uses it"),
        ],
    ),
    (
        "5.2 (1) direction relative to the subnet, (3) which address and port",
        &[Steps("5.2 inbound tests the source, outbound the destination, both the destination port")],
    ),
    (
        "5.2 (2) the first match decides",
        &[
            Steps("5.2 ascending number, the first match decides"),
            Test("core/src/evaluate/network_acl.rs", "the_first_match_decides_and_the_rest_is_not_looked_at"),
        ],
    ),
    ("5.2 (4) families apart", &[Steps("5.2 families apart")]),
    ("5.2 protocols 6 and 17", &[Steps("5.2 tcp and udp need a port range")]),
    ("5.2 protocol 1", &[Steps("5.2 icmp needs type and code, -1 is any")]),
    ("5.2 protocol 58 with an IPv6 block", &[Steps("5.2 icmpv6 with an IPv6 block needs type and code")]),
    (
        "5.2 protocol 58 with an IPv4 block",
        &[
            Steps("5.2 icmpv6 with an IPv4 block covers all and meets no packet"),
            Test("core/src/wire/convert/network_acl.rs", "what_is_given_without_need_is_ignored"),
        ],
    ),
    (
        "5.2 -1 and other numbers, in a deny too",
        &[
            Steps("5.2 other numbers cover all ports, in a deny too"),
            Steps("5.2 -1 covers all ports and types, in a deny too"),
        ],
    ),
    (
        "5.3 stateless for a server and for a client",
        &[
            Steps("5.3 the answer of a server goes to the client's ephemeral port"),
            Steps("5.3 a client needs its own ephemeral ports inbound"),
        ],
    ),
    (
        "5.3 the ephemeral ranges",
        &[
            Steps("5.3 ephemeral ports of Linux"),
            Steps("5.3 ephemeral ports of Windows"),
            Steps("5.3 ephemeral ports of Windows of old"),
            Steps("5.3 ephemeral ports of load balancers, NAT gateways and Lambda"),
        ],
    ),
    (
        "5.3 worked example",
        &[Steps("5.3 worked example: 443 both ways and it hangs"), Scenario("acl-ephemeral-port")],
    ),
    ("5.3 worked example, order", &[Steps("5.3 worked example: order"), Scenario("acl-order")]),
    (
        "5.4 only on entering or leaving a subnet",
        &[
            Steps("5.4 inside a subnet no ACL is met"),
            Steps("5.4 between subnets there are two"),
            Test("core/src/path/tests/neighbours.rs", "inside_a_subnet_there_is_neither_route_nor_acl"),
        ],
    ),
    (
        "5.4 private addresses behind an internet gateway",
        &[Steps("5.4 behind an internet gateway the ACL sees private addresses")],
    ),
    (
        "5.4 the services that are not filtered",
        &[
            Steps("5.4 not filtered: the Amazon DNS"),
            Steps("5.4 not filtered: the link-local DNS"),
            Steps("5.4 not filtered: instance metadata"),
            Steps("5.4 not filtered: task metadata"),
            Steps("5.4 not filtered: Time Sync"),
            Steps("5.4 not filtered: licence activation"),
            Steps("5.4 not filtered: the VPC router"),
            Steps("5.4 not filtered: DHCP"),
        ],
    ),
    (
        "5.4 changes apply at once",
        &[Steps("5.4 changes apply to flows in progress"), Scenario("acl-cuts-a-live-flow")],
    ),
    (
        "5.4 entries for Path MTU discovery",
        &[
            Scenario("path-mtu"),
            Test("core/src/path/tests/conversations.rs", "a_network_acl_needs_its_entry_for_the_message"),
            Test("core/src/path/tests/conversations.rs", "icmpv6_has_a_type_of_its_own_for_it"),
        ],
    ),
    (
        "5.4 a load balancer's targets",
        &[Steps("5.4 an ACL that denies the load balancer's subnet cuts its targets off")],
    ),
    (
        "5.5 the same subnet",
        &[
            Steps("5.5 the same subnet: outbound and inbound on the way out"),
            Steps("5.5 the same subnet: no rules on the way in"),
        ],
    ),
    (
        "5.5 different subnets, the instance's",
        &[
            Steps("5.5 different subnets"),
            Steps("5.5 the instance's subnet: outbound by destination"),
            Steps("5.5 the instance's subnet: inbound by source"),
        ],
    ),
    (
        "5.5 different subnets, the attachment's",
        &[
            Steps("5.5 the attachment's subnet: inbound by source on the way out"),
            Steps("5.5 the attachment's subnet: outbound by destination on the way in"),
        ],
    ),
];

/// Route tables.
const SECTION_6: &[Row] = &[
    (
        "6.1 the main table and a subnet's own",
        &[
            Steps("6.1 a subnet without a table of its own has the main one"),
            Steps("6.1 a subnet's own table counts alone"),
            Test(
                "core/src/control/route_tables.rs",
                "a_subnet_uses_its_own_table_and_falls_back_to_the_main_one",
            ),
        ],
    ),
    (
        "6.1 gateway tables",
        &[
            Steps("6.1 an edge table steers what enters"),
            Steps("6.1 an edge table takes local, interfaces and whole subnets only"),
        ],
    ),
    (
        "6.1 by the table of the subnet that is left",
        &[
            Steps("6.1 by the table of the subnet that a packet leaves, also a reply"),
            Steps("6.1 a subnet behind an edge table cannot answer by its own route"),
        ],
    ),
    ("6.1 directly inside a subnet", &[Steps("6.1 inside a subnet no route is asked")]),
    ("6.2 (1) families apart", &[Steps("6.2 only routes of the packet's family")]),
    (
        "6.2 (2) the longest prefix, and propagated against local",
        &[
            Steps("6.2 the longest prefix wins"),
            Steps("6.2 a propagated route never beats the local one"),
            Test("core/src/evaluate/route_table.rs", "a_propagated_route_never_beats_the_local_one"),
        ],
    ),
    (
        "6.2 (3) equal prefixes",
        &[
            Steps("6.2 equal prefixes: prefix list before propagated"),
            Steps("6.2 equal prefixes: static before prefix list"),
            Test(
                "core/src/evaluate/route_table.rs",
                "equal_prefixes_rank_static_then_prefix_list_then_propagated",
            ),
        ],
    ),
    (
        "6.2 (4) two prefix lists",
        &[Test("core/src/evaluate/route_table.rs", "two_prefix_lists_that_tie_are_told")],
    ),
    (
        "6.2 (5) no route, and blackholes",
        &[
            Steps("6.2 no route: dropped"),
            Steps("6.2 a blackhole is chosen, and a shorter prefix is no fallback"),
            Scenario("blackhole-route"),
        ],
    ),
    (
        "6.3 the local route stays",
        &[
            Steps("6.3 the local route cannot be deleted"),
            Steps("6.3 the local route's target can be replaced"),
        ],
    ),
    (
        "6.3 more specific than local",
        &[
            Steps("6.3 more specific than local: a whole subnet only"),
            Steps("6.3 more specific than local: to an interface or a NAT gateway only"),
            Steps("6.3 more specific than local: middlebox routing"),
        ],
    ),
    (
        "6.3 the ranges of AWS's services",
        &[
            Steps("6.3 the link-local ranges are refused"),
            Steps("6.3 a larger block is taken and does not forward there"),
        ],
    ),
    (
        "6.4 internet gateway",
        &[
            Steps("6.4 internet gateway: one address for another, and none for who has none"),
            Steps("6.4 internet gateway: neither private nor shared addresses"),
            Steps("6.4 internet gateway: IPv6 passes untranslated"),
        ],
    ),
    (
        "6.4 egress-only internet gateway",
        &[
            Steps("6.4 egress-only internet gateway: out and answers, nothing that begins outside"),
            Test(
                "core/src/path/tests/internet.rs",
                "an_egress_only_gateway_lets_answers_in_and_nothing_else",
            ),
        ],
    ),
    (
        "6.4 NAT gateway",
        &[
            Steps("6.4 NAT gateway: TCP, UDP and ICMP"),
            Steps("6.4 NAT gateway: nothing unsolicited"),
            Steps("6.4 NAT gateway: not through a peering"),
            Test("core/src/path/tests/nat.rs", "a_private_gateway_keeps_its_private_address"),
        ],
    ),
    ("6.4 peering", &[Steps("6.4 peering: routes on both sides"), Scenario("peering-not-transitive")]),
    (
        "6.4 transit gateway",
        &[
            Steps("6.4 transit gateway: routes both ways"),
            Test("core/src/path/tests/transit.rs", "the_gateways_own_table_decides"),
        ],
    ),
    (
        "6.4 VPN gateway, Gateway Load Balancer endpoint, core network and the like: unknown",
        &[
            Steps("6.4 VPN gateway: not modelled, so unknown"),
            Steps("6.4 core networks and the like: unknown"),
            Test("core/src/path/tests/neighbours.rs", "unsupported_targets_leave_the_answer_open"),
        ],
    ),
    ("6.4 gateway endpoint", &[Scenario("gateway-endpoint")]),
    ("6.4 interface", &[Steps("6.4 an interface must not check source and destination")]),
    (
        "6.5 what internet reachability needs",
        &[
            Steps("6.5 all that internet reachability needs"),
            Steps("6.5 (1) an attached internet gateway, (2) a route back"),
            Steps("6.5 (3) a public address"),
            Steps("6.5 (4) the ACL both ways"),
            Steps("6.5 (5) the group"),
        ],
    ),
    (
        "6.5 (6) Block Public Access",
        &[
            Steps("6.5 (6) Block Public Access"),
            Steps("6.5 (6) block-ingress stops what an instance starts straight through the gateway"),
            Steps("6.5 (6) block-ingress lets egress-only gateways be"),
            Steps("6.5 (6) block-bidirectional stops these too"),
            Steps("6.5 (6) allow-egress under block-bidirectional"),
            Steps("6.5 (6) allow-bidirectional"),
            Scenario("block-public-access"),
        ],
    ),
    (
        "6.5 without a route back",
        &[Steps("6.5 without a route the packet arrives and its reply is lost, as assumed")],
    ),
    (
        "6.5 worked example, longest prefix",
        &[
            Steps("6.5 worked example: longest prefix"),
            Test("core/src/evaluate/route_table.rs", "the_worked_example_of_the_longest_prefix"),
        ],
    ),
    (
        "6.5 worked example, non-transitive",
        &[Steps("6.5 worked example: not transitive"), Scenario("peering-not-transitive")],
    ),
];

/// The order of checks.
const SECTION_7: &[Row] = &[
    ("7.1 same subnet", &[Steps("7.1 same subnet: source check, group out, group in; no route, no ACL")]),
    (
        "7.1 step 1",
        &[
            Test(
                "core/src/path/tests/neighbours.rs",
                "a_sender_with_a_strange_source_is_stopped_by_its_check",
            ),
            Steps("7.1 group out"),
        ],
    ),
    (
        "7.1 steps 2 to 5",
        &[
            Steps("7.1 two subnets: route local, ACL out, ACL in, group in"),
            Steps("7.1 ACL of the source's subnet, outbound"),
            Steps("7.1 ACL of the destination's subnet, inbound"),
            Test("core/src/path/tests/neighbours.rs", "between_subnets_there_are_a_route_and_two_acls"),
        ],
    ),
    (
        "7.1 the reply",
        &[
            Steps("7.1 the reply: ACL outbound of its subnet"),
            Steps("7.1 the reply: ACL inbound at the ephemeral port"),
            Steps("7.1 the reply: tracked, so free at both groups"),
        ],
    ),
    (
        "7.2 step 1",
        &[
            Steps("7.2 internet to instance: gateway, ACL, group, and back"),
            Steps("7.2 no such public address: dropped"),
            Test("core/src/path/tests/internet.rs", "the_gateway_translates_both_ways"),
        ],
    ),
    (
        "7.2 step 2",
        &[
            Test("core/src/path/tests/internet.rs", "block_public_access_stops_what_its_mode_says"),
            Steps("6.1 an edge table steers what enters"),
        ],
    ),
    ("7.2 steps 3 and 4", &[Steps("7.2 the ACL sees the client's public address and the service's port")]),
    ("7.2 step 5", &[Steps("7.2 the reply: ACL outbound to the ephemeral port")]),
    (
        "7.3 out",
        &[
            Steps("7.3 instance to internet: group, route, ACL, gateway"),
            Steps("7.3 a public address is needed"),
        ],
    ),
    ("7.3 back", &[Steps("7.3 the reply: ACL inbound to the ephemeral port")]),
    (
        "7.4 steps 1 to 8",
        &[
            Steps("7.4 through a NAT gateway"),
            Steps("7.4 (1) the instance's group"),
            Steps("7.4 (3) the private subnet's ACL, outbound to the host"),
            Steps("7.4 (4) the public subnet's ACL, inbound from the instance"),
            Steps("7.4 (7) the public subnet's ACL, outbound from the gateway"),
            Test("core/src/path/tests/nat.rs", "out_and_back_checkpoint_by_checkpoint"),
        ],
    ),
    (
        "7.4 steps 9 to 11",
        &[
            Steps("7.4 (9) the reply: the public subnet's ACL, inbound to 1024-65535"),
            Steps("7.4 (10) the reply: the public subnet's ACL, outbound to the instance's port"),
            Steps("7.4 (11) the reply: the private subnet's ACL, inbound from the host"),
            Steps("7.4 (11) the reply: free at the group"),
        ],
    ),
    ("7.4 in one subnet", &[Test("core/src/path/tests/nat.rs", "in_one_subnet_the_pair_of_acls_falls_away")]),
    (
        "7.5 peering",
        &[
            Steps("7.5 peering: with a reference to the group of the peer"),
            Steps("7.5 peering: the reply needs the peer's own route"),
        ],
    ),
    ("7.5 interface endpoint", &[Steps("7.5 interface endpoint: its group must let the client in")]),
    (
        "7.5 gateway endpoint",
        &[
            Scenario("gateway-endpoint"),
            Test(
                "core/src/path/tests/endpoints.rs",
                "gateway_endpoints_carry_tcp_and_echo_only_and_need_the_acl",
            ),
        ],
    ),
    (
        "7.5 Application Load Balancer",
        &[
            Steps("7.5 ALB: two flows, and the target sees the load balancer"),
            Steps("7.5 ALB: the client meets its group on the listener's port"),
            Steps("7.5 ALB: its own group must let it out to the target"),
        ],
    ),
    (
        "7.5 Network Load Balancer",
        &[
            Scenario("nlb-client-address"),
            Test(
                "core/src/path/tests/balancers.rs",
                "the_targets_acl_sees_the_client_where_its_address_is_kept",
            ),
        ],
    ),
];

#[test]
fn every_row_is_shown() {
    let all: Vec<String> = [SECTION_5, SECTION_6, SECTION_7].into_iter().flat_map(missing).collect();
    assert!(all.is_empty(), "{}", all.join("\n"));
}

#[test]
fn every_step_is_some_rows() {
    let rows: Vec<Row> = [SECTION_5, SECTION_6, SECTION_7].concat();
    let all: Vec<String> =
        ["5.", "6.", "7."].into_iter().flat_map(|section| unspoken(&rows, section)).collect();
    assert!(all.is_empty(), "{}", all.join("\n"));
}
