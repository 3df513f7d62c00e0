/** An address, the id of an interface, instance or carrier, or `internet` (203.0.113.10, 2001:db8:ffff::10). */
export type End = string;

export type Decision = 'allowed' | 'denied' | 'unknown';

/** `Action` names the call, the other keys are its parameters, in the words of the AWS SDKs. */
export interface Action {
  Action: string;
  /** What EC2 has no action for is the playground's. */
  Service?: 'ec2' | 'playground';
  [parameter: string]: unknown;
}

/** An action's result as the SDKs show it. */
export interface ActionResult {
  [field: string]: unknown;
}

/** Thrown where EC2 would answer an error; then nothing has changed. */
export interface Ec2Error extends Error {
  readonly name: 'Ec2Error';
  /** EC2's code, for instance `InvalidPermission.Duplicate`. */
  readonly code: string;
}

export interface PacketInput {
  from: End;
  to: End;
  protocol: 'tcp' | 'udp' | 'icmp' | 'icmpv6' | (string & {}) | number;
  /** 50000 where left out. */
  sourcePort?: number;
  /** Required for TCP and UDP. */
  destinationPort?: number;
  /** Echo request where left out. */
  icmpType?: number;
  icmpCode?: number;
  /** 1 where left out. */
  icmpId?: number;
  /** `['syn']` where left out. */
  flags?: ('syn' | 'ack' | 'fin' | 'rst' | 'psh')[];
  /** 4 where left out and no address says otherwise. */
  family?: 4 | 6;
}

export interface ConversationInput {
  kind: 'tcp-connect' | 'tcp-exchange' | 'udp-query' | 'udp-stream' | 'ping' | 'path-mtu' | 'traceroute';
  from: End;
  to: End;
  sourcePort?: number;
  destinationPort?: number;
  /** Of a ping; 1 where left out. */
  icmpId?: number;
  family?: 4 | 6;
}

export interface Outcome {
  verdict: Decision;
  /** The stable code of what decided. */
  code: string;
  summary: string;
  /** The ids of the assumptions that mattered. */
  assumptions: string[];
  checkpoints: Checkpoint[];
}

export interface Checkpoint {
  kind: string;
  resource: string;
  direction: 'ingress' | 'egress' | null;
  decision: Decision;
  /** The packet as seen there, after what came before. */
  packet: PacketView;
  code: string;
  reason: string;
  decidedBy: string | null;
  /** `established`: a tracking entry let it by; else a rule did, and the flow is that. */
  tracked: 'tracked' | 'untracked' | 'established' | null;
  considered: ConsideredRule[];
}

export interface PacketView {
  protocol: string | number;
  source: string;
  sourcePort: number | null;
  destination: string;
  destinationPort: number | null;
}

export interface ConsideredRule {
  rule: string;
  matches: boolean;
  /** Every field that fails, in this order; where the family fails nothing else is compared. */
  misses: ('family' | 'protocol' | 'port' | 'icmp' | 'peer')[];
  /** Of an ACL entry and a route: what it says, for instance `deny TCP 22 from 0.0.0.0/0` or `to igw-1`. */
  says?: string;
  /** Of an ACL entry and a route: how it fared. ACL entries after the one that decides are not looked at. */
  standing?: 'decides' | 'fits' | 'misses' | 'shorter-prefix' | 'lower-priority' | 'not-described';
}

export interface Conversation {
  completed: boolean;
  /** The index of the first packet that died and should not have: of a completed traceroute an answer of a hop. */
  diedAt: number | null;
  packets: (Outcome & { label: string; from: string; to: string })[];
}

export interface ConntrackEntry {
  networkInterfaceId: string;
  protocol: string | number;
  /** The direction in which the flow began. */
  direction: 'ingress' | 'egress';
  source: string;
  sourcePort: number | null;
  destination: string;
  destinationPort: number | null;
  state: string;
  tracked: boolean;
  /** The rule that admitted the first packet. */
  admittedBy: string;
  /** In the direction in which the flow began, and the other. */
  packets: [number, number];
  /** In seconds. */
  expiresIn: number;
}

export interface Problem {
  severity: 'error' | 'warning' | 'info';
  /** A JSON pointer, or `file:line`. */
  path: string;
  resource: string | null;
  message: string;
}

/** Exactly one of the four kinds, and what must come of it where a scenario says so. */
export type Step = { expect?: StepExpectation; note?: string } & (
  | { apply: Action[] }
  | { send: PacketInput }
  | { converse: ConversationInput }
  | { advance: number }
);

export interface StepExpectation {
  verdict?: Decision;
  at?: string;
  code?: string;
  tracked?: 'tracked' | 'untracked' | 'established';
  assumptions?: string[];
  diedAt?: string;
  expired?: number;
}

export interface Expectation {
  must: 'allow' | 'deny';
  packet: PacketInput;
  packetOnly?: boolean;
  name?: string;
}

/** A playground document. Its state is the base replayed through the steps. */
export interface Document {
  version: number;
  name?: string;
  base?: AwsDescription;
  steps?: Step[];
  expectations?: Expectation[];
  lesson?: { task?: string; packet?: PacketInput; group?: string };
  /** What a newer version wrote is kept. */
  [unknown: string]: unknown;
}

/** An object as the EC2 API describes it. Fields that are not known are ignored. */
export interface AwsResource {
  [field: string]: unknown;
}

/** The JSON that the AWS CLI prints, keys merged, each optional: a key that is absent is not described. */
export interface AwsDescription {
  Vpcs?: AwsResource[];
  Subnets?: AwsResource[];
  RouteTables?: AwsResource[];
  NetworkAcls?: AwsResource[];
  SecurityGroups?: AwsResource[];
  SecurityGroupRules?: AwsResource[];
  SecurityGroupVpcAssociations?: AwsResource[];
  NetworkInterfaces?: AwsResource[];
  Instances?: AwsResource[];
  Reservations?: AwsResource[];
  Addresses?: AwsResource[];
  InternetGateways?: AwsResource[];
  EgressOnlyInternetGateways?: AwsResource[];
  NatGateways?: AwsResource[];
  VpcEndpoints?: AwsResource[];
  VpcPeeringConnections?: AwsResource[];
  TransitGateways?: AwsResource[];
  TransitGatewayVpcAttachments?: AwsResource[];
  TransitGatewayRouteTables?: AwsResource[];
  VpnGateways?: AwsResource[];
  VpcBlockPublicAccessOptions?: AwsResource;
  LoadBalancers?: AwsResource[];
  TargetGroups?: AwsResource[];
  Listeners?: AwsResource[];
  TargetHealthDescriptions?: AwsResource[];
  DBInstances?: AwsResource[];
  ManagedPrefixLists?: AwsResource[];
  PrefixLists?: AwsResource[];
  PrefixListEntries?: { [prefixListId: string]: AwsResource[] };
  /** The playground's own: account, Region, quotas, options. */
  Settings?: AwsResource;
  /** The playground's own: how many ids it has made. */
  PlaygroundIds?: number;
  [unknown: string]: unknown;
}

/**
 * A network, its tracking tables and a clock.
 *
 * `apply`, `applyAll`, `send`, `converse` and `advance` are steps: what they did can be undone, and `toDocument` holds
 * them. A step that is refused throws an `Ec2Error`, and then nothing has changed.
 */
export class Simulation {
  /** Opens a playground document; without one, an empty Region. */
  constructor(document?: Document);
  /** Opens the merged output of `aws ec2 describe-*` calls. */
  static fromAws(description: AwsDescription): Simulation;
  /** What could not be used, and what was supplied, each with its place. */
  readonly problems: Problem[];
  /** Does an action as one step. */
  apply(action: Action): ActionResult;
  /** Does actions as one step, all or nothing. */
  applyAll(actions: Action[]): ActionResult[];
  /** Sends a packet. */
  send(packet: PacketInput): Outcome;
  /** Holds a conversation, packet by packet, until it is over or one dies. */
  converse(conversation: ConversationInput): Conversation;
  /** Lets time pass, and answers the flows that were forgotten, in order. */
  advance(seconds: number): ConntrackEntry[];
  /** The flows known at an interface, or at all; with `tracked: false` those that were only seen. */
  conntrack(networkInterfaceId?: string): ConntrackEntry[];
  /** Takes the last step back, network, tables and clock; false where there is none. */
  undo(): boolean;
  /** Does again what was undone last; false where there is nothing. */
  redo(): boolean;
  /** A copy that goes its own way. It costs next to nothing. */
  fork(): Simulation;
  /** The document that leads here: base and steps. */
  toDocument(): Document;
  /** The network as `aws ec2 describe-*` would print it. */
  toAws(): AwsDescription;
  /** Gives its memory back at once, instead of when the collector comes by. */
  free(): void;
  [Symbol.dispose](): void;
}
