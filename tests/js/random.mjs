// A long random run of calls and packets, in which these must never break:
//
// - no call panics: what is thrown is an Ec2Error, and then document, network and flows are as before;
// - the document leads to the same network and the same flows again;
// - undoing every step gives the network at the start and no flow, redoing them the state that was left;
// - the same packet sent to two copies gives the same outcome;
// - a rule that is added denies no packet that was allowed before, where no flow is tracked;
// - every flow belongs to an interface that is there, and time that has passed leaves none that is over.

import assert from 'node:assert/strict';
import { Simulation, account, isLong, test } from './lib.mjs';

const CALLS = isLong ? 1_000_000 : 20_000;

/** After so many calls a run begins anew, so that networks stay small and undo is tried often. */
const RUN = 500;

/** Numbers from a seed (Marsaglia's xorshift over 32 bits). */
function randomOf(seed) {
  let state = seed >>> 0 || 1;
  const below = (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
  return { below, one: (list) => list[below(list.length)], chance: (percent) => below(100) < percent };
}

const ports = [0, 22, 53, 80, 443, 1024, 5432, 50000, 65535];
const blocks = ['0.0.0.0/0', '10.0.0.0/8', '10.0.1.0/24', '10.0.1.10/32', '203.0.113.0/24', '203.0.113.10/32'];
const blocks6 = ['::/0', '2001:db8::/32'];

function permission(random, groups) {
  const protocol = random.one(['tcp', 'udp', 'icmp', '-1', '47', 'icmpv6', '6', 'nonsense']);
  const [from, to] = [random.one(ports), random.one(ports)];
  const built = { IpProtocol: protocol };
  if (protocol === 'icmp' || protocol === 'icmpv6') Object.assign(built, { FromPort: random.one([-1, 0, 8, 128]), ToPort: -1 });
  else if (random.chance(95)) Object.assign(built, { FromPort: Math.min(from, to), ToPort: Math.max(from, to) });
  else Object.assign(built, { FromPort: from, ToPort: random.one([70000, -5, to]) });
  const kind = random.below(10);
  if (kind < 5) built.IpRanges = [{ CidrIp: random.one(blocks), Description: random.one(['', 'why not', 'bad\n']) }];
  else if (kind < 6) built.Ipv6Ranges = [{ CidrIpv6: random.one(blocks6) }];
  else if (kind < 9) built.UserIdGroupPairs = [{ GroupId: random.one(groups) }];
  else built.IpRanges = [{ CidrIp: random.one(blocks) }, { CidrIp: 'here/24' }];
  return built;
}

function action(random, simulation) {
  const described = simulation.toAws();
  const groups = [...described.SecurityGroups.map(({ GroupId }) => GroupId), 'sg-0123456789abcdef0'];
  const rules = described.SecurityGroupRules.map(({ SecurityGroupRuleId }) => SecurityGroupRuleId);
  const GroupId = random.one(groups);
  const direction = random.one(['Ingress', 'Egress']);
  return random.one([
    () => ({ Action: `AuthorizeSecurityGroup${direction}`, GroupId, IpPermissions: [permission(random, groups)] }),
    () => ({ Action: `AuthorizeSecurityGroup${direction}`, GroupId, IpPermissions: [permission(random, groups)] }),
    () => ({ Action: `RevokeSecurityGroup${direction}`, GroupId, IpPermissions: [permission(random, groups)] }),
    () => ({ Action: `RevokeSecurityGroup${direction}`, GroupId, SecurityGroupRuleIds: [random.one(rules) ?? 'sgr-1'] }),
    () => ({ Action: 'CreateSecurityGroup', GroupName: `g${random.below(8)}`, Description: 'random', VpcId: 'vpc-1' }),
    () => ({ Action: 'DeleteSecurityGroup', GroupId }),
    () => ({
      Action: 'ModifyNetworkInterfaceAttribute',
      NetworkInterfaceId: random.one(['eni-web', 'eni-db', 'eni-9']),
      Groups: [GroupId],
    }),
    () => ({ Action: 'CreateTags', Resources: [GroupId], Tags: [{ Key: 'Name', Value: `t${random.below(3)}` }] }),
    () => ({ Action: 'CreateSubnet', VpcId: 'vpc-1', CidrBlock: `10.0.${random.below(6)}.0/24` }),
    () => ({ Action: random.one(['CreateVpc', 'Nonsense']), CidrBlock: random.one(['10.9.0.0/16', '10.9.0.0/8', 5]) }),
  ])();
}

function packet(random) {
  const ends = ['eni-web', 'eni-db', 'i-web', 'internet', '10.0.1.10', '10.0.1.20', '203.0.113.10', 'eni-9', '::1'];
  const protocol = random.one(['tcp', 'udp', 'icmp', 6, 17, 47, 'icmpv6', 'nonsense']);
  const built = { from: random.one(ends), to: random.one(ends), protocol };
  if (random.chance(95)) built.destinationPort = random.one(ports);
  if (random.chance(50)) built.sourcePort = random.one(ports);
  if (random.chance(30)) built.flags = [random.one(['syn', 'ack', 'fin', 'rst', 'psh']), random.one(['ack', 'fin'])];
  if (protocol === 'icmp' && random.chance(50)) Object.assign(built, { icmpType: random.one([0, 3, 8, 11]), icmpId: random.below(3) });
  if (random.chance(5)) built.family = random.one([4, 6, 5]);
  return built;
}

function conversation(random) {
  const kinds = ['tcp-connect', 'tcp-exchange', 'udp-query', 'udp-stream', 'ping', 'path-mtu', 'traceroute', 'chat'];
  const { from, to } = packet(random);
  return { kind: random.one(kinds), from, to, destinationPort: random.one(ports) };
}

const stateOf = (simulation) => JSON.stringify([simulation.toAws(), simulation.conntrack()]);

/** Does a call; what it throws must be EC2's, and must have changed nothing. */
function attempt(simulation, call) {
  const before = stateOf(simulation);
  try {
    return call();
  } catch (error) {
    assert.equal(error.name, 'Ec2Error', `${error.stack}`);
    assert.ok(error.code && error.message);
    assert.equal(stateOf(simulation), before, `${error.code} changed something`);
    return undefined;
  }
}

function addingARuleDeniesNothing(random, simulation) {
  const fresh = new Simulation({ version: 1, base: simulation.toAws() });
  const groups = simulation.toAws().SecurityGroups.map(({ GroupId }) => GroupId);
  const tried = packet(random);
  const before = attempt(fresh, () => fresh.fork().send(tried));
  const more = { Action: 'AuthorizeSecurityGroupIngress', GroupId: random.one(groups), IpPermissions: [permission(random, groups)] };
  const added = attempt(fresh, () => fresh.apply(more));
  if (before?.verdict === 'allowed' && added) {
    assert.equal(fresh.send(tried).verdict, 'allowed', JSON.stringify([more, tried]));
  }
  fresh.free();
}

function check(simulation) {
  const document = simulation.toDocument();
  const left = stateOf(simulation);
  const again = new Simulation(document);
  assert.equal(stateOf(again), left, 'the document leads elsewhere');
  again.free();
  const interfaces = simulation.toAws().NetworkInterfaces.map(({ NetworkInterfaceId }) => NetworkInterfaceId);
  for (const { networkInterfaceId, expiresIn } of simulation.conntrack()) {
    assert.ok(interfaces.includes(networkInterfaceId));
    assert.ok(expiresIn > 0);
  }
  let steps = 0;
  while (simulation.undo()) steps += 1;
  assert.equal(steps, document.steps.length);
  assert.equal(stateOf(simulation), JSON.stringify([Simulation.fromAws(account).toAws(), []]), 'not all was undone');
  while (steps > 0 && simulation.redo()) steps -= 1;
  assert.equal(steps, 0);
  assert.equal(stateOf(simulation), left, 'redone to something else');
}

test(`${CALLS} random calls and packets break nothing`, () => {
  const seed = Number(process.env.SG_SEED ?? (isLong ? Date.now() % 2 ** 31 : 20240917));
  console.log(`random: SG_SEED=${seed}`);
  const random = randomOf(seed);
  const seen = { allowed: 0, denied: 0, unknown: 0, refused: 0, applied: 0 };
  for (let done = 0; done < CALLS; done += RUN) {
    const simulation = Simulation.fromAws(account);
    for (let index = 0; index < RUN; index += 1) {
      const kind = random.below(100);
      if (kind < 30) {
        const next = action(random, simulation);
        seen[attempt(simulation, () => simulation.apply(next)) ? 'applied' : 'refused'] += 1;
      } else if (kind < 75) {
        const next = packet(random);
        const [one, two] = [simulation.fork(), simulation.fork()];
        const outcome = attempt(simulation, () => simulation.send(next));
        if (outcome) {
          assert.deepEqual(one.send(next), outcome);
          assert.deepEqual(two.send(next), outcome);
        }
        one.free();
        two.free();
        seen[outcome?.verdict ?? 'refused'] += 1;
      } else if (kind < 80) {
        const next = conversation(random);
        attempt(simulation, () => simulation.converse(next));
      } else if (kind < 90) {
        attempt(simulation, () => simulation.advance(random.one([0, 0.5, 29, 31, 180, 350, -1])));
      } else if (kind < 94) {
        simulation.undo();
      } else if (kind < 97) {
        simulation.redo();
      } else {
        addingARuleDeniesNothing(random, simulation);
      }
    }
    check(simulation);
    simulation.free();
  }
  console.log(`random: ${JSON.stringify(seen)}`);
  for (const [what, count] of Object.entries(seen)) {
    assert.ok(count > 0 || what === 'unknown', `no call was ${what}`);
  }
});
