// What the tests of the JavaScript API share: the package, and a network to try it on.

import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

/** The project's folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

let instance;

// The package keeps its instance to itself; the tests look at how much memory it has.
WebAssembly.Instance = class extends WebAssembly.Instance {
  constructor(...args) {
    super(...args);
    instance = this;
  }
};

/** How many pages of memory the package has. Memory never shrinks. */
export const pages = () => instance.exports.memory.buffer.byteLength / 65536;

/** The package as `cargo xtask test js` builds it. */
export const { Simulation } = createRequire(import.meta.url)(path.join(root, 'core/pkg/sg_core.js'));

/** Whether the long run is asked for. */
export const isLong = process.env.SG_LONG === '1';

/** A web server behind sg-web, its database behind sg-db, in one subnet. */
export const account = {
  Vpcs: [{ VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16', OwnerId: '444455556666' }],
  Subnets: [{ SubnetId: 'subnet-1', VpcId: 'vpc-1', CidrBlock: '10.0.1.0/24', AvailabilityZone: 'eu-west-1a' }],
  SecurityGroups: [
    {
      GroupId: 'sg-web', GroupName: 'web', Description: 'Web servers', VpcId: 'vpc-1', OwnerId: '444455556666',
      IpPermissions: [
        { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '0.0.0.0/0' }] },
        { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '203.0.113.0/24' }] },
      ],
      IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    },
    {
      GroupId: 'sg-db', GroupName: 'db', Description: 'Databases', VpcId: 'vpc-1', OwnerId: '444455556666',
      IpPermissions: [
        { IpProtocol: 'tcp', FromPort: 5432, ToPort: 5432, UserIdGroupPairs: [{ GroupId: 'sg-web' }] },
      ],
      IpPermissionsEgress: [],
    },
  ],
  NetworkInterfaces: [
    {
      NetworkInterfaceId: 'eni-web', VpcId: 'vpc-1', SubnetId: 'subnet-1', PrivateIpAddress: '10.0.1.10',
      Groups: [{ GroupId: 'sg-web' }], Attachment: { InstanceId: 'i-web', DeviceIndex: 0 },
    },
    {
      NetworkInterfaceId: 'eni-db', VpcId: 'vpc-1', SubnetId: 'subnet-1', PrivateIpAddress: '10.0.1.20',
      Groups: [{ GroupId: 'sg-db' }],
    },
  ],
};

/** A packet from the web server to its database. */
export const query = { from: 'i-web', to: 'eni-db', protocol: 'tcp', destinationPort: 5432 };

/** The test's name and what it does. */
export const tests = [];

/** States a test. */
export function test(name, run) {
  tests.push([name, run]);
}

/** What a call throws; fails where it throws nothing. */
export function thrownBy(call) {
  try {
    call();
  } catch (error) {
    return error;
  }
  throw new Error(`nothing was thrown by ${call}`);
}
