// The whole JavaScript API as a TypeScript program uses it. It is checked, not run.

import {
  Simulation,
  type Action,
  type ActionResult,
  type AwsDescription,
  type Checkpoint,
  type ConntrackEntry,
  type Conversation,
  type ConversationInput,
  type Decision,
  type Document,
  type Ec2Error,
  type Outcome,
  type PacketInput,
  type Problem,
  type Step,
} from '../../core/pkg/sg_core.js';

const description: AwsDescription = {
  SecurityGroups: [{ GroupId: 'sg-1', IpPermissions: [] }],
  PrefixListEntries: { 'pl-1': [{ Cidr: '192.0.2.0/24' }] },
};
const packet: PacketInput = { from: 'internet', to: 'eni-1', protocol: 'tcp', destinationPort: 443, flags: ['syn'] };
const byNumber: PacketInput = { from: '10.0.0.4', to: '10.0.0.5', protocol: 47, family: 4 };
const talk: ConversationInput = { kind: 'tcp-connect', from: 'i-1', to: 'eni-1', destinationPort: 22 };
const action: Action = { Action: 'DeleteSecurityGroup', GroupId: 'sg-1' };
const steps: Step[] = [
  { apply: [action] },
  { send: packet, expect: { verdict: 'denied' }, note: 'closed' },
  { converse: talk },
  { advance: 1000 },
];
const document: Document = { version: 1, base: description, steps, expectations: [{ must: 'allow', packet }] };

const empty: Simulation = new Simulation();
const opened: Simulation = new Simulation(document);
const imported: Simulation = Simulation.fromAws(description);
const problems: Problem[] = imported.problems;
const result: ActionResult = opened.apply(action);
const results: ActionResult[] = opened.applyAll([action]);
const outcome: Outcome = opened.send(byNumber);
const verdict: Decision = outcome.verdict;
const deciding: Checkpoint | undefined = outcome.checkpoints.find((passed) => passed.decision !== 'allowed');
const misses: ('family' | 'protocol' | 'port' | 'icmp' | 'peer')[] = deciding?.considered[0]?.misses ?? [];
const held: Conversation = opened.converse(talk);
const died: number | null = held.diedAt;
const label: string = held.packets[0]?.label ?? '';
const expired: ConntrackEntry[] = opened.advance(1.5);
const flows: ConntrackEntry[] = [...opened.conntrack(), ...opened.conntrack('eni-1')];
const counts: [number, number] | undefined = flows[0]?.packets;
const undone: boolean = opened.undo() && opened.redo();
const fork: Simulation = opened.fork();
const written: Document = fork.toDocument();
const described: AwsDescription = fork.toAws();

try {
  empty.apply(action);
} catch (error) {
  const code: string = (error as Ec2Error).code;
  console.log(code);
}

// @ts-expect-error: a packet needs both ends
empty.send({ from: 'internet', protocol: 'tcp' });
// @ts-expect-error: there is no such flag
empty.send({ ...packet, flags: ['urg'] });
// @ts-expect-error: the state changes by steps only
imported.problems = [];
// @ts-expect-error: an action needs a name
empty.apply({ GroupId: 'sg-1' });
// @ts-expect-error: there is no such conversation
empty.converse({ kind: 'chat', from: 'a', to: 'b' });

export { counts, described, died, expired, label, misses, problems, result, results, undone, verdict, written };
