// What the element costs the page around it: nothing jumps, nothing is loaded twice or too early, nothing stays.

import { expect, test } from '@playwright/test';
import { element, html, ready, visit } from './host.mjs';

/** What was loaded, by name, and what all of it weighed on the wire, as the page has seen it. */
const loaded = (page) => page.evaluate(() => {
  const files = performance.getEntriesByType('resource').filter(({ name }) => /\.(js|wasm|css|json)$/.test(name));
  return { names: [...new Set(files.map(({ name }) => name.split('/').pop()))].sort(), bytes: files.reduce((sum, { transferSize }) => sum + transferSize, 0) };
});

test('nothing around it jumps, from before the script until after the app', async ({ page }) => {
  await page.addInitScript(() => {
    globalThis.jumps = [];
    new PerformanceObserver((list) => {
      for (const { value, sources } of list.getEntries()) globalThis.jumps.push([value, sources.map(({ node }) => node?.outerHTML ?? node?.textContent)]);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  let release;
  const held = new Promise((done) => { release = done; });
  await page.route('**/embed.js', async (route) => { await held; await route.continue(); });
  await page.route('**/own.css', (route) => route.fulfill({
    contentType: 'text/css', body: '#it { --sgp-block-size: 320px; } #it:not(:defined) { display: flow-root; block-size: 320px; }',
  }));
  await page.route('**/host.html', (route) => route.fulfill({
    contentType: 'text/html', body: html(element('panels="verdict,conntrack" scenario="idle-connection"', '<p>Words.</p>'), { head: '<link rel="stylesheet" href="/own.css">' }),
  }));
  await page.goto('/host.html', { waitUntil: 'commit' });
  const after = page.locator('#after');
  await expect(after).toBeVisible();
  const where = () => after.evaluate((element) => element.getBoundingClientRect().top);
  const before = await where();
  release();
  await page.waitForFunction(() => document.querySelector('#it').document?.name.startsWith('How long'));
  await expect(page.locator('#it').getByRole('heading', { name: 'Verdict', exact: true })).toBeVisible();
  expect(await where()).toBe(before);
  expect(await page.evaluate(() => globalThis.jumps)).toEqual([]);
});

test('nothing is loaded before it comes near the viewport', async ({ page }) => {
  const asked = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.route('**/own.css', (route) => route.fulfill({ contentType: 'text/css', body: '#far { block-size: 6000px; }' }));
  await visit(page, `<div id="far"></div>${element()}`, { head: '<link rel="stylesheet" href="/own.css">' });
  await page.waitForLoadState('networkidle');
  expect(asked.filter((path) => /wasm|sg-web|playground/.test(path))).toEqual([]);
  await page.locator('#after').scrollIntoViewIfNeeded();
  await ready(page);
});

test('ten on a page share one module, and stay apart', async ({ page }) => {
  const asked = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  const ten = Array.from({ length: 10 }, (_, at) => `<security-group-playground id="n${at}" panels="verdict" scenario="stateful-return"></security-group-playground>`);
  await visit(page, ten.join(''));
  await page.evaluate(() => Promise.all([...document.querySelectorAll('security-group-playground')].map((one) => one.start())));
  await page.waitForFunction(() => [...document.querySelectorAll('security-group-playground')].every((one) => one.document?.name === 'A reply needs no rule'));
  for (const file of ['/embed.js', '/sg-web_bg.wasm', '/playground.css']) expect(asked.filter((path) => path === file)).toHaveLength(1);
  const steps = await page.evaluate(() => {
    document.querySelector('#n3').send({ from: 'internet', to: 'eni-0a1000000000000f1', protocol: 'tcp', destinationPort: 22 });
    return [...document.querySelectorAll('security-group-playground')].map((one) => one.document.steps.length);
  });
  expect(steps).toEqual([3, 3, 3, 4, 3, 3, 3, 3, 3, 3]);
  // Responsive: a click on the last is answered within a frame or two of a slow machine.
  await page.locator('#n9').scrollIntoViewIfNeeded();
  await page.locator('#n9').getByRole('button', { name: 'Undo', exact: true }).click();
  await expect.poll(() => page.evaluate(() => document.querySelector('#n9').document.steps.length)).toBe(2);
});

test('its first use transfers no more than the page itself does', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Verdict', exact: true })).toBeAttached();
  const own = await loaded(page);
  await visit(page, element());
  await ready(page);
  const used = await loaded(page);
  expect(used.names).toEqual(['embed.js', 'playground.css', 'sg-web.js', 'sg-web_bg.wasm']);
  expect(used.bytes).toBeGreaterThan(100_000);
  expect(used.bytes).toBeLessThanOrEqual(own.bytes);
});

/** How often a hundred come and go: a thousand in a long run, enough to tell a leak of each in every other. */
const rounds = process.env.SG_LONG ? 10 : 2;

test('those that come and go leave next to nothing', async ({ page, context }) => {
  test.setTimeout(900_000);
  await visit(page, '<div id="place"></div>');
  await page.evaluate(() => {
    // The module's memory never shrinks, so its size tells what was ever held at once.
    globalThis.memories = [];
    const { instantiateStreaming } = WebAssembly;
    WebAssembly.instantiateStreaming = async (...all) => {
      const made = await instantiateStreaming.apply(WebAssembly, all);
      globalThis.memories.push(made.instance.exports.memory);
      return made;
    };
    globalThis.comeAndGo = async (count) => {
      for (let at = 0; at < count; at += 1) {
        const one = document.createElement('security-group-playground');
        one.setAttribute('panels', 'verdict');
        const ready = new Promise((done, failed) => {
          one.addEventListener('ready', done);
          one.addEventListener('error', ({ detail }) => failed(new Error(detail.message)));
        });
        document.querySelector('#place').append(one);
        one.start();
        await ready;
        one.remove();
        await new Promise((done) => { setTimeout(done, 0); });
      }
    };
  });
  const session = await context.newCDPSession(page);
  const look = async () => {
    await session.send('HeapProfiler.collectGarbage');
    await session.send('HeapProfiler.collectGarbage');
    const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    const pages = await page.evaluate(() => globalThis.memories[0].buffer.byteLength / 65536);
    return { nodes, listeners: jsEventListeners, heap: usedSize, pages };
  };
  // The first hundred fill what is kept for reuse.
  await page.evaluate(() => globalThis.comeAndGo(100));
  const before = await look();
  for (let round = 0; round < rounds; round += 1) await page.evaluate(() => globalThis.comeAndGo(100));
  const after = await look();
  const each = (name) => (after[name] - before[name]) / (rounds * 100);
  const left = { nodes: each('nodes'), listeners: each('listeners'), heap: each('heap'), wasm: each('pages') * 65536 };
  console.log(`left by each of ${rounds * 100}: ${JSON.stringify(left)}`);
  test.info().annotations.push({ type: 'left by each', description: JSON.stringify(left) });
  // Yew never takes the listeners off the root of an app, one for each kind of event, and they hold the root. That is
  // all that stays: an empty element, the listeners, and what both need on either side, 1.6 KB in all.
  expect(left.nodes).toBeLessThanOrEqual(1.05);
  expect(left.listeners).toBeLessThanOrEqual(4.05);
  expect(left.heap).toBeLessThan(1_500);
  expect(left.wasm).toBeLessThan(2_500);
});
