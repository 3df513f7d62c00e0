// The published schema fits every scenario and every document that the evaluator writes, and nothing else.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv/dist/2020.js';
import { Simulation, account, query, root, test } from './lib.mjs';

const read = (file) => JSON.parse(readFileSync(path.join(root, file), 'utf8'));
const fits = new Ajv({ allErrors: true, strictRequired: false }).compile(read('docs/document.schema.json'));

function check(document, name) {
  assert.ok(fits(document), `${name}: ${JSON.stringify(fits.errors, null, 1)}`);
}

test('every scenario fits the schema', () => {
  const scenarios = readdirSync(path.join(root, 'scenarios')).filter((file) => file.endsWith('.json'));
  assert.ok(scenarios.length > 0);
  for (const file of scenarios) check(read(`scenarios/${file}`), file);
});

test('what is written fits the schema', () => {
  const simulation = Simulation.fromAws(account);
  simulation.send(query);
  simulation.converse({ kind: 'ping', from: 'i-web', to: 'eni-db' });
  simulation.advance(0.5);
  simulation.apply({ Action: 'CreateVpc', CidrBlock: '10.5.0.0/16' });
  const document = simulation.toDocument();
  check(document, 'a document');
  check({ ...document, base: simulation.toAws() }, 'a description');
  check(new Simulation().toDocument(), 'an empty document');
  const supplied = Simulation.fromAws({ SecurityGroups: [{ GroupId: 'sg-1', GroupName: 'web', VpcId: 'vpc-1' }] }).toDocument();
  for (const kind of ['NetworkInterfaces', 'Subnets', 'Vpcs']) assert.equal(supplied.base[kind][0].PlaygroundStandIn, true);
  check(supplied, 'stand-ins');
  check({ version: 9, colours: {} }, 'a newer version');
});

test('what makes no sense does not fit the schema', () => {
  const step = (step) => ({ version: 1, steps: [step] });
  const rule = { SecurityGroupRuleId: 'sgr-1', GroupId: 'sg-1', IsEgress: false, IpProtocol: '-1' };
  for (const document of [
    [],
    {},
    { version: '1' },
    { version: 0 },
    step({}),
    step({ fly: 1 }),
    step({ advance: -1 }),
    step({ advance: 1, send: query }),
    step({ send: { from: 'internet', protocol: 'tcp' } }),
    step({ send: { ...query, destinationPort: 65536 } }),
    step({ send: { ...query, flags: ['urg'] } }),
    step({ converse: { kind: 'chat', from: 'a', to: 'b' } }),
    step({ apply: [{ GroupId: 'sg-1' }] }),
    step({ advance: 1, expect: { colour: 'red' } }),
    { version: 1, base: { SecurityGroups: {} } },
    { version: 1, base: { NetworkInterfaces: [{ NetworkInterfaceId: 'eni-1', PlaygroundStandIn: 1 }] } },
    { version: 1, base: { Subnets: [{ SubnetId: 'subnet-1', PlaygroundStandIn: 'yes' }] } },
    { version: 1, base: { SecurityGroupRules: [rule] } },
    { version: 1, base: { Settings: { Options: { Related: 1 } } } },
    { version: 1, expectations: [{ must: 'maybe', packet: query }] },
  ]) {
    assert.equal(fits(document), false, JSON.stringify(document));
  }
});
