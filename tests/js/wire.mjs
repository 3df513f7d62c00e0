// Every shape crosses the border both ways without loss.

import assert from 'node:assert/strict';
import { Simulation, account, query, test } from './lib.mjs';

const conversation = { kind: 'tcp-connect', from: 'i-web', to: 'eni-db', sourcePort: 40000, destinationPort: 5432, icmpId: 7, family: 4 };

test('every kind of step, and all that a document holds, comes back as it went in', () => {
  const packet = {
    from: '10.0.1.10', to: '10.0.1.20', protocol: 'icmp', icmpType: 8, icmpCode: 0, icmpId: 7, family: 4,
  };
  const tcp = { ...query, sourcePort: 40000, flags: ['ack', 'fin', 'psh', 'rst', 'syn'] };
  const kinds = ['tcp-connect', 'tcp-exchange', 'udp-query', 'udp-stream', 'ping', 'path-mtu', 'traceroute'];
  const document = {
    version: 1,
    name: 'Zoë’s “network” \u{1F600} <b>',
    base: Simulation.fromAws(account).toAws(),
    steps: [
      { send: packet, note: 'a ping' },
      { send: tcp, expect: { verdict: 'allowed', at: 'security-group eni-db', tracked: 'tracked' } },
      { send: { ...query, protocol: 6 } },
      { advance: 1500, expect: { expired: 0 } },
      { apply: [{ Action: 'SetOption', Service: 'playground', Name: 'Related', Value: true }] },
      ...kinds.map((kind) => ({ converse: { ...conversation, kind } })),
    ],
    expectations: [
      { must: 'allow', packet: query, name: 'the web server reads' },
      { must: 'deny', packet: { ...query, destinationPort: 22 }, packetOnly: true },
    ],
    lesson: { task: 'Try it', packet: query, group: 'sg-web' },
  };
  const simulation = new Simulation(document);
  assert.deepEqual(simulation.problems.filter(({ severity }) => severity === 'error'), []);
  const back = simulation.toDocument();
  for (const key of ['version', 'name', 'base', 'expectations', 'lesson']) {
    assert.deepEqual(back[key], document[key], key);
  }
  assert.deepEqual(back.steps, document.steps);
});

test('a description comes back whole: every field that is modelled, rules in both forms', () => {
  const described = Simulation.fromAws(account).toAws();
  assert.deepEqual(Simulation.fromAws(described).toAws(), described);
  const [db, web] = described.SecurityGroups;
  assert.deepEqual([db.GroupId, web.GroupId], ['sg-db', 'sg-web']);
  assert.equal(web.IpPermissions[0].IpRanges[0].CidrIp, '0.0.0.0/0');
  assert.equal('FromPort' in web.IpPermissionsEgress[0], false);
  assert.equal(described.SecurityGroupRules.length, 4);
  assert.ok(described.SecurityGroupRules.every((rule) => rule.PlaygroundInventedId === true));
  assert.equal('RouteTables' in described, false);
});

test('results hold every key of their shape, null where there is nothing', () => {
  const simulation = Simulation.fromAws(account);
  const keys = (object) => Object.keys(object).sort();
  const outcome = simulation.send(query);
  assert.deepEqual(keys(outcome), ['assumptions', 'checkpoints', 'code', 'summary', 'verdict']);
  for (const checkpoint of outcome.checkpoints) {
    assert.deepEqual(keys(checkpoint), [
      'code', 'considered', 'decidedBy', 'decision', 'direction', 'kind', 'packet', 'reason', 'resource', 'tracked',
    ]);
    assert.deepEqual(keys(checkpoint.packet), ['destination', 'destinationPort', 'protocol', 'source', 'sourcePort']);
    // Entries and routes have no ids that could be looked up: they say in words what they are.
    const words = ['network-acl', 'route-table'].includes(checkpoint.kind) ? ['says', 'standing'] : [];
    for (const rule of checkpoint.considered) {
      assert.deepEqual(keys(rule), ['matches', 'misses', 'rule', ...words]);
    }
  }
  assert.deepEqual(keys(simulation.conntrack()[0]), [
    'admittedBy', 'destination', 'destinationPort', 'direction', 'expiresIn', 'networkInterfaceId', 'packets',
    'protocol', 'source', 'sourcePort', 'state', 'tracked',
  ]);
  const held = simulation.converse(conversation);
  assert.deepEqual(keys(held), ['completed', 'diedAt', 'packets']);
  assert.deepEqual(keys(held.packets[0]), [
    'assumptions', 'checkpoints', 'code', 'from', 'label', 'summary', 'to', 'verdict',
  ]);
  const [problem] = Simulation.fromAws({ SecurityGroups: [{}] }).problems;
  assert.deepEqual(keys(problem), ['message', 'path', 'resource', 'severity']);
  assert.equal(problem.resource, null);
});
