// The JavaScript API's tests: `cargo xtask test js` builds core/pkg and runs this file in Node.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { root, tests } from './lib.mjs';

await import('./api.mjs');
await import('./wire.mjs');
await import('./schema.mjs');
await import('./memory.mjs');
await import('./random.mjs');

let failed = 0;

for (const [name, run] of tests) {
  try {
    run();
    console.log(`ok    ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED ${name}\n${error.stack}`);
  }
}

const own = path.join(root, 'node_modules/.bin/tsc');
const compiler = existsSync(own) ? own : 'tsc';
const options = ['--strict', '--noEmit', '--exactOptionalPropertyTypes', '--target', 'esnext', '--module', 'nodenext'];
const types = spawnSync(compiler, [...options, '--types', '', 'tests/js/types.ts'], { cwd: root, encoding: 'utf8' });
if (types.status === 0) {
  console.log('ok    the declarations fit a program that uses all of them (tsc --strict)');
} else {
  failed += 1;
  console.log(`FAILED tsc --strict\n${types.error ?? ''}${types.stdout ?? ''}${types.stderr ?? ''}`);
}

console.log(failed === 0 ? `all ${tests.length + 1} passed` : `${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
