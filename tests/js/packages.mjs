// The packages as their users meet them: packed, installed from the tarball without a network, and used from Node, from
// TypeScript, from a bundler, from a plain page and from React. `cargo xtask test packages` builds them first.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, expect } from '@playwright/test';
import { build } from 'esbuild';
import { launchOptions } from '../browser/chromium.mjs';
import { serve } from '../browser/serve.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const fixtures = path.join(root, 'tests/fixtures');
const work = mkdtempSync(path.join(tmpdir(), 'packages-'));
const modules = path.join(work, 'node_modules');

function run(program, args, cwd = work) {
  const done = spawnSync(program, args, { cwd, encoding: 'utf8' });
  if (done.error) throw done.error;
  return done;
}

function must(program, args, cwd) {
  const done = run(program, args, cwd);
  assert.equal(done.status, 0, `${program} ${args.join(' ')}\n${done.stdout}${done.stderr}`);
  return done.stdout;
}

/** Packs a package and answers the tarball, after a look at what is in it. */
function pack(name, expected) {
  const told = must('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', work], path.join(root, 'pkg', name));
  const answer = JSON.parse(told);
  const [packed] = Array.isArray(answer) ? answer : Object.values(answer);
  const files = packed.files.map((file) => file.path).filter((file) => !file.startsWith('scenarios/')).sort();
  assert.deepEqual(files, expected.sort());
  return { tarball: path.join(work, path.basename(packed.filename)), packed };
}

const licences = ['LICENSE-APACHE', 'LICENSE-MIT', 'README.md', 'package.json'];

function packAndInstall() {
  const evaluator = pack('security-group-evaluator', [
    ...licences, 'browser.js', 'index.d.cts', 'index.d.ts', 'node.cjs', 'node.mjs', 'sg_core_bg.wasm', 'web.d.ts', 'web.js',
  ]);
  const element = pack('security-group-playground', [
    ...licences, 'embed.d.ts', 'embed.js', 'icon.svg', 'index.html', 'playground.css', 'react.d.ts', 'sg-web.js', 'sg-web_bg.wasm', 'types.d.ts',
  ]);
  assert.ok(element.packed.files.some((file) => file.path === 'scenarios/first-look.json'));
  writeFileSync(path.join(work, 'package.json'), '{ "name": "user", "private": true, "type": "module" }');
  must('npm', ['install', '--offline', '--ignore-scripts', '--no-audit', '--no-fund', evaluator.tarball, element.tarball]);
  const { version } = JSON.parse(readFileSync(path.join(modules, 'security-group-evaluator/package.json'), 'utf8'));
  assert.match(readFileSync(path.join(root, 'Cargo.toml'), 'utf8'), new RegExp(`^version = "${version}"$`, 'm'));
}

function node() {
  cpSync(path.join(fixtures, 'node-check'), path.join(work, 'check'), { recursive: true });
  const open = run('node', ['check/check.mjs', 'check/open.json']);
  assert.equal(open.status, 1, open.stderr);
  assert.match(open.stderr, /open to the world at:\n {2}eni-\w+ \(bastion\) by IPv4\n$/);
  const closed = run('node', ['check/check.mjs', 'check/closed.json']);
  assert.equal(closed.status, 0, closed.stderr);
  assert.equal(closed.stdout, 'SSH is open to the world nowhere.\n');
  writeFileSync(path.join(work, 'both.mjs'), `
    import { createRequire } from 'node:module';
    import { Simulation } from 'security-group-evaluator';
    const required = createRequire(import.meta.url)('security-group-evaluator');
    console.log(required.Simulation === Simulation, new Simulation().toDocument().version);`);
  assert.equal(must('node', ['both.mjs']), 'true 1\n');
}

function types() {
  for (const name of ['types.ts', 'types.cts']) cpSync(path.join(fixtures, name), path.join(work, name));
  cpSync(path.join(fixtures, 'react/app.tsx'), path.join(work, 'app.tsx'));
  for (const name of ['react', '@types/react', 'csstype']) cpSync(path.join(root, 'node_modules', name), path.join(modules, name), { recursive: true });
  // React's own declarations are there; of its DOM only what the page calls.
  writeFileSync(path.join(work, 'dom.d.ts'), "declare module 'react-dom/client' { export function createRoot(place: Element): { render(what: unknown): void } }");
  const options = ['--strict', '--noEmit', '--exactOptionalPropertyTypes', '--target', 'esnext', '--lib', 'esnext,dom', '--types', ''];
  must(path.join(root, 'node_modules/.bin/tsc'), [...options, '--module', 'nodenext', '--jsx', 'react-jsx', 'types.ts', 'types.cts', 'app.tsx', 'dom.d.ts']);
}

/** A folder that a static host could serve. */
function site(name) {
  const folder = path.join(work, 'sites', name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

async function bundle(entry, outfile) {
  // `production` chooses React's smaller half, and nothing of the packages.
  const { outputFiles, warnings } = await build({
    entryPoints: [entry], outfile, bundle: true, format: 'esm', minify: true, write: false, jsx: 'automatic', logLevel: 'silent',
    absWorkingDir: work, nodePaths: [modules, path.join(root, 'node_modules')], define: { 'process.env.NODE_ENV': '"production"' },
  });
  assert.deepEqual(warnings.map((warning) => warning.text), []);
  writeFileSync(outfile, outputFiles[0].contents);
  return outputFiles[0].contents.length;
}

/** Opens a page of a folder under a strict policy, in a sub-path, and fails on whatever it complains of. */
async function visit(folder, look) {
  const { server, url } = await serve(0, { folder: `${folder}/` });
  const context = await browser.newContext();
  const page = await context.newPage();
  const troubles = [];
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()));
  await page.addInitScript(() => addEventListener('securitypolicyviolation', (event) => console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`)));
  try {
    await page.goto(`${url}/some/where/`);
    await look(page);
    assert.deepEqual(troubles, []);
  } finally {
    await context.close();
    server.close();
  }
}

async function plainPage() {
  const folder = site('plain');
  cpSync(path.join(fixtures, 'plain'), folder, { recursive: true });
  cpSync(path.join(modules, 'security-group-evaluator'), path.join(folder, 'evaluator'), { recursive: true });
  cpSync(path.join(root, 'scenarios/first-look.json'), path.join(folder, 'document.json'));
  await visit(folder, (page) => expect(page.locator('#verdict')).toHaveText('allowed', { timeout: 20_000 }));
}

async function bundler() {
  const folder = site('bundled');
  await bundle(path.join(fixtures, 'plain/bundled.js'), path.join(folder, 'page.js'));
  cpSync(path.join(fixtures, 'plain/index.html'), path.join(folder, 'index.html'));
  cpSync(path.join(modules, 'security-group-evaluator/sg_core_bg.wasm'), path.join(folder, 'sg_core_bg.wasm'));
  cpSync(path.join(root, 'scenarios/first-look.json'), path.join(folder, 'document.json'));
  await visit(folder, (page) => expect(page.locator('#verdict')).toHaveText('allowed, bundled', { timeout: 20_000 }));
  // What nobody uses is left out; what defines the element never is.
  writeFileSync(path.join(work, 'unused.js'), "import 'security-group-playground'; import { Simulation } from 'security-group-evaluator/web'; console.log(1);");
  const unused = path.join(work, 'unused.min.js');
  await bundle(path.join(work, 'unused.js'), unused);
  const text = readFileSync(unused, 'utf8');
  assert.ok(text.includes('customElements.define') && !text.includes('applyAll'));
}

async function react() {
  const folder = site('react');
  await bundle(path.join(fixtures, 'react/app.tsx'), path.join(folder, 'app.js'));
  cpSync(path.join(fixtures, 'react/index.html'), path.join(folder, 'index.html'));
  for (const name of ['sg-web.js', 'sg-web_bg.wasm', 'playground.css', 'scenarios']) {
    cpSync(path.join(modules, 'security-group-playground', name), path.join(folder, name), { recursive: true });
  }
  await visit(folder, async (page) => {
    await expect(page.locator('#steps')).toHaveText('3', { timeout: 30_000 });
    await page.getByRole('button', { name: 'Try it' }).click();
    await expect(page.locator('#verdict')).toHaveText('allowed');
    await page.getByRole('button', { name: 'Next lesson' }).click();
    await page.waitForFunction(() => document.querySelector('security-group-playground').document?.name.startsWith('A web server'));
    const { violations } = await new AxeBuilder({ page }).analyze();
    assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target)}`), []);
    await page.getByRole('button', { name: 'Hide' }).click();
    await expect(page.locator('security-group-playground')).toHaveCount(0);
    await page.getByRole('button', { name: 'Show' }).click();
    await expect(page.locator('security-group-playground').getByRole('heading', { name: 'Verdict', exact: true })).toBeVisible();
  });
}

let browser;
let failed = 0;

async function state(what, check) {
  const began = performance.now();
  try {
    await check();
    console.log(`ok    ${what} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED ${what}\n${error.stack}`);
  }
}

try {
  await state('the tarballs hold what they should, and install without a network', packAndInstall);
  await state('a script in Node fails a build that lets 22 in from the world; `require` gives the same', node);
  await state('TypeScript programs fit the declarations', types);
  browser = await chromium.launch(launchOptions);
  await state('a plain page in a sub-path, under a strict policy', plainPage);
  await state('a page from a bundler', bundler);
  await state('a React page around the element', react);
} finally {
  await browser?.close();
  rmSync(work, { recursive: true, force: true });
}
console.log(failed === 0 ? 'all 6 passed' : `${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
