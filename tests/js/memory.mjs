// Calls that throw, and forks that are freed, leave nothing behind.

import assert from 'node:assert/strict';
import { Simulation, account, pages, query, test, thrownBy } from './lib.mjs';

test('10,000 calls that throw take no more memory than 1,000', () => {
  const simulation = Simulation.fromAws(account);
  const throwing = [
    () => simulation.apply({ Action: 'FlyToTheMoon', Where: 'x'.repeat(10_000) }),
    () => simulation.apply({ Action: 'DeleteSecurityGroup', GroupId: 'sg-web' }),
    () => simulation.applyAll([{ Action: 'CreateVpc', CidrBlock: '10.1.0.0/16' }, { Action: 'Nothing' }]),
    () => simulation.send({ ...query, to: 'eni-9' }),
    () => simulation.send({ protocol: 'y'.repeat(10_000) }),
    () => simulation.conntrack('eni-9'),
    () => simulation.advance(-1),
    () => new Simulation({ version: 1n }),
    () => Simulation.fromAws({ Unheard: 'z'.repeat(10_000) }),
  ];
  // Each by itself: what one of them left behind would be lost among the others.
  for (const call of throwing) {
    const run = (count) => {
      for (let index = 0; index < count; index += 1) thrownBy(call);
    };
    run(1_000);
    const before = pages();
    run(10_000);
    assert.equal(pages(), before, call.toString());
  }
});

test('forks that are freed take no memory', () => {
  const simulation = Simulation.fromAws(account);
  const run = (count) => {
    for (let index = 0; index < count; index += 1) {
      const fork = simulation.fork();
      fork.send(query);
      fork.free();
    }
  };
  run(1_000);
  const before = pages();
  run(10_000);
  assert.equal(pages(), before);
});
