// Every member of the class Simulation does what its declaration promises.

import assert from 'node:assert/strict';
import { Simulation, account, query, test, thrownBy } from './lib.mjs';

const allowHttp = {
  Action: 'AuthorizeSecurityGroupIngress',
  GroupId: 'sg-web',
  IpPermissions: [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
};
const toHttp = { from: 'internet', to: 'i-web', protocol: 'tcp', destinationPort: 80 };

test('without a document there is an empty Region', () => {
  const simulation = new Simulation();
  const described = simulation.toAws();
  assert.deepEqual(described.SecurityGroups, []);
  assert.deepEqual(described.NetworkInterfaces, []);
  assert.deepEqual(simulation.problems, []);
  assert.deepEqual(new Simulation(null).toAws(), described);
  assert.deepEqual(new Simulation(undefined).toDocument(), simulation.toDocument());
});

test('an account is opened, and what could not be used is named', () => {
  const bad = structuredClone(account);
  bad.SecurityGroups[0].IpPermissions[1].IpRanges[0].CidrIp = '203.0.113.0/40';
  bad.SecurityGroups.push({ GroupId: 7 });
  const { problems } = Simulation.fromAws(bad);
  const errors = problems.filter(({ severity }) => severity === 'error');
  assert.deepEqual(errors.map(({ path }) => path), [
    '/SecurityGroups/2/GroupId',
    '/SecurityGroups/0/IpPermissions/1/IpRanges/0',
  ]);
  assert.equal(errors[1].resource, 'sg-web');
  assert.equal(Simulation.fromAws(account).problems.filter(({ severity }) => severity === 'error').length, 0);
});

test('a packet is judged with its evidence', () => {
  const simulation = Simulation.fromAws(account);
  const outcome = simulation.send(query);
  assert.equal(outcome.verdict, 'allowed');
  assert.match(outcome.summary, /./);
  const groups = outcome.checkpoints.filter(({ kind }) => kind === 'security-group');
  assert.deepEqual(groups.map(({ resource, direction }) => [resource, direction]), [
    ['eni-web', 'egress'],
    ['eni-db', 'ingress'],
  ]);
  const [out, into] = groups;
  assert.equal(into.tracked, 'tracked');
  assert.equal(into.decidedBy, into.considered.find(({ matches }) => matches).rule);
  assert.deepEqual(out.packet, {
    protocol: 'tcp', source: '10.0.1.10', sourcePort: 50000, destination: '10.0.1.20', destinationPort: 5432,
  });
  const denied = simulation.send({ ...query, destinationPort: 22 });
  assert.equal(denied.verdict, 'denied');
  const last = denied.checkpoints.at(-1);
  assert.deepEqual([last.decision, last.decidedBy, last.tracked], ['denied', null, null]);
  assert.deepEqual(last.considered.map(({ matches, misses }) => [matches, misses]), [[false, ['port']]]);
});

test('numbers, names and families of protocols', () => {
  const simulation = Simulation.fromAws(account);
  const named = simulation.fork().send(query);
  assert.deepEqual(simulation.fork().send({ ...query, protocol: 6 }), named);
  assert.deepEqual(simulation.fork().send({ ...query, protocol: 'TCP' }), named);
  assert.deepEqual(simulation.fork().send({ ...query, flags: ['syn'], sourcePort: 50000, family: 4 }), named);
  const ping = simulation.send({ from: 'i-web', to: 'eni-db', protocol: 'icmp' });
  assert.deepEqual([ping.checkpoints[0].packet.protocol, ping.checkpoints[0].packet.sourcePort], ['icmp', null]);
  assert.equal(simulation.send({ from: 'i-web', to: 'eni-db', protocol: 47 }).checkpoints[0].packet.protocol, 47);
});

test('replies pass by the tracking table until time is up', () => {
  const simulation = Simulation.fromAws(account);
  simulation.send(query);
  const reply = { from: 'eni-db', to: 'i-web', protocol: 'tcp', sourcePort: 5432, destinationPort: 50000, flags: ['syn', 'ack'] };
  const answer = simulation.send(reply);
  assert.equal(answer.verdict, 'allowed');
  assert.ok(answer.checkpoints.some(({ tracked }) => tracked === 'established'));
  const entries = simulation.conntrack('eni-db');
  assert.equal(entries.length, 1);
  assert.deepEqual(
    [entries[0].networkInterfaceId, entries[0].direction, entries[0].tracked, entries[0].packets],
    ['eni-db', 'ingress', true, [1, 1]],
  );
  assert.equal(simulation.conntrack().length, 2);
  assert.deepEqual(simulation.advance(0.25), []);
  assert.equal(simulation.conntrack('eni-db').length, 1);
  const gone = simulation.advance(1_000_000);
  assert.deepEqual(gone.map(({ networkInterfaceId }) => networkInterfaceId).sort(), ['eni-db', 'eni-web']);
  assert.deepEqual(simulation.conntrack(), []);
  assert.equal(simulation.send({ ...reply, flags: ['ack'] }).verdict, 'denied');
});

test('a conversation tells how far it got', () => {
  const simulation = Simulation.fromAws(account);
  const { kind, ...rest } = { kind: 'tcp-connect', from: 'i-web', to: 'eni-db', destinationPort: 5432 };
  const connected = simulation.converse({ kind, ...rest });
  assert.deepEqual([connected.completed, connected.diedAt, connected.packets.length], [true, null, 3]);
  assert.ok(connected.packets.every(({ label, verdict }) => label.length > 0 && verdict === 'allowed'));
  const failed = simulation.converse({ kind, ...rest, destinationPort: 23 });
  assert.deepEqual([failed.completed, failed.diedAt], [false, 0]);
});

test('an action answers as the SDKs show it and can be taken back', () => {
  const simulation = Simulation.fromAws(account);
  const before = simulation.toAws();
  assert.equal(simulation.send(toHttp).verdict, 'denied');
  assert.ok(simulation.undo());
  const answer = simulation.apply(allowHttp);
  assert.equal(answer.Return, true);
  assert.match(answer.SecurityGroupRules[0].SecurityGroupRuleId, /^sgr-0[0-9a-f]{16}$/);
  assert.equal(simulation.fork().send(toHttp).verdict, 'allowed');
  const after = simulation.toAws();
  assert.ok(simulation.undo());
  assert.deepEqual(simulation.toAws(), before);
  assert.ok(simulation.redo());
  assert.deepEqual(simulation.toAws(), after);
  assert.equal(simulation.redo(), false);
  assert.ok(simulation.undo());
  assert.equal(simulation.undo(), false);
});

test('several actions are one step, all or nothing', () => {
  const simulation = Simulation.fromAws(account);
  const before = simulation.toDocument();
  const error = thrownBy(() => simulation.applyAll([allowHttp, allowHttp]));
  assert.equal(error.code, 'InvalidPermission.Duplicate');
  assert.deepEqual(simulation.toDocument(), before);
  assert.deepEqual(simulation.toAws(), Simulation.fromAws(account).toAws());
  const group = { Action: 'CreateSecurityGroup', GroupName: 'more', Description: 'More', VpcId: 'vpc-1' };
  assert.equal(simulation.applyAll([allowHttp, group]).length, 2);
  assert.equal(simulation.toDocument().steps.length, 1);
  assert.ok(simulation.undo());
  assert.deepEqual(simulation.toDocument(), before);
});

test('errors are Error objects with EC2 codes', () => {
  const simulation = Simulation.fromAws(account);
  const check = (code, call) => {
    const error = thrownBy(call);
    assert.ok(error instanceof Error, String(error));
    assert.deepEqual([error.name, error.code], ['Ec2Error', code], error.message);
    assert.match(error.message, /./);
  };
  check('InvalidAction', () => simulation.apply({ Action: 'FlyToTheMoon' }));
  check('InvalidGroup.NotFound', () => simulation.apply({ ...allowHttp, GroupId: 'sg-0123456789abcdef0' }));
  check('UnknownParameter', () => simulation.apply({ ...allowHttp, Colour: 'red' }));
  check('InvalidNetworkInterfaceID.NotFound', () => simulation.send({ ...query, to: 'eni-9' }));
  check('InvalidNetworkInterfaceID.NotFound', () => simulation.conntrack('eni-9'));
  check('InvalidInstanceID.NotFound', () => simulation.send({ ...query, from: 'i-9' }));
  check('MissingParameter', () => simulation.send({ ...query, destinationPort: undefined }));
  const loop = {};
  loop.self = loop;
  for (const nonsense of [undefined, null, 5, 'text', [], {}, loop, () => {}, Symbol('s'), 10n, { Action: 5 }]) {
    check('InvalidParameterValue', () => simulation.apply(nonsense));
    check('InvalidParameterValue', () => simulation.send(nonsense));
    check('InvalidParameterValue', () => simulation.converse(nonsense));
    if (!Array.isArray(nonsense)) check('InvalidParameterValue', () => simulation.applyAll(nonsense));
  }
  for (const seconds of [-1, NaN, Infinity, 1e300]) check('InvalidParameterValue', () => simulation.advance(seconds));
  for (const document of [5, 'text', [], {}, { version: 0 }, loop]) {
    check('InvalidParameterValue', () => new Simulation(document));
  }
  for (const description of [undefined, 5, [], {}, { Buckets: [] }, loop]) {
    check('InvalidParameterValue', () => Simulation.fromAws(description));
  }
  assert.deepEqual(simulation.toDocument().steps, []);
});

test('a fork goes its own way', () => {
  const simulation = Simulation.fromAws(account);
  const before = simulation.toDocument();
  const fork = simulation.fork();
  fork.apply(allowHttp);
  fork.send(query);
  assert.deepEqual(simulation.toDocument(), before);
  assert.deepEqual(simulation.conntrack(), []);
  fork.free();
  assert.equal(simulation.send(query).verdict, 'allowed');
});

test('a document leads to the same state again', () => {
  const simulation = Simulation.fromAws(account);
  simulation.send(query);
  simulation.apply(allowHttp);
  simulation.advance(2);
  simulation.advance(3);
  simulation.converse({ kind: 'ping', from: 'i-web', to: 'eni-db' });
  const document = simulation.toDocument();
  assert.equal(document.version, 1);
  assert.deepEqual(document.steps.map((step) => Object.keys(step)[0]), ['send', 'apply', 'advance', 'converse']);
  assert.equal(document.steps[2].advance, 5000);
  const again = new Simulation(document);
  assert.deepEqual(again.problems.filter(({ severity }) => severity === 'error'), []);
  assert.deepEqual(again.toAws(), simulation.toAws());
  assert.deepEqual(again.conntrack(), simulation.conntrack());
  assert.deepEqual(again.toDocument(), document);
});

test('what a newer version wrote is kept', () => {
  const document = { version: 2, base: {}, steps: [], expectations: [], colours: { web: 'red' } };
  const simulation = new Simulation(document);
  assert.equal(simulation.problems[0].path, '/version');
  assert.deepEqual(simulation.toDocument().colours, document.colours);
});
